import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { browserDrafts } from '../../../src/studio/desk/draftStore.js';
import { type Drafts, type KeptDraft, makeDrafts, timeOf } from '../../../src/studio/desk/drafts.js';
import { makeSaving, type Saving } from '../../../src/studio/desk/saving.js';
import { openProject, type Project } from '../../../src/studio/project.js';
import { fakeDesk, fakeStore } from './fakeFolder.js';

const flow = '{\n  "title": "Guide",\n  "version": "1",\n  "help": "safety",\n  "id": "small"\n}\n';
const titled = (words: string, text = flow) => text.replace('Guide', words);

let folder: ReturnType<typeof fakeDesk>;
let browser: ReturnType<typeof fakeStore>;
let project: Project;
let saving: Saving;
let drafts: Drafts;
let said: string[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date(2026, 10, 24, 14, 5) });
  folder = fakeDesk({ 'flow.json': flow, 'vignettes.json': '{}' });
  browser = fakeStore();
  return openPage();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

/** Opens the studio on the folder as it is now. */
async function openPage() {
  said = [];
  project = openProject('small', folder.there);
  const say = (line: string) => said.push(line);
  saving = makeSaving({ project, desk: folder.desk, say });
  drafts = makeDrafts({ project, desk: folder.desk, say }, saving, browser.store);
  const stops = [saving.start(), drafts.start()];
  stop = () => {
    for (const one of stops) one();
  };
  await saving.ready;
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
}
/** The page goes, as in a crash: nothing more is kept. */
function crash() {
  browser.fill(true);
  stop();
  browser.fill(false);
}
const put = (file: string, text: string) => project.edit(`Change ${file}`, (draft) => draft.replace(file, text));
const here = (file = 'flow.json') => project.file(file).text.value;
const kept = () => [...browser.kept.values()];
const pause = () => vi.advanceTimersByTime(1000);

describe('what is not saved', () => {
  test('is kept after a pause, and only what was changed', () => {
    put('flow.json', titled('Mine'));
    expect(kept()).toEqual([]);
    pause();
    expect(kept().map(({ files }) => files)).toEqual([[{ name: 'flow.json', base: flow, text: titled('Mine') }]]);
  });

  test('is kept at once when the page goes', () => {
    put('flow.json', titled('Mine'));
    dispatchEvent(new Event('pagehide'));
    expect(kept()).toHaveLength(1);
  });

  test('is forgotten when it is saved, and when it is undone', async () => {
    put('flow.json', titled('Mine'));
    pause();
    await saving.save();
    pause();
    expect(kept()).toEqual([]);
    put('flow.json', titled('Again'));
    pause();
    project.undo();
    pause();
    expect(kept()).toEqual([]);
  });

  test('in files without a folder, all of them are kept: they cannot be read again', async () => {
    stop();
    folder = fakeDesk({ 'flow.json': flow, 'vignettes.json': '{}' }, 'loose');
    await openPage();
    put('flow.json', titled('Mine'));
    pause();
    expect(kept()[0]?.files.map(({ name }) => name)).toEqual(['flow.json', 'vignettes.json']);
  });
});

describe('after a crash', () => {
  beforeEach(async () => {
    put('flow.json', titled('Mine'));
    put('es.json', '{"new": 1}');
    pause();
    crash();
  });

  test('it is offered; gone on with, it is one step to undo, and kept under the new page', async () => {
    await openPage();
    expect(timeOf(drafts.offer.value?.at ?? 0)).toBe('14:05');
    expect(here()).toBe(flow);
    drafts.goOn();
    expect([here(), here('es.json')]).toEqual([titled('Mine'), '{"new": 1}']);
    expect(drafts.offer.value).toBeUndefined();
    expect(said).toEqual(['Your changes from 14:05 are back. They are not saved yet.']);
    expect(kept()).toHaveLength(1);
    crash();
    await openPage();
    expect(drafts.offer.value?.files).toHaveLength(2);
    drafts.goOn();
    project.undo();
    expect([here(), project.files.value]).toEqual([flow, ['flow.json', 'vignettes.json']]);
  });

  test('thrown away, it is gone for good; not decided, it is offered again', async () => {
    await openPage();
    drafts.later();
    expect(drafts.offer.value).toBeUndefined();
    stop();
    await openPage();
    drafts.throwAway();
    expect(here()).toBe(flow);
    stop();
    await openPage();
    expect(drafts.offer.value).toBeUndefined();
    expect(kept()).toEqual([]);
  });

  test('what was changed on the desk meanwhile, elsewhere in the file, stays', async () => {
    const other = flow.replace('"small"', '"other"');
    folder.outside('flow.json', other);
    await openPage();
    drafts.goOn();
    expect(here()).toBe(titled('Mine', other));
    expect(saving.conflicts.value).toEqual([]);
  });

  test('in the same line it is asked about, and nothing is saved before', async () => {
    folder.outside('flow.json', titled('Theirs'));
    await openPage();
    drafts.goOn();
    expect(here()).toBe(titled('Mine'));
    expect(saving.conflicts.value).toEqual([{ file: 'flow.json', theirs: titled('Theirs'), base: flow }]);
    expect(await saving.save()).toBe(false);
    expect(folder.there.get('flow.json')).toBe(titled('Theirs'));
  });

  test('what is on the desk by now is not offered', async () => {
    folder.outside('flow.json', titled('Mine'));
    folder.outside('es.json', '{"new": 1}');
    await openPage();
    expect(drafts.offer.value).toBeUndefined();
    expect(kept()).toEqual([]);
  });

  test('nor to a page that is open beside the one that works on it', async () => {
    await openPage();
    drafts.goOn();
    pause();
    const first = stop;
    await openPage();
    expect(drafts.offer.value).toBeUndefined();
    first();
  });
});

describe('a browser that keeps nothing', () => {
  test('is said once; the page asks before it goes, but only with unsaved changes', () => {
    browser.fill(true);
    put('flow.json', titled('Mine'));
    pause();
    put('flow.json', titled('More'));
    pause();
    expect(said).toEqual(['This browser cannot keep what is not saved: save often.']);
    expect(drafts.kept.value).toBe(false);
    const leave = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leave()).toBe(true);
    project.undo();
    project.undo();
    expect(leave()).toBe(false);
    // Nothing is lost by it.
    put('flow.json', titled('Mine'));
    browser.fill(false);
    expect(leave()).toBe(false);
    expect(kept()).toHaveLength(1);
  });
});

describe('the storage of a browser', () => {
  const draft = (key: string, at: number): KeptDraft => ({ key, name: 'small', at, files: [] });
  afterEach(() => localStorage.clear());

  test('gives back what was written, newest first, by folder, and without what is no draft', async () => {
    const store = browserDrafts();
    const keys = ['a', 'a', 'b'].map((identity) => {
      const page = store.open(identity);
      page.close();
      return page.key;
    });
    keys.forEach((key, at) => {
      store.write(draft(key, at));
    });
    localStorage.setItem(`${keys[0]}x`, '{ half');
    expect((await store.left('a')).map(({ at }) => at)).toEqual([1, 0]);
    store.remove(keys[1] as string);
    expect((await store.left('a')).map(({ at }) => at)).toEqual([0]);
  });

  test('that is shut is none', async () => {
    const shut = vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new Error('SecurityError');
    });
    const store = browserDrafts();
    expect(await store.left('a')).toEqual([]);
    expect(() => store.remove('a')).not.toThrow();
    expect(() => store.write(draft('a', 1))).toThrow();
    shut.mockRestore();
  });
});

test('when it was, in words', () => {
  const now = new Date(2026, 10, 24, 18, 0).getTime();
  expect(timeOf(new Date(2026, 10, 24, 14, 5).getTime(), now)).toBe('14:05');
  expect(timeOf(new Date(2026, 10, 3, 9, 30).getTime(), now)).toBe('3 November, 09:30');
});
