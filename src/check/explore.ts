import type { Condition, Flow, Outcome, RedFlag } from '../flow/schema.js';
import { urgencies } from '../flow/terms.js';
import { type AnswerGroup, atomsOf, type Mask, reduce, type WitnessStep } from './residual.js';
import { Run, type RunState, type RunStep } from './run.js';

/** The shortest conversation that shows something: what was asked and answered, in order. */
export type Witness = WitnessStep[];
/** A conversation that shows something: how many questions it asks, and which; told when wanted, for it may be long. */
export type Shown = { questions: number; tell: () => Witness };
/** Whether the `when` of a section or question ever holds, and ever fails, when its turn comes. */
type Met = { held: boolean; failed: boolean };

/** What is true of every possible conversation with a flow; see {@link explore}. */
export type Exploration = {
  /** How many conversations end in each outcome, exactly, by outcome id. */
  outcomes: Map<string, { conversations: bigint; shortest: Shown | undefined }>;
  /** All conversations together. */
  conversations: bigint;
  /** Questions in the longest conversation. */
  longest: number;
  /** The shortest conversation in which each question is asked, by question id; none: it is never asked. */
  asked: Map<string, Shown>;
  /** By id, for sections and questions with a `when`. */
  met: Map<string, Met>;
  /** The shortest conversation in which each red flag is raised, by flag id; none: it never is. */
  raised: Map<string, Shown>;
  /** By question id: a conversation that ends in a routine outcome without this question having been asked. */
  routineWithout: Map<string, Shown>;
  /** By question id: a conversation in which "I'm not sure" was said to it, and which ends in a routine outcome. */
  routineThoughUnsure: Map<string, Shown>;
  /**
   * By id of an emergency red flag: a conversation that ends in a routine outcome, and in which the answers given do
   * not settle the flag, because a question that it reads was not asked or was skipped. Flags with `onlyIfAsked`, which
   * are meant so, are not followed.
   */
  routineUnsettled: Map<string, Shown>;
  /** By red flag id: a conversation in which it is raised, and which ends less urgently than its outcome. */
  endsLessUrgently: Map<string, Shown & { outcome: string }>;
  /** Situations that were told apart, at most, after one question. */
  situations: number;
};

/** Too many situations to tell apart: the flow is not proved. Never silent. */
export class NotProved extends Error {
  override name = 'NotProved';
}

/** More situations than this after one question, and the walk gives up. */
export const mostSituations = 50_000;

/** A red flag of which is followed whether the answers given settle it: what is left of its condition for that. */
type Tracked = { rank: number; left: Condition };

/** Conversations of which the same is left, as one. */
type Situation = {
  state: RunState;
  tracked: Tracked | undefined;
  conversations: bigint;
  /** Questions asked so far, at least and at most. */
  fewest: number;
  most: number;
  /** How it was reached with the fewest questions. */
  came: { from: Situation; given: AnswerGroup | undefined } | undefined;
  ways: Way[];
  /** The fewest further questions to a routine outcome, and the first step on that way; undefined: there is none. */
  routine: { length: number; way: Way | undefined } | undefined;
};
/** A step from one situation to the next, or to an end. */
type Way = { to: Situation | Outcome; given: AnswerGroup | undefined };

/**
 * Walks a parsed flow once, in order, over every possible conversation: every combination of answers, of skips and of
 * skipped sections. Conversations of which the same is left are merged, so the work grows with the number of questions
 * as long as conditions stay local (design §7). Throws {@link NotProved} when more than `limit` situations would have
 * to be told apart.
 */
export function explore(flow: Flow, limit = mostSituations): Exploration {
  const result = walk(flow, limit, true);
  // A flag that is raised only beside a more urgent one was dropped on the way: look again, dropping nothing.
  return result.raised.size === flow.redFlags.length ? result : { ...result, raised: walk(flow, limit, false).raised };
}

/** Stands for the comparisons with a question that got no answer, where "no answer" must not count as "no". */
const unsettled = { question: '', is: '' } satisfies Condition;

/** The emergency red flags, by the questions they read, of which some question may stay without an answer. */
function followedFlags(flow: Flow, run: Run): Map<string, number[]> {
  const skippable = new Set(
    flow.sections.flatMap((section) =>
      section.questions.filter((question) => section.when || question.when || question.optional).map(({ id }) => id),
    ),
  );
  const followed = new Map<string, number[]>();
  run.flags.forEach(({ when, onlyIfAsked }, rank) => {
    if (onlyIfAsked !== undefined || run.flagOutcomes[rank]?.urgency !== 'emergency') return;
    const read = new Set(atomsOf(when).map(({ question }) => question));
    if ([...read].some((id) => skippable.has(id)))
      for (const id of read) followed.set(id, [...(followed.get(id) ?? []), rank]);
  });
  return followed;
}

/** What is left of a followed flag after a question's turn; `undefined`: it got no answer. */
function settle(left: Condition, { ask, bits }: RunStep, satisfied: Mask | undefined): Condition | boolean {
  return reduce(left, (atom) => {
    if (atom.question !== ask?.id) return undefined;
    return satisfied === undefined ? unsettled : ((bits.get(atom) ?? 0n) & satisfied) !== 0n;
  });
}

/** One walk. With `drop`, see {@link Run}; then `raised` names only some of the flags that can be raised. */
function walk(flow: Flow, limit: number, drop: boolean): Exploration {
  const run = new Run(flow, drop);
  const { flags, flagOutcomes, steps } = run;
  const result: Exploration = {
    outcomes: new Map(flow.outcomes.map(({ id }) => [id, { conversations: 0n, shortest: undefined }])),
    conversations: 0n,
    longest: 0,
    asked: new Map(),
    met: new Map(),
    raised: new Map(),
    routineWithout: new Map(),
    routineThoughUnsure: new Map(),
    routineUnsettled: new Map(),
    endsLessUrgently: new Map(),
    situations: 1,
  };
  const followed = drop ? followedFlags(flow, run) : new Map<string, number[]>();

  const end = (situation: Situation, worst: number, outcome: Outcome, given?: AnswerGroup) => {
    const count = given?.count ?? 1n;
    const entry = result.outcomes.get(outcome.id) as { conversations: bigint; shortest: Shown | undefined };
    const asked = situation.fewest + (given ? 1 : 0);
    const shown = (): Shown => ({
      questions: asked,
      tell: () => [...wayTo(situation), ...(given ? [given.answered] : [])],
    });
    entry.conversations += situation.conversations * count;
    if (!entry.shortest || entry.shortest.questions > asked) entry.shortest = shown();
    result.conversations += situation.conversations * count;
    result.longest = Math.max(result.longest, situation.most + (given ? 1 : 0));
    situation.ways.push({ to: outcome, given });
    const raised = flags[worst];
    const should = flagOutcomes[worst];
    if (
      raised &&
      should &&
      urgencies.indexOf(outcome.urgency) > urgencies.indexOf(should.urgency) &&
      !result.endsLessUrgently.has(raised.id)
    )
      result.endsLessUrgently.set(raised.id, { ...shown(), outcome: outcome.id });
  };
  const meet = (id: string, held: boolean) => {
    const met = result.met.get(id) ?? { held: false, failed: false };
    result.met.set(id, met);
    met[held ? 'held' : 'failed'] = true;
  };

  /** Where a followed flag was left unsettled for good, and the situation that this leads to, by key. */
  const open: {
    rank: number;
    from: Situation;
    given: AnswerGroup | undefined;
    key: string;
    next: Map<string, Situation>;
  }[] = [];
  const layers: { step: RunStep; situations: Situation[] }[] = [];
  let layer: Situation[] = [
    {
      state: run.start,
      tracked: undefined,
      conversations: 1n,
      fewest: 0,
      most: 0,
      came: undefined,
      ways: [],
      routine: undefined,
    },
  ];
  steps.forEach((step, at) => {
    layers.push({ step, situations: layer });
    const next = new Map<string, Situation>();
    /** Goes on to the next layer, merging with what is equal there. */
    const go = (
      from: Situation,
      state: RunState,
      tracked: Tracked | undefined,
      given?: AnswerGroup,
      count = given?.count ?? 1n,
    ) => {
      const key = tracked ? `${run.key(state)}/${tracked.rank} ${JSON.stringify(tracked.left)}` : run.key(state);
      const more = given ? 1 : 0;
      let to = next.get(key);
      if (!to) {
        if (next.size >= limit)
          throw new NotProved(
            `More than ${limit.toLocaleString('en')} situations have to be told apart ${step.ask ? `after the question "${step.ask.id}"` : `at the end of "${step.section}"`}.`,
          );
        to = {
          state,
          tracked,
          conversations: 0n,
          fewest: from.fewest + more,
          most: 0,
          came: { from, given },
          ways: [],
          routine: undefined,
        };
        next.set(key, to);
      } else if (from.fewest + more < to.fewest) {
        to.fewest = from.fewest + more;
        to.came = { from, given };
      }
      to.conversations += from.conversations * count;
      to.most = Math.max(to.most, from.most + more);
      from.ways.push({ to, given });
    };

    const { ask, when, entered } = step;
    if (!ask) {
      for (const situation of layer) {
        const { state } = situation;
        const outcome = run.happens(state, step, at) ? run.flaggedEnd(state, at) : undefined;
        if (outcome) end(situation, state.worst, outcome);
        else go(situation, run.pass(state, at), situation.tracked);
      }
    } else {
      /** The flags that read this question, and of which is followed whether they are settled. */
      const ranks = followed.get(ask.id) ?? [];
      for (const situation of layer) {
        const { state, tracked } = situation;
        const inSection = run.holds(state, entered, at);
        const asked = inSection && run.holds(state, when, at);
        if (entered) meet(step.section, inSection);
        if (when && inSection) meet(ask.id, asked);
        const reached: Shown = { questions: situation.fewest, tell: () => wayTo(situation) };
        /** Follows on: the conversation itself and, when this leaves a followed flag unsettled, that flag. */
        const follow = (to: RunState, given: AnswerGroup | undefined) => {
          const satisfied = given?.kind === 'skipped' ? undefined : given?.satisfied;
          const track = (rank: number, left: Condition | boolean) => {
            // Once it is settled, this conversation is like any other, and is followed as such already. Once no
            // question can settle it, so is it too: what is left to know is whether it can end in a routine outcome.
            if (typeof left === 'boolean') return;
            if (atomsOf(left).some(({ question }) => question !== unsettled.question))
              go(situation, to, { rank, left }, given, 0n);
            else open.push({ rank, from: situation, given, key: run.key(to), next });
          };
          if (tracked) return track(tracked.rank, settle(tracked.left, step, satisfied));
          go(situation, to, undefined, given);
          if (satisfied !== undefined) return;
          for (const rank of ranks) {
            const now = run.flagResidual(state, rank, at);
            track(rank, typeof now === 'boolean' ? now : settle(now, step, undefined));
          }
        };
        if (!asked) {
          const { state: to, raised } = run.decide(state, step, at, undefined);
          for (const rank of raised) shorter(result.raised, (flags[rank] as RedFlag).id, reached);
          follow(to, undefined);
          continue;
        }
        shorter(result.asked, ask.id, reached);
        let { matter, deciding } = run.matters(state, step);
        for (const atom of tracked ? atomsOf(tracked.left) : []) matter |= step.bits.get(atom) ?? 0n;
        for (const group of run.groups(step, matter, deciding)) {
          const { state: to, raised, emergency } = run.decide(state, step, at, group);
          for (const rank of raised) {
            const { id } = flags[rank] as RedFlag;
            shorter(result.raised, id, {
              questions: situation.fewest + 1,
              tell: () => [...wayTo(situation), group.answered],
            });
          }
          if (emergency) end(situation, to.worst, emergency, group);
          else follow(to, group);
        }
      }
    }
    // Counts of long flows have thousands of digits: one layer's at a time is enough.
    for (const situation of layer) situation.conversations = 0n;
    layer = [...next.values()];
    result.situations = Math.max(result.situations, layer.length);
  });

  for (const situation of layer) end(situation, situation.state.worst, run.end(situation.state));
  wayBack(layers, layer, result);
  for (const { rank, from, given, key, next } of open) {
    const to = next.get(key);
    if (!to?.routine) continue;
    shorter(result.routineUnsettled, (flags[rank] as RedFlag).id, {
      questions: from.fewest + (given ? 1 : 0) + to.routine.length,
      tell: () => [...wayTo(from), ...(given ? [given.answered] : []), ...wayOn(to.routine?.way)],
    });
  }
  return result;
}

/** The shortest conversation that leads to a situation. */
function wayTo(situation: Situation): Witness {
  const witness: Witness = [];
  for (let at = situation.came; at; at = at.from.came) if (at.given) witness.push(at.given.answered);
  return witness.reverse();
}

/** The shortest way on to a routine outcome. */
function wayOn(first: Way | undefined): Witness {
  const witness: Witness = [];
  for (let way = first; way; way = 'urgency' in way.to ? undefined : way.to.routine?.way)
    if (way.given) witness.push(way.given.answered);
  return witness;
}

/** Keeps the one with the fewest questions. */
function shorter(found: Map<string, Shown>, id: string, shown: Shown): void {
  const known = found.get(id);
  if (!known || known.questions > shown.questions) found.set(id, shown);
}

/** Goes through the layers backwards, to tell from which answers a routine outcome can still be reached. */
function wayBack(
  layers: readonly { step: RunStep; situations: Situation[] }[],
  last: readonly Situation[],
  result: Exploration,
): void {
  const lengthOf = ({ to }: Way) => ('urgency' in to ? (to.urgency === 'routine' ? 0 : undefined) : to.routine?.length);
  const settle = (situation: Situation) => {
    for (const way of situation.ways) {
      const length = lengthOf(way);
      const total = length === undefined ? undefined : length + (way.given ? 1 : 0);
      if (total !== undefined && (!situation.routine || total < situation.routine.length))
        situation.routine = { length: total, way };
    }
  };
  for (const situation of last) settle(situation);
  for (const { step, situations } of [...layers].reverse()) {
    for (const situation of situations) {
      settle(situation);
      if (!step.ask) continue;
      for (const way of situation.ways) {
        const length = lengthOf(way);
        if (length === undefined) continue;
        const found = way.given
          ? way.given.kind === 'unsure'
            ? result.routineThoughUnsure
            : undefined
          : result.routineWithout;
        const questions = situation.fewest + length + (way.given ? 1 : 0);
        if (found) shorter(found, step.ask.id, { questions, tell: () => [...wayTo(situation), ...wayOn(way)] });
      }
    }
  }
}
