import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseVignettes } from '../../../src/check/vignettes.js';
import { parseFlow, parseOverlay } from '../../../src/flow/parse.js';
import type { Flow, Overlay } from '../../../src/flow/schema.js';
import { translateFlow } from '../../../src/flow/translate.js';
import type { QuestionnaireItem } from '../../../src/handover/fhir/resources.js';
import { responseOf } from '../../../src/handover/fhir/response.js';
import { bundleOf, type CodeMap, codeSystemOf, conceptMapOf } from '../../../src/handover/fhir/terminology.js';
import { compileFlow } from '../../../src/machine/compile.js';
import { replay } from '../../../src/machine/session.js';
import { wrongInFhir } from '../../fixtures/fhirR4.js';
import { smallFlow } from '../../fixtures/smallFlow.js';

const read = (file: string): unknown => JSON.parse(readFileSync(`flows/sciatica/${file}`, 'utf8'));
const sciatica = parseFlow(read('flow.json')).flow as Flow;
const translations = ['es', 'ar'].map((language) =>
  translateFlow(sciatica, parseOverlay(read(`${language}.json`)).overlay as Overlay),
);
const base = 'https://clinic.example/fhir';
const system = `${base}/CodeSystem/sciatica`;
const codeSystem = codeSystemOf(sciatica, { base, translations });

/** What could be in a clinic's own file: only codes that clinical E.2 gives. */
const codes: CodeMap = {
  questions: { pain: [{ system: 'http://loinc.org', code: '72514-3', equivalence: 'equivalent' }] },
  choices: {
    infection: { fever: [{ system: 'http://snomed.info/sct', code: '386661006', equivalence: 'wider' }] },
    history: {
      pregnant: [
        {
          system: 'http://snomed.info/sct',
          code: '77386006',
          display: 'Pregnant',
          equivalence: 'narrower',
          note: 'Or could be.',
          source: 'https://browser.ihtsdotools.org/',
        },
        { system: 'http://loinc.org', code: 'LA15173-0', equivalence: 'narrower' },
      ],
    },
  },
  redFlags: {
    shingles: [{ system: 'http://snomed.info/sct', version: '1', code: '4740000', equivalence: 'relatedto' }],
  },
};

/** Every code of our own in a resource, wherever it stands. */
function ownCodes(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const here = 'system' in node && node.system === system && 'code' in node ? [node.code as string] : [];
  return [...here, ...Object.values(node).flatMap(ownCodes)];
}

test('every code in the response of any vignette, and in the form, is one of the code system, which has each once', () => {
  const known = codeSystem.concept.map(({ code }) => code);
  expect(new Set(known).size).toBe(known.length);
  expect(codeSystem.count).toBe(known.length);
  const { vignettes } = parseVignettes(read('vignettes.json'));
  const machine = compileFlow(sciatica);
  const used = new Set<string>();
  for (const { answers } of vignettes?.vignettes ?? []) {
    const conversation = replay(machine, { ...vignettes?.baseline, ...answers });
    const response = responseOf(sciatica, conversation, { base, language: 'en', authored: '2026-05-01T10:00:00Z' });
    for (const code of ownCodes(response)) used.add(code);
  }
  // Every choice and every red flag has its vignette.
  expect(used.size).toBeGreaterThan(150);
  const { entry } = bundleOf(sciatica, { base });
  for (const code of ownCodes(entry)) used.add(code);
  expect([...used].filter((code) => !known.includes(code))).toEqual([]);
});

test('a code says in every language what it stands for', () => {
  const leak = codeSystem.concept.find(({ code }) => code === 'bladder-bowel-saddle.pee-leak');
  expect(leak?.property).toEqual([{ code: 'kind', valueCode: 'choice' }]);
  expect(leak?.designation?.map(({ language }) => language)).toEqual(['es', 'ar']);
  expect(leak?.designation?.every(({ value }) => value !== '' && value !== leak.display)).toBe(true);
  const kinds = new Set(codeSystem.concept.map(({ property }) => property[0]?.valueCode));
  expect([...kinds]).toEqual(['question', 'choice', 'outcome', 'red-flag']);
});

test('the map has a group for each system and version, and only codes that are there', () => {
  const { group = [] } = conceptMapOf(sciatica, { base, codes });
  expect(
    group.map(({ source, target, targetVersion, element }) => [
      source,
      target,
      targetVersion,
      element.map(({ code, target }) => [code, ...target.map(({ code, equivalence }) => `${equivalence} ${code}`)]),
    ]),
  ).toEqual([
    [
      system,
      'http://snomed.info/sct',
      undefined,
      [
        ['infection.fever', 'wider 386661006'],
        ['history.pregnant', 'narrower 77386006'],
      ],
    ],
    [
      system,
      'http://loinc.org',
      undefined,
      [
        ['history.pregnant', 'narrower LA15173-0'],
        ['pain', 'equivalent 72514-3'],
      ],
    ],
    [system, 'http://snomed.info/sct', '1', [['red-flag/shingles', 'relatedto 4740000']]],
  ]);
  expect(group[0]?.element[1]?.target[0]?.comment).toBe('Or could be. https://browser.ihtsdotools.org/');
  const known = codeSystem.concept.map(({ code }) => code);
  expect(group.flatMap(({ element }) => element).filter(({ code }) => !known.includes(code))).toEqual([]);
});

test.each([
  ['sciatica', sciatica, codes],
  ['small, without codes', smallFlow(), {}],
])('%s: the official schema of FHIR R4 finds nothing in any of it', (_, flow, codes) => {
  const bundle = bundleOf(flow, { base, translations: flow === sciatica ? translations : [], codes });
  expect(wrongInFhir(bundle)).toEqual([]);
  for (const { resource, fullUrl } of bundle.entry) {
    expect(wrongInFhir(resource), resource.resourceType).toEqual([]);
    expect(fullUrl).toBe(`${base}/${resource.resourceType}/${flow.id}`);
  }
  expect(bundle.entry.some(({ resource }) => resource.resourceType === 'ConceptMap')).toBe(flow === sciatica);
  const [first] = bundle.entry;
  const broken = { ...codeSystemOf(flow, { base }), content: 'whole' } as unknown as (typeof first & {})['resource'];
  expect(wrongInFhir(broken)).not.toEqual([]);
});

test('the code of an item in the form means the question itself; what is wider does not stand there', () => {
  const itemOf = (equivalence: 'wider' | 'equivalent') => {
    const map = { questions: { pain: [{ system: 'http://loinc.org', code: '72514-3', equivalence }] } };
    const find = (items: readonly QuestionnaireItem[]): QuestionnaireItem | undefined =>
      items.flatMap((item) => [item, find(item.item ?? []) ?? []].flat()).find(({ linkId }) => linkId === 'pain');
    const form = bundleOf(sciatica, { base, codes: map }).entry.at(-1)?.resource;
    return form?.resourceType === 'Questionnaire' ? find(form.item) : undefined;
  };
  expect(itemOf('equivalent')?.code).toEqual([{ system: 'http://loinc.org', code: '72514-3' }]);
  expect(itemOf('wider')).toBeDefined();
  expect(itemOf('wider')?.code).toBeUndefined();
});
