import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Answer, type Answers, hasChoices, questionsOf } from '../flow/answer.js';
import type { Outcome, Question } from '../flow/schema.js';
import { createSession, decidingAnswers, type Session } from '../machine/session.js';
import type { Memory, Remembered } from './memory.js';
import { answerTexts, type View } from './view.js';
import { say } from './words/en.js';

/** How the chat speaks: its words, its numbers, and the language if the visitor chose it. */
export type Speech = Pick<View, 'words' | 'number'> & { chosen?: string | undefined };

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
  notice: Signal<string | undefined>;
  /** The warning that stays after an emergency or urgent result was changed (clinical A.4). */
  warning: ReadonlySignal<string | undefined>;
  /** What is read out beside the question that gets the focus: the answer just given, and the notice. */
  spoken: Signal<string>;
  /** The page "Get help now" is open. */
  helping: Signal<boolean>;
  /** Topics the visitor asked about before the first answer, in that order: they stay at the top of the conversation. */
  askedFirst: Signal<readonly string[]>;
  /** Topics the visitor asked about at the outcome, in that order. */
  asked: Signal<readonly string[]>;
  answer(answer: Answer): void;
  edit(question: Question | undefined): void;
  restart(): void;
  /** The answers that led to an emergency or urgent result before they were changed. */
  before: Signal<Answers | undefined>;
  /** Stops remembering. */
  dispose(): void;
};

/** What is said when a result of this urgency was changed; the others need no warning. */
const stillTrue = { emergency: 'stillHelp', urgent: 'stillDoctor', soon: undefined, routine: undefined } as const;

/** The visitor's words that decided an outcome; after a single choice's question, since a "Yes" alone says nothing. */
export function decidingTexts(session: Session, outcome: Outcome, view: Speech): string[] {
  return decidingAnswers(session.flow, outcome, session.asked.value).flatMap(({ question, choices, answer }) =>
    answerTexts(question, hasChoices(question) ? choices.map(({ id }) => id) : answer, view).map((text) =>
      question.type === 'choices' ? text : `${question.ask} ${text}`,
    ),
  );
}

/**
 * Starts the conversation: with the answers of an earlier page when the memory holds some, or with all that `other`
 * holds, the same conversation in another language.
 */
export function createChat(flow: Session['flow'], memory: Memory, view: Speech, other?: ChatModel): ChatModel {
  const saved: Remembered = other
    ? { answers: other.session.answers.value, before: other.before.value }
    : memory.load();
  const session = createSession(flow, saved.answers);
  const { words } = view;
  const isGrave = (outcome: Outcome | undefined) => Boolean(outcome && stillTrue[outcome.urgency]);
  const known = Object.keys(session.answers.value).length > 0;
  const prompt = signal<'resume' | 'clear' | undefined>(
    // Nobody has to choose before they see again that they need help.
    other ? other.prompt.value : known && saved.version && !isGrave(session.outcome.value) ? 'resume' : undefined,
  );
  const edited = other?.editing.value?.id;
  const editing = signal(edited === undefined ? undefined : questionsOf(flow).find(({ id }) => id === edited));
  const lost = Object.keys(Object(saved.answers)).some((id) => !Object.hasOwn(session.answers.value, id));
  const notice = signal(
    saved.version && (lost || (known && saved.version !== flow.version)) ? words.changed : undefined,
  );
  const spoken = signal('');
  const helping = signal(other?.helping.value ?? false);
  const askedFirst = signal(other?.askedFirst.value ?? []);
  const asked = signal(other?.asked.value ?? []);
  const before = signal(saved.before);
  const question = computed(() => editing.value ?? session.question.value);
  const warning = computed(() => {
    // While an answer that led to it is being changed, too: the result itself is out of sight then.
    const changing = editing.value && isGrave(session.outcome.value);
    const answers = changing ? session.asked.value : before.value;
    const earlier = answers && createSession(flow, answers);
    const outcome = earlier?.outcome.value;
    const still = outcome && (changing || outcome !== session.outcome.value) && stillTrue[outcome.urgency];
    return earlier && still
      ? say(words[still], { answers: decidingTexts(earlier, outcome, view).join(words.separator) })
      : undefined;
  });
  const clear = () => {
    editing.value = notice.value = undefined;
    asked.value = [];
    spoken.value = '';
  };
  const dispose = effect(() =>
    memory.save({ answers: session.answers.value, before: before.value, language: view.chosen }),
  );

  return {
    session,
    prompt,
    editing,
    question,
    notice,
    warning,
    spoken,
    helping,
    askedFirst,
    asked,
    before,
    dispose,
    answer(answer) {
      const at = question.value;
      if (!at) return;
      const reached = session.outcome.value;
      // The gravest result stays the one that is remembered.
      const kept = before.value && createSession(flow, before.value).outcome.value?.urgency === 'emergency';
      if (isGrave(reached) && !(reached?.urgency === 'urgent' && kept)) before.value = session.asked.value;
      const heard = spoken.value;
      clear();
      const dropped = session.answer(at, answer);
      if (dropped.length > 0) notice.value = say(words.dropped, { questions: dropped.map(({ ask }) => ask).join(' ') });
      const said = [
        `${words.you}: ${answerTexts(at, answer, view).join(words.separator)}.`,
        warning.value,
        notice.value,
      ]
        .filter(Boolean)
        .join(' ');
      // The same words twice would not be announced a second time.
      spoken.value = heard === said ? `${said}\u00a0` : said;
    },
    edit(target) {
      prompt.value = notice.value = undefined;
      editing.value = target;
    },
    restart() {
      session.restart();
      clear();
      askedFirst.value = [];
      before.value = prompt.value = undefined;
      helping.value = false;
    },
  };
}
