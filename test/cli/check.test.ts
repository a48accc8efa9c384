import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check, UsageError } from '../../src/cli/check.js';
import { smallJson } from '../fixtures/small.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flows-'));
  mkdirSync(join(folder, 'small'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, content: unknown) =>
  writeFileSync(join(folder, 'small', file), typeof content === 'string' ? content : JSON.stringify(content));
const run = (...paths: string[]) => {
  const lines: string[] = [];
  return { code: check(paths.length > 0 ? paths : [folder], (line) => lines.push(line)), lines };
};
const patient = { title: 'Typical', answers: {}, outcome: 'book' };
/** A patient for every red flag, outcome and choice of the small flow. */
const covering = [
  { ...patient, title: 'Desk', answers: { desk: 'yes' }, outcome: 'desk-book' },
  { ...patient, title: 'Numb', answers: { 'signs-now': ['numb'] }, outcome: 'emergency' },
  { ...patient, title: 'Fast', answers: { 'signs-now': ['weak'], 'weak-since': 'hours' }, outcome: 'emergency' },
  { ...patient, title: 'Slow', answers: { 'signs-now': ['weak'], 'weak-since': 'weeks' }, outcome: 'today' },
  { ...patient, title: 'Unsure', answers: { 'signs-now': ['not-sure'] }, outcome: 'doctor' },
  { ...patient, title: 'Long and bad', answers: { weeks: 12, pain: 8 }, outcome: 'doctor' },
];
const baseline = { 'signs-now': ['none'], weeks: 3, pain: 4, desk: 'no' };

// 8 ticks: 4 with numb and 2 fast end as emergencies, 2 today, 1 with a doctor; none: 521 weeks x 11 x 3 go on.
test('a flow in order: one line, exit 0', () => {
  write('flow.json', smallJson());
  write('vignettes.json', {
    baseline,
    vignettes: [
      { ...patient, redFlags: [], shows: ['Early days'], hides: ['In Britain'] },
      { ...patient, title: 'In Britain', clinic: { country: 'GB' }, shows: ['In Britain'] },
      ...covering,
    ],
  });
  expect(run()).toEqual({ code: 0, lines: ['small: proved over 17,202 conversations, 8 vignettes, 0 problems'] });
  expect(run(join(folder, 'small', 'flow.json')).code).toBe(0);
});

test('a vignette that ends otherwise: what was expected, what happened, exit 1', () => {
  write('flow.json', smallJson());
  write('vignettes.json', {
    baseline,
    vignettes: [
      { ...patient, title: 'Not numb?', answers: { 'signs-now': ['numb'] } },
      { ...patient, title: 'No answer', answers: { 'signs-now': ['weak'] } },
      { ...patient, title: 'Flags', redFlags: ['weakness'], shows: ['In Britain'], hides: ['Early days'] },
      { ...patient, title: 'Extra flag', answers: { 'signs-now': ['not-sure'] }, outcome: 'doctor', redFlags: [] },
      { ...patient, title: 'Stranger', answers: { sings: 'x' } },
      { ...patient, title: 'Too many', answers: { weeks: 9999 } },
      ...covering,
    ],
  });
  const { code, lines } = run();
  expect(code).toBe(1);
  expect(lines).toEqual([
    'small/vignettes.json: vignettes.0: "Not numb?": expected the outcome "book", got "emergency" (raised: numbness)',
    'small/vignettes.json: vignettes.1: "No answer": "weak-since" was asked and has no answer',
    'small/vignettes.json: vignettes.2: "Flags": did not raise weakness',
    'small/vignettes.json: vignettes.2: "Flags": does not show "In Britain"',
    'small/vignettes.json: vignettes.2: "Flags": shows "Early days"',
    'small/vignettes.json: vignettes.3: "Extra flag": also raised unsure',
    'small/vignettes.json: vignettes.4: "Stranger": there is no question "sings"',
    'small/vignettes.json: vignettes.5: "Too many": "weeks" does not offer the answer 9999',
    'small: proved over 17,202 conversations, 12 vignettes, 8 problems',
  ]);
});

test.each<[string, () => void, RegExp]>([
  [
    'a flow that is not JSON',
    () => write('flow.json', '{"format": 1,'),
    /^small\/flow\.json: Not JSON: \w+ at line 1, column \d+$/,
  ],
  ['an empty flow', () => write('flow.json', ''), /^small\/flow\.json: Not JSON: \w+ at line 1, column \d+$/],
  [
    'a flow of the wrong shape',
    () => write('flow.json', { format: 1 }),
    /^small\/flow\.json: id: the field "id" is missing$/,
  ],
  ['no vignettes', () => write('flow.json', smallJson()), /^small\/vignettes\.json: There is no vignettes\.json/],
  [
    'a translation that is missing',
    () => {
      write('flow.json', { ...smallJson(), languages: ['es'] });
      write('vignettes.json', { baseline, vignettes: [patient, ...covering] });
    },
    /^small\/es\.json: There is no es\.json/,
  ],
  [
    'a translation without a text',
    () => {
      write('flow.json', { ...smallJson(), languages: ['es'] });
      write('vignettes.json', { baseline, vignettes: [patient, ...covering] });
      write('es.json', { language: 'es', of: '1.0.0', texts: {} });
    },
    /^small\/es\.json: texts\.title#\w+: has no translation of "Small guide"/,
  ],
])('%s: one clear line, exit 1', (_, prepare, expected) => {
  prepare();
  const { code, lines } = run();
  expect(code).toBe(1);
  expect(lines[0]).toMatch(expected);
});

test('what no vignette reaches is named', () => {
  write('flow.json', smallJson());
  write('vignettes.json', { baseline, vignettes: [{ ...patient }, ...covering.slice(1)] });
  expect(run().lines).toEqual([
    'small/vignettes.json: vignettes: no vignette has the outcome "desk-book"',
    'small/vignettes.json: vignettes: no vignette has the choice "yes" of "desk"',
    'small: proved over 17,202 conversations, 6 vignettes, 2 problems',
  ]);
});

test('after a broken flow it says that the vignettes were not run', () => {
  write('flow.json', { ...smallJson(), title: undefined });
  expect(run().lines).toEqual([
    'small/flow.json: title: the field "title" is missing',
    'small: not proved, vignettes not run, 1 problem',
  ]);
});

test('a path that is not there, or holds no flow, is a mistake of the caller', () => {
  expect(() => run(join(folder, 'nowhere'))).toThrow(UsageError);
  expect(() => run(folder)).toThrow(/there is no flow\.json/);
});
