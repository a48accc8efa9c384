import { expect, test } from 'vitest';
import { isChecked, stampChecked } from '../../src/flow/stamp.js';

test('a stamped file counts as checked until one character changes', () => {
  const stamped = stampChecked('{"format":1,"title":"Numb legs"}', '1.0.0');
  expect(JSON.parse(stamped)).toMatchObject({ format: 1, title: 'Numb legs' });
  expect(isChecked(stamped, '1.0.0')).toBe(true);
  expect(isChecked(stamped.replace('Numb', 'Dumb'), '1.0.0')).toBe(false);
  expect(isChecked(`${stamped} `, '1.0.0')).toBe(false);
  expect(isChecked('{"format":1}', '1.0.0')).toBe(false);
});

test('what another release checked is checked again: it may know conditions that this one does not', () => {
  expect(isChecked(stampChecked('{"format":1}', '1.1.0'), '1.0.0')).toBe(false);
});
