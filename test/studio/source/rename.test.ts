import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkFolder } from '../../../src/check/check.js';
import { planRename, type Renamed, renamedAt } from '../../../src/studio/source/rename.js';

const folder = 'flows/sciatica';
const files = new Map(readdirSync(folder).map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]));
const check = (texts: ReadonlyMap<string, string>) => checkFolder({ name: 'sciatica', files: texts }, '2026-11-25');
const after = (target: Renamed, to: string, of: ReadonlyMap<string, string> = files) => {
  const plan = planRename(of, target, to);
  if (plan.refused !== undefined) throw new Error(plan.refused);
  return { texts: new Map([...of, ...plan.texts]), places: plan.places };
};

const before = check(files);
const summary = ({ problems, errors, warnings, vignettes, found }: typeof before) => ({
  problems: problems.map(({ code, file, line }) => [code, file, line]),
  errors,
  warnings,
  vignettes,
  conversations: found?.conversations,
  asked: found?.asked.size,
  raised: found?.raised.size,
});

test.each<[Renamed, string, string[]]>([
  [{ kind: 'question', id: 'pain' }, 'how-bad', ['flow.json', 'vignettes.json', 'codes.json', 'ar.json', 'es.json']],
  [{ kind: 'question', id: 'bladder-bowel-saddle' }, 'a', ['flow.json', 'vignettes.json', 'ar.json', 'es.json']],
  [
    { kind: 'choice', question: 'bladder-bowel-saddle', id: 'saddle' },
    'numb-between-the-legs',
    ['flow.json', 'vignettes.json', 'ar.json', 'es.json'],
  ],
  [{ kind: 'section', id: 'warning-signs' }, 'safety', ['flow.json', 'ar.json', 'es.json']],
  [{ kind: 'outcome', id: 'emergency' }, 'help-now', ['flow.json', 'vignettes.json', 'ar.json', 'es.json']],
  [{ kind: 'redFlag', id: 'ces-bladder' }, 'pee', ['flow.json', 'vignettes.json', 'ar.json', 'es.json']],
  [{ kind: 'topic', id: 'what-is-cupping' }, 'cups', ['flow.json', 'ar.json', 'es.json']],
  [{ kind: 'source', id: 'nhs-back-pain' }, 'nhs', ['flow.json']],
])(
  '%o becomes %s: what was proved stays, in every file, and the way back leads to where it was',
  (target, to, touched) => {
    const { texts, places } = after(target, to);
    expect(new Set(places.map(({ file }) => file))).toEqual(new Set(touched));
    expect(summary(check(texts))).toEqual(summary(before));
    // Nothing has the old id any more, not even somewhere the check does not look.
    expect(planRename(texts, target, 'other')).toMatchObject({ refused: expect.stringMatching(/^There is no /) });
    // Only line breaks may differ: what has been broken onto lines stays so.
    const back = after({ ...target, id: to }, target.id, texts).texts;
    for (const [file, text] of files)
      expect(JSON.stringify(JSON.parse(back.get(file) ?? ''))).toBe(JSON.stringify(JSON.parse(text)));
  },
);

test('the codes of a question, a choice and a red flag move along', () => {
  const codes = { questions: { age: [] }, choices: { legs: { weaker: [] } }, redFlags: { dvt: [] } };
  const all = new Map([...files, ['codes.json', JSON.stringify(codes)]]);
  const renamed = (target: Renamed) => JSON.parse(after(target, 'other', all).texts.get('codes.json') as string);
  expect(renamed({ kind: 'question', id: 'age' })).toMatchObject({ questions: { other: [] } });
  expect(renamed({ kind: 'question', id: 'legs' })).toMatchObject({ choices: { other: { weaker: [] } } });
  expect(renamed({ kind: 'choice', question: 'legs', id: 'weaker' })).toMatchObject({
    choices: { legs: { other: [] } },
  });
  expect(renamed({ kind: 'redFlag', id: 'dvt' })).toMatchObject({ redFlags: { other: [] } });
});

test('a stale translation stays one, and a translation that is kept for later moves along', () => {
  const es = JSON.parse(files.get('es.json') as string);
  es.texts['sections.about.age.ask#00000'] = es.texts['sections.about.age.ask#4d62b'];
  delete es.texts['sections.about.age.ask#4d62b'];
  es.unused = { 'sections.about.age.why#11111': 'Antes.' };
  const old = new Map([...files, ['es.json', JSON.stringify(es)]]);
  const { texts } = after({ kind: 'question', id: 'age' }, 'years', old);
  expect(texts.get('es.json')).toContain('"sections.about.years.ask#00000"');
  expect(texts.get('es.json')).toContain('"sections.about.years.why#11111"');
  expect(check(texts).problems.map(({ code }) => code)).toEqual(check(old).problems.map(({ code }) => code));
});

test.each<[Renamed, string, RegExp]>([
  [{ kind: 'question', id: 'pain' }, 'How bad', /small letters/],
  [{ kind: 'question', id: 'pain' }, 'pain', /the id it has/],
  [{ kind: 'question', id: 'pain' }, 'age', /There is a question "age" already/],
  [{ kind: 'question', id: 'pain' }, 'emergency', /There is an outcome "emergency" already/],
  [{ kind: 'question', id: 'nobody' }, 'somebody', /There is no question "nobody"/],
  [{ kind: 'choice', question: 'age', id: 'under-16' }, 'age-16-17', /There is a choice "age-16-17" already/],
  [{ kind: 'choice', question: 'legs', id: 'none' }, 'nothing', /means something to the guide/],
  [{ kind: 'choice', question: 'age', id: 'under-16' }, 'not-sure', /means something to the guide/],
])('%o to %s is refused in words', (target, to, says) => {
  expect(planRename(files, target, to).refused).toMatch(says);
});

test('while a file is not JSON, nothing is renamed in the others', () => {
  const broken = new Map([...files, ['vignettes.json', '{']]);
  expect(planRename(broken, { kind: 'question', id: 'pain' }, 'ache').refused).toMatch(/vignettes.json is not JSON/);
});

test('what the cursor is on is found where it is declared, where it is used, and around it', () => {
  const at = (file: string, text: string, within = 2) => {
    const source = files.get(file) as string;
    expect(source).toContain(text);
    return renamedAt(file, source, source.indexOf(text) + within);
  };
  expect(at('flow.json', '"bladder-bowel-saddle"')).toEqual({ kind: 'question', id: 'bladder-bowel-saddle' });
  expect(at('flow.json', '"question": "bladder-bowel-saddle"', 15)).toMatchObject({ kind: 'question' });
  expect(at('flow.json', '"pee-hard"')).toEqual({ kind: 'choice', question: 'bladder-bowel-saddle', id: 'pee-hard' });
  expect(at('flow.json', '"stopIfFlagged"')).toMatchObject({ kind: 'section' });
  expect(at('flow.json', '"because"')).toMatchObject({ kind: 'redFlag' });
  expect(at('vignettes.json', '"age"')).toEqual({ kind: 'question', id: 'age' });
  expect(at('vignettes.json', '"age-18-44"')).toEqual({ kind: 'choice', question: 'age', id: 'age-18-44' });
  expect(at('vignettes.json', '"title"')).toBeUndefined();
});

test('an id that something names, but that is not there, is not given by a rename: that would connect the two unseen', () => {
  const vignettes = JSON.parse(files.get('vignettes.json') as string);
  vignettes.vignettes[0].redFlags = ['pee'];
  const named = new Map([...files, ['vignettes.json', JSON.stringify(vignettes)]]);
  const target: Renamed = { kind: 'redFlag', id: 'ces-bladder' };
  expect(planRename(named, target, 'pee')).toEqual({
    refused: 'vignettes.json names the red flag "pee", which is not there: mend that first, or take another id.',
  });
  expect(planRename(files, target, 'pee').refused).toBeUndefined();
});
