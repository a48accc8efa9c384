import { expect, test } from 'vitest';
import { fits, hasChoices, toggle } from '../../src/flow/answer.js';
import { smallFlow } from '../fixtures/smallFlow.js';

const [safety, story] = smallFlow().sections;
const [signs, since] = safety?.questions ?? [];
const [weeks, , desk] = story?.questions ?? [];
if (!signs || !since || !weeks || !desk || !hasChoices(signs)) throw new Error('The fixture has changed.');

test('an answer fits only the question that offers it', () => {
  const fitting = [signs, since, weeks, desk].map((question) =>
    [['numb'], ['numb', 'weak'], ['none'], 'hours', 12, 0, 520, 'yes', null].filter((answer) => fits(question, answer)),
  );
  expect(fitting).toEqual([[['numb'], ['numb', 'weak'], ['none']], ['hours'], [12, 0, 520], ['yes', null]]);
});

test.each([[[]], [['none', 'numb']], [['numb', 'numb']], [['nope']], ['numb'], [undefined], [{}]])(
  'a list of choices is never %j',
  (answer) => {
    expect(fits(signs, answer)).toBe(false);
  },
);

test.each([-1, 521, 1.5, Number.NaN, '12', Number.POSITIVE_INFINITY])('a number of weeks is never %j', (answer) => {
  expect(fits(weeks, answer)).toBe(false);
});

test('"none of these" clears the others, and they clear it; the order is that of the file', () => {
  expect(toggle(signs, ['weak'], 'numb')).toEqual(['numb', 'weak']);
  expect(toggle(signs, ['numb', 'weak'], 'none')).toEqual(['none']);
  expect(toggle(signs, ['none'], 'weak')).toEqual(['weak']);
  expect(toggle(signs, ['numb', 'weak'], 'numb')).toEqual(['weak']);
});
