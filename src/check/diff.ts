import { type Answer, type Answers, hasChoices, questionsOf } from '../flow/answer.js';
import { comparisons, reads } from '../flow/condition.js';
import type { Condition, Flow, Outcome, Question } from '../flow/schema.js';
import { urgencies } from '../flow/terms.js';
import { compileFlow } from '../machine/compile.js';
import { replay } from '../machine/session.js';
import { mostSituations, NotProved, type Witness } from './explore.js';
import { type AnswerGroup, groupAnswers, type Mask, type WitnessStep } from './residual.js';
import { Run, type RunState, type RunStep } from './run.js';

/** Patients who end in one outcome before and in one after: how many, and one of them. */
export type Move = {
  from: Outcome;
  to: Outcome;
  patients: bigint;
  lessUrgent: boolean;
  /** What one of them is asked in either version, and answers. */
  witness: Witness;
};

/** What only one of the versions has, by name: such answers cannot be compared. */
export type OnlyIn = {
  questions: string[];
  choices: { question: string; choice: string }[];
  /** Changed in another way, in words, such as a range of numbers. */
  answers: { question: string; only: string }[];
};

/** How two versions of a flow differ, over all possible patients; see {@link compareFlows}. */
export type Comparison = {
  patients: bigint;
  /** How many end in another outcome, or in one of another urgency. */
  differently: bigint;
  lessUrgently: bigint;
  /** All pairs of outcomes in which somebody ends, in order of urgency. */
  moves: Move[];
  onlyOld: OnlyIn;
  onlyNew: OnlyIn;
  /** Answers that cannot be compared, to what a red flag of the old version read: what becomes of these patients? */
  lostSigns: { question: string; choice: string; redFlag: string }[];
};

/** A question of the old version, of the new one, or of both, with the answers that can be given in all of them. */
type Variable = { question: Question; old: boolean; new: boolean };
/** Where one version is in the conversation of these patients. */
type Side =
  | { state: RunState; waiting: ReadonlyMap<string, AnswerGroup>; asked: number }
  | { outcome: Outcome; asked: number };
type Situation = {
  sides: readonly [Side, Side];
  patients: bigint;
  came: { from: Situation; given: WitnessStep; variable: Variable } | undefined;
};
type JointGroup = { groups: readonly [AnswerGroup, AnswerGroup]; count: bigint; answered: WitnessStep };

/**
 * Compares two versions of a flow over all possible patients: everybody who has an answer to every question of both
 * versions, whether it is asked or not. Exact: both are walked at once, with residuals. What only has another id is the
 * same: see {@link underNewNames}. Throws {@link NotProved} when more than `limit` situations would have to be told
 * apart.
 */
export function compareFlows(old: Flow, after: Flow, limit = mostSituations): Comparison {
  const steps = compareInSteps(old, after, limit);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same as {@link compareFlows}, question by question, so that it can be given up in between. */
export function* compareInSteps(old: Flow, after: Flow, limit = mostSituations): Generator<undefined, Comparison> {
  const before = underNewNames(old, after);
  const { variables, onlyOld, onlyNew } = variablesOf(before, after);
  const walkers = [new Walker(before), new Walker(after)] as const;
  const start: Situation = {
    sides: [walkers[0].start(), walkers[1].start()],
    patients: 1n,
    came: undefined,
  };
  let layer = [start];
  const moves = new Map<string, Move & { asked: number; last: Situation }>();
  const counts = variables.map(({ question }) =>
    groupAnswers(question, new Map()).reduce((sum, { count }) => sum + count, 0n),
  );
  /** How many ways the answers to the questions from each place on can be. */
  const rest = [1n];
  for (let i = counts.length - 1; i >= 0; i--) rest.unshift((rest[0] as bigint) * (counts[i] as bigint));
  for (const [index, variable] of variables.entries()) {
    yield;
    const { id } = variable.question;
    const concerned = [variable.old, variable.new] as const;
    walkers.forEach((walker, side) => {
      if (concerned[side]) walker.begin(id);
    });
    const next = new Map<string, Situation>();
    const cache = new Map<string, JointGroup[]>();
    for (const situation of layer) {
      const matters = walkers.map((walker, side) =>
        concerned[side] ? walker.matters(situation.sides[side] as Side, id) : 0n,
      );
      const key = matters.join();
      let groups = cache.get(key);
      if (!groups) {
        groups = jointGroups(
          variable.question,
          walkers.map((walker) => walker.stepOf(id)),
          matters,
        );
        cache.set(key, groups);
      }
      for (const { groups: own, count, answered } of groups) {
        const sides = walkers.map((walker, side) => {
          const at = situation.sides[side] as Side;
          return concerned[side] ? walker.feed(at, id, own[side] as AnswerGroup) : at;
        }) as [Side, Side];
        const came = { from: situation, given: answered, variable };
        const [a, b] = sides;
        if ('outcome' in a && 'outcome' in b) {
          const last: Situation = { sides, patients: 0n, came };
          const pair = `${a.outcome.id} ${b.outcome.id}`;
          const asked = a.asked + b.asked;
          const patients = situation.patients * count * (rest[index + 1] as bigint);
          const known = moves.get(pair);
          if (!known) {
            const lessUrgent = urgencies.indexOf(b.outcome.urgency) > urgencies.indexOf(a.outcome.urgency);
            moves.set(pair, { from: a.outcome, to: b.outcome, patients, lessUrgent, witness: [], asked, last });
          } else {
            known.patients += patients;
            if (asked < known.asked) Object.assign(known, { asked, last });
          }
          continue;
        }
        const into = `${walkers[0].key(a)} | ${walkers[1].key(b)}`;
        const known = next.get(into);
        if (known) known.patients += situation.patients * count;
        else {
          if (next.size >= limit)
            throw new NotProved(
              `More than ${limit.toLocaleString('en')} situations have to be told apart after the question "${id}".`,
            );
          next.set(into, { sides, patients: situation.patients * count, came });
        }
      }
    }
    layer = [...next.values()];
  }

  const machines = [compileFlow(before), compileFlow(after)] as const;
  const sorted = [...moves.values()]
    .map(({ asked, last, ...move }): Move => {
      const [old, now] = patientOf(last, variables);
      const steps = replay(machines[1], now).steps;
      const known = new Set(steps.map(({ question }) => question.id));
      const others = replay(machines[0], old).steps.filter(({ question }) => !known.has(question.id));
      return {
        ...move,
        witness: [...steps, ...others].map(({ question, answer }) => ({ question: question.id, answer })),
      };
    })
    .sort(
      (a, b) =>
        rank(a.from) - rank(b.from) ||
        rank(a.to) - rank(b.to) ||
        a.from.id.localeCompare(b.from.id) ||
        a.to.id.localeCompare(b.to.id),
    );
  const sum = (chosen: readonly Move[]) => chosen.reduce((total, { patients }) => total + patients, 0n);
  return {
    patients: rest[0] as bigint,
    differently: sum(sorted.filter(({ from, to }) => from.id !== to.id || from.urgency !== to.urgency)),
    lessUrgently: sum(sorted.filter(({ lessUrgent }) => lessUrgent)),
    moves: sorted,
    onlyOld,
    onlyNew,
    lostSigns: lostSigns(before, onlyOld, onlyNew),
  };
}

const rank = ({ urgency }: Outcome) => urgencies.indexOf(urgency);

/** One of the patients who came to an end: an answer to every question of either version. */
function patientOf(last: Situation, variables: readonly Variable[]): [Answers, Answers] {
  const given = new Map<Variable, WitnessStep>();
  for (let at = last.came; at; at = at.from.came) given.set(at.variable, at.given);
  const sides: [Record<string, Answer>, Record<string, Answer>] = [{}, {}];
  for (const variable of variables) {
    // What is asked after both versions have ended can be anything.
    const step = given.get(variable) ?? groupAnswers(variable.question, new Map())[0]?.answered;
    if (step && variable.old) sides[0][step.question] = step.answer;
    if (step && variable.new) sides[1][step.question] = step.answer;
  }
  return sides;
}

/** One version on its way through the answers, which may come in another order than it asks. */
class Walker {
  readonly run: Run;
  readonly #steps: ReadonlyMap<string, number>;
  readonly #fed = new Set<string>();
  /** The steps at which every side of this version waits, before and after the answer at hand. */
  #from = 0;
  #to = 0;

  constructor(flow: Flow) {
    this.run = new Run(flow);
    this.#steps = new Map(this.run.steps.flatMap(({ ask }, at) => (ask ? [[ask.id, at]] : [])));
  }

  start(): Side {
    return { state: this.run.start, waiting: new Map(), asked: 0 };
  }

  stepOf(id: string): RunStep | undefined {
    return this.run.steps[this.#steps.get(id) ?? -1];
  }

  /** The answers to this question come next. */
  begin(id: string): void {
    this.#fed.add(id);
    this.#from = this.#to;
    for (let step = this.run.steps[this.#to]; step; step = this.run.steps[++this.#to])
      if (step.ask && !this.#fed.has(step.ask.id)) break;
  }

  key(side: Side): string {
    if ('outcome' in side) return `= ${side.outcome.id}`;
    const waiting = [...side.waiting].map(([id, { satisfied }]) => `${id} ${satisfied}`);
    return `${this.run.key(side.state)} @ ${waiting.join()}`;
  }

  /** The comparisons with this question that can still make a difference. */
  matters(side: Side, id: string): Mask {
    const step = this.stepOf(id);
    if ('outcome' in side || !step) return 0n;
    if (this.#from === this.#steps.get(id)) return this.run.matters(side.state, step).matter;
    return [...step.bits.values()].reduce((all, bit) => all | bit, 0n);
  }

  /** Takes the answer to a question, and goes on as far as all answers are there. */
  feed(side: Side, id: string, group: AnswerGroup): Side {
    if ('outcome' in side) return side;
    const waiting = new Map(side.waiting).set(id, group);
    let { state, asked } = side;
    const { run } = this;
    for (let at = this.#from; at < this.#to; at++) {
      const step = run.steps[at] as RunStep;
      const happens = run.happens(state, step, at);
      if (step.ask) {
        const given = waiting.get(step.ask.id);
        waiting.delete(step.ask.id);
        const decided = run.decide(state, step, at, happens ? given : undefined);
        if (happens) asked++;
        if (decided.emergency) return { outcome: decided.emergency, asked };
        state = decided.state;
      } else {
        const outcome = happens ? run.flaggedEnd(state, at) : undefined;
        if (outcome) return { outcome, asked };
        state = run.pass(state, at);
      }
    }
    return this.#to < run.steps.length ? { state, waiting, asked } : { outcome: run.end(state), asked };
  }
}

/** The answers to a question, grouped by what they satisfy in either version. */
function jointGroups(
  question: Question,
  steps: readonly (RunStep | undefined)[],
  matters: readonly Mask[],
): JointGroup[] {
  const [old, after] = steps.map((step, side) =>
    [...(step?.bits ?? [])].filter(([, bit]) => bit & (matters[side] ?? 0n)),
  );
  const shift = BigInt(steps[0]?.bits.size ?? 0);
  const bits = new Map([...(old ?? []), ...(after ?? []).map(([atom, bit]) => [atom, bit << shift] as const)]);
  return groupAnswers(question, bits).map((group) => ({
    groups: [
      { ...group, satisfied: group.satisfied & ((1n << shift) - 1n) },
      { ...group, satisfied: group.satisfied >> shift },
    ],
    count: group.count,
    answered: group.answered,
  }));
}

/** The questions of both versions in one order, each with the answers that all versions that ask it have. */
function variablesOf(before: Flow, after: Flow) {
  const onlyOld: OnlyIn = { questions: [], choices: [], answers: [] };
  const onlyNew: OnlyIn = { questions: [], choices: [], answers: [] };
  const olds = questionsOf(before);
  const news = questionsOf(after);
  const shared = new Map<string, Question>();
  for (const question of news) {
    const old = olds.find(({ id }) => id === question.id);
    const common = old && commonAnswers(old, question, onlyOld, onlyNew);
    if (common) shared.set(question.id, common);
  }
  onlyOld.questions.push(...olds.flatMap(({ id }) => (shared.has(id) ? [] : id)));
  onlyNew.questions.push(...news.flatMap(({ id }) => (shared.has(id) ? [] : id)));

  const variables: Variable[] = [];
  const left = [...olds];
  for (const question of news) {
    const common = shared.get(question.id);
    // What only the old version asks comes before the next question that both ask.
    while (common && left.length > 0) {
      const first = left[0] as Question;
      if (shared.has(first.id)) break;
      variables.push({ question: first, old: true, new: false });
      left.shift();
    }
    if (common) {
      variables.push({ question: common, old: true, new: true });
      left.splice(
        left.findIndex(({ id }) => id === question.id),
        1,
      );
    } else variables.push({ question, old: false, new: true });
  }
  for (const question of left) variables.push({ question, old: true, new: false });
  return { variables, onlyOld, onlyNew };
}

/** A question with the answers that both versions take; undefined when there are none. */
function commonAnswers(old: Question, after: Question, onlyOld: OnlyIn, onlyNew: OnlyIn): Question | undefined {
  const id = old.id;
  const skippable = (only: OnlyIn) => only.answers.push({ question: id, only: 'can be skipped' });
  const optional = old.optional && after.optional;
  if (hasChoices(old) && hasChoices(after) && old.type === after.type) {
    const choices = after.choices.flatMap((choice) => {
      const same = old.choices.find((one) => one.id === choice.id);
      const exclusive = same?.exclusive || choice.exclusive;
      return same ? { ...choice, exclusive } : [];
    });
    if (choices.length === 0) return undefined;
    for (const choice of choices) {
      const was = old.choices.find((one) => one.id === choice.id)?.exclusive ?? false;
      const is = after.choices.find((one) => one.id === choice.id)?.exclusive ?? false;
      if (was !== is)
        (is ? onlyOld : onlyNew).answers.push({ question: id, only: `"${choice.id}" together with others` });
    }
    const apart = (from: Question, to: Question, only: OnlyIn) => {
      if (!hasChoices(from) || !hasChoices(to)) return;
      for (const { id: choice } of from.choices)
        if (!to.choices.some((one) => one.id === choice)) only.choices.push({ question: id, choice });
    };
    apart(old, after, onlyOld);
    apart(after, old, onlyNew);
    if (old.optional && !after.optional) skippable(onlyOld);
    if (after.optional && !old.optional) skippable(onlyNew);
    return { ...after, choices, optional };
  }
  if (!hasChoices(old) && !hasChoices(after)) {
    const min = Math.max(old.min, after.min);
    const max = Math.min(old.max, after.max);
    if (Math.ceil(min) > Math.floor(max)) return undefined;
    if (old.min < min || old.max > max) onlyOld.answers.push({ question: id, only: `${old.min} to ${old.max}` });
    if (after.min < min || after.max > max)
      onlyNew.answers.push({ question: id, only: `${after.min} to ${after.max}` });
    if (old.optional && !after.optional) skippable(onlyOld);
    if (after.optional && !old.optional) skippable(onlyNew);
    return { ...after, min, max, optional };
  }
  return undefined;
}

/** Answers that are gone or new, to what a red flag read: choices, numbers, several signs together, skips. */
function lostSigns(before: Flow, onlyOld: OnlyIn, onlyNew: OnlyIn): Comparison['lostSigns'] {
  const others = [...onlyOld.answers, ...onlyNew.answers].flatMap(({ question, only }) => {
    const flag = before.redFlags.find(({ when }) => reads(when, question));
    return flag ? [{ question, choice: only, redFlag: flag.id }] : [];
  });
  const choices = onlyOld.choices.flatMap(({ question, choice }) => {
    const flag = before.redFlags.find(({ when }) =>
      comparisons(when).some(
        (atom) => 'question' in atom && atom.question === question && 'is' in atom && [atom.is].flat().includes(choice),
      ),
    );
    return flag ? [{ question, choice, redFlag: flag.id }] : [];
  });
  return [...choices, ...others];
}

/**
 * The old version with the ids of the new one for what is the same in all but its id: a question that asks the same with
 * the same answers, a choice of a question with the same label, an outcome with the same title and urgency. Nobody
 * changes by being called otherwise. Only where there is one of each, so that nothing is mistaken for another.
 */
function underNewNames(old: Flow, after: Flow): Flow {
  const pairs = <T extends { id: string }>(olds: readonly T[], news: readonly T[], looks: (one: T) => string) => {
    const gone = olds.filter(({ id }) => !news.some((one) => one.id === id));
    const added = news.filter(({ id }) => !olds.some((one) => one.id === id));
    const only = (list: readonly T[], look: string) => list.filter((one) => looks(one) === look).length === 1;
    return gone.flatMap((one): [T, T][] => {
      const look = looks(one);
      const same = added.find((other) => looks(other) === look);
      return same && only(olds, look) && only(news, look) ? [[one, same]] : [];
    });
  };
  const choicesOf = (question: Question) => (hasChoices(question) ? question.choices : []);
  const looksOf = (question: Question) => {
    const { type, ask, optional } = question;
    const offered = hasChoices(question)
      ? question.choices.map(({ label, exclusive }) => [label, exclusive])
      : [question.min, question.max];
    return JSON.stringify([type, ask, optional, offered]);
  };
  const questions = pairs(questionsOf(old), questionsOf(after), looksOf);
  const names = new Map(questions.map(([one, other]) => [one.id, other.id]));
  const outcomes = new Map(
    pairs(old.outcomes, after.outcomes, ({ title, urgency }) => JSON.stringify([title, urgency])).map(
      ([one, other]) => [one.id, other.id],
    ),
  );
  const choices = new Map<string, ReadonlyMap<string, string>>();
  for (const question of questionsOf(old)) {
    const now = questionsOf(after).find(({ id }) => id === (names.get(question.id) ?? question.id));
    const renamed = now ? pairs(choicesOf(question), choicesOf(now), ({ label }) => label) : [];
    if (renamed.length > 0) choices.set(question.id, new Map(renamed.map(([one, other]) => [one.id, other.id])));
  }
  if (names.size + outcomes.size + choices.size === 0) return old;

  const under = (when: Condition): Condition => {
    if ('not' in when) return { not: under(when.not) };
    if ('all' in when) return { all: when.all.map(under) };
    if ('any' in when) return { any: when.any.map(under) };
    const question = names.get(when.question) ?? when.question;
    if (!('is' in when)) return { ...when, question };
    const called = choices.get(when.question);
    const is = [when.is].flat().map((id) => called?.get(id) ?? id);
    return { question, is };
  };
  const ofWhen = <T extends { when?: Condition | undefined }>(one: T): T =>
    one.when ? { ...one, when: under(one.when) } : one;
  return {
    ...old,
    sections: old.sections.map((section) => ({
      ...ofWhen(section),
      questions: section.questions.map((question): Question => {
        const id = names.get(question.id) ?? question.id;
        const called = choices.get(question.id);
        const own = { ...ofWhen(question), id };
        return hasChoices(own)
          ? { ...own, choices: own.choices.map((choice) => ({ ...choice, id: called?.get(choice.id) ?? choice.id })) }
          : own;
      }),
    })),
    redFlags: old.redFlags.map((flag) => ({ ...ofWhen(flag), outcome: outcomes.get(flag.outcome) ?? flag.outcome })),
    outcomes: old.outcomes.map((outcome) => ({ ...ofWhen(outcome), id: outcomes.get(outcome.id) ?? outcome.id })),
  };
}
