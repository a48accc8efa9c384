import { describe, expect, test } from 'vitest';
import { explore } from '../../src/check/explore.js';
import { provenProblems } from '../../src/check/rules.js';
import { smallFlow } from '../fixtures/small.js';

// biome-ignore lint/suspicious/noExplicitAny: flows are broken as an editor would, anywhere in the JSON.
const problemsOf = (change: (json: any) => void) => {
  const flow = smallFlow(change);
  return provenProblems(flow, explore(flow)).map(({ path, message }) => `${path}: ${message}`);
};

test('the small flow has none', () => {
  expect(problemsOf(() => {})).toEqual([]);
});

describe('over every possible conversation', () => {
  test('a question that is never asked', () => {
    expect(
      problemsOf((json) => {
        json.sections[1].questions[2].when = {
          all: [
            { question: 'pain', atLeast: 9 },
            { question: 'pain', atMost: 3 },
          ],
        };
      }),
    ).toEqual([
      'sections.1.questions.2: question "desk" is never asked',
      'outcomes.3: outcome "desk-book" is never reached',
    ]);
  });

  test('a red flag that is never raised', () => {
    expect(
      problemsOf((json) => {
        json.redFlags[3].when = { all: [{ question: 'signs-now', is: 'none' }, json.redFlags[3].when] };
      }),
    ).toEqual(['redFlags.3.when: red flag "weak-fast" is never raised']);
  });

  test('an outcome that is never reached', () => {
    expect(
      problemsOf((json) => {
        json.outcomes[3].when = {
          all: [
            { question: 'signs-now', is: 'numb' },
            { question: 'desk', is: 'yes' },
          ],
        };
      }),
    ).toEqual(['outcomes.3: outcome "desk-book" is never reached']);
  });

  test('"I\'m not sure" to an emergency question that can end in booking, with the shortest conversation', () => {
    expect(
      problemsOf((json) => {
        json.redFlags.splice(0, 1);
      }),
    ).toEqual(
      [
        'sections.0.questions.0: "not-sure" on "signs-now", which red flag "weakness" reads, can end in booking: signs-now: not-sure, weeks: 0, pain: 0, desk: skipped',
      ].map((line) => line.replace('"weakness"', '"numbness"')),
    );
  });
});

test('a tick list for a red flag without "none of these", a flag without a source, an approval nobody signed', () => {
  expect(
    problemsOf((json) => {
      delete json.sections[0].questions[0].choices[3].exclusive;
      json.redFlags[4].source = [];
      json.review.status = 'approved';
    }),
  ).toEqual([
    'sections.0.questions.0.choices: "signs-now" needs a choice with "exclusive": true, such as "None of these"',
    'redFlags.4.source: red flag "long-and-bad" names no source',
    'review: approved needs "by", "on" and "next"',
  ]);
});
