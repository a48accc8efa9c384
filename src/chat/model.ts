import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Answer, hasChoices } from '../flow/answer.js';
import type { Outcome, Question } from '../flow/schema.js';
import { createSession, decidingAnswers, type Session } from '../machine/session.js';
import type { Memory } from './memory.js';
import { answerTexts } from './view.js';
import { say, type Words } from './words/en.js';

/** What is on screen beside the session itself. */
export type ChatModel = {
  session: Session;
  /** Ask "go on or start again?" before anything else: there are answers from an earlier page. */
  resuming: Signal<boolean>;
  /** The earlier question whose answer is being changed. */
  editing: ReadonlySignal<Question | undefined>;
  /** The question whose controls are shown. */
  question: ReadonlySignal<Question | undefined>;
  /** What the guide says about the last change, in one sentence. */
  notice: ReadonlySignal<string | undefined>;
  /** The warning that stays after an emergency or urgent result was changed (clinical A.4). */
  warning: ReadonlySignal<string | undefined>;
  /** The page "Get help now" is open. */
  helping: Signal<boolean>;
  /** Topics the visitor asked about, in that order. */
  asked: Signal<readonly string[]>;
  answer(answer: Answer): void;
  edit(question: Question | undefined): void;
  restart(): void;
};

/** What is said when a result of this urgency was changed; a routine result needs no warning. */
const stillTrue = { emergency: 'stillHelp', urgent: 'stillDoctor', soon: undefined, routine: undefined } as const;

/** The visitor's words that decided an outcome. */
export function decidingTexts(session: Session, outcome: Outcome, words: Words): string[] {
  return decidingAnswers(session.flow, outcome, session.asked.value).flatMap(({ question, choices, answer }) =>
    answerTexts(question, hasChoices(question) ? choices.map(({ id }) => id) : answer, words),
  );
}

/** Starts the conversation, with the answers of an earlier page when the memory holds some. */
export function createChat(flow: Session['flow'], memory: Memory, words: Words): ChatModel {
  const session = createSession(flow, memory.load());
  const resuming = signal(Object.keys(session.answers.value).length > 0);
  const editing = signal<Question>();
  const notice = signal<string>();
  const warning = signal<string>();
  const helping = signal(false);
  const asked = signal<readonly string[]>([]);
  const question = computed(() => editing.value ?? session.question.value);
  const clear = () => {
    editing.value = notice.value = undefined;
    asked.value = [];
  };
  effect(() => memory.save(session.answers.value));

  return {
    session,
    resuming,
    editing,
    question,
    notice,
    warning,
    helping,
    asked,
    answer(answer) {
      const at = question.value;
      if (!at) return;
      const before = session.outcome.value;
      const said = before ? decidingTexts(session, before, words).join('; ') : '';
      clear();
      const dropped = session.answer(at, answer);
      const still = before && before !== session.outcome.value && stillTrue[before.urgency];
      if (still) warning.value = say(words[still], { answers: said });
      if (dropped.length > 0) notice.value = say(words.dropped, { questions: dropped.map(({ ask }) => ask).join(' ') });
    },
    edit(target) {
      editing.value = target;
      notice.value = undefined;
    },
    restart() {
      session.restart();
      clear();
      warning.value = undefined;
      helping.value = resuming.value = false;
    },
  };
}
