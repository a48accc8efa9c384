import { hasChoices } from '../flow/answer.js';
import type { Condition } from '../flow/schema.js';
import { inline } from '../flow/text.js';
import type { QuestionNumbers } from './conditionWords.js';

/** How a question is called in few words: by its id, or its number. */
export type Subject = (question: string) => string;

/** A condition in few words, for a picture: the question, and the choices or the number that count. */
export function fewWords(condition: Condition, numbers: QuestionNumbers, subject: Subject = (id) => id): string {
  const inner = (part: Condition): string => {
    const text = fewWords(part, numbers, subject);
    // In brackets where "and" and "or" would run into each other.
    return 'all' in part || 'any' in part ? `(${text})` : text;
  };
  if ('not' in condition) return `not (${fewWords(condition.not, numbers, subject)})`;
  if ('all' in condition) return condition.all.map(inner).join(' and ');
  if ('any' in condition) return condition.any.map(inner).join(' or ');
  const asked = subject(condition.question);
  if ('atLeast' in condition) return `${asked}: ${condition.atLeast} or more`;
  if ('atMost' in condition) return `${asked}: ${condition.atMost} or less`;
  const question = numbers.get(condition.question)?.question;
  const labels = [condition.is].flat().map((id) => {
    const choice = question && hasChoices(question) && question.choices.find((candidate) => candidate.id === id);
    return choice ? shorten(plain(choice.label), 40) : id;
  });
  const few = labels.length > 3 ? [...labels.slice(0, 2), `${labels.length - 2} more`] : labels;
  return `${asked}: ${few.join(' or ')}`;
}

/** A text of the flow without its marks, on one line. */
export function plain(text: string): string {
  return inline(text)
    .map((piece) => piece.text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A text cut after a whole word where there is one. */
export function shorten(text: string, most: number): string {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  const cut = letters.slice(0, most - 1).join('');
  const words = letters[most - 1] === ' ' ? cut : cut.replace(/[\s,.;:]+\S*$/, '');
  return `${words || cut}…`;
}
