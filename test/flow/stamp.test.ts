import { expect, test } from 'vitest';
import { isChecked, stampChecked } from '../../src/flow/stamp.js';

test('a stamped file counts as checked until one character changes', () => {
  const stamped = stampChecked('{"format":1,"title":"Numb legs"}');
  expect(JSON.parse(stamped)).toMatchObject({ format: 1, title: 'Numb legs' });
  expect(isChecked(stamped)).toBe(true);
  expect(isChecked(stamped.replace('Numb', 'Dumb'))).toBe(false);
  expect(isChecked(`${stamped} `)).toBe(false);
  expect(isChecked('{"format":1}')).toBe(false);
});
