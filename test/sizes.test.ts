import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { budgets, weigh } from './budgets.js';

test.each(budgets('dist'))('$name stays within $limit kB', (budget) => {
  expect(weigh('dist', budget)).toBeLessThanOrEqual(budget.limit);
});

test('the chat is one file until the first question: another would be another round trip', () => {
  const chat = budgets('dist').find(({ name }) => name.startsWith('all code'));
  expect(chat?.files('dist')).toEqual(['symptom-guide.js', 'chat/chat.js']);
});

test('the loader is plain ASCII: a classic script is read in the encoding of the page', () => {
  expect(readFileSync('dist/symptom-guide.js', 'utf8')).not.toMatch(/[^\x20-\x7e\n]/);
});
