import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answer, type Answers, hasChoices, questionsOf } from '../../src/flow/answer.js';
import { holds } from '../../src/flow/condition.js';
import type { Condition, ContentCondition, Flow } from '../../src/flow/schema.js';
import { type ConditionWords, conditionWords, questionNumbers } from '../../src/review/conditionWords.js';
import { anyFlow } from '../fixtures/arbitraryFlow.js';
import { smallFlow } from '../fixtures/smallFlow.js';

const flow = smallFlow();

/** The words as one line; groups in brackets. */
function line(words: ConditionWords): string {
  if ('group' in words) return `${words.group}[${words.parts.map(line).join(' | ')}]`;
  return words.phrase
    .map((piece) =>
      typeof piece === 'string' ? piece : 'said' in piece ? `“${piece.said}”` : `question ${piece.number}`,
    )
    .join('');
}
const say = (when: ContentCondition) => line(conditionWords(when, questionNumbers(flow)));

const numb = { question: 'signs-now', is: 'numb' };
const since = { question: 'weak-since', is: ['hours', 'weeks'] };
const long = { question: 'weeks', atLeast: 12 };
const bad = { question: 'pain', atMost: 7 };

describe('a comparison', () => {
  test.each<[ContentCondition, string]>([
    [numb, 'question 1 has “I am numb” ticked'],
    [{ question: 'signs-now', is: ['numb', 'weak'] }, 'question 1 has “I am numb” or “I am weak” ticked'],
    [
      { question: 'signs-now', is: ['numb', 'weak', 'not-sure'] },
      "question 1 has “I am numb”, “I am weak” or “I'm not sure” ticked",
    ],
    [{ question: 'desk', is: 'yes' }, 'question 5 is answered “Yes”'],
    [since, 'question 2 is answered “Hours” or “Weeks”'],
    [long, 'question 3 (weeks) is 12 or more'],
    [bad, 'question 4 (from 0 to 10) is 7 or less'],
    [{ clinic: 'country', is: 'GB' }, "the clinic's country is “GB”"],
    [{ clinic: 'country', is: ['US', 'CA', 'IE'] }, "the clinic's country is “US”, “CA” or “IE”"],
    [{ clinic: 'offers', is: ['cupping'] }, "the clinic's offers include “cupping”"],
    [{ clinic: 'practitioner', is: '' }, "the clinic's practitioner is not set"],
    [{ clinic: 'phone', is: ['', '1'] }, "the clinic's phone number is not set or is “1”"],
  ])('%j', (when, expected) => {
    expect(say(when)).toBe(expected);
  });
});

describe('not', () => {
  test.each<[ContentCondition, string]>([
    [{ not: numb }, 'question 1 does not have “I am numb” ticked (or is not answered at all)'],
    [
      { not: { question: 'signs-now', is: ['numb', 'weak'] } },
      'question 1 has neither “I am numb” nor “I am weak” ticked (or is not answered at all)',
    ],
    [{ not: { question: 'desk', is: 'yes' } }, 'question 5 is not answered “Yes” (or is not answered at all)'],
    [{ not: since }, 'question 2 is answered neither “Hours” nor “Weeks” (or is not answered at all)'],
    [{ not: long }, 'question 3 (weeks) is less than 12 (or is not answered at all)'],
    [{ not: bad }, 'question 4 (from 0 to 10) is more than 7 (or is not answered at all)'],
    [{ not: { not: long } }, 'question 3 (weeks) is 12 or more'],
    [{ not: { clinic: 'country', is: 'GB' } }, "the clinic's country is not “GB” (or is not set)"],
    [
      { not: { clinic: 'offers', is: ['cupping', 'acupuncture'] } },
      "the clinic's offers include neither “cupping” nor “acupuncture” (or are not set)",
    ],
    [{ not: { clinic: 'offers', is: 'cupping' } }, "the clinic's offers do not include “cupping” (or are not set)"],
    [{ not: { clinic: 'booking', is: '' } }, "the clinic's booking address is set"],
    [{ not: { clinic: 'phone', is: ['', '1'] } }, "the clinic's phone number is set and is not “1”"],
  ])('%j', (when, expected) => {
    expect(say(when)).toBe(expected);
  });
});

describe('groups', () => {
  const [a, b, c] = [say(numb), say(long), say(bad)];
  test.each<[ContentCondition, string]>([
    [{ all: [numb, long] }, `all[${a} | ${b}]`],
    [{ any: [numb, long] }, `any[${a} | ${b}]`],
    [{ not: { any: [numb, long] } }, `none[${a} | ${b}]`],
    [{ not: { all: [numb, long] } }, `not all[${a} | ${b}]`],
    [{ all: [numb, { any: [long, bad] }] }, `all[${a} | any[${b} | ${c}]]`],
    [{ any: [numb, { all: [long, { not: bad }] }] }, `any[${a} | all[${b} | ${say({ not: bad })}]]`],
    [{ all: [numb, { not: { any: [long, bad] } }] }, `all[${a} | none[${b} | ${c}]]`],
    [{ any: [numb, { any: [long, bad] }] }, `any[${a} | ${b} | ${c}]`],
    [{ all: [{ all: [numb] }, { all: [{ all: [long] }, bad] }] }, `all[${a} | ${b} | ${c}]`],
    [{ not: { any: [numb, { any: [long, bad] }] } }, `none[${a} | ${b} | ${c}]`],
    [{ all: [{ any: [numb] }] }, a],
    [{ any: [{ not: { any: [numb] } }] }, say({ not: numb })],
  ])('%j', (when, expected) => {
    expect(say(when)).toBe(expected);
  });
});

test('a question that does not exist is never passed over', () => {
  expect(() => say({ question: 'stranger', is: 'yes' })).toThrow(/"stranger"/);
});

/**
 * Reads the words back as a person would: the sentence about one question against what that question was answered,
 * the groups by their names.
 */
function understood(words: ConditionWords, given: Flow, answers: Answers): boolean {
  if ('group' in words) {
    const parts = words.parts.map((part) => understood(part, given, answers));
    if (words.group === 'all') return parts.every(Boolean);
    if (words.group === 'any') return parts.some(Boolean);
    return words.group === 'none' ? !parts.some(Boolean) : !parts.every(Boolean);
  }
  const text = line(words);
  const number = Number(/^question (\d+)/.exec(text)?.[1]);
  const question = questionsOf(given)[number - 1];
  if (!question) throw new Error(`No question in "${text}"`);
  const answer = answers[question.id] ?? null;
  if (answer === null) return /\(or is not answered at all\)$/.test(text);
  const limit = Number(/ (-?\d+)(?= or |$| \(or)/.exec(text)?.[1] ?? Number.NaN);
  if (/ is -?\d+ or more$/.test(text)) return (answer as number) >= limit;
  if (/ is -?\d+ or less$/.test(text)) return (answer as number) <= limit;
  if (/ is less than /.test(text)) return (answer as number) < limit;
  if (/ is more than /.test(text)) return (answer as number) > limit;
  const named = Array.from(text.matchAll(/“(.+?)”/g), (match) => match[1]);
  const labels = [answer]
    .flat()
    .map((id) => hasChoices(question) && question.choices.find((one) => one.id === id)?.label);
  const some = labels.some((label) => label && named.includes(label));
  return / (not|neither) /.test(text.replace(/\(.*\)$/, '')) ? !some : some;
}

test('read back, the words hold exactly when the condition does', () => {
  let told = 0;
  fc.assert(
    fc.property(anyFlow(4), fc.infiniteStream(fc.nat()), (given, random) => {
      const pick = <T>(list: readonly T[]): T => list[(random.next().value as number) % list.length] as T;
      const conditions = [
        ...given.redFlags.map(({ when }) => when),
        ...given.sections.flatMap(({ when, questions }) => [when, ...questions.map((question) => question.when)]),
      ].filter((when): when is Condition => when !== undefined);
      for (let round = 0; round < 8; round++) {
        const answers: Record<string, Answer> = {};
        for (const question of questionsOf(given)) {
          if (pick([true, false, false, false])) continue;
          if (!hasChoices(question))
            answers[question.id] = question.min + (pick([0, 1, 2, 3, 4]) % (question.max - question.min + 1));
          else {
            const ids = question.choices.map(({ id }) => id);
            const two = [...new Set([pick(ids), pick(ids)])].filter((id) => id !== 'none');
            answers[question.id] = question.type === 'choice' ? pick(ids) : two.length > 0 ? two : ['none'];
          }
        }
        for (const when of conditions.flatMap((one) => [one, { not: one }])) {
          told++;
          const words = conditionWords(when, questionNumbers(given));
          expect(understood(words, given, answers), `${line(words)} for ${JSON.stringify(answers)}`).toBe(
            holds(when, answers),
          );
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(told).toBeGreaterThan(5000);
});
