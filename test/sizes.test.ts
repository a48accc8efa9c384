import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { budgets, weigh } from './budgets.js';

test.each(budgets('dist'))('$name stays within $limit kB', (budget) => {
  expect(weigh('dist', budget)).toBeLessThanOrEqual(budget.limit);
});

test('the loader is plain ASCII: a classic script is read in the encoding of the page', () => {
  expect(readFileSync('dist/symptom-guide.js', 'utf8')).not.toMatch(/[^\x20-\x7e\n]/);
});
