import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseVignettes } from '../../../src/check/vignettes.js';
import { parseFlow, parseOverlay } from '../../../src/flow/parse.js';
import type { Flow, Question } from '../../../src/flow/schema.js';
import { translateFlow } from '../../../src/flow/translate.js';
import { questionnaireOf } from '../../../src/handover/fhir/questionnaire.js';
import type { QuestionnaireItem } from '../../../src/handover/fhir/resources.js';
import { responseOf } from '../../../src/handover/fhir/response.js';
import { compileFlow } from '../../../src/machine/compile.js';
import { replay } from '../../../src/machine/session.js';
import { anyFlow } from '../../fixtures/arbitraryFlow.js';
import { wrongInFhir } from '../../fixtures/fhirR4.js';
import { someAndAll } from '../../fixtures/matrix.js';
import { smallFlow } from '../../fixtures/smallFlow.js';
import { anyConversation } from './conversations.js';
import { enabledQuestions } from './enableWhenOracle.js';

const read = (file: string): unknown => JSON.parse(readFileSync(`flows/sciatica/${file}`, 'utf8'));
const sciatica = parseFlow(read('flow.json')).flow as Flow;
const overlay = parseOverlay(read('es.json')).overlay;
if (!overlay) throw new Error('There is no Spanish.');
const spanish = translateFlow(sciatica, overlay);
const base = 'https://clinic.example/fhir';
const authored = '2026-05-01T10:00:00Z';

const questionnaire = questionnaireOf(sciatica, { base, translations: [spanish] });
const itemsIn = (items: readonly QuestionnaireItem[]): QuestionnaireItem[] =>
  items.flatMap((item) => [item, ...itemsIn(item.item ?? [])]);

test('the official schema of FHIR R4 finds nothing in the questionnaire, and would find something', () => {
  expect(wrongInFhir(questionnaire)).toEqual([]);
  expect(wrongInFhir({ ...questionnaire, subjectTypes: ['Patient'] } as typeof questionnaire)).not.toEqual([]);
});

describe.each([
  ['sciatica', sciatica],
  ['small', smallFlow()],
])('%s', (_, flow) => {
  const form = questionnaireOf(flow, { base });

  test('every link id is there once, and every list of several conditions says how they belong together', () => {
    const all = itemsIn(form.item);
    const ids = all.map(({ linkId }) => linkId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(flow.sections.flatMap(({ questions }) => questions.map(({ id }) => id))),
    );
    expect(all.filter(({ enableWhen = [], enableBehavior }) => enableWhen.length > 1 && !enableBehavior)).toEqual([]);
  });

  test('what enableWhen enables is exactly what was asked, in thousands of conversations', () => {
    const ends = new Map<string, number>();
    for (let seed = 0; seed < 600; seed++) {
      const conversation = anyConversation(flow, seed);
      const response = responseOf(flow, conversation, { base, language: 'en', authored });
      const asked = conversation.steps.map(({ question }) => question.id);
      expect(enabledQuestions(form, response), `seed ${seed}`).toEqual(asked);
      const end = conversation.outcome?.id ?? '';
      ends.set(end, (ends.get(end) ?? 0) + 1);
    }
    // The dice have been everywhere.
    expect([...ends.keys()].sort()).toEqual(flow.outcomes.map(({ id }) => id).sort());
  });
});

for (const { some, options, cases } of someAndAll(500))
  test(
    `of any flow at all, enableWhen enables what was asked, at the end and after every answer on the way${some}`,
    options,
    () => {
      let conditional = 0;
      fc.assert(
        fc.property(anyFlow(6), fc.nat(), (flow, seed) => {
          const form = questionnaireOf(flow, { base });
          conditional += itemsIn(form.item).filter(({ enableWhen }) => enableWhen).length;
          const machine = compileFlow(flow);
          for (let i = 0; i < 10; i++) {
            const whole = anyConversation(flow, seed + i);
            for (let given = 0; given <= whole.steps.length; given++) {
              const answers = Object.fromEntries(
                whole.steps.slice(0, given).map(({ question, answer }) => [question.id, answer]),
              );
              const now = replay(machine, answers);
              const response = responseOf(flow, now, { base, language: 'en', authored });
              const asked = [...now.steps.map(({ question }) => question), ...(now.question ? [now.question] : [])];
              const enabled = enabledQuestions(form, response);
              // What comes after the question to answer now may be shown before its time.
              expect(now.question ? enabled.slice(0, asked.length) : enabled).toEqual(asked.map(({ id }) => id));
            }
          }
        }),
        { numRuns: cases },
      );
      expect(conditional).toBeGreaterThan(cases / 5);
    },
  );

test('no question of the sciatica guide stands in so many groups that a form filler would give up', () => {
  const deepest = (items: readonly QuestionnaireItem[]): number =>
    Math.max(0, ...items.map(({ item = [] }) => 1 + deepest(item)));
  // A section, at most seven conditions, the question, its help.
  expect(deepest(questionnaire.item)).toBeLessThanOrEqual(10);
});

test('the response of every vignette is valid, and asks what its patient is asked', () => {
  const { vignettes } = parseVignettes(read('vignettes.json'));
  const machine = compileFlow(sciatica);
  expect(vignettes?.vignettes.length).toBeGreaterThan(50);
  for (const { title, answers, outcome, redFlags } of vignettes?.vignettes ?? []) {
    const conversation = replay(machine, { ...vignettes?.baseline, ...answers });
    const response = responseOf(sciatica, conversation, { base, language: 'en', authored });
    expect(wrongInFhir(response), title).toEqual([]);
    expect(enabledQuestions(questionnaire, response), title).toEqual(
      conversation.steps.map(({ question }) => question.id),
    );
    const text = JSON.stringify(response);
    // Always carried (clinical E.3).
    expect(text, title).toContain('"valueString":"Reported by the patient, not verified by a clinician.');
    expect(text, title).toContain(`"outcome/${outcome}"`);
    for (const flag of redFlags ?? []) expect(text, title).toContain(`"red-flag/${flag}"`);
  }
});

test('"I am not sure" is an answer, what was skipped is none, and nobody is named', () => {
  const flow = smallFlow();
  const question = flow.sections[0]?.questions[0] as Question;
  const conversation = replay(compileFlow(flow), { [question.id]: ['not-sure'] });
  const response = responseOf(flow, conversation, { base, language: 'en', authored });
  expect(JSON.stringify(response)).toContain(`"${question.id}.not-sure"`);
  expect(response).not.toHaveProperty('subject');
  expect(response).not.toHaveProperty('author');
});
