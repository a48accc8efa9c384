import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFolder } from '../../../src/check/check.js';
import { refreshOverlay } from '../../../src/check/overlays.js';
import { parseFlow } from '../../../src/flow/parse.js';
import type { Flow, Overlay } from '../../../src/flow/schema.js';
import { translateFlow } from '../../../src/flow/translate.js';
import { keepTranslation, offerLanguage, refresh, translateText } from '../../../src/studio/languages/overlayEdits.js';
import { openOverlay, type Row, sourcesOf, translationOf } from '../../../src/studio/languages/translation.js';
import { viewOf } from '../../../src/studio/languages/view.js';
import type { Project } from '../../../src/studio/project.js';
import { fileOf, smallProject } from '../../fixtures/studioProject.js';

const flowOf = (project: Project) => parseFlow(project.file('flow.json').value.value).flow as Flow;
const overlayOf = (project: Project, file = 'es.json') =>
  openOverlay(project.file(file).value.value, true).overlay as Overlay;
const look = (project: Project) => translationOf(flowOf(project), overlayOf(project), viewOf(project).textsBefore());
const rowOf = (project: Project, text: string) => look(project).rows.find((row) => row.text === text) as Row;

/** What the checker says of the translation, without where. */
const problems = (project: Project) =>
  checkFolder({
    name: 'small',
    files: new Map(project.files.value.map((name) => [name, project.file(name).text.value])),
  })
    .problems.filter(({ file }) => file === 'es.json')
    .map(({ code, path }) => `${code} ${path.at(-1)}`)
    .sort();
const translate = (project: Project, row: Row, text: string) =>
  project.edit('Translate', (draft) => translateText(draft, 'es.json', flowOf(project), row, text));
const keep = (project: Project, row: Row) =>
  project.edit('Keep', (draft) => keepTranslation(draft, 'es.json', flowOf(project), row));

/** One text that was changed, one that is not translated, one that lost its placeholder. */
function worn(): Project {
  const project = smallProject((flow) => {
    const [question] = flow.sections[0]?.questions ?? [];
    if (question) question.ask = 'Do you have any of these?';
  });
  const missing = rowOf(project, 'Hours');
  const broken = rowOf(project, 'Call {emergency.number}');
  project.edit('Wear', (draft) => {
    draft.set('es.json', ['texts', missing.place], undefined);
    draft.set('es.json', ['texts', broken.place], 'Llame');
  });
  return project;
}

test('each text is in the order of the guide, under its section and its question, with what it is', () => {
  const { parts, rows } = look(smallProject());
  expect(parts.map(({ heading }) => heading)).toEqual([
    'The guide',
    'Safety',
    'Your pain',
    'Red flags',
    'Outcomes',
    'Topics',
  ]);
  const [own, first] = parts[1]?.groups ?? [];
  expect([own?.heading, own?.rows[0]?.kind]).toEqual([undefined, 'Title']);
  expect(first?.heading).toBe('Any of these?');
  expect(first?.rows.map(({ kind, text }) => [kind, text])).toEqual([
    ['Question', 'Any of these?'],
    ['Hint', 'Tick all that fit.'],
    ['Why do you ask?', 'To be safe.'],
    ['Choice', 'I am numb'],
    ['Choice', 'I am weak'],
    ['Choice', "I'm not sure"],
    ['Choice', 'None of these'],
  ]);
  expect(rows.map(({ place }) => place)).toEqual([...sourcesOf(flowOf(smallProject())).texts.keys()]);
});

test('what is missing, stale or broken is told, with what the text was and its translation then', () => {
  const { rows, counts } = look(worn());
  expect(counts).toEqual({ translated: rows.length - 3, missing: 1, stale: 1, broken: 1 });
  expect(rows.find(({ state }) => state === 'stale')).toMatchObject({
    text: 'Do you have any of these?',
    translation: '',
    before: { text: 'Any of these?', translation: '«Any of these?»', list: 'texts' },
  });
  expect(rows.find(({ state }) => state === 'broken')?.problems.join()).toContain('{emergency.number}');
});

test('an edit mends what it is meant to mend, and nothing else changes for the checker', () => {
  const project = worn();
  for (const text of ['Do you have any of these?', 'Hours', 'Call {emergency.number}']) {
    const before = problems(project);
    const was = project.file('es.json').text.value;
    const row = rowOf(project, text);
    translate(project, row, `[${text}]`);
    const after = problems(project);
    expect(rowOf(project, text)).toMatchObject({ state: 'translated', translation: `[${text}]` });
    expect(before.length - after.length).toBe(1);
    expect(before).toEqual(expect.arrayContaining(after));
    project.undo();
    expect(project.file('es.json').text.value).toBe(was);
    project.redo();
  }
  expect(problems(project)).toEqual(['translation-not-reviewed language']);
  // What visitors get has nothing left in English, and the file is in the order of the guide.
  expect(translateFlow(flowOf(project), overlayOf(project)).untranslated.size).toBe(0);
  expect(Object.keys(overlayOf(project).texts)).toEqual([...sourcesOf(flowOf(project)).texts.keys()]);
});

test('a translation that is still right goes to the new text; one that is replaced is put aside', () => {
  const kept = worn();
  keep(kept, rowOf(kept, 'Do you have any of these?'));
  expect(rowOf(kept, 'Do you have any of these?')).toMatchObject({
    state: 'translated',
    translation: '«Any of these?»',
    before: undefined,
  });
  expect(overlayOf(kept).unused).toBeUndefined();

  const replaced = worn();
  translate(replaced, rowOf(replaced, 'Do you have any of these?'), '¿Tiene algo de esto?');
  expect(Object.values(overlayOf(replaced).unused ?? {})).toEqual(['«Any of these?»']);
  // The text comes back, and finds its old translation.
  replaced.edit('Back', (draft) => draft.set('flow.json', ['sections', 0, 'questions', 0, 'ask'], 'Any of these?'));
  const back = rowOf(replaced, 'Any of these?');
  expect(back).toMatchObject({ state: 'stale', before: { translation: '«Any of these?»', list: 'unused' } });
  keep(replaced, back);
  expect(rowOf(replaced, 'Any of these?')).toMatchObject({ state: 'translated', translation: '«Any of these?»' });
  expect(Object.values(overlayOf(replaced).unused ?? {})).toEqual(['¿Tiene algo de esto?']);
  expect(problems(replaced)).toEqual([...problems(worn()).filter((one) => !/stale|Any of/.test(one))]);
});

test('of several texts in one list that were changed, each keeps its own old translation', () => {
  const project = smallProject((flow) => {
    const [first] = flow.outcomes.filter(({ id }) => id === 'book');
    first?.content.splice(0, 1, 'No signs were found.', 'You may book.');
  });
  project.edit('Change', (draft) => {
    draft.set('flow.json', ['intro'], ['Some questions.', 'Take your time.']);
  });
  const stale = () => look(project).rows.filter(({ state }) => state === 'stale');
  expect(stale().map(({ before }) => before?.translation)).toEqual(['«A few questions.»', '«No warning signs.»']);
  translate(project, stale()[0] as Row, 'Preguntas.');
  // The other text of that list has no older one: it is not shown the one that was replaced as if it were its own.
  expect(stale().map(({ text }) => text)).toContain('No signs were found.');
  keep(project, rowOf(project, 'No signs were found.'));
  translate(project, rowOf(project, 'You may book.'), 'Puede reservar.');
  translate(project, rowOf(project, 'Take your time.'), 'Sin prisa.');
  expect(problems(project)).toEqual(['translation-not-reviewed language']);
});

test('an empty translation is none, and the text is shown as it is', () => {
  const project = smallProject();
  const row = rowOf(project, 'Since when?');
  translate(project, row, '  ');
  expect(problems(project)).toContain(`missing-translation ${row.place}`);
  expect(translateFlow(flowOf(project), overlayOf(project)).untranslated).toEqual(new Set(['Since when?']));
});

test('whatever is typed into any text, in any order, stays a file that says exactly that', () => {
  const places = look(smallProject()).rows.length;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(places - 1), fc.string({ unit: 'binary', maxLength: 30 }), fc.boolean()), {
        maxLength: 6,
      }),
      (edits) => {
        const project = worn();
        const start = project.file('es.json').text.value;
        let steps = 0;
        for (const [index, text, stays] of edits) {
          const row = look(project).rows[index] as Row;
          const before = project.file('es.json').text.value;
          if (stays && row.before) keep(project, row);
          else translate(project, row, text);
          if (project.file('es.json').text.value !== before) steps++;
          const now = look(project).rows[index] as Row;
          if (!(stays && row.before)) expect(now.translation).toBe(text.trim() === '' ? '' : now.translation);
          const others = (all: readonly Row[]) => all.filter(({ place }) => place !== row.place).length;
          expect(others(look(project).rows)).toBe(places - 1);
          const codes = new Set(problems(project).map((problem) => problem.split(' ')[0]));
          for (const code of codes)
            expect([
              'missing-translation',
              'stale-translation',
              'translation-differs',
              'translation-not-reviewed',
            ]).toContain(code);
        }
        if (steps === 0) expect(project.file('es.json').text.value).toBe(start);
      },
    ),
    { numRuns: 15 },
  );
});

test('a file is put in order as the command does it, and one that is in order is left as it is laid out', () => {
  const project = worn();
  const before = overlayOf(project);
  const flow = flowOf(project);
  project.edit('Order', (draft) => refresh(draft, 'es.json', flow, 'es', before));
  const { overlay } = refreshOverlay(flow, 'es', before);
  expect(overlayOf(project)).toEqual(overlay);
  // What waits for a translator is still told as what it is.
  expect(look(project).counts).toMatchObject({ missing: 1, stale: 1, broken: 1 });
  expect(rowOf(project, 'Do you have any of these?')).toMatchObject({
    translation: '',
    before: { translation: '«Any of these?»', text: 'Any of these?' },
  });
  const ordered = project.file('es.json').text.value;
  project.edit('Order', (draft) => refresh(draft, 'es.json', flow, 'es', overlayOf(project)));
  expect(project.file('es.json').text.value).toBe(ordered);
});

test('half a translation in a marked text is told as that, and can be taken as it is', () => {
  const project = smallProject();
  const row = rowOf(project, 'Since when?');
  project.edit('Half', (draft) => draft.set('es.json', ['texts', row.place], 'TODO ¿Desde cuá'));
  const half = rowOf(project, 'Since when?');
  expect(half).toMatchObject({ state: 'missing', translation: '¿Desde cuá' });
  translate(project, half, half.translation);
  expect(rowOf(project, 'Since when?')).toMatchObject({ state: 'translated', translation: '¿Desde cuá' });
});

test('a language is begun with every text to do, and offered to visitors in the guide itself', () => {
  const project = smallProject();
  const flow = flowOf(project);
  project.edit('Add', (draft) => {
    refresh(draft, 'fr.json', flow, 'fr');
    offerLanguage(draft, 'fr');
  });
  const french = translationOf(flow, overlayOf(project, 'fr.json'), new Map());
  expect(french.counts.missing).toBe(french.rows.length);
  expect(french.rows.every(({ translation }) => translation === '')).toBe(true);
  expect(flowOf(project).languages).toEqual(['es', 'fr']);
  // Twice is once.
  const text = project.file('flow.json').text.value;
  project.edit('Add', (draft) => offerLanguage(draft, 'fr'));
  expect(project.file('flow.json').text.value).toBe(text);
  expect(project.file('fr.json').text.value).toBe(fileOf(overlayOf(project, 'fr.json')));
});
