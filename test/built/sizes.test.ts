import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { budgets, weigh } from '../budgets.js';
import { release } from '../release.js';

test.each(budgets(release))('$name stays within $limit kB', (budget) => {
  expect(weigh(release, budget)).toBeLessThanOrEqual(budget.limit);
});

test('the chat is one file until the first question: another would be another round trip', () => {
  const chat = budgets(release).find(({ name }) => name.startsWith('all code'));
  expect(chat?.files(release)).toEqual(['symptom-guide.js', 'chat/chat.js']);
});

test.each([
  ['once the first question is there', 'parts'],
  ['the consent to send', 'SendForm'],
  ['answers as FHIR', 'fhir'],
])('%s: nothing but the chat is imported, since a retry could not replace another file that failed', (name, file) => {
  const later = budgets(release).find((budget) => budget.name === name);
  expect(later?.files(release)).toEqual([`chat/${file}.js`]);
});

test('the loader is plain ASCII: a classic script is read in the encoding of the page', () => {
  expect(readFileSync(`${release}/symptom-guide.js`, 'utf8')).not.toMatch(/[^\x20-\x7e\n]/);
});
