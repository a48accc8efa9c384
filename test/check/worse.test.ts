import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { worseButLessUrgent } from '../../src/check/worse.js';
import { type Answers, questionsOf, toggle } from '../../src/flow/answer.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { Flow } from '../../src/flow/schema.js';
import { urgencies } from '../../src/flow/terms.js';
import { compileFlow } from '../../src/machine/compile.js';
import { replay } from '../../src/machine/session.js';
import { everyAnswer } from '../fixtures/answers.js';
import { anyFlow } from '../fixtures/arbitraryFlow.js';
import { someAndAll } from '../fixtures/matrix.js';
import { smallFlow } from '../fixtures/smallFlow.js';

/** Every sign that lowers the urgency for some patient, by trying all: an answer to every question, and one tick more. */
function everySign(flow: Flow, most: number): Set<string> | undefined {
  const machine = compileFlow(flow);
  const questions = questionsOf(flow);
  const answers = questions.map(everyAnswer);
  if (answers.reduce((product, all) => product * all.length, 1) > most) return undefined;
  const rank = (given: Answers) => urgencies.indexOf(replay(machine, given).outcome?.urgency ?? 'routine');
  const found = new Set<string>();
  const visit = (at: number, given: Answers) => {
    const question = questions[at];
    if (question) {
      for (const answer of answers[at] ?? []) visit(at + 1, { ...given, [question.id]: answer });
      return;
    }
    for (const one of questions) {
      if (one.type !== 'choices') continue;
      const ticked = (given[one.id] ?? []) as string[];
      for (const { id, exclusive } of one.choices) {
        if (exclusive || id === 'not-sure' || ticked.includes(id) || found.has(`${one.id} ${id}`)) continue;
        if (rank({ ...given, [one.id]: toggle(one, ticked, id) }) > rank(given)) found.add(`${one.id} ${id}`);
      }
    }
  };
  visit(0, {});
  return found;
}

for (const { some, options, cases } of someAndAll(400))
  test(
    `finds a lowering sign whenever trying all patients does, and no other, on arbitrary small flows${some}`,
    options,
    () => {
      let compared = 0;
      let lowering = 0;
      fc.assert(
        fc.property(anyFlow(4), (flow) => {
          const signs = everySign(flow, 600);
          if (!signs) return;
          compared++;
          const found = worseButLessUrgent(flow);
          // Signs that come to the same are told as one: each that is told is real, and none is silent.
          expect([...signs]).toEqual(expect.arrayContaining(found.map(({ question, sign }) => `${question} ${sign}`)));
          expect(found.length > 0).toBe(signs.size > 0);
          if (signs.size > 0) lowering++;
        }),
        { numRuns: cases, seed: 20261123 },
      );
      expect(compared).toBeGreaterThan(cases / 4);
      expect(lowering).toBeGreaterThan(some ? 0 : cases / 20);
    },
  );

test('in the sciatica flow no sign lowers the urgency, over all possible conversations', () => {
  const flow = parseFlow(JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8'))).flow as Flow;
  expect(worseButLessUrgent(flow)).toEqual([]);
});

test('a milder sign that ends the conversation before the graver question is asked', () => {
  const flow = smallFlow((json) => {
    (json.redFlags as { outcome: string }[])[4] = {
      ...(json.redFlags as { outcome: string }[])[4],
      outcome: 'emergency',
    } as never;
    (json.redFlags as { outcome: string }[])[1] = {
      ...(json.redFlags as { outcome: string }[])[1],
      outcome: 'doctor',
    } as never;
  });
  const [worse] = worseButLessUrgent(flow);
  expect({ ...worse, with: worse?.with.id, without: worse?.without.id }).toMatchObject({
    question: 'signs-now',
    sign: 'weak',
    without: 'emergency',
    with: 'doctor',
  });
  expect(worse?.tell().map(({ question }) => question)).toEqual(['signs-now', 'weak-since', 'weeks', 'pain']);
});
