import { Graph as DagreGraph, layout } from '@dagrejs/dagre';
import { sizes } from './sizes.js';

/** One thing in a band, from top to bottom, and whether there is a way past it. */
export type Station = { id: string; width: number; height: number; past: boolean };
/** Where things stand in a band: the middle of the top of each station, its fork, and how far left the way past it goes. */
export type Placed = { x: number; y: number; fork?: { x: number; y: number }; past?: number };
export type Band = { stations: ReadonlyMap<string, Placed>; width: number; height: number };

const bands = new Map<string, Band>();
const mostBands = 2000;

/**
 * Lays out one band of the picture by dagre: its stations in one column, and beside each that is not for everybody the
 * way past it. Bands that were laid out before are remembered, so that a change of one costs only that one.
 */
export function bandOf(stations: readonly Station[]): Band {
  const key = JSON.stringify(stations);
  const known = bands.get(key);
  if (known) return known;
  const graph = new DagreGraph();
  graph.setGraph({ rankdir: 'TB', nodesep: 10, edgesep: 10, ranksep: sizes.step, ranker: 'longest-path' });
  graph.setDefaultEdgeLabel(() => ({}));
  const connect = (from: string, to: string, minlen: number) => graph.setEdge(from, to, { minlen });
  let before: string[] = [];
  stations.forEach(({ width, height, past }, index) => {
    const [own, fork, aside] = [`s${index}`, `f${index}`, `p${index}`];
    graph.setNode(own, { width, height });
    if (past) {
      graph.setNode(fork, { width, height: sizes.fork });
      for (const from of before) connect(from, fork, 1);
      graph.setNode(aside, { width: sizes.past, height: sizes.fork });
      connect(fork, aside, 1);
      connect(fork, own, 1);
      before = [aside, own];
    } else {
      for (const from of before) connect(from, own, before.length > 1 ? 1 : 2);
      before = [own];
    }
  });
  // The order in a row is clear: what is passed, and the way past it. To look for a better one takes longest.
  layout(graph, { disableOptimalOrderHeuristic: true });
  const at = (id: string) => {
    const { y = 0, height = 0 } = graph.node(id) as Record<string, number>;
    return { top: y - height / 2, bottom: y + height / 2 };
  };
  const all = graph.nodes().map(at);
  const top = Math.min(...all.map((one) => one.top));
  // dagre shifts a node to the middle of what leads to it, which bends the column: how high things stand is its, the
  // column is kept straight, with all ways past on its left.
  const aside = stations.some(({ past }) => past) ? sizes.past + 10 : 0;
  const widest = Math.max(...stations.map(({ width }) => width));
  const x = aside + widest / 2;
  const placed = new Map(
    stations.map(({ id, past }, index): [string, Placed] => [
      id,
      {
        x,
        y: at(`s${index}`).top - top,
        ...(past && { fork: { x, y: at(`f${index}`).top - top }, past: sizes.past / 2 }),
      },
    ]),
  );
  const band = {
    stations: placed,
    width: aside + widest,
    height: Math.max(...all.map((one) => one.bottom)) - top,
  };
  if (bands.size > mostBands) bands.clear();
  bands.set(key, band);
  return band;
}
