import { ChangeSet } from '@codemirror/state';
import { effect } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openProject, type Project } from '../../src/studio/project.js';

const flow = '{\n  "id": "q",\n  "ask": "Why?",\n  "list": [1, 2, 3]\n}\n';
let project: Project;
const text = (file = 'flow.json') => project.file(file).text.value;
const ask = (letters: string, typing?: string) =>
  project.edit(`Change “${letters}”`, (draft) => draft.set('flow.json', ['ask'], letters), typing ? { typing } : {});
/** Types into the source. */
const type = (at: number, insert: string, file = 'flow.json') =>
  project.type({
    file,
    changes: ChangeSet.of({ from: at, insert }, project.file(file).doc.value.length),
    by: undefined,
  });

beforeEach(() => {
  vi.useFakeTimers();
  project = openProject('sciatica', [
    ['vignettes.json', '{}\n'],
    ['flow.json', flow],
  ]);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('steps of undo', () => {
  test('what is typed into a field in one go is one step, in the words of its first letter', () => {
    ask('W', 'ask');
    vi.advanceTimersByTime(700);
    ask('Wh', 'ask');
    vi.advanceTimersByTime(700);
    ask('Who', 'ask');
    expect(project.canUndo.value).toBe('Change “W”');
    expect(project.undo()?.about).toBe('Change “W”');
    expect(text()).toBe(flow);
    project.redo();
    expect(text()).toContain('"Who"');
  });

  test('a pause, another field, or an edit that is not typed makes a new step', () => {
    ask('W', 'ask');
    vi.advanceTimersByTime(900);
    ask('Wh', 'ask');
    ask('Who', 'title');
    project.undo();
    expect(text()).toContain('"Wh"');
    project.undo();
    expect(text()).toContain('"W"');
  });

  test('two quick moves with the same words are two steps', () => {
    const move = () => project.edit('Move', (draft) => draft.move('flow.json', ['list'], 0, 1));
    move();
    move();
    expect(text()).toBe(flow);
    project.undo();
    expect(text()).toContain('[2, 1, 3]');
  });

  test('typing in the source goes on where it ended, and is one step until it goes elsewhere', () => {
    type(14, 'x');
    type(15, 'y');
    type(3, ' ');
    project.undo();
    expect(text()).toBe(`${flow.slice(0, 14)}xy${flow.slice(14)}`);
    project.undo();
    expect(text()).toBe(flow);
  });

  test('an edit of several files is one step, and nobody sees half of it', () => {
    const seen: string[] = [];
    const stop = effect(() => {
      seen.push(`${text().includes('"new"')} ${text('vignettes.json').includes('"new"')}`);
    });
    project.edit('Rename', (draft) => {
      draft.set('flow.json', ['id'], 'new');
      draft.set('vignettes.json', ['new'], 1);
      draft.set('flow.json', ['ask'], 'new');
    });
    project.undo();
    project.redo();
    stop();
    expect(seen).toEqual(['false false', 'true true', 'false false', 'true true']);
  });

  test('any order of edits, undone to the start and done again, is the same text', () => {
    const texts = [text()];
    const step = (make: () => void) => {
      make();
      texts.push(text());
      vi.advanceTimersByTime(1000);
    };
    step(() => ask('One'));
    step(() => project.edit('Insert', (draft) => draft.insert('flow.json', ['list'], 1, { a: 'b' })));
    step(() => type(4, '  '));
    step(() => project.edit('Move', (draft) => draft.move('flow.json', ['list'], 3, 0)));
    step(() => project.edit('Take out', (draft) => draft.set('flow.json', ['ask'], undefined)));
    for (const before of texts.slice(0, -1).reverse()) {
      project.undo();
      expect(text()).toBe(before);
    }
    expect(project.undo()).toBeUndefined();
    for (const after of texts.slice(1)) {
      project.redo();
      expect(text()).toBe(after);
    }
    expect(project.redo()).toBeUndefined();
  });

  test('a new edit takes away what could be done again', () => {
    ask('One');
    project.undo();
    ask('Two');
    expect(project.canRedo.value).toBeUndefined();
  });
});

test('an edit that cannot be made changes nothing', () => {
  expect(() =>
    project.edit('Half', (draft) => {
      draft.set('flow.json', ['ask'], 'x');
      draft.move('flow.json', ['nothing'], 0, 1);
    }),
  ).toThrow('nothing');
  expect(text()).toBe(flow);
  expect(project.canUndo.value).toBeUndefined();
});

test('while a text is broken, it holds what it held last, even when nobody looked', () => {
  ask('Newest');
  type(0, '{');
  expect(project.file('flow.json').readable.value).toBe(false);
  expect(project.file('flow.json').value.value).toMatchObject({ ask: 'Newest' });
});

test('a file with the line ends of Windows is not changed by being opened, nor by being saved', () => {
  project = openProject('sciatica', [['flow.json', flow.replaceAll('\n', '\r\n')]]);
  expect(project.changed.value).toBe(false);
  ask('One');
  expect(project.changed.value).toBe(true);
  project.settle('flow.json', text().replaceAll('\n', '\r\n'));
  expect(project.changed.value).toBe(false);
});

test('the files that exist, flow.json first; one that is made and undone is gone', () => {
  expect(project.files.value).toEqual(['flow.json', 'vignettes.json']);
  project.edit('New language', (draft) => draft.replace('es.json', '{}\n'));
  expect(project.files.value).toEqual(['flow.json', 'vignettes.json', 'es.json']);
  project.undo();
  expect(project.files.value).toEqual(['flow.json', 'vignettes.json']);
});

test('whoever listens hears of each change, with who made it', () => {
  const heard: unknown[] = [];
  const stop = project.onChange(({ file, by }) => heard.push([file, by]));
  project.type({ file: 'flow.json', changes: ChangeSet.of({ from: 0, insert: ' ' }, flow.length), by: 'me' });
  project.undo();
  stop();
  project.redo();
  expect(heard).toEqual([
    ['flow.json', 'me'],
    ['flow.json', undefined],
  ]);
});
