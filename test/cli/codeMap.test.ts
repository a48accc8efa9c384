import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCodeMap } from '../../src/cli/codeMap.js';
import { UsageError } from '../../src/cli/read.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { Flow } from '../../src/flow/schema.js';

const flow = parseFlow(JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8'))).flow as Flow;
const folderWith = (codes: string) => ({
  name: 'sciatica',
  path: 'flows/sciatica',
  files: new Map([['codes.json', codes]]),
});

const good = '{ "system": "http://snomed.info/sct", "code": "386661006", "equivalence": "wider" }';
test.each([
  [`{ "questions": { "pian": [${good}] } }`, '1:18 questions.pian: there is no question "pian" in flow.json; '],
  [`{ "choices": { "infektion": {} } }`, 'choices.infektion: there is no question "infektion"'],
  [`{ "choices": { "infection": { "flu": [${good}] } } }`, 'infection.flu: there is no choice of the question "inf'],
  [`{ "choices": { "pain": { "bad": [${good}] } } }`, 'choices.pain.bad: there is no choice of the question "pain"'],
  [`{ "redFlags": { "fire": [${good}] } }`, 'redFlags.fire: there is no red flag "fire" in flow.json; use the id'],
  ['{ "questions": { "pain": [{ "system": "http://loinc.org", "code": 1 }] } }', '.0.code: needs a text in quotes'],
  ['{ "questions": { "pain": [{ "system": "http://loinc.org" }] } }', 'questions.pain.0.code: add "code"'],
  [good.replace('wider', 'close'), 'is not one of relatedto, equivalent, '],
  [good.replace('http://snomed.info/sct', 'SNOMED'), 'system: is not an address such as "http://snomed.info/sct"'],
  [good.replace('code', 'cod'), 'there is no such field'],
  [`{ "questions": { "pain": ${good} } }`, 'needs a list of { "system", "code", "display", "equivalence" }'],
  ['{ "question": {} }', '1:3 question: there is no such field; take it out, or write remarks into "note"'],
  ['[]', 'needs an object'],
  ['{ "questions": ', '1:'],
])('%s is refused in one line that says where and what to do', (text, told) => {
  let said = '';
  try {
    readCodeMap(flow, folderWith(text.startsWith('{ "system"') ? `{ "questions": { "pain": [${text}] } }` : text));
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    said = (error as Error).message;
  }
  expect(said).toMatch(/^flows\/sciatica\/codes\.json:1:\d+ /);
  expect(said).toContain(told);
  expect(said).not.toContain('\n');
});

test('without the file there are no codes, and the example in flows/README.md is one', () => {
  expect(readCodeMap(flow, { name: 'sciatica', path: '', files: new Map() })).toEqual({});
  const example = /## Codes of .*?```jsonc\n(.*?)```/s.exec(readFileSync('flows/README.md', 'utf8'))?.[1] ?? '';
  expect(Object.keys(readCodeMap(flow, folderWith(example)))).toEqual(['questions', 'choices', 'redFlags']);
});
