import { type Answer, hasChoices, questionsOf } from '../../flow/answer.js';
import type { Flow, Outcome } from '../../flow/schema.js';
import { readable } from '../../review/Said.js';

/** An answer in the visitor's words. */
export function answerWords(flow: Flow, question: string, answer: Answer): string {
  const asked = questionsOf(flow).find(({ id }) => id === question);
  if (answer === null) return 'skipped';
  if (!asked || !hasChoices(asked)) return `${[answer].flat().join(', ')}`;
  const labels = [answer].flat().map((id) => asked.choices.find((choice) => choice.id === id)?.label ?? `${id}`);
  return readable(labels.join('; '));
}

/** What a question asks, or its id when the flow has it no more. */
export function askWords(flow: Flow, question: string): string {
  return readable(questionsOf(flow).find(({ id }) => id === question)?.ask ?? question);
}

/** An outcome's title, with what stands for others in it. */
export const titleOf = ({ title }: Outcome): string => readable(title);
