import { beforeEach, describe, expect, test } from 'vitest';
import { makeSaving, type Saving } from '../../../src/studio/desk/saving.js';
import { openProject, type Project } from '../../../src/studio/project.js';
import { fakeDesk } from './fakeFolder.js';

const flow = '{\n  "title": "Guide",\n  "version": "1",\n  "help": "safety",\n  "id": "small"\n}\n';
const vignettes = '{\n  "vignettes": []\n}\n';
const titled = (words: string, text = flow) => text.replace('Guide', words);
const numbered = (version: string, text = flow) => text.replace('"1"', `"${version}"`);

let folder: ReturnType<typeof fakeDesk>;
let project: Project;
let saving: Saving;
let said: string[];

beforeEach(() => open());

/** Opens the folder; `meanwhile` happens before the studio listens to it. */
async function open(meanwhile: () => void = () => {}, kind: 'folder' | 'loose' = 'folder') {
  said = [];
  folder = fakeDesk({ 'flow.json': flow, 'vignettes.json': vignettes }, kind);
  project = openProject('small', folder.there);
  meanwhile();
  saving = makeSaving({ project, desk: folder.desk, say: (line) => said.push(line) });
  saving.start();
  await saving.ready;
}
const put = (file: string, text: string) => project.edit(`Change ${file}`, (draft) => draft.replace(file, text));
const here = (file = 'flow.json') => project.file(file).text.value;
const there = (file = 'flow.json') => folder.there.get(file);

describe('saving', () => {
  test('what was changed and what is new is written, the flow last, for it names the others', async () => {
    put('flow.json', titled('Mine'));
    put('es.json', '{}');
    expect(saving.toSave.value).toEqual([
      { file: 'flow.json', what: 'changed' },
      { file: 'es.json', what: 'new' },
    ]);
    expect(await saving.save()).toBe(true);
    expect(folder.written).toEqual(['es.json', 'flow.json']);
    expect(there()).toBe(titled('Mine'));
    expect(project.changed.value).toBe(false);
    expect(said).toEqual(['Saved 2 files.']);
  });

  test('again and again, over what was saved before', async () => {
    for (const words of ['One', 'Two']) {
      put('flow.json', titled(words));
      expect(await saving.save()).toBe(true);
      expect(there()).toBe(titled(words));
    }
  });

  test('what was emptied is called so', () => {
    put('vignettes.json', '');
    expect(saving.toSave.value).toEqual([{ file: 'vignettes.json', what: 'emptied' }]);
  });

  test('only one of the files', async () => {
    put('flow.json', titled('Mine'));
    put('vignettes.json', '{}');
    await saving.save(['vignettes.json']);
    expect(folder.written).toEqual(['vignettes.json']);
    expect(saving.toSave.value).toEqual([{ file: 'flow.json', what: 'changed' }]);
  });

  test('what is typed while it is saved stays unsaved', async () => {
    put('flow.json', titled('Mine'));
    const done = saving.save();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    put('flow.json', titled('Mine, and more'));
    await done;
    expect(here()).toBe(titled('Mine, and more'));
    expect(project.changed.value).toBe(here() !== there());
    await saving.save();
    expect(there()).toBe(titled('Mine, and more'));
  });

  test('that fails half way says what is saved and what is not, and can be tried again', async () => {
    put('flow.json', titled('Mine'));
    put('vignettes.json', '{}');
    put('es.json', '{}');
    folder.breaksAt('vignettes.json');
    expect(await saving.save()).toBe(false);
    expect(saving.trouble.value).toBe(
      'vignettes.json could not be saved. There is no room left on the disk. Saved before it: es.json. Not saved either: flow.json.',
    );
    expect(there()).toBe(flow);
    expect(saving.toSave.value.map(({ file }) => file)).toEqual(['flow.json', 'vignettes.json']);
    folder.breaksAt(undefined);
    expect(await saving.save()).toBe(true);
    expect(saving.trouble.value).toBeUndefined();
    expect(there()).toBe(titled('Mine'));
  });

  test('loose files are said to be downloaded', async () => {
    await open(undefined, 'loose');
    put('flow.json', titled('Mine'));
    await saving.save();
    expect(said).toEqual(['Downloaded 1 file. Put it into the folder of the flow.']);
  });
});

describe('a file that others change', () => {
  test('and that was not changed here is taken over, as one step to undo', () => {
    folder.outside('flow.json', titled('Theirs'));
    expect(here()).toBe(titled('Theirs'));
    expect(project.changed.value).toBe(false);
    expect(said[0]).toContain('flow.json was changed outside the studio');
    project.undo();
    expect(here()).toBe(flow);
    // And that is a change against what is on the desk now.
    expect(project.changed.value).toBe(true);
  });

  test('elsewhere in it than here has both changes then; saving writes both', async () => {
    put('flow.json', numbered('2'));
    const other = flow.replace('"small"', '"other"');
    folder.outside('flow.json', other);
    expect(here()).toBe(numbered('2', other));
    expect(said[0]).toContain('both changes are in it now');
    expect(await saving.save()).toBe(true);
    expect(there()).toBe(numbered('2', other));
    project.undo();
    expect(here()).toBe(numbered('2'));
  });

  test('in the same line is asked about: nothing is changed or saved before', async () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', titled('Theirs'));
    expect(saving.conflicts.value).toEqual([{ file: 'flow.json', theirs: titled('Theirs'), base: flow }]);
    expect(await saving.save()).toBe(false);
    expect(saving.trouble.value).toContain('Decide about flow.json first');
    expect([here(), there()]).toEqual([titled('Mine'), titled('Theirs')]);
  });

  test('mine is kept: saving puts it in place of theirs', async () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', titled('Theirs'));
    saving.decide('flow.json', 'mine');
    expect(there()).toBe(titled('Theirs'));
    expect(await saving.save()).toBe(true);
    expect(there()).toBe(titled('Mine'));
  });

  test('theirs is taken: undo brings mine back', () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', titled('Theirs'));
    saving.decide('flow.json', 'theirs');
    expect([here(), project.changed.value, saving.conflicts.value]).toEqual([titled('Theirs'), false, []]);
    project.undo();
    expect(here()).toBe(titled('Mine'));
  });

  test('once more, so that it can be put together after all, is not asked about any longer', () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', '{ half');
    expect(saving.conflicts.value).toHaveLength(1);
    folder.outside('flow.json', flow);
    expect(saving.conflicts.value).toEqual([]);
    expect(here()).toBe(titled('Mine'));
  });

  test('once more, elsewhere, while that is not decided: their part of it is not lost', async () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', titled('Theirs'));
    folder.outside('flow.json', numbered('2', titled('Theirs')));
    expect(saving.conflicts.value).toMatchObject([{ theirs: numbered('2', titled('Theirs')) }]);
    expect(here()).toBe(titled('Mine'));
    expect(await saving.save()).toBe(false);
  });

  test('is not asked about any longer when somebody makes the same of it here', () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', titled('Theirs'));
    put('flow.json', titled('Theirs'));
    expect([saving.conflicts.value, project.changed.value]).toEqual([[], false]);
  });

  test('to what is here is simply saved', () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', titled('Mine'));
    expect([project.changed.value, said]).toEqual([false, []]);
  });

  test('together with others is said with them', () => {
    folder.outside('flow.json', titled('Theirs'));
    folder.outside('vignettes.json', '{}');
    expect(said.at(-1)).toMatch(/flow\.json was changed.*vignettes\.json was changed/);
  });

  test('that is new appears', () => {
    folder.outside('fr.json', '{}');
    expect(project.files.value).toContain('fr.json');
    expect(project.changed.value).toBe(false);
  });

  test('by deleting it stays here, unsaved, and can be saved again', async () => {
    folder.outside('vignettes.json', undefined);
    expect(said[0]).toContain('vignettes.json was deleted outside');
    expect(saving.toSave.value).toEqual([{ file: 'vignettes.json', what: 'new' }]);
    expect(await saving.save()).toBe(true);
    expect(there('vignettes.json')).toBe(vignettes);
  });

  test('by deleting it and making it anew is taken over, for nothing was changed here', () => {
    folder.outside('flow.json', undefined);
    folder.outside('flow.json', titled('Theirs'));
    expect(saving.conflicts.value).toEqual([]);
    expect(here()).toBe(titled('Theirs'));
    expect(project.changed.value).toBe(false);
  });

  test('by deleting it and making it anew is put to what was changed here', () => {
    put('flow.json', flow.replace('small', 'mine'));
    folder.outside('flow.json', undefined);
    folder.outside('flow.json', titled('Theirs'));
    expect(here()).toBe(titled('Theirs').replace('small', 'mine'));
  });

  test('between opening and listening is noticed', async () => {
    await open(() => folder.outside('flow.json', titled('Theirs'), true));
    expect(here()).toBe(titled('Theirs'));
  });
});

describe('when saving finds that others were there first', () => {
  beforeEach(() => put('vignettes.json', '{}'));

  test('elsewhere: both are put together, and the editor looks at it before it is saved', async () => {
    put('flow.json', numbered('2'));
    const other = flow.replace('"small"', '"other"');
    folder.outside('flow.json', other, true);
    expect(await saving.save()).toBe(false);
    expect(there()).toBe(other);
    expect(here()).toBe(numbered('2', other));
    expect(saving.trouble.value).toContain('Look at it, then save again. Saved before it: vignettes.json.');
    expect(await saving.save()).toBe(true);
    expect(there()).toBe(numbered('2', other));
  });

  test('in the same line: it is asked about', async () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', titled('Theirs'), true);
    expect(await saving.save()).toBe(false);
    expect(there()).toBe(titled('Theirs'));
    expect(saving.conflicts.value).toEqual([{ file: 'flow.json', theirs: titled('Theirs'), base: flow }]);
  });

  test('with the very same: that is saved', async () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', titled('Mine'), true);
    expect(await saving.save()).toBe(true);
    expect(project.changed.value).toBe(false);
  });

  test('by deleting it: nothing is made anew without asking', async () => {
    put('flow.json', titled('Mine'));
    folder.outside('flow.json', undefined, true);
    expect(await saving.save()).toBe(false);
    expect(there()).toBeUndefined();
    expect(await saving.save()).toBe(true);
    expect(there()).toBe(titled('Mine'));
  });
});
