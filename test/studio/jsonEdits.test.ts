import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CannotEdit,
  carryValue,
  insertValue,
  moveValue,
  rangeOf,
  setValue,
  valueAt,
} from '../../src/studio/jsonEdits.js';
import { format } from '../../src/studio/layout.js';

const sciatica = readFileSync('flows/sciatica/flow.json', 'utf8');
const read = (text: string) => JSON.parse(text) as unknown;

describe('setting a value', () => {
  test('changes nothing else of a text, however it is laid out', () => {
    const own = '{"a" :1,\n\n      "b":  [ 1,2 ],"c":{ "d" : "x" } }';
    expect(setValue(own, ['c', 'd'], 'y')).toBe('{"a" :1,\n\n      "b":  [ 1,2 ],"c":{ "d" : "y" } }');
  });

  test('adds a field where a person would have put it', () => {
    const text = '{\n  "id": "q",\n  "ask": "Why?",\n  "choices": []\n}\n';
    expect(setValue(text, ['help'], 'Tick.')).toBe(
      '{\n  "id": "q",\n  "ask": "Why?",\n  "help": "Tick.",\n  "choices": []\n}\n',
    );
    expect(setValue(text, ['note'], 'x')).toMatch(/"choices": \[\],\n {2}"note": "x"\n}/);
  });

  test('takes a field out, wherever it stands', () => {
    const text = '{ "a": 1, "b": 2, "c": 3 }\n';
    expect(setValue(text, ['a'], undefined)).toBe('{ "b": 2, "c": 3 }\n');
    expect(setValue(text, ['b'], undefined)).toBe('{ "a": 1, "c": 3 }\n');
    expect(setValue(text, ['c'], undefined)).toBe('{ "a": 1, "b": 2 }\n');
    expect(setValue('{ "a": 1 }\n', ['a'], undefined)).toBe('{}\n');
    expect(setValue(text, ['d'], undefined)).toBe(text);
  });

  test('of a field that is there twice, changes the one that counts', () => {
    expect(setValue('{ "a": 1, "a": 2 }', ['a'], 3)).toBe('{ "a": 1, "a": 3 }');
  });

  test('quotes, backslashes and brackets within texts are no brackets', () => {
    const text = String.raw`{ "a": "}\\\"]{", "b": { "c\"d": [1, "\\"] }, "e": 1 }`;
    const set = setValue(text, ['b', 'c"d', 1], 'x]');
    expect(read(set)).toEqual({ a: '}\\"]{', b: { 'c"d': [1, 'x]'] }, e: 1 });
    expect(set.startsWith(String.raw`{ "a": "}\\\"]{", "b": `)).toBe(true);
  });

  test('a text that begins with a mark of its encoding keeps it', () => {
    expect(setValue('\uFEFF{ "a": 1 }\n', ['a'], 2)).toBe('\uFEFF{ "a": 2 }\n');
  });

  test('lines that become too long are broken, and joined again when they fit', () => {
    const text = `{\n  "choices": [\n    { "id": "a", "label": "short" },\n    { "id": "b", "label": "${'B'.repeat(90)}" }\n  ]\n}\n`;
    const long = setValue(text, ['choices', 0, 'label'], 'x'.repeat(100));
    expect(long).toContain('    {\n      "id": "a",\n');
    expect(long).toBe(format(long));
    expect(setValue(text, ['choices', 1, 'label'], 'B')).toContain('"choices": [{');
    expect(setValue('{\n  "is": ["a", "b"]\n}\n', ['is', 1], 'x'.repeat(120))).toContain('\n    "a",\n');
  });
});

test('what is not there, or not JSON, cannot be edited', () => {
  for (const edit of [
    () => setValue('{ "a": 1', ['a'], 2),
    () => setValue('{ "a": 1 } // remark', ['a'], 2),
    () => setValue('', [], 2),
    () => setValue('{ "a": 1 }', ['a', 'b'], 2),
    () => setValue('{ "a": [] }', ['a', 0], 2),
    () => setValue('{ "a": [] }', ['b', 'c'], 2),
    () => setValue('{}', [], undefined),
    () => insertValue('{ "a": 1 }', ['a'], 0, 2),
    () => insertValue('{ "a": 1 }', ['b'], 0, 2),
    () => moveValue('{ "a": [1] }', ['a'], 0, 1),
    () => moveValue('{ "a": [1] }', ['a'], -1, 0),
    () => carryValue('{ "a": [1], "b": [] }', ['a', 1], ['b'], 0),
  ])
    expect(edit).toThrow(CannotEdit);
});

test('a value moves with its own layout, also to another list', () => {
  const text = '{\n  "a": [\n    { "x": 1 },\n    {\n      "x": 2\n    }\n  ],\n  "b": []\n}\n';
  expect(moveValue(text, ['a'], 0, 1)).toBe(
    '{\n  "a": [\n    {\n      "x": 2\n    },\n    { "x": 1 }\n  ],\n  "b": []\n}\n',
  );
  expect(carryValue(text, ['a', 1], ['b'], 0)).toBe(
    '{\n  "a": [{ "x": 1 }],\n  "b": [\n    {\n      "x": 2\n    }\n  ]\n}\n',
  );
  expect(carryValue(carryValue(text, ['a', 1], ['b'], 0), ['b', 0], ['a'], 1)).toBe(text);
});

test('a value and where it stands are found, also in a text that is broken further down', () => {
  expect(valueAt('{ "a": [1, { "b": "x" }] }', ['a', 1, 'b'])).toBe('x');
  expect(rangeOf('{ "a": [1, { "b": "x" }] }', ['a', 1, 'b'])).toEqual({ from: 18, to: 21 });
  expect(rangeOf('{ "a": [1, { "b": "x" }], "c" }', ['a', 1, 'b'])).toEqual({ from: 18, to: 21 });
  expect(rangeOf('{ "a": 1 }', ['b'])).toBeUndefined();
});

/** Every place of a value, lists and objects included. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return [path, ...keys.flatMap((key) => placesIn((value as Record<string | number, unknown>)[key], [...path, key]))];
}
const at = (value: unknown, path: readonly (string | number)[]) =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);

/** The edit as one would do it to the value itself. */
function edited(before: string, edit: (value: never) => void): unknown {
  const value = read(before);
  edit(value as never);
  return value;
}

const places = placesIn(read(sciatica)).filter((path) => path.length > 1);
const values = fc.constantFrom<unknown[]>(
  'A few words',
  'Long words '.repeat(12),
  7,
  { question: 'age', is: ['under-16', 'age-16-17', 'age-18-44', 'age-45-59', 'age-60-64', 'age-65-plus', 'more', 'x'] },
  {
    id: 'new',
    type: 'choice',
    ask: 'New?',
    choices: [
      { id: 'yes', label: 'Yes' },
      { id: 'no', label: 'No' },
    ],
  },
  ['one', 'two'],
);

test('any edit of the shipped flow does to its value what it says, and leaves it laid out', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      values,
      fc.nat(),
      fc.constantFrom('set', 'out', 'insert', 'move'),
      (path, value, n, kind) => {
        const parent = path.slice(0, -1);
        const key = path.at(-1) as string | number;
        const siblings = at(read(sciatica), parent) as unknown[];
        const inList = Array.isArray(siblings);
        if ((kind === 'insert' || kind === 'move') && !inList) return;
        const to = inList ? n % siblings.length : 0;
        const [after, meant] =
          kind === 'set'
            ? [
                setValue(sciatica, path, value),
                edited(sciatica, (all) => {
                  (at(all, parent) as typeof siblings)[key as number] = value;
                }),
              ]
            : kind === 'out'
              ? [
                  setValue(sciatica, path, undefined),
                  edited(sciatica, (all) => {
                    const holder = at(all, parent) as typeof siblings;
                    if (inList) holder.splice(key as number, 1);
                    else delete holder[key as number];
                  }),
                ]
              : kind === 'insert'
                ? [
                    insertValue(sciatica, parent, key as number, value),
                    edited(sciatica, (all) => {
                      (at(all, parent) as typeof siblings).splice(key as number, 0, value);
                    }),
                  ]
                : [
                    moveValue(sciatica, parent, key as number, to),
                    edited(sciatica, (all) => {
                      const holder = at(all, parent) as typeof siblings;
                      holder.splice(to, 0, ...holder.splice(key as number, 1));
                    }),
                  ];
        expect(read(after)).toEqual(meant);
        expect(format(after) === after).toBe(true);
      },
    ),
    { numRuns: 300, seed: 11 },
  );
});

test("after a handful of edits, the repository's formatter finds nothing", () => {
  const question = ['sections', 1, 'questions', 0];
  const edits: ((text: string) => string)[] = [
    (text) => setValue(text, [...question, 'ask'], `${'Since this pain began '.repeat(8)}?`),
    (text) => setValue(text, [...question, 'help'], undefined),
    (text) => setValue(text, [...question, 'when'], { all: [{ question: 'age', is: ['under-16', 'age-16-17'] }] }),
    (text) => setValue(text, [...question, 'choices', 0, 'label'], 'I cannot '.repeat(14)),
    (text) => setValue(text, ['redFlags', 0, 'when', 'is'], 'pee-hard'),
    (text) => insertValue(text, [...question, 'choices'], 2, { id: 'falls', label: 'I fell' }),
    (text) => insertValue(text, ['redFlags'], 3, { id: 'x', when: { question: 'age', is: 'under-16' }, source: [] }),
    (text) => setValue(text, ['outcomes', 0, 'actions'], undefined),
    (text) => moveValue(text, ['sections', 1, 'questions'], 0, 4),
    (text) => carryValue(text, question, ['sections', 2, 'questions'], 1),
    (text) => carryValue(text, ['sections', 0, 'questions', 0], ['sections', 1, 'questions'], 0),
  ];
  const folder = mkdtempSync(join(tmpdir(), 'edits-'));
  edits.forEach((edit, i) => {
    writeFileSync(join(folder, `${i}.json`), edit(sciatica));
  });
  writeFileSync(
    join(folder, 'all.json'),
    edits.reduce((text, edit) => edit(text), sciatica),
  );
  const { formatter } = JSON.parse(readFileSync('biome.json', 'utf8'));
  writeFileSync(join(folder, 'biome.json'), `${JSON.stringify({ root: true, formatter }, null, 2)}\n`);
  const run = spawnSync(resolve('node_modules/.bin/biome'), ['ci', '.'], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(run.stdout + run.stderr).toContain(`Checked ${edits.length + 2} files`);
  expect(run.status).toBe(0);
});
