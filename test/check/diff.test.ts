import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareFlows } from '../../src/check/diff.js';
import { NotProved } from '../../src/check/explore.js';
import { type Answer, type Answers, fits, questionsOf } from '../../src/flow/answer.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { Flow, Question } from '../../src/flow/schema.js';
import { compileFlow } from '../../src/machine/compile.js';
import { replay } from '../../src/machine/session.js';
import { everyAnswer } from '../fixtures/answers.js';
import { anyFlow } from '../fixtures/arbitraryFlow.js';
import { someAndAll } from '../fixtures/matrix.js';
import { smallFlow } from '../fixtures/smallFlow.js';

const unurgent = ['emergency', 'urgent', 'soon', 'routine'];

/** How many patients end where, by trying each: an answer to every question of both versions. */
function everyPatient(before: Flow, after: Flow, most: number): Map<string, bigint> | undefined {
  const machines = [compileFlow(before), compileFlow(after)] as const;
  const sameKind = (a: Question, b: Question) =>
    'choices' in a === 'choices' in b && (!('choices' in a) || a.type === b.type);
  const variables: { answers: Answer[]; sides: ('old' | 'new')[]; id: string }[] = [];
  for (const question of questionsOf(after)) {
    const old = questionsOf(before).find(({ id }) => id === question.id);
    const common = old && sameKind(old, question) ? everyAnswer(question).filter((answer) => fits(old, answer)) : [];
    // Skips alone are no common answers.
    if (common.some((answer) => answer !== null))
      variables.push({ answers: common, sides: ['old', 'new'], id: question.id });
    else {
      variables.push({ answers: everyAnswer(question), sides: ['new'], id: question.id });
      if (old) variables.push({ answers: everyAnswer(old), sides: ['old'], id: question.id });
    }
  }
  for (const old of questionsOf(before))
    if (!questionsOf(after).some(({ id }) => id === old.id))
      variables.push({ answers: everyAnswer(old), sides: ['old'], id: old.id });
  if (variables.reduce((product, { answers }) => product * answers.length, 1) > most) return undefined;
  const ends = new Map<string, bigint>();
  const visit = (at: number, old: Answers, now: Answers) => {
    const variable = variables[at];
    if (!variable) {
      const key = `${replay(machines[0], old).outcome?.id} ${replay(machines[1], now).outcome?.id}`;
      ends.set(key, (ends.get(key) ?? 0n) + 1n);
      return;
    }
    for (const answer of variable.answers)
      visit(
        at + 1,
        variable.sides.includes('old') ? { ...old, [variable.id]: answer } : old,
        variable.sides.includes('new') ? { ...now, [variable.id]: answer } : now,
      );
  };
  visit(0, {}, {});
  return ends;
}

/** Another version of a flow, as an editor might make it: flags, conditions, order or questions of a second flow. */
const version = (flow: Flow, other: Flow, how: number): Flow => {
  const flags = [
    other.redFlags,
    flow.redFlags.slice(1),
    flow.redFlags.map((flag, i) => (i === 0 ? { ...flag, outcome: 'soon' } : flag)),
    [...flow.redFlags, ...other.redFlags.map((flag) => ({ ...flag, id: `other-${flag.id}` }))],
  ][how % 4] as Flow['redFlags'];
  const sections = [
    flow.sections,
    [...flow.sections].reverse(),
    flow.sections.map((section) => ({ ...section, questions: [...section.questions].reverse() })),
    other.sections,
    flow.sections.map(({ stopIfFlagged: _, ...section }) => section),
  ][Math.floor(how / 4) % 5] as Flow['sections'];
  const candidate = { ...flow, redFlags: flags, sections };
  return parseFlow(candidate).flow ?? other;
};

for (const { some, options, cases } of someAndAll(300))
  test(`agrees with trying every patient, on arbitrary pairs of versions${some}`, options, () => {
    let compared = 0;
    let differing = 0;
    fc.assert(
      fc.property(anyFlow(4), anyFlow(4), fc.nat(19), (before, other, how) => {
        const after = version(before, other, how);
        const ends = everyPatient(before, after, 1000);
        if (!ends) return;
        compared++;
        const found = compareFlows(before, after);
        expect(new Map(found.moves.map(({ from, to, patients }) => [`${from.id} ${to.id}`, patients]))).toEqual(ends);
        expect(found.patients).toBe([...ends.values()].reduce((sum, n) => sum + n, 0n));
        if (found.differently > 0n) differing++;
        for (const { from, to, witness, lessUrgent } of found.moves) {
          expect(lessUrgent).toBe(unurgent.indexOf(to.urgency) > unurgent.indexOf(from.urgency));
          // A witness is one of these patients: replayed in the new version it ends where it says.
          const answers = Object.fromEntries([...witness].reverse().map(({ question, answer }) => [question, answer]));
          expect(replay(compileFlow(after), answers).outcome?.id).toBe(to.id);
        }
      }),
      { numRuns: cases, seed: 20261123 },
    );
    expect(compared).toBeGreaterThan(cases / 2);
    expect(differing).toBeGreaterThan(cases / 4);
  });

test('a flow beside itself: nobody ends differently', () => {
  const found = compareFlows(smallFlow(), smallFlow());
  expect(found.differently).toBe(0n);
  expect(found.lessUrgently).toBe(0n);
  expect(found.moves.map(({ from, to }) => `${from.id} ${to.id}`)).toEqual([
    'emergency emergency',
    'today today',
    'doctor doctor',
    'book book',
    'desk-book desk-book',
  ]);
});

test('a red flag that is gone: how many end less urgently, and one of them', () => {
  const after = smallFlow((json) => (json.redFlags as unknown[]).splice(2, 1));
  const found = compareFlows(smallFlow(), after);
  // 4 of the 8 tick lists have "numb"; the other questions have 2, 521, 11 and 3 answers.
  const others = 2n * 521n * 11n * 3n;
  expect(found.patients).toBe(8n * others);
  const changed = found.moves.filter(({ from, to }) => from !== to && from.id !== to.id);
  expect(changed.every(({ lessUrgent, from }) => lessUrgent && from.id === 'emergency')).toBe(true);
  expect(found.lessUrgently).toBe(found.differently);
  const booked = found.moves.filter(({ to }) => to.urgency === 'routine' && to.id === 'book');
  const moved = booked.find(({ from }) => from.id === 'emergency');
  expect(moved?.witness[0]).toEqual({ question: 'signs-now', answer: ['numb'] });
});

test('what only one version has is listed apart, and a sign of a red flag that is gone is named', () => {
  const after = smallFlow((json) => {
    const [signs] = json.sections[0]?.questions ?? [];
    (signs as { choices: unknown[] }).choices.splice(1, 1, { id: 'dizzy', label: 'Dizzy' });
    json.sections[0]?.questions.splice(1, 1);
    (json.redFlags as unknown[]).splice(3, 1);
    (json.redFlags as unknown[]).splice(1, 1);
    (json.sections[1]?.questions[0] as { max: number }).max = 104;
  });
  const found = compareFlows(smallFlow(), after);
  expect(found.onlyOld).toEqual({
    questions: ['weak-since'],
    choices: [{ question: 'signs-now', choice: 'weak' }],
    answers: [{ question: 'weeks', only: '0 to 520' }],
  });
  expect(found.onlyNew).toEqual({
    questions: [],
    choices: [{ question: 'signs-now', choice: 'dizzy' }],
    answers: [],
  });
  expect(found.lostSigns).toEqual([
    { question: 'signs-now', choice: 'weak', redFlag: 'weakness' },
    { question: 'weeks', choice: '0 to 520', redFlag: 'long-and-bad' },
  ]);
});

test('the sciatica flow, with one red flag less', () => {
  const json = JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8')) as Flow;
  const before = parseFlow(structuredClone(json)).flow as Flow;
  json.redFlags = json.redFlags.filter(({ id }) => id !== 'chest');
  const after = parseFlow(json).flow as Flow;
  const found = compareFlows(before, after);
  expect(found.lessUrgently).toBeGreaterThan(0n);
  expect(found.differently).toBe(found.lessUrgently);
  expect(
    found.moves
      .find(({ from, to }) => from.id === 'emergency' && to.id === 'book')
      ?.witness.map(({ answer }) => answer),
  ).toContainEqual(['chest']);
});

test('too many situations to tell apart: it says so, and does not guess', () => {
  expect(() => compareFlows(smallFlow(), smallFlow(), 1)).toThrow(NotProved);
});

test('what only has another id is the same: nobody ends differently, and nothing is new or gone', () => {
  const before = smallFlow();
  const renamed = JSON.parse(
    JSON.stringify(before)
      .replaceAll('"signs-now"', '"signs-today"')
      .replaceAll('"weak"', '"weakness"')
      .replaceAll('"today"', '"doctor-today"'),
  ) as Flow;
  const found = compareFlows(before, renamed);
  expect(found.differently).toBe(0n);
  expect(found.onlyOld).toEqual({ questions: [], choices: [], answers: [] });
  expect(found.onlyNew).toEqual(found.onlyOld);
  expect(found.lostSigns).toEqual([]);
  // One that is called and worded otherwise may be another one.
  const reworded = JSON.parse(JSON.stringify(renamed).replace('Any of these?', 'Any of those?')) as Flow;
  expect(compareFlows(before, reworded).onlyOld.questions).toEqual(['signs-now']);
});
