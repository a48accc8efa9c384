import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explore, NotProved } from '../../src/check/explore.js';
import { type Answers, questionsOf } from '../../src/flow/answer.js';
import { compare, evaluate } from '../../src/flow/condition.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { AnswerCondition, Flow, RedFlag } from '../../src/flow/schema.js';
import { urgencies } from '../../src/flow/terms.js';
import { compileFlow } from '../../src/machine/compile.js';
import { raisedFlags, replay, type Step } from '../../src/machine/session.js';
import { everyAnswer } from '../fixtures/answers.js';
import { anyFlow } from '../fixtures/arbitraryFlow.js';
import { someAndAll } from '../fixtures/matrix.js';
import { smallFlow } from '../fixtures/smallFlow.js';

type End = { outcome: string; urgency: string; steps: Step[]; answers: Answers };

/** Every conversation of a flow, one by one, through the compiled XState machine. */
function everyConversation(flow: Flow, most: number): End[] | undefined {
  const machine = compileFlow(flow);
  const ends: End[] = [];
  const visit = (given: Answers): boolean => {
    const { question, outcome, steps, answers } = replay(machine, given);
    if (outcome) ends.push({ outcome: outcome.id, urgency: outcome.urgency, steps, answers });
    else if (question)
      for (const answer of everyAnswer(question)) if (!visit({ ...given, [question.id]: answer })) return false;
    return ends.length <= most;
  };
  return visit({}) ? ends : undefined;
}

test('the walk agrees with enumeration, conversation by conversation, on arbitrary small flows', () => {
  let compared = 0;
  let followed = 0;
  fc.assert(
    fc.property(anyFlow(5), (flow) => {
      const ends = everyConversation(flow, 3000);
      if (!ends) return;
      compared++;
      const found = explore(flow);
      const counts = Object.fromEntries(
        flow.outcomes.map(({ id }) => [id, BigInt(ends.filter((end) => end.outcome === id).length)]),
      );
      expect(Object.fromEntries([...found.outcomes].map(([id, { conversations }]) => [id, conversations]))).toEqual(
        counts,
      );
      expect(found.conversations).toBe(BigInt(ends.length));
      expect(found.longest).toBe(Math.max(...ends.map(({ steps }) => steps.length)));

      const asked = new Set(ends.flatMap(({ steps }) => steps.map(({ question }) => question.id)));
      expect(new Set(found.asked.keys())).toEqual(asked);
      const routine = ends.filter(({ urgency }) => urgency === 'routine');
      const ids = questionsOf(flow).map(({ id }) => id);
      const said = (end: End, id: string) => end.steps.find(({ question }) => question.id === id)?.answer;
      expect(new Set(found.routineWithout.keys())).toEqual(
        new Set(ids.filter((id) => routine.some((end) => said(end, id) === undefined))),
      );
      expect(new Set(found.routineThoughUnsure.keys())).toEqual(
        new Set(ids.filter((id) => routine.some((end) => [said(end, id)].flat().includes('not-sure')))),
      );

      const unsettled = (flag: RedFlag, answers: Answers) =>
        evaluate(flag.when, (atom) => {
          const answer = 'question' in atom ? answers[atom.question] : undefined;
          return answer === undefined || answer === null ? undefined : compare(atom as AnswerCondition, answers);
        }) === undefined;
      const emergencies = flow.redFlags.filter(({ outcome }) => outcome.startsWith('emergency'));
      expect(new Set(found.routineUnsettled.keys())).toEqual(
        new Set(
          emergencies.filter((flag) => routine.some(({ answers }) => unsettled(flag, answers))).map(({ id }) => id),
        ),
      );
      for (const [id, shown] of found.routineUnsettled) {
        const answers = Object.fromEntries(shown.tell().map(({ question, answer }) => [question, answer]));
        expect(replay(compileFlow(flow), answers).outcome?.urgency).toBe('routine');
        expect(unsettled(flow.redFlags.find((flag) => flag.id === id) as RedFlag, answers)).toBe(true);
        followed++;
      }

      // No red flag that holds at the end is more urgent than where the conversation ended: read off the conversations.
      const rank = (id: string) => urgencies.indexOf(flow.outcomes.find((one) => one.id === id)?.urgency ?? 'routine');
      for (const end of ends)
        for (const flag of raisedFlags(flow, end.answers))
          expect(rank(flag.outcome)).toBeGreaterThanOrEqual(rank(end.outcome));

      // Each witness is a conversation that happens, ends where it says, and none that does is shorter.
      for (const [id, { shortest }] of found.outcomes) {
        const witness = shortest?.tell();
        expect(witness?.length).toBe(shortest?.questions);
        const lengths = ends.filter((end) => end.outcome === id).map(({ steps }) => steps.length);
        expect(witness?.length).toBe(lengths.length > 0 ? Math.min(...lengths) : undefined);
        if (!witness) continue;
        const replayed = replay(
          compileFlow(flow),
          Object.fromEntries(witness.map(({ question, answer }) => [question, answer])),
        );
        expect(replayed.outcome?.id).toBe(id);
        expect(replayed.steps.map(({ question, answer }) => ({ question: question.id, answer }))).toEqual(witness);
      }
    }),
    { numRuns: 300, seed: 20261123 },
  );
  expect(compared).toBeGreaterThan(200);
  expect(followed).toBeGreaterThan(20);
});

test('a raised flag is one that some conversation raises at its end', () => {
  fc.assert(
    fc.property(anyFlow(4), (flow) => {
      const ends = everyConversation(flow, 2000);
      if (!ends) return;
      const atEnd = new Set(ends.flatMap(({ answers }) => raisedFlags(flow, answers).map(({ id }) => id)));
      const raised = explore(flow).raised;
      for (const id of raised.keys()) expect([...atEnd]).toContain(id);
      // With a "not" a flag can hold only because its question was not asked before the end: nothing decided it.
      const plain = flow.redFlags.filter(({ id, when }) => atEnd.has(id) && !JSON.stringify(when).includes('"not"'));
      for (const { id } of plain) expect([...raised.keys()]).toContain(id);
    }),
    { numRuns: 150, seed: 20261123 },
  );
});

const sciatica = parseFlow(JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8'))).flow as Flow;

describe('the sciatica flow', () => {
  const flow = sciatica;
  const found = explore(flow);

  test('every question can be asked, every red flag raised, every outcome reached', () => {
    expect(questionsOf(flow).filter(({ id }) => !found.asked.has(id))).toEqual([]);
    expect(flow.redFlags.filter(({ id }) => !found.raised.has(id))).toEqual([]);
    expect([...found.outcomes].filter(([, { conversations }]) => conversations === 0n)).toEqual([]);
  });

  test('over every possible conversation, no red flag ends less urgently than it should', () => {
    expect([...found.endsLessUrgently]).toEqual([]);
  });

  test('over every possible conversation, "I\'m not sure" to a safety question never ends in booking', () => {
    const safety = flow.sections.slice(0, 3).flatMap(({ questions }) => questions.map(({ id }) => id));
    expect(safety.filter((id) => found.routineThoughUnsure.has(id))).toEqual([]);
  });

  test('nobody books without having been asked every main safety question', () => {
    const main = flow.sections
      .slice(0, 3)
      .flatMap(({ questions }) => questions.filter(({ when }) => !when).map(({ id }) => id));
    expect(main).toHaveLength(8);
    expect(main.filter((id) => found.routineWithout.has(id))).toEqual([]);
  });
});

for (const { some, options, cases } of someAndAll(100))
  test(`100,000 random walks through the compiled machine end only where the explorer allows${some}`, options, () => {
    const flows = [sciatica, ...fc.sample(anyFlow(8), { numRuns: cases - 1, seed: 20261123 })];
    const random = fc.sample(fc.nat(), { numRuns: 5000, seed: 20261123 });
    let next = 0;
    const pick = <T>(list: readonly T[]): T => list[(random[next++ % random.length] as number) % list.length] as T;
    for (const flow of flows) {
      const found = explore(flow);
      const machine = compileFlow(flow);
      const answers = new Map(questionsOf(flow).map((question) => [question.id, everyAnswer(question)]));
      const seen = new Set<string>();
      for (let walk = 0; walk < 1000; walk++) {
        // A prime step, so that the same numbers come in ever new company.
        next += 7;
        const given = Object.fromEntries([...answers].map(([id, all]) => [id, pick(all)]));
        const { steps, outcome } = replay(machine, given);
        seen.add(outcome?.id ?? '');
        expect(steps.length).toBeLessThanOrEqual(found.longest);
        for (const { question } of steps) expect(found.asked.has(question.id)).toBe(true);
      }
      const allowed = [...found.outcomes].filter(([, { conversations }]) => conversations > 0n).map(([id]) => id);
      expect(allowed).toEqual(expect.arrayContaining([...seen]));
    }
  });

test('too many situations to tell apart: it says so, and does not guess', () => {
  expect(() => explore(smallFlow(), 1)).toThrow(NotProved);
});
