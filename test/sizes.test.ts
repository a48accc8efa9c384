import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { budgets, weigh } from './budgets.js';
import { release } from './release.js';

test.each(budgets(release))('$name stays within $limit kB', (budget) => {
  expect(weigh(release, budget)).toBeLessThanOrEqual(budget.limit);
});

test('the chat is one file until the first question: another would be another round trip', () => {
  const chat = budgets(release).find(({ name }) => name.startsWith('all code'));
  expect(chat?.files(release)).toEqual(['symptom-guide.js', 'chat/chat.js']);
});

test('the parts for later import nothing but the chat: a retry could not replace another file, whose failure a browser remembers', () => {
  const later = budgets(release).find(({ name }) => name.startsWith('once the first'));
  expect(later?.files(release)).toEqual(['chat/parts.js']);
});

test('the loader is plain ASCII: a classic script is read in the encoding of the page', () => {
  expect(readFileSync(`${release}/symptom-guide.js`, 'utf8')).not.toMatch(/[^\x20-\x7e\n]/);
});
