import type { Urgency } from '../../flow/terms.js';
import { urgencyWords } from '../../review/urgencyWords.js';

/** How urgent something is, in words and in its colour. */
export function Level({ urgency }: { urgency: Urgency }) {
  return <span class={`level ${urgency}`}>{urgencyWords[urgency].split(':')[0]}</span>;
}
