import type { NumberQuestion } from '../../flow/schema.js';

/** The level in a number's cell of a scale: low at the smallest number, as tall as the cell at the largest. */
export function Level({ question: { min, max }, number }: { question: NumberQuestion; number: number }) {
  const height = 8 + (92 * (number - min)) / (max - min || 1);
  return (
    <svg class="level-of" viewBox="0 0 10 100" preserveAspectRatio="none" aria-hidden="true">
      <rect y={100 - height} width="10" height={height} />
    </svg>
  );
}
