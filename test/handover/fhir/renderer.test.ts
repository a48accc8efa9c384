import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Answer, hasChoices, questionsOf } from '../../../src/flow/answer.js';
import { parseFlow, parseOverlay } from '../../../src/flow/parse.js';
import type { Flow, Overlay } from '../../../src/flow/schema.js';
import { translateFlow } from '../../../src/flow/translate.js';
import { questionnaireOf } from '../../../src/handover/fhir/questionnaire.js';
import type { Questionnaire, QuestionnaireItem } from '../../../src/handover/fhir/resources.js';
import { compileFlow } from '../../../src/machine/compile.js';
import { replay } from '../../../src/machine/session.js';
import { anyFlow } from '../../fixtures/arbitraryFlow.js';
import { someAndAll } from '../../fixtures/matrix.js';
import { smallFlow } from '../../fixtures/smallFlow.js';
import { dice } from './conversations.js';
import { type Filled, fillIn, stumbles } from './renderer.js';

const base = 'https://clinic.example/fhir';
const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const shipped = readdirSync('flows', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }): [string, Flow, Questionnaire] => {
    const flow = parseFlow(json(`flows/${name}/flow.json`)).flow as Flow;
    const translations = (flow.languages ?? []).map((language) =>
      translateFlow(flow, parseOverlay(json(`flows/${name}/${language}.json`)).overlay as Overlay),
    );
    return [name, flow, questionnaireOf(flow, { base, translations })];
  });
const flows: typeof shipped = [...shipped, ['small', smallFlow(), questionnaireOf(smallFlow(), { base })]];

/** What the guide would have asked whom it was told the same, and whether it had come to an end. */
function guided(flow: Flow, filled: Filled) {
  const answers = Object.fromEntries(
    questionsOf(flow).flatMap((question): [string, Answer][] => {
      const given = filled.find(({ linkId }) => linkId === question.id);
      if (!given) return [];
      const [first] = given.answer;
      if (!first) return [[question.id, null]];
      if (!hasChoices(question)) return [[question.id, first.valueInteger as number]];
      const ids = given.answer.map(({ valueCoding }) => valueCoding?.code?.slice(question.id.length + 1) ?? '');
      return [[question.id, question.type === 'choice' ? (ids[0] as string) : ids]];
    }),
  );
  const { steps, outcome } = replay(compileFlow(flow), answers);
  return { asked: steps.map(({ question }) => question.id), ended: outcome !== undefined };
}

describe.each(flows)('the form of %s', (_, flow, form) => {
  test('has nothing that a form filler would stumble over', () => {
    expect(stumbles(form)).toEqual([]);
  });

  test('filled in by one who knows only FHIR, asks what the guide asks, to its end', () => {
    const lengths = new Set<number>();
    for (let seed = 0; seed < 200; seed++) {
      const filled = fillIn(form, dice(seed));
      const asked = filled.map(({ linkId }) => linkId);
      expect(guided(flow, filled), `seed ${seed}`).toEqual({ asked, ended: true });
      lengths.add(asked.length);
    }
    // Some were stopped, some were not.
    expect(lengths.size).toBeGreaterThan(2);
  });
});

for (const { some, options, cases } of someAndAll(300))
  test(
    `the form of any flow at all can be filled in by one who knows only FHIR, and asks what the guide asks${some}`,
    options,
    () => {
      fc.assert(
        fc.property(anyFlow(6), fc.nat(), (flow, seed) => {
          const form = questionnaireOf(flow, { base });
          expect(stumbles(form)).toEqual([]);
          for (let i = 0; i < 10; i++) {
            const filled = fillIn(form, dice(seed + i));
            expect(guided(flow, filled)).toEqual({ asked: filled.map(({ linkId }) => linkId), ended: true });
          }
        }),
        { numRuns: cases },
      );
    },
  );

test.each<[string, (item: (linkId: string) => QuestionnaireItem) => void]>([
  ['weeks: is there twice', (item) => Object.assign(item('pain'), { linkId: 'weeks' })],
  ['weak-since: asks for "pain", which is no earlier', (item) => rewire(item('weak-since'), { question: 'pain' })],
  ['weak-since: asks for "safety", which is no', (item) => rewire(item('weak-since'), { question: 'safety' })],
  ['weak-since: asks for "weak-since", which is', (item) => rewire(item('weak-since'), { question: 'weak-since' })],
  [
    'weak-since: asks for what "signs-now" does not offer',
    (item) => rewire(item('weak-since'), { answerCoding: { system: `${base}/CodeSystem/small`, code: 'weak' } }),
  ],
  ['weak-since: does not say how', (item) => delete item('weak-since').enableBehavior],
  ['pain: has nothing to show', (item) => delete item('pain').text],
  ['signs-now/help: has nothing to show', (item) => Object.assign(item('signs-now/help'), { text: ' ' })],
  ['pain: has no type of R4: coding', (item) => Object.assign(item('pain'), { type: 'coding' })],
  ['pain: repeats', (item) => Object.assign(item('pain'), { repeats: true })],
  ['signs-now: has a choice that excludes', (item) => Object.assign(item('signs-now'), { repeats: false })],
  ['story: has nothing in it', (item) => Object.assign(item('story'), { item: [] })],
  ['signs-now: offers something twice', (item) => item('signs-now').answerOption?.splice(1, 0, ...firstOf(item))],
])('a broken form is found out: %s', (told, breakIt) => {
  const form = structuredClone(questionnaireOf(smallFlow(), { base }));
  const find = (linkId: string, items: readonly QuestionnaireItem[] = form.item): QuestionnaireItem[] =>
    items.flatMap((item) => [...(item.linkId === linkId ? [item] : []), ...find(linkId, item.item ?? [])]);
  breakIt((linkId) => find(linkId)[0] as QuestionnaireItem);
  expect(stumbles(form).join('\n')).toContain(told);
});

const firstOf = (item: (linkId: string) => QuestionnaireItem) => item('signs-now').answerOption?.slice(0, 1) ?? [];

function rewire(item: QuestionnaireItem, change: object): void {
  Object.assign((item.enableWhen ?? [])[0] ?? {}, change);
}
