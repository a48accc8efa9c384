import { notSure } from '../../flow/answer.js';
import type { Choice, ChoiceQuestion } from '../../flow/schema.js';

/** How long the bar is, in its own units. */
const length = 60;

/**
 * A bar beside a choice: full at the first choice, empty at the last, evenly in between. Nothing when the question has
 * no bars, nor beside "I'm not sure", which is no amount.
 */
export function Bar({ question, choice }: { question: ChoiceQuestion; choice: Choice }) {
  const amounts = question.choices.filter(({ id }) => id !== notSure);
  const at = amounts.indexOf(choice);
  if (question.picture !== 'bar' || at < 0) return null;
  const full = amounts.length > 1 ? 1 - at / (amounts.length - 1) : 1;
  return (
    <svg class="amount" viewBox={`-1 -1 ${length + 2} 14`} aria-hidden="true">
      <rect width={length} height="12" rx="6" />
      {full > 0 && <rect class="filled" width={Math.max(12, length * full)} height="12" rx="6" />}
    </svg>
  );
}
