import { expect, test } from 'vitest';
import { budgets, weigh } from './budgets.js';

test.each(budgets('dist'))('$name stays within $limit kB', (budget) => {
  expect(weigh('dist', budget)).toBeLessThanOrEqual(budget.limit);
});
