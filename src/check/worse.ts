import { notSure, toggle } from '../flow/answer.js';
import type { ChoiceQuestion, Flow, Outcome } from '../flow/schema.js';
import { urgencies } from '../flow/terms.js';
import { mostSituations, NotProved, type Shown } from './explore.js';
import { type AnswerGroup, type Bits, groupAnswers, satisfiedBy, type WitnessStep } from './residual.js';
import { Run, type RunState, type RunStep } from './run.js';

/** A sign that, ticked beside the others of a conversation, makes it end less urgently. */
export type Worse = Shown & {
  question: string;
  sign: string;
  without: Outcome;
  with: Outcome;
  /** The conversation of `tell`, which is without the sign, with it: the one that ends less urgently. */
  tellWith(): WitnessStep[];
};

/** Where a conversation is, or has ended. */
type Side = RunState | Outcome;
type Came = { from: Came | undefined; given: WitnessStep | undefined } | undefined;
/** Two conversations that differ in one tick. */
type Pair = { sides: readonly [Side, Side]; question: string; sign: string; came: Came };

const ended = (side: Side): side is Outcome => 'urgency' in side;
const rank = ({ urgency }: Outcome) => urgencies.indexOf(urgency);

/**
 * Looks over every possible conversation for a sign in a tick list that lowers the urgency when it is ticked too, all
 * other answers the same: by taking a red flag back, by hiding a question, or by ending the conversation before a
 * graver sign is asked about. One finding a sign. Clinical rule: more signs are never less urgent (clinical A.4).
 * Throws {@link NotProved} when more than `limit` situations would have to be told apart.
 */
export function worseButLessUrgent(flow: Flow, limit = mostSituations): Worse[] {
  const steps = worseInSteps(flow, limit);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same as {@link worseButLessUrgent}, question by question, so that it can be given up in between. */
export function* worseInSteps(flow: Flow, limit = mostSituations): Generator<undefined, Worse[]> {
  const run = new Run(flow);
  const found = new Map<string, Worse>();
  let alone = new Map<string, { state: RunState; came: Came }>([['', { state: run.start, came: undefined }]]);
  let pairs = new Map<string, Pair>();

  const go = (side: Side, step: RunStep, at: number, given: AnswerGroup | undefined): Side => {
    if (ended(side)) return side;
    const happens = run.happens(side, step, at);
    if (!step.ask) return (happens && run.flaggedEnd(side, at)) || run.pass(side, at);
    const { state, emergency } = run.decide(side, step, at, happens ? given : undefined);
    return emergency ?? state;
  };
  const lastStop = run.steps.findLastIndex(({ ask }) => !ask);
  const same = (a: RunState, b: RunState) =>
    a.alive.length === b.alive.length && a.alive.every((residual, i) => residual === b.alive[i]);
  const keyOf = (side: Side) => (ended(side) ? `= ${side.id}` : run.key(side));
  const settle = ({ sides: [without, more], question, sign, came }: Pair) => {
    if (!ended(without) || !ended(more) || rank(more) <= rank(without)) return;
    const key = `${question} ${sign}`;
    if (found.has(key)) return;
    const ask = run.steps.find((step) => step.ask?.id === question)?.ask as ChoiceQuestion;
    found.set(key, {
      question,
      sign,
      without,
      with: more,
      questions: tell(came).length,
      tell: () => tell(came),
      tellWith: () => tell(came).map((step) => (step.question === question ? alsoTicked(ask, step, sign) : step)),
    });
  };

  for (const [at, step] of run.steps.entries()) {
    yield;
    const { ask } = step;
    const nextAlone: typeof alone = new Map();
    const nextPairs: typeof pairs = new Map();
    const keep = (pair: Pair) => {
      const [without, more] = pair.sides;
      // An emergency is never less urgent; what has become the same, or has ended on both sides, needs no more steps.
      if (ended(more) && (more.urgency === 'emergency' || ended(without))) return settle(pair);
      const own = keyOf(without);
      const other = keyOf(more);
      const key = `${own} | ${other}`;
      if (own === other || nextPairs.has(key)) return;
      // Once nothing stops early any more, the same conditions left and a flag at least as grave end at least as gravely.
      if (at >= lastStop && !ended(without) && !ended(more) && more.worst <= without.worst && same(without, more))
        return;
      if (nextPairs.size >= limit)
        throw new NotProved(`More than ${limit.toLocaleString('en')} pairs of conversations have to be told apart.`);
      nextPairs.set(key, pair);
    };
    /** Asks one question of conversations that are at it; calls back with each group of answers. */
    const answers = (sides: readonly Side[], each: (given: AnswerGroup | undefined) => void) => {
      const asked = sides.filter((side): side is RunState => !ended(side) && run.happens(side, step, at));
      if (!ask || asked.length === 0) return each(undefined);
      const matter = asked.reduce((all, side) => all | run.matters(side, step).matter, 0n);
      for (const group of run.groups(step, matter, 0n)) each(group);
    };

    const oneTickMore = new Map<bigint, ReturnType<typeof pairsOfAnswers>>();
    for (const { state, came } of alone.values()) {
      answers([state], (given) => {
        const to = go(state, step, at, given);
        const key = keyOf(to);
        if (!ended(to) && !nextAlone.has(key))
          nextAlone.set(key, { state: to, came: { from: came, given: given?.answered } });
      });
      if (ask?.type !== 'choices' || !run.happens(state, step, at)) continue;
      const { matter } = run.matters(state, step);
      const ticked =
        oneTickMore.get(matter) ?? pairsOfAnswers(ask, new Map([...step.bits].filter(([, bit]) => bit & matter)));
      oneTickMore.set(matter, ticked);
      for (const { sign, without, more } of ticked) {
        const sides = [go(state, step, at, without), go(state, step, at, more)] as const;
        keep({ sides, question: ask.id, sign, came: { from: came, given: without.answered } });
      }
    }
    for (const pair of pairs.values()) {
      answers(pair.sides, (given) => {
        const [without, more] = pair.sides;
        const sides = [go(without, step, at, given), go(more, step, at, given)] as const;
        keep({ ...pair, sides, came: { from: pair.came, given: given?.answered } });
      });
    }
    alone = nextAlone;
    pairs = nextPairs;
  }
  for (const pair of pairs.values()) {
    const [without, more] = pair.sides.map((side) => (ended(side) ? side : run.end(side))) as [Outcome, Outcome];
    settle({ ...pair, sides: [without, more] });
  }
  return [...found.values()];
}

/** All answers to a tick list, grouped, and what each becomes with one sign more. */
function pairsOfAnswers(ask: ChoiceQuestion, bits: Bits) {
  return ask.choices.flatMap(({ id: sign, exclusive }) => {
    if (exclusive || sign === notSure) return [];
    const others = { ...ask, choices: ask.choices.filter(({ id }) => id !== sign) };
    return groupAnswers(others, bits).map((without) => {
      const [first] = [without.answered.answer].flat();
      // A sign beside "None of these" takes its place.
      const cleared = without.kind === 'skipped' || ask.choices.some((one) => one.exclusive && one.id === first);
      const satisfied = (cleared ? 0n : without.satisfied) | satisfiedBy(ask, bits, [sign]);
      return { sign, without, more: { ...without, satisfied } };
    });
  });
}

/** An answer with one sign more. */
function alsoTicked(ask: ChoiceQuestion, { question, answer }: WitnessStep, sign: string): WitnessStep {
  const ticked = [answer].flat().filter((id): id is string => typeof id === 'string');
  return { question, answer: toggle(ask, ticked, sign) };
}

function tell(came: Came): WitnessStep[] {
  const steps: WitnessStep[] = [];
  for (let at = came; at; at = at.from) if (at.given) steps.push(at.given);
  return steps.reverse();
}
