import type { ChoiceQuestion, Flow, Question } from './schema.js';

/** What the visitor gave: a choice id, a list of choice ids, a whole number, or `null` for "skipped". */
export type Answer = string | readonly string[] | number | null;
/** Answers by question id. A question that was not asked has no entry. */
export type Answers = Readonly<Record<string, Answer>>;

/** The choice id that always means "I'm not sure". */
export const notSure = 'not-sure';

/** Every question of a flow, in the order in which they are asked. */
export function questionsOf(flow: Flow): Question[] {
  return flow.sections.flatMap((section) => section.questions);
}

/** Whether a question is answered by choices, not by a number. */
export function hasChoices(question: Question): question is ChoiceQuestion {
  return 'choices' in question;
}

/** Whether `answer` is one that `question` offers. Anything may be passed: saved answers and vignettes are not trusted. */
export function fits(question: Question, answer: unknown): answer is Answer {
  if (answer === null) return question.optional === true;
  if (!hasChoices(question)) {
    return Number.isInteger(answer) && (answer as number) >= question.min && (answer as number) <= question.max;
  }
  const known = (id: unknown) => question.choices.some((choice) => choice.id === id);
  if (question.type === 'choice') return known(answer);
  return (
    Array.isArray(answer) &&
    answer.length > 0 &&
    new Set(answer).size === answer.length &&
    answer.every(known) &&
    (answer.length === 1 || !question.choices.some((choice) => choice.exclusive && answer.includes(choice.id)))
  );
}

/**
 * The list of ticked ids after `id` was tapped: an exclusive choice clears the others, any other clears the
 * exclusive ones. In the order of the file, whatever the order of tapping, so that equal answers are equal.
 */
export function toggle(question: ChoiceQuestion, ticked: readonly string[], id: string): string[] {
  if (ticked.includes(id)) return ticked.filter((other) => other !== id);
  const exclusive = (other: string) => question.choices.find((choice) => choice.id === other)?.exclusive === true;
  const kept = exclusive(id) ? [] : ticked.filter((other) => !exclusive(other));
  return question.choices.map((choice) => choice.id).filter((other) => other === id || kept.includes(other));
}
