import { describe, expect, test } from 'vitest';
import { shapeOf, written } from '../../../src/studio/outline/conditions.js';
import { addIds, addVignetteIds, choicesOf, idFrom, noIds } from '../../../src/studio/outline/ids.js';
import { dropped, type Move, make, step, toSection } from '../../../src/studio/outline/moves.js';
import { askedBefore, askedIn } from '../../../src/studio/outline/questions.js';
import { newQuestion } from '../../../src/studio/outline/templates.js';
import { flagsOnlyOf, usesOf } from '../../../src/studio/outline/uses.js';
import { openProject } from '../../../src/studio/project.js';
import { smallJson } from '../../fixtures/smallFlow.js';

describe('ids', () => {
  test('are made from what a text tells', () => {
    expect(idFrom('Have you fallen twice this year?', new Set(), 'question')).toBe('fallen-twice-year');
    expect(idFrom("I can't pee", new Set(), 'choice')).toBe('cant-pee');
    expect(idFrom('Señal de alarma', new Set(), 'choice')).toBe('senal-de-alarma');
    expect(idFrom('65 or older', new Set(), 'choice')).toBe('choice-65-older');
    expect(idFrom('هل', new Set(), 'choice')).toBe('choice');
    expect(idFrom('Is it?', new Set(), 'question')).toBe('is-it');
  });

  test('never come back with another meaning', () => {
    const ids = noIds();
    addIds(ids, smallJson());
    addVignetteIds(ids, { baseline: { gone: 'x' }, vignettes: [{ answers: { 'signs-now': ['fever'] } }] });
    expect(idFrom('Weeks', ids.things, 'question')).toBe('weeks-2');
    expect(idFrom('Gone', ids.things, 'question')).toBe('gone-2');
    expect(idFrom('Fever', choicesOf(ids, 'signs-now'), 'choice')).toBe('fever-2');
    expect(idFrom('Fever', choicesOf(ids, 'desk'), 'choice')).toBe('fever');
  });
});

describe('moves', () => {
  const flow = smallJson();
  const moved = (move: Move | undefined) => {
    if (!move) return undefined;
    const project = openProject('small', [['flow.json', JSON.stringify(flow)]]);
    project.edit('Move', (draft) => make(draft, move));
    return askedIn(project.file('flow.json').value.value).map(({ id, path }) => `${path[1]} ${id}`);
  };
  const q = (s: number, i: number) => ['sections', s, 'questions', i];

  test('go one step, also over the border of a section, and not further than the ends', () => {
    expect(moved(step(flow, q(0, 0), 1))?.slice(0, 2)).toEqual(['0 weak-since', '0 signs-now']);
    expect(moved(step(flow, q(0, 1), 1))?.slice(0, 3)).toEqual(['0 signs-now', '1 weak-since', '1 weeks']);
    expect(moved(step(flow, q(1, 0), -1))?.slice(0, 3)).toEqual(['0 signs-now', '0 weak-since', '0 weeks']);
    expect(step(flow, q(0, 0), -1)).toBeUndefined();
    expect(step(flow, ['sections', 0], -1)).toBeUndefined();
    expect(step(flow, ['outcomes'], 1)).toBeUndefined();
  });

  test('go to the end of another section', () => {
    expect(moved(toSection(flow, q(0, 0), 1))?.at(-1)).toBe('1 signs-now');
  });

  test('go to where they are dropped', () => {
    expect(moved(dropped(q(1, 0), q(1, 2), true))?.slice(2, 5)).toEqual(['1 pain', '1 desk', '1 weeks']);
    expect(moved(dropped(q(1, 2), q(1, 0), false))?.slice(2, 5)).toEqual(['1 desk', '1 weeks', '1 pain']);
    expect(moved(dropped(q(1, 2), q(0, 0), true))?.slice(0, 3)).toEqual(['0 signs-now', '0 desk', '0 weak-since']);
    expect(moved(dropped(q(0, 0), ['sections', 1], true))?.slice(0, 2)).toEqual(['0 weak-since', '1 signs-now']);
    expect(dropped(q(0, 0), q(0, 1), false)).toBeUndefined();
    expect(dropped(q(0, 0), ['outcomes', 0], true)).toBeUndefined();
    expect(dropped(['sections', 0], q(0, 1), true)).toBeUndefined();
  });
});

describe('what names a thing', () => {
  const flow = smallJson();
  const vignettes = {
    baseline: { weeks: 3 },
    vignettes: [{ title: 'Numb', answers: { 'signs-now': ['numb'] }, outcome: 'emergency', redFlags: ['numbness'] }],
  };
  const words = (...path: (string | number)[]) => usesOf(flow, vignettes, path).map((use) => use.words);

  test('a question: conditions, red flags and example patients, not itself', () => {
    const uses = words('sections', 0, 'questions', 0);
    expect(uses).toContain('the question “Since when?”');
    expect(uses).toContain('the example patient “Numb”');
    expect(uses.some((use) => use.startsWith('the red flag'))).toBe(true);
    expect(uses.join()).not.toContain('Any of these?');
  });

  test('the answer that all example patients start from goes with its question', () => {
    expect(words('sections', 1, 'questions', 0)).not.toContain('the answers that all example patients start from');
  });

  test('one choice: only what reads that choice', () => {
    expect(words('sections', 0, 'questions', 0, 'choices', 1)).toContain('the question “Since when?”');
    expect(words('sections', 0, 'questions', 0, 'choices', 0)).not.toContain('the question “Since when?”');
    expect(words('sections', 0, 'questions', 0, 'choices', 3)).toEqual([]);
  });

  test('a section: what reads its questions from outside', () => {
    expect(words('sections', 0).join()).not.toContain('Since when?');
  });

  test('an outcome, a source, a topic, a red flag', () => {
    expect(words('outcomes', 0)).toEqual([
      'the red flag “I am numb”',
      'the red flag “Hours”',
      'the example patient “Numb”',
    ]);
    expect(words('sources', 0).length).toBe(5);
    expect(words('topics', 0)).toEqual(['the guide', 'the outcome “You could book”']);
    expect(words('redFlags', 2)).toEqual(['the example patient “Numb”']);
  });

  test('the red flags that would read nothing any more', () => {
    expect(flagsOnlyOf(flow, ['sections', 0, 'questions', 0])).toEqual([0, 1, 2]);
    expect(flagsOnlyOf(flow, ['sections', 0, 'questions', 0, 'choices', 0])).toEqual([2]);
    expect(flagsOnlyOf(flow, ['sections', 1, 'questions', 0])).toEqual([]);
    expect(flagsOnlyOf(flow, ['sections', 1])).toEqual([4]);
    expect(flagsOnlyOf(flow, ['outcomes', 0])).toEqual([]);
  });
});

test.each([
  { question: 'a', is: 'b' },
  { question: 'a', is: ['b', 'c'] },
  { not: { question: 'a', is: 'b' } },
  { question: 'a', atLeast: 3 },
  { not: { question: 'a', atMost: 3 } },
  { all: [{ question: 'a', is: 'b' }, { any: [{ question: 'c', atMost: 1 }] }] },
  { not: { any: [{ question: 'a', is: 'b' }] } },
  { not: { all: [{ question: 'a', is: 'b' }] } },
  { not: { not: { question: 'a', is: 'b' } } },
])('the sentence builder writes a condition as it read it: %j', (condition) => {
  const shape = shapeOf(condition, []);
  expect(shape.kind === 'other' ? undefined : written(shape)).toEqual(condition);
});

test.each([{ clinic: 'country', is: 'GB' }, { not: { clinic: 'country', is: 'GB' } }, {}, 'x', { question: 'a' }])(
  'what the sentence builder has no words for is left alone: %j',
  (condition) => {
    expect(shapeOf(condition, []).kind).toBe('other');
  },
);

test('only earlier questions are offered: to a question, to a section, to what decides at the end', () => {
  const questions = askedIn(smallJson());
  expect(askedBefore(questions, ['sections', 0, 'questions', 1, 'when'])).toBe(1);
  expect(askedBefore(questions, ['sections', 1, 'when'])).toBe(2);
  expect(askedBefore(questions, ['redFlags', 0, 'when'])).toBe(questions.length);
});

test('a template makes a question with ids from its words', () => {
  expect(newQuestion('signs', 'falls', 'Falls?', ['I fell twice', "I can't stand"])).toEqual({
    id: 'falls',
    type: 'choices',
    ask: 'Falls?',
    help: 'Tick all that fit.',
    choices: [
      { id: 'fell-twice', label: 'I fell twice' },
      { id: 'cant-stand', label: "I can't stand" },
      { id: 'not-sure', label: "I'm not sure" },
      { id: 'none', label: 'None of these', exclusive: true },
    ],
  });
});
