import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { initialTransition, transition } from 'xstate';
import { type Answer, type Answers, fits, hasChoices, questionsOf } from '../flow/answer.js';
import { compare, holds, reasons } from '../flow/condition.js';
import type { AnswerCondition, Choice, Flow, Outcome, Question, RedFlag, Section } from '../flow/schema.js';
import { compileFlow, type FlowMachine, type StepMeta } from './compile.js';

/** One question that was asked, and what the visitor answered. */
export type Step = { question: Question; answer: Answer };

/** Where a conversation stands after its answers were replayed. Exactly one of `question` and `outcome` is set. */
export type Replay = {
  steps: Step[];
  /** The answers that were asked for, and no others: what conditions compare with. */
  answers: Answers;
  question?: Question;
  outcome?: Outcome;
};

/** A replay that is under way: where the machine rests after the steps so far. */
type Rest = { state: ReturnType<typeof initialTransition<FlowMachine>>[0]; meta: StepMeta; step?: Step };

/**
 * Replays answers through the machine, as far as they fit the questions asked. Same answers, same result; the states
 * on the way are kept, so that one more answer costs one transition and not the whole conversation again.
 */
export function replayer(machine: FlowMachine): (answers: Answers) => Replay {
  const rest = (state: Rest['state'], step?: Step): Rest => ({
    state,
    meta: Object.assign({}, ...Object.values(state.getMeta())) as StepMeta,
    ...(step && { step }),
  });
  let trail = [rest(initialTransition(machine)[0])];
  return (answers) => {
    const steps: Step[] = [];
    for (let i = 0; ; i++) {
      const { state, meta } = trail[i] as Rest;
      const { question, outcome } = meta;
      const at = { steps, answers: state.context.answers };
      if (outcome) return { ...at, outcome };
      if (!question) throw new Error(`The machine rests in ${JSON.stringify(state.value)}, which asks nothing.`);
      const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
      if (answer === undefined || !fits(question, answer)) return { ...at, question };
      let next = trail[i + 1];
      if (next?.step?.answer !== answer) {
        const [after] = transition(machine, state, { type: 'answer', question: question.id, answer });
        next = rest(after, { question, answer });
        trail = [...trail.slice(0, i + 1), next];
      }
      steps.push(next.step as Step);
    }
  };
}

/** Replays answers once, from the start. */
export function replay(machine: FlowMachine, answers: Answers): Replay {
  return replayer(machine)(answers);
}

/** The red flags that these answers raise, in file order. */
export function raisedFlags(flow: Flow, answers: Answers): RedFlag[] {
  return flow.redFlags.filter((flag) => holds(flag.when, answers));
}

/** An answer that decided the outcome: the question, and the choices (or the number) that counted. */
export type Reason = { question: Question; choices: Choice[]; answer: Answer };

/** The visitor's answers that decided an outcome, each once, in the order asked; empty when no red flag did. */
export function decidingAnswers(flow: Flow, outcome: Outcome, answers: Answers): Reason[] {
  const questions = questionsOf(flow);
  // "In the last two weeks" says little without the sign it is about: what led to a question is part of the reason.
  const withCause = (atom: AnswerCondition): AnswerCondition[] => {
    const when = questions.find(({ id }) => id === atom.question)?.when;
    return [...(when ? reasons(when, answers).flatMap(withCause) : []), atom];
  };
  const atoms = raisedFlags(flow, answers)
    .filter((flag) => flag.outcome === outcome.id)
    .flatMap((flag) => reasons(flag.when, answers).flatMap(withCause));
  return questions.flatMap((question) => {
    const own = atoms.filter((atom) => atom.question === question.id);
    if (own.length === 0) return [];
    const answer = answers[question.id] ?? null;
    const choices = hasChoices(question)
      ? question.choices.filter(
          ({ id }) => [answer].flat().includes(id) && own.some((atom) => compare(atom, { [question.id]: id })),
        )
      : [];
    return [{ question, choices, answer }];
  });
}

/** The section that a question stands in. */
export function sectionOf(flow: Flow, question: Question | undefined): Section | undefined {
  return flow.sections.find(({ questions }) => question && questions.includes(question));
}

/** One visitor's conversation with one flow. `answers` is its only state; all else is computed from it. */
export type Session = {
  readonly flow: Flow;
  readonly answers: ReadonlySignal<Answers>;
  /** The questions answered so far, in the order asked. */
  readonly steps: ReadonlySignal<readonly Step[]>;
  /** The question to answer now; undefined when an outcome is reached. */
  readonly question: ReadonlySignal<Question | undefined>;
  readonly outcome: ReadonlySignal<Outcome | undefined>;
  /** The answers of the questions that were asked: what conditions compare with. */
  readonly asked: ReadonlySignal<Answers>;
  /**
   * Gives or changes an answer. Later answers that are still asked and still fit stay; the questions whose answers
   * had to be dropped are returned. Throws when the question does not offer that answer.
   */
  answer(question: Question, answer: Answer): Question[];
  /** Forgets all answers. */
  restart(): void;
};

/** Compiling takes longer than a whole conversation, and a chat looks at one flow with several lists of answers. */
const machines = new WeakMap<Flow, FlowMachine>();

/** Starts a session, with earlier answers if there are any; those that no longer fit are left out. */
export function createSession(flow: Flow, saved: Answers = {}): Session {
  const machine = machines.get(flow) ?? compileFlow(flow);
  machines.set(flow, machine);
  const replayed = replayer(machine);
  const questions = questionsOf(flow);
  const stillUsed = (answers: Answers) => {
    const { steps, question, outcome } = replayed(answers);
    // A conversation that ended early keeps what came later: the visitor may yet correct the answer that ended it.
    const last = steps.at(-1)?.question;
    const early = outcome && outcome.urgency !== 'routine' && last ? questions.indexOf(last) : questions.length;
    const open = question ? questions.indexOf(question) : early;
    return Object.fromEntries(
      questions
        .filter(
          (candidate, index) =>
            steps.some((step) => step.question.id === candidate.id) ||
            (index > open && fits(candidate, answers[candidate.id])),
        )
        .map((candidate) => [candidate.id, answers[candidate.id] as Answer]),
    );
  };

  const answers = signal<Answers>(stillUsed(saved));
  const now = computed(() => replayed(answers.value));
  return {
    flow,
    answers,
    steps: computed(() => now.value.steps),
    question: computed(() => now.value.question),
    outcome: computed(() => now.value.outcome),
    asked: computed(() => now.value.answers),
    answer(question, answer) {
      if (!fits(question, answer))
        throw new RangeError(`Question "${question.id}" does not offer the answer ${JSON.stringify(answer)}.`);
      const before = answers.value;
      answers.value = stillUsed({ ...before, [question.id]: answer });
      return questions.filter(({ id }) => Object.hasOwn(before, id) && !Object.hasOwn(answers.value, id));
    },
    restart() {
      answers.value = {};
    },
  };
}
