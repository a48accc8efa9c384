import type { Answers } from '../../flow/answer.js';
import { holds } from '../../flow/condition.js';
import type { Flow } from '../../flow/schema.js';
import { createSession, raisedFlags } from '../../machine/session.js';
import { type Graph, idOf, type PictureEdge } from './graph.js';

/** One conversation in the picture. */
export type Trace = {
  /** Nodes it went through, in order, forks included. */
  path: string[];
  nodes: ReadonlySet<string>;
  /** Ids of the arrows it went along. */
  edges: ReadonlySet<string>;
  /** The question that waits for an answer. */
  now: string | undefined;
  /** The outcome it reached. */
  outcome: string | undefined;
  /** Nodes of red flags that it has raised, also of those that did not decide. */
  raised: ReadonlySet<string>;
};

/**
 * Follows a conversation through the graph of its flow. Which questions were asked, and the outcome, are what the
 * machine says; only the arrows between them are looked up. An older graph of the flow is followed as far as it goes.
 */
export function traceOf(graph: Graph, flow: Flow, answers: Answers): Trace {
  const session = createSession(flow, answers);
  const outcome = session.outcome.value;
  const now = session.question.value;
  const asked = new Set(session.steps.value.map(({ question }) => question.id));
  const known = session.asked.value;
  const flags = raisedFlags(flow, known);
  const raisedIds = new Set(flags.map(({ id }) => id));
  const sections = new Map(flow.sections.map((section) => [idOf.fork(section.id), section]));
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const out = new Map<string, PictureEdge[]>();
  for (const edge of graph.edges) out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  const order = new Map(flow.sections.flatMap(({ questions }) => questions).map(({ id }, index) => [id, index]));
  const reached = now ? (order.get(now.id) ?? 0) : Number.POSITIVE_INFINITY;
  const lastAsked = Math.max(-1, ...[...asked].map((id) => order.get(id) ?? -1));
  const last = session.steps.value.at(-1)?.question.id;
  const endsAtOnce = outcome?.urgency === 'emergency' && last !== undefined ? idOf.flags(last, outcome.id) : undefined;

  // As it was then: a condition that reads a later question had no answer to it.
  const knownBefore = (end: number) =>
    Object.fromEntries(Object.entries(known).filter(([id]) => (order.get(id) ?? 0) < end));

  const path = ['start'];
  const edges = new Set<string>();
  const go = (edge: PictureEdge | undefined) => {
    if (!edge || path.includes(edge.to) || !nodes.has(edge.to)) return false;
    edges.add(edge.id);
    path.push(edge.to);
    return true;
  };
  for (;;) {
    const node = nodes.get(path.at(-1) ?? '');
    const ways = out.get(node?.id ?? '') ?? [];
    const by = (kind: PictureEdge['kind']) => ways.find((edge) => edge.kind === kind);
    if (!node || node.kind === 'outcome') break;
    const next = (edge: PictureEdge | undefined) => {
      const to = edge && nodes.get(edge.to);
      return to !== undefined && to.order <= reached && go(edge);
    };
    if (node.kind === 'question') {
      if (node.question === now?.id) break;
      const atOnce = node.question === last ? ways.find(({ to }) => to === endsAtOnce) : undefined;
      if (atOnce ? go(atOnce) : next(by('next'))) continue;
      break;
    }
    if (node.kind === 'flags') {
      if (go(by('ends'))) continue;
      break;
    }
    if (node.kind === 'stop') {
      const stops = outcome !== undefined && flags.length > 0 && lastAsked < node.order;
      if (stops ? go(by('stops')) : next(by('next'))) continue;
      break;
    }
    if (node.kind === 'fork') {
      const yes = by('yes');
      const to = yes && nodes.get(yes.to);
      const section = sections.get(node.id);
      const through = section
        ? section.questions.some(({ id }) => asked.has(id) || id === now?.id) ||
          holds(section.when, knownBefore(node.order))
        : to?.kind === 'outcome'
          ? to.outcome === outcome?.id
          : to?.kind === 'question' && (asked.has(to.question) || to.question === now?.id);
      if (next(through ? yes : by('otherwise'))) continue;
      break;
    }
    if (!next(by('next'))) break;
  }
  const raised = graph.nodes.filter((node) => node.kind === 'flags' && node.flags.some((id) => raisedIds.has(id)));
  return {
    path,
    nodes: new Set(path),
    edges,
    now: now && idOf.question(now.id),
    outcome: outcome && idOf.outcome(outcome.id),
    // A sign is raised at a question that was asked.
    raised: new Set(raised.flatMap((node) => ('question' in node && asked.has(node.question) ? [node.id] : []))),
  };
}
