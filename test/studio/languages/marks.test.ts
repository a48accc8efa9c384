import { expect, test } from 'vitest';
import { directionOf, nameOf, ownNameOf } from '../../../src/studio/languages/languageName.js';
import { marksOf, withMark } from '../../../src/studio/languages/marks.js';

test('what a translation has to keep of a text is offered, each once', () => {
  const text =
    'Call {emergency.number|your number} or {clinic.phone}, **now**, {clinic.phone}. [More](https://a.example)';
  expect(marksOf(text).map(({ label }) => label)).toEqual([
    '{emergency.number|your number}',
    '{clinic.phone}',
    '[link]',
    '**bold**',
  ]);
  expect(marksOf('Plain')).toEqual([]);
});

test('a mark goes where the cursor is: a placeholder in place of what is selected, bold around it', () => {
  const [placeholder, bold] = marksOf('{clinic.phone} **now**');
  if (!placeholder || !bold) throw new Error('There are no marks.');
  expect(withMark('Llame al .', 9, 9, placeholder)).toEqual({ text: 'Llame al {clinic.phone}.', from: 23, to: 23 });
  expect(withMark('Llame ya', 6, 8, bold)).toEqual({ text: 'Llame **ya**', from: 8, to: 10 });
});

test('languages have their names and their direction; what is no code does no harm', () => {
  expect([nameOf('es'), ownNameOf('es'), directionOf('es')]).toEqual(['Spanish', 'español', 'ltr']);
  expect(['ar', 'fa', 'he', 'ur', 'ps'].map(directionOf)).toEqual(Array(5).fill('rtl'));
  expect([nameOf('pt-'), ownNameOf('pt-'), directionOf('pt-')]).toEqual(['pt-', '', 'ltr']);
});
