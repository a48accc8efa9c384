import { describe, expect, test } from 'vitest';
import { checkFolder } from '../../../src/check/check.js';
import type { Code } from '../../../src/check/problem.js';
import { setValue, valueAt } from '../../../src/studio/jsonEdits.js';
import { openProject } from '../../../src/studio/project.js';
import { fixesFor } from '../../../src/studio/source/fixes.js';
import { check, type Fixture, fixtures, signs } from '../../fixtures/brokenFlows.js';

/** What a fixture's problem can be mended with, and how the folder is afterwards. */
function mend(fixture: Pick<Fixture, 'break' | 'text'>, code: Code, which = 0) {
  const { report, texts } = check(fixture);
  const problem = report.problems.find((one) => one.code === code);
  if (!problem) throw new Error(`There is no ${code}.`);
  const project = openProject('small', texts);
  const fixes = fixesFor(problem, (file) => project.file(file).text.value);
  const fix = fixes[which];
  if (!fix) throw new Error(`Nothing mends ${code}.`);
  project.edit(`Fix: ${fix.label}`, fix.make);
  // What is left to write is written, as the editor will.
  if (fix.writeAt) {
    const { file } = problem;
    const text = project.file(file).text.value;
    expect(valueAt(text, fix.writeAt)).toBe('');
    const word = code === 'flag-without-source' ? 'nhs' : 'Any words.';
    project.edit('Typing', (draft) => draft.replace(file, setValue(text, fix.writeAt ?? [], word)));
  }
  const after = new Map(project.files.value.map((file) => [file, project.file(file).text.value]));
  // A change ends the approval of what was there before; what else there is was there before, or comes from the fix.
  const { problems } = checkFolder({ name: 'small', files: after }, '2026-11-23');
  const left = problems.map((one) => one.code).filter((one) => one !== 'review-outdated');
  return { fixes, project, texts, after, left };
}

/** How each fixture is mended first. */
const first: Partial<Record<Code, RegExp>> = {
  'not-json': /^Put a comma before this$/,
  'duplicate-key': /^Take out the first "title"/,
  'unknown-key': /^Take out "hlep"$/,
  'missing-key': /^Add "ask"$/,
  'wrong-type': /^Write true$/,
  'wrong-value': /^Write "urgent"$/,
  'bad-id': /^Write "unsure"$/,
  'unknown-question': /^Write "signs-now"$/,
  'unknown-choice': /^Write "numb"$/,
  'unknown-outcome': /^Write "doctor"$/,
  'unknown-red-flag': /^Write "numbness"$/,
  'unknown-topic': /^Write "signs"$/,
  'unknown-placeholder': /^Write "clinic.phone"$/,
  'unknown-setting': /^Write "country"$/,
  'when-always': /^Take out "when"$/,
  'no-last-routine': /^Take out "when"$/,
  'two-exclusive': /^Keep "exclusive" on "none" only$/,
  'exclusive-sign': /^Take out "exclusive"$/,
  'skippable-sign': /^Take out "optional"$/,
  'flag-not-asked': /add "onlyIfAsked"$/,
  'unsure-books': /^Add "not-sure" to the red flag "weakness"$/,
  'booking-when-flagged': /^Take out the button to book$/,
  'plan-when-flagged': /^Take the plan out here$/,
  'emergency-without-call': /^Add a button that calls$/,
  'flag-without-because': /^Add "because"$/,
  'flag-without-source': /^Add "source"$/,
  'none-missing': /^Let "none" clear the others/,
  'image-without-alt': /^Add "alt"$/,
  'unsafe-link': /^Write https: for http:$/,
  todo: /^It is done: take out "todo"$/,
  'unused-translation': /^Take out this translation$/,
  'region-not-drawn': /^Take out "region"$/,
};

/** What only shows once the first mistake is mended. */
const uncovered: Partial<Record<Code, Code[]>> = {
  'wrong-type': ['skippable-sign', 'flag-not-asked'],
  'unsure-books': ['flag-without-vignette', 'vignette-failed'],
};

describe.each(Object.entries(first) as [Code, RegExp][])('%s', (code, label) => {
  const fixture = (fixtures as Record<string, Fixture>)[code] as Fixture;
  test('its fix says what it does, leaves no problem, and is one step of undo', () => {
    const { fixes, left, project, texts } = mend(fixture, code);
    expect(fixes[0]?.label).toMatch(label);
    expect(left).toEqual(uncovered[code] ?? []);
    if (fixes[0]?.writeAt) project.undo();
    project.undo();
    for (const [file, text] of texts) expect(project.file(file).text.value).toBe(text);
  });
});

test('an unknown field is written as it was meant, unless that would make it stand there twice', () => {
  const { fixes, left } = mend(
    {
      break: (files) => {
        signs(files).hlep = signs(files).help;
        delete signs(files).help;
      },
    },
    'unknown-key',
  );
  expect(fixes.map(({ label }) => label)).toEqual(['Write "help"', 'Take out "hlep"']);
  expect(left).toEqual([]);
});

test('"not-sure" may go to any red flag of the question, the least urgent first', () => {
  const labels = mend(fixtures['unsure-books'], 'unsure-books').fixes.map(({ label }) => label);
  expect(labels).toEqual(['weakness', 'numbness'].map((id) => `Add "not-sure" to the red flag "${id}"`));
  expect(mend(fixtures['unsure-books'], 'unsure-books', 1).left).not.toContain('unsure-books');
});

test('"None of these" is added behind the signs where there is none', () => {
  const fixture = { break: ({ flow }) => flow.sections[0].questions[0].choices.pop() } satisfies Pick<Fixture, 'break'>;
  const { after } = mend(fixture, 'none-missing');
  expect(valueAt(after.get('flow.json') ?? '', ['sections', 0, 'questions', 0, 'choices', 3])).toEqual({
    id: 'none',
    label: 'None of these',
    exclusive: true,
  });
});

test('a comma too many is taken out, and what is not obvious is left to its writer', () => {
  const text = (change: (text: string) => string) => ({ break: () => {}, text: change });
  const many = mend(
    text((one) => one.replace('"format": 1,', '"format": 1,,')),
    'not-json',
  );
  expect(many.left).toEqual([]);
  expect(() =>
    mend(
      text((one) => one.replace('"format": 1,', '"format" 1,')),
      'not-json',
    ),
  ).toThrow(/Nothing mends/);
});

test('a question in vignettes.json that was misspelt is renamed in its place', () => {
  const { left } = mend(
    {
      break: ({ vignettes }) => {
        vignettes.vignettes[2].answers = { 'sings-now': ['numb'] };
      },
    },
    'unknown-question',
  );
  expect(left).toEqual([]);
});

test.each(['vignette-failed', 'flag-to-routine', 'sign-lowers-urgency', 'not-reviewed', 'hard-to-read'] as const)(
  '%s is for people to decide: nothing mends it',
  (code) => {
    expect(() => mend(fixtures[code], code)).toThrow('Nothing mends');
  },
);
