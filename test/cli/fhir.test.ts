import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { approve } from '../../src/cli/approve.js';
import { fhir } from '../../src/cli/fhir.js';
import { UsageError } from '../../src/cli/read.js';
import type { Questionnaire, QuestionnaireItem } from '../../src/handover/fhir/resources.js';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'fhir-')), 'sciatica');
  cpSync('flows/sciatica', folder, { recursive: true });
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const base = 'https://clinic.example/fhir';
const read = (path = folder) => JSON.parse(fhir(path, base)) as Questionnaire;
const find = (items: readonly QuestionnaireItem[] | undefined, linkId: string): QuestionnaireItem | undefined => {
  for (const item of items ?? []) {
    const found = item.linkId === linkId ? item : find(item.item, linkId);
    if (found) return found;
  }
  return undefined;
};

test('the pain score has its LOINC code, and every text its translations', () => {
  const questionnaire = read();
  expect(questionnaire.url).toBe(`${base}/Questionnaire/sciatica`);
  const pain = find(questionnaire.item, 'pain');
  expect(pain?.code).toEqual([expect.objectContaining({ system: 'http://loinc.org', code: '72514-3' })]);
  expect(JSON.stringify(pain?._text)).toContain('"lang","valueCode":"es"');
  expect(JSON.stringify(pain?._text)).toContain('"lang","valueCode":"ar"');
  // A draft is not called active.
  expect(questionnaire.status).toBe('draft');
});

test('what was approved is active, and a draft again after any change', () => {
  approve(folder, { by: 'Dr A', on: '2026-05-01', next: undefined }, () => {});
  expect(read()).toMatchObject({ status: 'active', approvalDate: '2026-05-01' });
  const file = join(folder, 'flow.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"because": "', '"because": "Changed. '));
  expect(read().status).toBe('draft');
  expect(read()).not.toHaveProperty('approvalDate');
});

test('without codes there are none, and no map to write', () => {
  rmSync(join(folder, 'codes.json'));
  expect(find(read().item, 'pain')?.code).toBeUndefined();
  expect(() => fhir(folder, base, 'conceptmap')).toThrow(/codes\.json: there is no code to map to; .*README/);
  expect(fhir(folder, base, 'bundle')).not.toContain('"ConceptMap"');
});

test('each part is written for itself, and all together', () => {
  const types = (part: 'codesystem' | 'conceptmap' | 'bundle') => {
    const { resourceType, entry = [] } = JSON.parse(fhir(folder, base, part)) as {
      resourceType: string;
      entry?: { resource: { resourceType: string } }[];
    };
    return [resourceType, ...entry.map(({ resource }) => resource.resourceType)];
  };
  expect(types('codesystem')).toEqual(['CodeSystem']);
  expect(types('conceptmap')).toEqual(['ConceptMap']);
  expect(types('bundle')).toEqual(['Bundle', 'CodeSystem', 'ConceptMap', 'Questionnaire']);
});

test('a wrong codes.json is refused', () => {
  writeFileSync(join(folder, 'codes.json'), '{ "redFlags": { "fire": [] } }');
  expect(() => read()).toThrow(UsageError);
});

test('what is no address, or a flow that is not proved, is refused', () => {
  expect(() => fhir(folder, 'clinic')).toThrow(UsageError);
  writeFileSync(join(folder, 'flow.json'), '{}');
  expect(() => read()).toThrow(UsageError);
});
