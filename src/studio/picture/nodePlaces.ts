import type { Problem } from '../../check/problem.js';
import type { Path } from '../../flow/parse.js';
import type { Flow } from '../../flow/schema.js';
import { pathOf, targetAt } from '../places.js';
import type { Target } from '../proof/messages.js';
import { type Graph, idOf, type PictureNode } from './graph.js';
import type { Marks } from './look.js';

/** What of the flow a node stands for; of several red flags, the first. Undefined for what only joins others. */
export function targetOf(node: PictureNode): Target | undefined {
  if (node.kind === 'question') return { question: node.question };
  if (node.kind === 'outcome') return { outcome: node.outcome };
  if (node.kind === 'stop') return { section: node.section };
  const flag = node.kind === 'flags' ? node.flags[0] : undefined;
  return flag === undefined ? undefined : { redFlag: flag };
}

/** Where what a node stands for is in flow.json. */
export function placeOf(flow: Flow, node: PictureNode): Path | undefined {
  const target = targetOf(node);
  return target && pathOf(flow, target);
}

/** The id of the node, or of the frame, that shows a place in flow.json; undefined when nothing does. */
export function nodeAt(graph: Graph, flow: Flow, path: Path): string | undefined {
  const target = targetAt(flow, path);
  if (!target) return undefined;
  if ('question' in target) return idOf.question(target.question);
  if ('outcome' in target) return idOf.outcome(target.outcome);
  if ('section' in target) return laneId(target.section);
  return graph.nodes.findLast((node) => node.kind === 'flags' && node.flags.includes(target.redFlag))?.id;
}

/** The id by which the frame of a section is marked. */
export const laneId = (section: string | undefined) => `lane:${section ?? ''}`;

/** How many of the problems of flow.json stand at each node. */
export function marksOf(graph: Graph, flow: Flow, problems: readonly Problem[]): ReadonlyMap<string, Marks> {
  const marks = new Map<string, Marks>();
  for (const { file, path, severity } of problems) {
    const id = file === 'flow.json' ? nodeAt(graph, flow, path) : undefined;
    if (id === undefined) continue;
    const { errors, warnings } = marks.get(id) ?? { errors: 0, warnings: 0 };
    const error = severity === 'error';
    marks.set(id, { errors: errors + (error ? 1 : 0), warnings: warnings + (error ? 0 : 1) });
  }
  return marks;
}

/** The nodes that have to do with an outcome: its red flags, the questions those depend on, and itself. */
export function leadingTo(graph: Graph, outcome: string): ReadonlySet<string> {
  return new Set(
    graph.nodes
      .filter((node) =>
        node.kind === 'question' ? node.leadsTo.includes(outcome) : 'outcome' in node && node.outcome === outcome,
      )
      .map(({ id }) => id),
  );
}
