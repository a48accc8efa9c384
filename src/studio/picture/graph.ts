import { questionsOf } from '../../flow/answer.js';
import { comparisons } from '../../flow/condition.js';
import type { AnswerCondition, Condition, Flow, Outcome } from '../../flow/schema.js';
import { type Urgency, urgencies } from '../../flow/terms.js';
import { questionNumbers } from '../../review/conditionWords.js';
import { fewWords, plain } from '../../review/fewWords.js';
import { raisedAt } from '../../review/raisedAt.js';

/** What every node has: a name of its own, and where in the order of asking it stands. */
type Common = { id: string; order: number };
export type QuestionNode = Common & {
  kind: 'question';
  question: string;
  number: number;
  ask: string;
  /** Who is asked, in few words; undefined: everybody who gets there. */
  when: string | undefined;
  /** The outcomes of the red flags that depend on it, directly or through who is asked. */
  leadsTo: string[];
};
/** Red flags that an answer to one question can raise, and that lead to one outcome. */
export type FlagsNode = Common & {
  kind: 'flags';
  question: string;
  outcome: string;
  urgency: Urgency;
  title: string;
  flags: string[];
};
export type OutcomeNode = Common & {
  kind: 'outcome';
  outcome: string;
  urgency: Urgency;
  title: string;
  when: string | undefined;
};
/** A place where the way parts, before a question, a section or an outcome: drawn as a dot, and never chosen. */
type ForkNode = Common & { kind: 'fork' };
export type PictureNode =
  | (Common & { kind: 'start'; title: string })
  | QuestionNode
  | FlagsNode
  | ForkNode
  /** The end of a section that stops when a red flag was raised. */
  | (Common & { kind: 'stop'; section: string })
  /** Where the most urgent of the red flags decides. */
  | (Common & { kind: 'decide' })
  | OutcomeNode;

/**
 * An arrow. `next`: what follows; `yes` and `otherwise`: the two ways on from a fork; `raises`: from a question to its
 * red flags; `ends`: from those to their outcome; `stops`: from the end of a section to the decision.
 */
export type PictureEdge = {
  id: string;
  from: string;
  to: string;
  kind: 'next' | 'yes' | 'otherwise' | 'raises' | 'ends' | 'stops';
};

/** A band of the picture: a section with its questions, or, without `section`, the outcomes. */
export type Lane = {
  section: string | undefined;
  number: number;
  title: string;
  when: string | undefined;
  /** Its nodes in the order of asking, without forks and red flags. */
  nodes: string[];
};

/** A flow as nodes and arrows, without a place on paper. */
export type Graph = {
  title: string;
  lanes: Lane[];
  nodes: PictureNode[];
  edges: PictureEdge[];
  /** How many questions the flow has, and how many of them are left out. */
  questions: number;
  hidden: number;
};

/** What of a flow is drawn. */
export type Shown = {
  /** Leaves out the questions that no red flag depends on. */
  onlyWhatMatters: boolean;
};

export const idOf = {
  question: (id: string) => `question:${id}`,
  flags: (question: string, outcome: string) => `flags:${question}:${outcome}`,
  outcome: (id: string) => `outcome:${id}`,
  stop: (section: string) => `stop:${section}`,
  fork: (id: string) => `fork:${id}`,
  edge: (from: string, to: string) => `${from}>${to}`,
};

/** A parsed flow as a graph. */
export function graphOf(flow: Flow, { onlyWhatMatters }: Shown): Graph {
  const numbers = questionNumbers(flow);
  const short = (when: Condition | undefined) =>
    when && fewWords(when, numbers, (id) => `${numbers.get(id)?.number ?? id}`);
  const raised = raisedAt(flow);
  const leads = leadsOf(flow);
  const nodes: PictureNode[] = [];
  const edges: PictureEdge[] = [];
  /** The arrows that wait for what comes next. */
  let open: { from: string; kind: PictureEdge['kind'] }[] = [];
  const connect = (from: string, to: string, kind: PictureEdge['kind']) =>
    edges.push({ id: idOf.edge(from, to), from, to, kind });
  /** Adds a node to which everything that waits leads. */
  const add = (node: PictureNode) => {
    nodes.push(node);
    for (const { from, kind } of open) connect(from, node.id, kind);
    open = [{ from: node.id, kind: 'next' }];
  };
  /** Adds a fork before what is not for everybody; returns the arrow past it. */
  const fork = (id: string, order: number, kind: PictureEdge['kind'] = 'otherwise') => {
    add({ id: idOf.fork(id), kind: 'fork', order });
    open = [{ from: idOf.fork(id), kind: 'yes' }];
    return { from: idOf.fork(id), kind };
  };

  add({ id: 'start', kind: 'start', order: -1, title: plain(flow.title) });
  const lanes: Lane[] = [];
  let order = -1;
  let hidden = 0;
  flow.sections.forEach((section, s) => {
    const lane: Lane = {
      section: section.id,
      number: s + 1,
      title: plain(section.title),
      when: short(section.when),
      nodes: [],
    };
    const first = order + 1;
    const shown = section.questions.filter(({ id }) => !onlyWhatMatters || (leads.get(id)?.size ?? 0) > 0);
    hidden += section.questions.length - shown.length;
    if (shown.length === 0 && !section.stopIfFlagged) {
      order += section.questions.length;
      return;
    }
    const pastSection = section.when && fork(section.id, first);
    for (const question of section.questions) {
      order++;
      if (!shown.includes(question)) continue;
      const past = question.when && fork(question.id, order);
      const id = idOf.question(question.id);
      add({
        id,
        kind: 'question',
        order,
        question: question.id,
        number: order + 1,
        ask: plain(question.ask),
        when: short(question.when),
        leadsTo: [...(leads.get(question.id) ?? [])],
      });
      lane.nodes.push(id);
      if (past) open.push(past);
      const own = raised.get(question.id) ?? [];
      for (const outcome of flow.outcomes) {
        const flags = own.filter((flag) => flag.outcome === outcome.id).map((flag) => flag.id);
        if (flags.length === 0) continue;
        const flagsId = idOf.flags(question.id, outcome.id);
        nodes.push({
          id: flagsId,
          kind: 'flags',
          order,
          question: question.id,
          outcome: outcome.id,
          urgency: outcome.urgency,
          title: plain(outcome.title),
          flags,
        });
        connect(id, flagsId, 'raises');
        connect(flagsId, idOf.outcome(outcome.id), 'ends');
      }
    }
    if (section.stopIfFlagged) {
      const id = idOf.stop(section.id);
      add({ id, kind: 'stop', order: order + 0.5, section: section.id });
      lane.nodes.push(id);
      connect(id, 'decide', 'stops');
    }
    if (pastSection) open.push(pastSection);
    lanes.push(lane);
  });

  const end = order + 1;
  const last: Lane = {
    section: undefined,
    number: flow.sections.length + 1,
    title: 'Where it ends',
    when: undefined,
    nodes: ['decide'],
  };
  add({ id: 'decide', kind: 'decide', order: end });
  let decided = false;
  for (const outcome of inOrderOfDeciding(flow)) {
    const past = decided ? undefined : fork(outcome.id, end);
    const node: OutcomeNode = {
      id: idOf.outcome(outcome.id),
      kind: 'outcome',
      order: end,
      outcome: outcome.id,
      urgency: outcome.urgency,
      title: plain(outcome.title),
      when: short(outcome.when),
    };
    if (decided) nodes.push(node);
    else add(node);
    last.nodes.push(node.id);
    // What comes after the one for everybody else is never reached.
    decided ||= outcome.urgency === 'routine' && !outcome.when;
    open = past ? [past] : [];
  }
  lanes.push(last);
  return { title: plain(flow.title), lanes, nodes, edges, questions: end, hidden };
}

/** Outcomes as they are looked at in the end: the most urgent red flag, then the routine ones in file order. */
function inOrderOfDeciding(flow: Flow): Outcome[] {
  return urgencies.flatMap((urgency) => flow.outcomes.filter((outcome) => outcome.urgency === urgency));
}

/** The outcomes of the red flags that depend on each question: that read it, or a question which it lets be asked. */
function leadsOf(flow: Flow): ReadonlyMap<string, ReadonlySet<string>> {
  const leads = new Map<string, Set<string>>();
  const read = (when: Condition | undefined) =>
    when ? (comparisons(when) as AnswerCondition[]).map(({ question }) => question) : [];
  const mark = (question: string, outcomes: Iterable<string>) => {
    const known = leads.get(question) ?? new Set<string>();
    for (const outcome of outcomes) known.add(outcome);
    leads.set(question, known);
  };
  for (const { when, outcome } of flow.redFlags) for (const question of read(when)) mark(question, [outcome]);
  // From the last question on, for what lets a question be asked is asked before it.
  const sectionOf = new Map(flow.sections.flatMap((section) => section.questions.map(({ id }) => [id, section])));
  for (const question of questionsOf(flow).reverse()) {
    const own = leads.get(question.id);
    if (own) for (const id of [...read(question.when), ...read(sectionOf.get(question.id)?.when)]) mark(id, own);
  }
  return leads;
}
