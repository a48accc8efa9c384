import { expect, test } from 'vitest';
import { inWords, share } from '../../../src/studio/proof/amounts.js';

test('large numbers are said as people say them', () => {
  expect(inWords(0n)).toBe('0');
  expect(inWords(17_202n)).toBe('17,202');
  expect(inWords(35_599_719_802_436_420n)).toBe('35 quadrillion');
  expect(inWords(10n ** 885n)).toBe('a number of 886 digits');
});

test('a share never claims that nobody or everybody is meant when somebody is not', () => {
  expect(share(0n, 10n)).toBe('none');
  expect(share(1n, 10n ** 30n)).toBe('less than 0.1 %');
  expect(share(10n ** 30n - 1n, 10n ** 30n)).toBe('more than 99.9 %');
  expect(share(10n, 10n)).toBe('100 %');
  expect(share(1n, 8n)).toBe('13 %');
  expect(share(1n, 40n)).toBe('2.5 %');
});
