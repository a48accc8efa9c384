import { expect, test } from 'vitest';
import { emergencyNumbers, numbersFor } from '../../src/embed/numbers.js';

test.each([
  ['GB', { emergency: '999', urgent: '111', crisis: '116 123' }],
  ['US', { emergency: '911', crisis: '988' }],
  ['CA', { emergency: '911', urgent: '811' }],
  ['AU', { emergency: '000', urgent: '1800 022 222', crisis: '13 11 14' }],
  // 111 is urgent advice in the UK and the emergency number here (clinical A.7).
  ['NZ', { emergency: '111', urgent: '0800 611 116' }],
  ['IE', { emergency: '112' }],
  ['DE', { emergency: '112' }],
  [' gb ', { emergency: '999', urgent: '111', crisis: '116 123' }],
  ['', {}],
  ['XX', {}],
  ['usa', { emergency: '911', crisis: '988' }],
  ['UK', { emergency: '999', urgent: '111', crisis: '116 123' }],
  ['constructor', {}],
])('the numbers for "%s"', (country, numbers) => {
  expect(numbersFor(country)).toEqual(numbers);
});

test('the loader knows the emergency number of every country that has one of its own', () => {
  for (const [country, number] of Object.entries(emergencyNumbers)) expect(numbersFor(country).emergency).toBe(number);
  const union = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' ');
  expect(union.filter((country) => numbersFor(country).emergency !== '112')).toEqual([]);
});
