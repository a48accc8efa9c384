import { type Answer, hasChoices } from '../../flow/answer.js';
import type { Question } from '../../flow/schema.js';
import { plain } from '../../review/fewWords.js';

/** An answer as it was given, in the words of its choices. */
export function answerWords(question: Question, answer: Answer): string {
  if (answer === null) return 'skipped';
  if (!hasChoices(question))
    return `${answer}${question.type === 'number' && question.unit ? ` ${question.unit}` : ''}`;
  return [answer]
    .flat()
    .map((id) => plain(question.choices.find((choice) => choice.id === id)?.label ?? String(id)))
    .join('; ');
}
