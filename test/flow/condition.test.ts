import { describe, expect, test } from 'vitest';
import type { Answers } from '../../src/flow/answer.js';
import { holds, reasons } from '../../src/flow/condition.js';
import type { Condition, ContentCondition } from '../../src/flow/schema.js';

const answers: Answers = { leg: 'left', signs: ['numb', 'weak'], weeks: 6, skipped: null };

describe('a condition', () => {
  test.each<[boolean, ContentCondition]>([
    [true, { question: 'leg', is: 'left' }],
    [true, { question: 'leg', is: ['right', 'left'] }],
    [false, { question: 'leg', is: 'right' }],
    [true, { question: 'signs', is: 'weak' }],
    [true, { question: 'signs', is: ['none', 'numb'] }],
    [false, { question: 'signs', is: 'none' }],
    [true, { question: 'weeks', atLeast: 6 }],
    [false, { question: 'weeks', atLeast: 7 }],
    [true, { question: 'weeks', atMost: 6 }],
    [false, { question: 'weeks', atMost: 5 }],
    [false, { question: 'never-asked', is: 'x' }],
    [false, { question: 'never-asked', atMost: 99 }],
    [false, { question: 'skipped', is: 'x' }],
    [false, { question: 'skipped', atMost: 99 }],
    [false, { question: 'constructor', is: 'x' }],
    [true, { not: { question: 'never-asked', is: 'x' } }],
    [true, { all: [{ question: 'leg', is: 'left' }, { not: { question: 'weeks', atLeast: 7 } }] }],
    [
      false,
      {
        all: [
          { question: 'leg', is: 'left' },
          { question: 'weeks', atLeast: 7 },
        ],
      },
    ],
    [
      true,
      {
        any: [
          { question: 'leg', is: 'right' },
          { question: 'weeks', atLeast: 6 },
        ],
      },
    ],
    [
      false,
      {
        any: [
          { question: 'leg', is: 'right' },
          { question: 'weeks', atLeast: 7 },
        ],
      },
    ],
    [true, { clinic: 'country', is: ['US', 'GB'] }],
    [true, { clinic: 'offers', is: 'cupping' }],
    [false, { clinic: 'name', is: 'x' }],
  ])('is %j: %j', (expected, condition) => {
    expect(holds(condition, answers, { country: 'GB', offers: 'acupuncture, cupping' })).toBe(expected);
  });

  test('that is absent holds', () => {
    expect(holds(undefined, {})).toBe(true);
  });
});

test('the reasons are the comparisons that hold, and only in branches that hold', () => {
  const numb: Condition = { question: 'signs', is: 'numb' };
  const weeks: Condition = { question: 'weeks', atLeast: 6 };
  const right: Condition = { question: 'leg', is: 'right' };
  expect(reasons({ any: [{ all: [numb, right] }, weeks, { not: right }] }, answers)).toEqual([weeks]);
  expect(reasons({ all: [numb, weeks] }, answers)).toEqual([numb, weeks]);
  expect(reasons({ all: [numb, right] }, answers)).toEqual([]);
});
