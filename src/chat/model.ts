import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Answer, type Answers, hasChoices } from '../flow/answer.js';
import type { Outcome, Question } from '../flow/schema.js';
import { createSession, decidingAnswers, type Session } from '../machine/session.js';
import type { Memory } from './memory.js';
import { answerTexts } from './view.js';
import { say, type Words } from './words/en.js';

/** What is on screen beside the session itself. */
export type ChatModel = {
  session: Session;
  /** Something to settle first: go on after a reload, or really clear all answers. */
  prompt: Signal<'resume' | 'clear' | undefined>;
  /** The earlier question whose answer is being changed. */
  editing: ReadonlySignal<Question | undefined>;
  /** The question whose controls are shown. */
  question: ReadonlySignal<Question | undefined>;
  /** What the guide says about the last change, in one sentence. */
  notice: ReadonlySignal<string | undefined>;
  /** The warning that stays after an emergency or urgent result was changed (clinical A.4). */
  warning: ReadonlySignal<string | undefined>;
  /** What is read out beside the question that gets the focus: the answer just given, and the notice. */
  spoken: ReadonlySignal<string>;
  /** The page "Get help now" is open. */
  helping: Signal<boolean>;
  /** Topics the visitor asked about, in that order. */
  asked: Signal<readonly string[]>;
  answer(answer: Answer): void;
  edit(question: Question | undefined): void;
  restart(): void;
};

/** What is said when a result of this urgency was changed; the others need no warning. */
const stillTrue = { emergency: 'stillHelp', urgent: 'stillDoctor', soon: undefined, routine: undefined } as const;

/** The visitor's words that decided an outcome; after a single choice's question, since a "Yes" alone says nothing. */
export function decidingTexts(session: Session, outcome: Outcome, words: Words): string[] {
  return decidingAnswers(session.flow, outcome, session.asked.value).flatMap(({ question, choices, answer }) =>
    answerTexts(question, hasChoices(question) ? choices.map(({ id }) => id) : answer, words).map((text) =>
      question.type === 'choices' ? text : `${question.ask} ${text}`,
    ),
  );
}

/** Starts the conversation, with the answers of an earlier page when the memory holds some. */
export function createChat(flow: Session['flow'], memory: Memory, words: Words): ChatModel {
  const saved = memory.load();
  const session = createSession(flow, saved.answers);
  const isGrave = (outcome: Outcome | undefined) => Boolean(outcome && stillTrue[outcome.urgency]);
  const prompt = signal<'resume' | 'clear' | undefined>(
    // Nobody has to choose before they see again that they need help.
    Object.keys(session.answers.value).length > 0 && !isGrave(session.outcome.value) ? 'resume' : undefined,
  );
  const editing = signal<Question>();
  const notice = signal<string>();
  const spoken = signal('');
  const helping = signal(false);
  const asked = signal<readonly string[]>([]);
  const before = signal<Answers | undefined>(saved.before);
  const question = computed(() => editing.value ?? session.question.value);
  const warning = computed(() => {
    const earlier = before.value && createSession(flow, before.value);
    const outcome = earlier?.outcome.value;
    const still = outcome && outcome !== session.outcome.value && stillTrue[outcome.urgency];
    return earlier && still
      ? say(words[still], { answers: decidingTexts(earlier, outcome, words).join('; ') })
      : undefined;
  });
  const clear = () => {
    editing.value = notice.value = undefined;
    asked.value = [];
    spoken.value = '';
  };
  effect(() => memory.save({ answers: session.answers.value, before: before.value }));

  return {
    session,
    prompt,
    editing,
    question,
    notice,
    warning,
    spoken,
    helping,
    asked,
    answer(answer) {
      const at = question.value;
      if (!at) return;
      const reached = session.outcome.value;
      // The gravest result stays the one that is remembered.
      if (isGrave(reached) && !(reached?.urgency === 'urgent' && warning.value)) before.value = session.asked.value;
      clear();
      const dropped = session.answer(at, answer);
      if (dropped.length > 0) notice.value = say(words.dropped, { questions: dropped.map(({ ask }) => ask).join(' ') });
      const said = [`${words.you}: ${answerTexts(at, answer, words).join('; ')}.`, warning.value, notice.value]
        .filter(Boolean)
        .join(' ');
      // The same words twice would not be announced a second time.
      spoken.value = spoken.value === said ? `${said}\u00a0` : said;
    },
    edit(target) {
      prompt.value = notice.value = undefined;
      editing.value = target;
    },
    restart() {
      session.restart();
      clear();
      before.value = prompt.value = undefined;
      helping.value = false;
    },
  };
}
