import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check, watchAndCheck } from '../../src/cli/check.js';
import type { Format } from '../../src/cli/formats.js';
import { UsageError } from '../../src/cli/read.js';
import { fingerprintOf } from '../../src/flow/fingerprint.js';
import { smallFlow, smallJson } from '../fixtures/smallFlow.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flows-'));
  mkdirSync(join(folder, 'small'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, content: unknown) =>
  writeFileSync(join(folder, 'small', file), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
const run = (format: Format = 'text', { strict = false, colours = false, paths = [folder] } = {}) => {
  let text = '';
  const code = check(paths, { format, strict, colours, version: '1.2.3' }, (more) => {
    text += `${more}\n`;
  });
  return { code, text, last: text.trim().split('\n').at(-1) };
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
const approved = (): Record<string, unknown> => ({
  ...smallJson(),
  review: {
    status: 'approved',
    by: 'Dr A',
    on: '2026-05-01',
    next: '2999-01-01',
    fingerprint: fingerprintOf(smallFlow()),
  },
});
const sound = () => {
  write('flow.json', approved());
  write('vignettes.json', {
    baseline,
    vignettes: [
      { ...patient, redFlags: [], shows: ['Early days'], hides: ['In Britain'] },
      { ...patient, title: 'In Britain', clinic: { country: 'GB' }, shows: ['In Britain'] },
      ...covering,
    ],
  });
};
const broken = () => {
  sound();
  const json = approved();
  (json.redFlags as { when: object }[])[0] = {
    ...(json.redFlags as { when: object }[])[0],
    when: { question: 'sings-now', is: 'not-sure' },
  };
  write('flow.json', json);
};

// 8 ticks: 4 with numb and 2 fast end as emergencies, 2 today, 1 with a doctor; none: 521 weeks x 11 x 3 go on.
test('a flow in order: one line, exit 0', () => {
  sound();
  const line = 'small: proved over 17,202 conversations, 8 vignettes, 0 problems\n';
  expect(run()).toMatchObject({ code: 0, text: line });
  expect(run('text', { paths: [join(folder, 'small', 'flow.json')] })).toMatchObject({ code: 0, text: line });
});

test('text: place, code, what is wrong, what to do, and the lines around it', () => {
  broken();
  const { code, text } = run();
  expect(code).toBe(1);
  expect(text).toBe(
    [
      `${folder}/small/flow.json:115:21 error unknown-question`,
      '  there is no question "sings-now"; did you mean "signs-now"?',
      '  Use the id of a question in this flow.',
      '    114 |       "when": {',
      '  > 115 |         "question": "sings-now",',
      '        |                     ^^^^^^^^^^^',
      '    116 |         "is": "not-sure"',
      '',
      'small: not proved, vignettes not run, 1 problem',
      '',
    ].join('\n'),
  );
  const esc = String.fromCharCode(27);
  expect(text).not.toContain(esc);
  expect(run('text', { colours: true }).text).toContain(esc);
});

test('json: everything, for programs', () => {
  broken();
  const { code, text } = run('json');
  const { flows } = JSON.parse(text);
  expect(code).toBe(1);
  expect(flows).toHaveLength(1);
  expect(flows[0]).toMatchObject({ name: 'small', proved: false, errors: 1, warnings: 0 });
  expect(flows[0].problems[0]).toMatchObject({
    code: 'unknown-question',
    severity: 'error',
    file: `${folder}/small/flow.json`,
    path: ['redFlags', 0, 'when', 'question'],
    line: 115,
    column: 21,
  });
  sound();
  expect(JSON.parse(run('json').text).flows[0]).toMatchObject({
    proved: true,
    conversations: '17202',
    outcomes: { emergency: '6', today: '2', doctor: expect.any(String), book: expect.any(String) },
    vignettes: 8,
    problems: [],
  });
});

test('github: annotations, with what would break their lines escaped', () => {
  broken();
  const [first, last] = run('github').text.trim().split('\n');
  expect(first).toBe(
    `::error file=${folder}/small/flow.json,line=115,col=21,endLine=115,endColumn=32,title=unknown-question::there is no question "sings-now"; did you mean "signs-now"?. Use the id of a question in this flow.`,
  );
  expect(last).toBe('::notice title=small::small: not proved, vignettes not run, 1 problem');
  write('flow.json', { ...approved(), todo: '100 %\nsure' });
  expect(run('github').text).toContain('::to do: 100 %25%0Asure');
});

test('sarif: every rule, and each result with its rule and region', () => {
  broken();
  const log = JSON.parse(run('sarif').text) as Log;
  const [sarif] = log.runs;
  const [result] = sarif?.results ?? [];
  expect(log.version).toBe('2.1.0');
  expect(sarif?.tool.driver).toMatchObject({ name: 'symptom-guide', version: '1.2.3' });
  expect(sarif?.tool.driver.rules?.[result?.ruleIndex ?? -1]?.id).toBe('unknown-question');
  expect(result).toMatchObject({ ruleId: 'unknown-question', level: 'error' });
  expect(result?.locations?.[0]?.physicalLocation?.region).toEqual({
    startLine: 115,
    startColumn: 21,
    endLine: 115,
    endColumn: 32,
  });
});

test('warnings do not fail the check, unless it is strict', () => {
  sound();
  write('flow.json', smallJson());
  expect(run()).toMatchObject({
    code: 0,
    last: 'small: proved over 17,202 conversations, 8 vignettes, 0 problems, 1 warning',
  });
  expect(run('text', { strict: true }).code).toBe(1);
});

test('a vignette that ends otherwise: what was expected, what happened, and where the two part', () => {
  write('flow.json', approved());
  write('vignettes.json', {
    baseline,
    vignettes: [
      { ...patient, title: 'Not numb?', answers: { 'signs-now': ['numb'] } },
      { ...patient, title: 'Is it?', outcome: 'doctor' },
      { ...patient, title: 'No answer', answers: { 'signs-now': ['weak'] } },
      {
        ...patient,
        title: 'Flags',
        redFlags: ['weak-fast', 'long-and-bad'],
        shows: ['In Britain'],
        hides: ['Early days'],
      },
      { ...patient, title: 'Extra flag', answers: { 'signs-now': ['not-sure'] }, outcome: 'doctor', redFlags: [] },
      { ...patient, title: 'Stranger', answers: { 'sings-now': 'x' } },
      { ...patient, title: 'Too many', answers: { weeks: 9999 } },
      ...covering,
    ],
  });
  const { flows } = JSON.parse(run('json').text);
  expect(
    flows[0].problems.map(({ path, message }: { path: string[]; message: string }) => `${path.join('.')} ${message}`),
  ).toEqual([
    'vignettes.0.outcome "Not numb?": expected the outcome "book", got "emergency": red flag "numbness", for "signs-now" was answered numb',
    'vignettes.1.outcome "Is it?": expected the outcome "doctor", got "book": no red flag is raised in 4 questions',
    'vignettes.2 "No answer": "weak-since" was asked and has no answer',
    'vignettes.3.redFlags.0 "Flags": did not raise "weak-fast": "weak-since" was not asked',
    'vignettes.3.redFlags.1 "Flags": did not raise "long-and-bad": "weeks" was answered 3, "pain" was answered 4',
    'vignettes.3.shows.0 "Flags": does not show "In Britain"',
    'vignettes.3.hides.0 "Flags": shows "Early days"',
    'vignettes.4.redFlags "Extra flag": also raised "unsure": "signs-now" was answered not-sure',
    'vignettes.5.answers.sings-now there is no question "sings-now"; did you mean "signs-now"?',
    'vignettes.6.answers.weeks "Too many": "weeks" does not offer the answer 9999',
  ]);
});

test('a path that is not there, holds no flow, or a file that is far too large, is a mistake of the caller', () => {
  expect(() => run('text', { paths: [join(folder, 'nowhere')] })).toThrow(UsageError);
  expect(() => run('text', { paths: [folder] })).toThrow(/there is no flow\.json/);
  write('flow.json', `"${'x'.repeat(6_000_000)}"`);
  expect(() => run()).toThrow(/6\.0 MB is too large for a flow/);
});

test('watching: it checks at once, and again when a file changes, also when the file is broken meanwhile', async () => {
  sound();
  const texts: string[] = [];
  const { stop } = watchAndCheck([folder], { format: 'text', strict: false, colours: false, version: '1' }, (text) => {
    texts.push(text);
  });
  const until = async (expected: RegExp) => {
    for (let i = 0; i < 200 && !texts.some((text) => expected.test(text)); i++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(texts.join('\n')).toMatch(expected);
  };
  await until(/8 vignettes, 0 problems/);
  // Watching begins a moment after the first check.
  await new Promise((resolve) => setTimeout(resolve, 500));
  write('flow.json', '{');
  await until(/not proved, vignettes not run, 1 problem/);
  texts.length = 0;
  sound();
  await until(/8 vignettes, 0 problems/);
  await stop();
});
