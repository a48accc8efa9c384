import { bandOf, type Placed, type Station } from './band.js';
import {
  type FlagsNode,
  type Graph,
  idOf,
  type Lane,
  type OutcomeNode,
  type PictureEdge,
  type PictureNode,
  type QuestionNode,
} from './graph.js';
import { wrap } from './labels.js';
import { sizes } from './sizes.js';

export type Box = { x: number; y: number; width: number; height: number };
/** A node at its place, with its text in lines: as it is read from near, and in large type, from far. */
export type PlacedNode = { node: PictureNode; box: Box; small: string[]; lines: string[]; far: string[] };
/** A section's band. Where its way comes in is `entry`, below its title. */
export type PlacedLane = { lane: Lane; box: Box; lines: string[]; far: string[]; small: string[] };
/** An arrow as the path of its line, the path of its head, and the room they take. */
export type PlacedEdge = { edge: PictureEdge; line: string; head: string; box: Box; lane: boolean };
/** A graph with a place for everything, in pixels at 100 %. */
export type Arranged = {
  graph: Graph;
  width: number;
  height: number;
  lanes: PlacedLane[];
  nodes: PlacedNode[];
  edges: PlacedEdge[];
};

type Point = readonly [x: number, y: number];

/** Gives everything in a graph its place. Same graph, same places. */
export function arrange(graph: Graph): Arranged {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const flagsOf = new Map<string, FlagsNode[]>();
  for (const node of graph.nodes)
    if (node.kind === 'flags') flagsOf.set(node.question, [...(flagsOf.get(node.question) ?? []), node]);
  const drafts = graph.lanes.map((lane) => draftOf(lane, nodes, flagsOf));
  const columns = intoColumns(drafts);

  const lanes: PlacedLane[] = [];
  const placed = new Map<string, PlacedNode>();
  /** Where arrows leave and reach each node; forks are points. */
  const ports = new Map<string, { x: number; top: number; bottom: number; lane: number; past: number }>();
  const entries = new Map<number, { gutter: number; y: number; bottom: number; exit: number }>();
  const top = 64;
  let x: number = sizes.gutter;
  let height = 0;
  for (const column of columns) {
    let y = top;
    const width = Math.max(...column.map((draft) => draft.width));
    for (const draft of column) {
      const box = { x, y, width, height: draft.height };
      const { lane } = draft;
      const index = graph.lanes.indexOf(lane);
      lanes.push({ lane, box, lines: draft.lines, far: draft.far, small: draft.small });
      const origin = { x: x + sizes.pad + draft.before, y: y + draft.head };
      entries.set(index, { gutter: x - 18, y: y + draft.head - 22, bottom: y + box.height, exit: y + box.height - 14 });
      for (const one of draft.placed) {
        placed.set(one.node.id, { ...one, box: moved(one.box, origin) });
        const own = moved(one.box, origin);
        const middle = own.x + (one.anchor ?? own.width / 2);
        const past = one.past === undefined ? middle : one.past + origin.x;
        if (one.node.kind !== 'flags')
          ports.set(one.node.id, { x: middle, top: own.y, bottom: own.y + own.height, lane: index, past });
      }
      y += draft.height + sizes.laneGap;
    }
    height = Math.max(height, y - sizes.laneGap);
    x += width + sizes.gutter;
  }

  const first = entries.get(0) as { gutter: number };
  const start = graph.nodes.find(({ kind }) => kind === 'start') as PictureNode;
  const startBox = { x: first.gutter - 20, y: 8, width: 96, height: 34 };
  placed.set(start.id, {
    node: start,
    box: startBox,
    small: [],
    lines: ['Start'],
    far: ['Start'],
  });
  ports.set(start.id, { x: first.gutter, top: 8, bottom: 42, lane: -1, past: 0 });
  // The fork of a section stands where its way comes in.
  graph.lanes.forEach(({ section }, index) => {
    const id = section && idOf.fork(section);
    const node = id && nodes.get(id);
    const entry = entries.get(index);
    if (!id || !node || !entry) return;
    const { gutter, y } = entry;
    const half = sizes.fork / 2;
    placed.set(id, {
      node,
      box: { x: gutter - half, y: y - half, width: sizes.fork, height: sizes.fork },
      small: [],
      lines: [],
      far: [],
    });
    ports.set(id, { x: gutter, top: y, bottom: y, lane: index - 0.5, past: gutter });
  });

  const edges = graph.edges.flatMap((edge): PlacedEdge[] => {
    const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
    if (!from || !to) return [];
    if (edge.kind === 'raises') return [withHead(edge, ...reachLine(from.box, to.box), true)];
    if (edge.kind === 'ends' || edge.kind === 'stops') return [withHead(edge, ...longLine(from.box, to.box), false)];
    const [a, b] = [ports.get(edge.from), ports.get(edge.to)];
    if (!a || !b) return [];
    const target = to.node.kind === 'fork' ? b.top : b.top - 2;
    const points: Point[] = [[a.x, a.bottom]];
    const past = edge.kind === 'otherwise' && Number.isInteger(a.lane) && from.node.kind === 'fork';
    if (to.node.kind === 'outcome' && edge.kind === 'yes') {
      // A rung of the ladder that ends the conversation.
      return [
        withHead(
          edge,
          ...polyline([
            [a.x, a.bottom],
            [a.x, middleOf(to.box)],
            [to.box.x - 2, middleOf(to.box)],
          ]),
          true,
        ),
      ];
    }
    if (past && a.lane === b.lane && a.past < a.x)
      points.push([a.past, a.bottom], [a.past, b.top - 11], [b.x, b.top - 11]);
    else if (a.lane !== b.lane) {
      const entry = entries.get(Math.ceil(b.lane));
      const leave = entries.get(Math.floor(a.lane));
      if (past) points.push([a.past, a.bottom]);
      const fromX = past ? a.past : a.x;
      const own = entries.get(Math.ceil(a.lane));
      if (edge.kind === 'otherwise' && !Number.isInteger(a.lane) && own) {
        // Past a whole section: around its foot.
        points.push([a.x, own.bottom + 13]);
        if (entry && entry.gutter !== a.x) points.push([entry.gutter, own.bottom + 13]);
      } else if (leave && Number.isInteger(a.lane)) {
        points.push([fromX, leave.exit]);
        if (entry) points.push([entry.gutter, leave.exit]);
      }
      if (entry && to.node.kind !== 'fork') points.push([entry.gutter, entry.y], [b.x, entry.y]);
      else if (entry && Number.isInteger(b.lane)) points.push([entry.gutter, entry.y], [b.x, entry.y]);
    }
    points.push([b.x, target]);
    return [withHead(edge, ...polyline(points, to.node.kind !== 'fork'), true)];
  });
  return { graph, width: x, height: height + 24, lanes, nodes: [...placed.values()], edges };
}

type Draft = {
  lane: Lane;
  width: number;
  height: number;
  /** How high the title is, with the room below it. */
  head: number;
  /** Room left of the column for the ways past. */
  before: number;
  lines: string[];
  far: string[];
  small: string[];
  /** With boxes from the top left of the band; `anchor` is where its arrows are, from the left of its box. */
  placed: (PlacedNode & { anchor?: number; past?: number })[];
};

/** A band on its own: its title, its column, and the red flags beside each question. */
function draftOf(
  lane: Lane,
  nodes: ReadonlyMap<string, PictureNode>,
  flagsOf: ReadonlyMap<string, readonly FlagsNode[]>,
): Draft {
  const own = lane.nodes.flatMap((id) => nodes.get(id) ?? []);
  const texts = new Map(own.map((node) => [node.id, textsOf(node)]));
  const most = own.some(({ kind, id }) => kind === 'question' && flagsOf.has(id.slice('question:'.length)));
  const column = most ? sizes.box + sizes.reach + sizes.flags : sizes.box;
  const ladder = lane.section === undefined;
  const sideOf = (node: PictureNode) => (node.kind === 'question' ? (flagsOf.get(node.question) ?? []) : []);
  const sideHeight = (count: number) => count * (sizes.flagsHeight + sizes.flagsGap) - sizes.flagsGap;
  const stations = own.map((node): Station => {
    const height = Math.max(texts.get(node.id)?.height ?? 0, sideHeight(sideOf(node).length));
    const past = node.kind === 'question' && nodes.has(idOf.fork(node.question));
    return { id: node.id, width: column, height, past };
  });
  const band =
    stations.length > 0 ? bandOf(stations) : { stations: new Map<string, Placed>(), width: column, height: 0 };
  const placed: Draft['placed'] = [];
  for (const node of own) {
    const station = band.stations.get(node.id);
    const text = texts.get(node.id);
    if (!station || !text) continue;
    const left = station.x - column / 2;
    const side = sideOf(node);
    const room = Math.max(text.height, sideHeight(side.length));
    const y = station.y + (room - text.height) / 2;
    const indent = ladder && node.kind === 'outcome' ? 36 : 0;
    const box = { x: left + indent, y, width: sizes.box - indent, height: text.height };
    const anchor = node.kind === 'decide' ? 10 : sizes.box / 2;
    placed.push({ node, ...text, box, anchor, ...(station.past !== undefined && { past: station.past }) });
    if (station.fork) {
      const fork = nodes.get(idOf.fork((node as QuestionNode).question));
      const half = sizes.fork / 2;
      if (fork)
        placed.push({
          node: fork,
          box: { x: left + anchor - half, y: station.fork.y, width: sizes.fork, height: sizes.fork },
          small: [],
          lines: [],
          far: [],
          ...(station.past !== undefined && { past: station.past }),
        });
    }
    const rung = node.kind === 'outcome' ? nodes.get(idOf.fork(node.outcome)) : undefined;
    if (rung) {
      const half = sizes.fork / 2;
      placed.push({
        node: rung,
        box: { x: left + 10 - half, y: y - sizes.step, width: sizes.fork, height: sizes.fork },
        small: [],
        lines: [],
        far: [],
      });
    }
    side.forEach((flags, index) => {
      const box = {
        x: left + sizes.box + sizes.reach,
        y: station.y + (room - sideHeight(side.length)) / 2 + index * (sizes.flagsHeight + sizes.flagsGap),
        width: sizes.flags,
        height: sizes.flagsHeight,
      };
      placed.push({ node: flags, box, ...textsOf(flags) });
    });
  }
  const width = band.width + 2 * sizes.pad;
  const lines = wrap(headingOf(lane), width - 2 * sizes.pad, sizes.title * 1.1, 2);
  const small = lane.when ? wrap(`Only if ${lane.when}`, width - 2 * sizes.pad, sizes.small, 2) : [];
  const head = 12 + lines.length * sizes.titleLine + small.length * sizes.smallLine + 34;
  return {
    lane,
    width,
    head,
    before: 0,
    height: head + band.height + 30,
    lines,
    far: wrap(headingOf(lane), width - 2 * sizes.pad, sizes.far * 1.15, 1),
    small,
    placed,
  };
}

/** What stands over a band. */
const headingOf = ({ section, number, title }: Lane) => (section === undefined ? title : `${number}. ${title}`);

/** The texts of a node in lines, and how high it is with them. */
function textsOf(node: PictureNode): { small: string[]; lines: string[]; far: string[]; height: number } {
  const room = sizes.box - sizes.number - 14;
  const farRoom = sizes.box - sizes.number - 22;
  if (node.kind === 'question') {
    const small = node.when ? wrap(`Only if ${node.when}`, room, sizes.small, 2) : [];
    const lines = wrap(node.ask, room, sizes.ask, 3);
    const height = Math.max(sizes.leastHeight, 20 + small.length * sizes.smallLine + lines.length * sizes.line);
    return { small, lines, far: wrap(node.ask, farRoom, sizes.far, 2), height };
  }
  if (node.kind === 'outcome') {
    const small = wrap(meaningOf(node), sizes.box - 36 - sizes.number - 12, sizes.small, 4);
    const lines = wrap(node.title, sizes.box - 36 - sizes.number - 12, sizes.ask * 1.1, 2);
    const height = Math.max(sizes.leastHeight, 20 + small.length * sizes.smallLine + lines.length * (sizes.line + 1));
    return { small, lines, far: wrap(node.title, sizes.box - 36 - sizes.number - 12, sizes.far - 2, 2), height };
  }
  if (node.kind === 'flags') {
    return {
      small: [],
      lines: wrap(flagsText(node), sizes.flags - 38, sizes.small * 1.1, 1),
      far: [countOf(node)],
      height: sizes.flagsHeight,
    };
  }
  const said = {
    stop: 'A red flag so far? Then it ends here.',
    decide: 'Which red flag is the most urgent?',
    start: '',
    fork: '',
  }[node.kind];
  return {
    small: [],
    lines: wrap(said, sizes.box - 28, sizes.ask * 1.1, 2),
    far: wrap(node.kind === 'stop' ? 'Any red flag: ends' : 'Most urgent?', sizes.box - 28, sizes.far, 1),
    height: 44,
  };
}

const countOf = ({ flags }: FlagsNode) => `${flags.length} ${flags.length === 1 ? 'red flag' : 'red flags'}`;
const flagsText = (node: FlagsNode) =>
  `${node.flags.length} ${node.flags.length === 1 ? 'flag' : 'flags'}: ${node.title}`;
const meanings = {
  emergency: 'Emergency: at once',
  urgent: 'Urgent: today',
  soon: 'Soon: a doctor first',
  routine: 'Routine: no red flag',
} as const;
const meaningOf = ({ urgency, when }: OutcomeNode) => `${meanings[urgency]}${when ? `. Only if ${when}` : ''}`;

/** Bands in columns, in order, as in a newspaper: as many as make the picture fill a screen or a sheet best. */
function intoColumns(drafts: readonly Draft[]): Draft[][] {
  const [bands, end] = [drafts.slice(0, -1), drafts.slice(-1)];
  const heightOf = (column: readonly Draft[]) =>
    column.reduce((sum, { height }) => sum + height + sizes.laneGap, -sizes.laneGap);
  const fill = (most: number) => {
    const columns: Draft[][] = [[]];
    for (const draft of bands) {
      const last = columns.at(-1) as Draft[];
      if (last.length > 0 && heightOf([...last, draft]) > most) columns.push([draft]);
      else last.push(draft);
    }
    return [...columns.filter((column) => column.length > 0), end];
  };
  const scaleOf = (columns: readonly Draft[][]) => {
    const width = columns.reduce((sum, column) => sum + Math.max(...column.map((one) => one.width)) + sizes.gutter, 0);
    return Math.min(1.5 / width, 1 / Math.max(...columns.map(heightOf)));
  };
  const total = heightOf(bands);
  let best = fill(Math.max(...drafts.map(({ height }) => height)));
  for (let parts = 1; parts <= Math.min(bands.length, 60); parts++) {
    // A little more than an even share, for bands are not cut.
    for (const share of [1, 1.1, 1.25, 1.5]) {
      const columns = fill((total / parts) * share);
      if (scaleOf(columns) > scaleOf(best)) best = columns;
    }
  }
  return best;
}

const moved = (box: Box, by: { x: number; y: number }): Box => ({ ...box, x: box.x + by.x, y: box.y + by.y });
const middleOf = ({ y, height }: Box) => y + height / 2;
const n = (value: number) => Math.round(value * 10) / 10;

/** A line with rounded corners, and the point and direction of its end. */
function polyline(points: readonly Point[], arrow = true): [line: string, box: Box, head: string] {
  const way = points.filter(([x, y], i) => i === 0 || x !== points[i - 1]?.[0] || y !== points[i - 1]?.[1]);
  let line = `M${n(way[0]?.[0] ?? 0)} ${n(way[0]?.[1] ?? 0)}`;
  for (let i = 1; i < way.length; i++) {
    const [x0, y0] = way[i - 1] as Point;
    const [x1, y1] = way[i] as Point;
    const after = way[i + 1];
    if (!after) {
      line += `L${n(x1)} ${n(y1)}`;
      continue;
    }
    const [x2, y2] = after;
    const radius = Math.min(8, Math.hypot(x1 - x0, y1 - y0) / 2, Math.hypot(x2 - x1, y2 - y1) / 2);
    const near = (x: number, y: number): Point => {
      const length = Math.hypot(x - x1, y - y1) || 1;
      return [x1 + ((x - x1) / length) * radius, y1 + ((y - y1) / length) * radius];
    };
    const [a, b] = [near(x0, y0), near(x2, y2)];
    line += `L${n(a[0])} ${n(a[1])}Q${n(x1)} ${n(y1)} ${n(b[0])} ${n(b[1])}`;
  }
  const end = way.at(-1) as Point;
  const before = way.at(-2) ?? end;
  return [line, around(way), arrow ? headAt(end, before) : ''];
}

/** A line from a question to its red flags. */
function reachLine(from: Box, to: Box): [string, Box, string] {
  const a: Point = [from.x + from.width, middleOf(from)];
  const b: Point = [to.x - 2, middleOf(to)];
  const half = (a[0] + b[0]) / 2;
  const line = `M${n(a[0])} ${n(a[1])}C${n(half)} ${n(a[1])} ${n(half)} ${n(b[1])} ${n(b[0])} ${n(b[1])}`;
  return [line, around([a, b]), headAt(b, [half, b[1]])];
}

/** A line across the picture, to where a conversation ends. */
function longLine(from: Box, to: Box): [string, Box, string] {
  const a: Point = [from.x + from.width, middleOf(from)];
  const b: Point = [to.x - 2, middleOf(to)];
  const bend = Math.min(260, Math.max(40, Math.abs(b[0] - a[0]) / 2));
  const line = `M${n(a[0])} ${n(a[1])}C${n(a[0] + bend)} ${n(a[1])} ${n(b[0] - bend)} ${n(b[1])} ${n(b[0])} ${n(b[1])}`;
  return [line, around([a, b]), headAt(b, [b[0] - 10, b[1]])];
}

function withHead(edge: PictureEdge, line: string, box: Box, head: string, lane: boolean): PlacedEdge {
  return { edge, line, head, box, lane };
}

/** The triangle at the end of an arrow that comes from `before`. */
function headAt([x, y]: Point, before: Point): string {
  const angle = Math.atan2(y - before[1], x - before[0]);
  const corner = (turn: number) => `${n(x - 9 * Math.cos(angle + turn))} ${n(y - 9 * Math.sin(angle + turn))}`;
  return `M${n(x)} ${n(y)}L${corner(0.45)}L${corner(-0.45)}Z`;
}

function around(points: readonly Point[]): Box {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs) - 6, Math.min(...ys) - 6];
  return { x, y, width: Math.max(...xs) + 6 - x, height: Math.max(...ys) + 6 - y };
}
