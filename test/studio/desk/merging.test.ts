import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences, merge } from '../../../src/studio/desk/merging.js';

const json = (lines: string[]) => `{\n${lines.map((line) => `  ${line}`).join(',\n')}\n}\n`;
const base = json(['"a": 1', '"b": 2', '"c": 3', '"d": 4', '"e": 5']);

test('changes in different lines are put together', () => {
  const mine = base.replace('"a": 1', '"a": 10');
  const theirs = base.replace('"e": 5', '"e": 50,\n  "f": 6');
  const both = merge(mine, base, theirs);
  expect(JSON.parse(both ?? '')).toEqual({ a: 10, b: 2, c: 3, d: 4, e: 50, f: 6 });
});

test('changes in the same line are not', () => {
  expect(merge(base.replace('"c": 3', '"c": 30'), base, base.replace('"c": 3', '"c": 31'))).toBeUndefined();
});

test('the same change twice is one', () => {
  const changed = base.replace('"c": 3', '"c": 30');
  expect(merge(changed, base, changed)).toBe(changed);
});

test('where only one side changed, that is it, be it JSON or not', () => {
  expect(merge('{ half', base, base)).toBe('{ half');
  expect(merge(base, base, '{ half')).toBe('{ half');
});

test('what would be no JSON any more is not put together', () => {
  // Each takes out the comma's other line: apart they are JSON, together they are not.
  const list = '[\n  1,\n  2,\n  3,\n  4,\n  5\n]';
  const mine = '[\n  1,\n  2,\n  3,\n  4\n]';
  const theirs = '[\n  0,\n  1,\n  2,\n  3,\n  4,\n  5,\n  6\n]';
  expect(merge(mine, list, theirs)).toBeUndefined();
  const open = base.replace('"a": 1,', '"a": 1, "x": [');
  expect(merge(open, base, base.replace('"e": 5', '"e": 50'))).toBeUndefined();
});

test('merging loses no line of either side', () => {
  const keys = fc.uniqueArray(fc.integer({ min: 0, max: 39 }), { maxLength: 5 });
  fc.assert(
    fc.property(keys, keys, (here, there) => {
      const lines = (changed: number[], to: string) =>
        json(Array.from({ length: 40 }, (_, i) => `"k${i}": "${changed.includes(i) ? to : 'as it was'}"`));
      const both = merge(lines(here, 'mine'), lines([], ''), lines(there, 'theirs'));
      if (here.some((i) => there.includes(i))) {
        expect(both).toBeUndefined();
        return;
      }
      // Lines next to each other may be asked about; what is put together is both.
      if (both === undefined) {
        expect(here.some((i) => there.includes(i - 1) || there.includes(i + 1))).toBe(true);
        return;
      }
      const value = JSON.parse(both) as Record<string, string>;
      for (let i = 0; i < 40; i++)
        expect(value[`k${i}`]).toBe(here.includes(i) ? 'mine' : there.includes(i) ? 'theirs' : 'as it was');
    }),
  );
});

test('differences name each place, with the lines of both and where they are', () => {
  const mine = base.replace('"a": 1', '"a": 10');
  const theirs = base.replace('"e": 5', '"e": 50').replace('  "c": 3,\n', '');
  expect(differences(mine, theirs)).toEqual([
    { mine: ['  "a": 10,'], theirs: ['  "a": 1,'], mineLine: 2, theirsLine: 2 },
    { mine: ['  "c": 3,'], theirs: [], mineLine: 4, theirsLine: 4 },
    { mine: ['  "e": 5'], theirs: ['  "e": 50'], mineLine: 6, theirsLine: 5 },
  ]);
  expect(differences(base, base)).toEqual([]);
});
