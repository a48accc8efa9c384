import { ChangeSet, Text } from '@codemirror/state';
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Path } from '../flow/parse.js';
import { carryValue, insertValue, moveValue, setValue } from './jsonEdits.js';

/** One file of the flow's folder: as it is in the studio, and as it is on the desk it came from. */
type ProjectFile = {
  readonly name: string;
  readonly doc: ReadonlySignal<Text>;
  readonly text: ReadonlySignal<string>;
  /** The text that was read or saved last; undefined for a file that is new. */
  readonly saved: ReadonlySignal<string | undefined>;
  readonly changed: ReadonlySignal<boolean>;
  /** What it holds, as JSON; while it cannot be read, what it held last. */
  readonly value: ReadonlySignal<unknown>;
  /** Whether it can be read as JSON now, so that forms may change it. */
  readonly readable: ReadonlySignal<boolean>;
};

/** A change of one file's text, as the source editor needs it. `by` is who made it, so that they need not hear it. */
type FileChange = { file: string; changes: ChangeSet; by: unknown };

/** Texts under way: several edits that become one step of undo. Each throws `CannotEdit` when its place is not there. */
export type Draft = {
  /** The text of a file as it is so far; empty for one that does not exist. */
  text(file: string): string;
  /** Puts another text in its place; makes the file when it is not there. */
  replace(file: string, text: string): void;
  set(file: string, path: Path, value: unknown): void;
  insert(file: string, path: Path, index: number, value: unknown): void;
  move(file: string, path: Path, from: number, to: number): void;
  /** Takes a value out of its list and puts it into another one, before the one at `index`; both as they are before. */
  carry(file: string, path: Path, to: Path, index: number): void;
};

/** What was undone or done again. */
export type Undone = { about: string; file: string; at: number };

type Step = { file: string; back: ChangeSet };
type Entry = { about: string; steps: Step[]; typed?: Typed };
/** What was typed into last: a field of a form by its name, or a place of a text. */
type Typed = { time: number } & ({ field: string } | { file: string; at: number });

/** The files of one flow, and every change to them in one list, to undo and do again. */
export type Project = {
  /** The name of the folder. */
  readonly name: string;
  /** The names of the files that exist, flow.json first. */
  readonly files: ReadonlySignal<readonly string[]>;
  file(name: string): ProjectFile;
  /** Whether anything is not saved. */
  readonly changed: ReadonlySignal<boolean>;
  readonly canUndo: ReadonlySignal<string | undefined>;
  readonly canRedo: ReadonlySignal<string | undefined>;
  /**
   * Makes several edits as one step of undo; `about` says in words what they do: "Move the question". With `typing`,
   * the name of a field, what is typed into that field in one go is one step, in the words of its first letter.
   */
  edit(about: string, make: (draft: Draft) => void, how?: { typing?: string }): void;
  /** Takes over what was typed into a file; what is typed in one go is one step of undo. */
  type(change: FileChange): void;
  undo(): Undone | undefined;
  redo(): Undone | undefined;
  /** Called for each change of a file's text, whoever made it, before anything is drawn. */
  onChange(listener: (change: FileChange) => void): () => void;
  /** The desk has this text now: it was saved, or read again. Does not change the text in the studio. */
  settle(file: string, saved: string | undefined): void;
};

/** Changes that follow each other within this many milliseconds, where the last one ended, are one step of undo. */
const pause = 800;

/** Opens the files of a flow folder: names and texts. */
export function openProject(name: string, texts: Iterable<readonly [string, string]>): Project {
  const files = signal<ReadonlyMap<string, OpenFile>>(new Map());
  const listeners = new Set<(change: FileChange) => void>();
  const past = signal<readonly Entry[]>([]);
  const future = signal<readonly Entry[]>([]);

  const open = (file: string): OpenFile => {
    const known = files.peek().get(file);
    if (known) return known;
    const made = openFile(file, Text.empty, undefined);
    files.value = new Map(files.peek()).set(file, made);
    return made;
  };
  files.value = new Map([...texts].map(([file, text]) => [file, openFile(file, textOf(text), linesOf(text))]));

  const apply = ({ file, changes, by }: FileChange): Step => {
    const opened = open(file);
    const before = opened.doc.peek();
    opened.doc.value = changes.apply(before);
    opened.before(before);
    for (const listener of listeners) listener({ file, changes, by });
    return { file, back: changes.invert(before) };
  };
  const turn = (from: Signal<readonly Entry[]>, to: Signal<readonly Entry[]>): Undone | undefined => {
    const entry = from.peek().at(-1);
    if (!entry) return undefined;
    from.value = from.peek().slice(0, -1);
    let place = { file: 'flow.json', at: 0 };
    const steps = batch(() =>
      entry.steps.map(({ file, back }, i) => {
        // Of a step over several files, the place in the flow itself.
        if (i === 0 || file === place.file || file === 'flow.json')
          back.iterChangedRanges((_a, _b, fromB) => {
            place = { file, at: fromB };
          });
        return apply({ file, changes: back, by: undefined });
      }),
    );
    to.value = [...to.peek(), { about: entry.about, steps: steps.reverse() }];
    return { about: entry.about, ...place };
  };

  return {
    name,
    files: computed(() =>
      [...files.value.values()]
        .filter(({ text, saved }) => text.value !== '' || saved.value !== undefined)
        .map((file) => file.name)
        .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b)),
    ),
    file: open,
    changed: computed(() => [...files.value.values()].some(({ changed }) => changed.value)),
    canUndo: computed(() => past.value.at(-1)?.about),
    canRedo: computed(() => future.value.at(-1)?.about),
    edit(about, make, { typing } = {}) {
      const texts = new Map<string, string>();
      const text = (file: string) => texts.get(file) ?? files.peek().get(file)?.text.peek() ?? '';
      make({
        text,
        replace: (file, now) => texts.set(file, linesOf(now)),
        set: (file, path, value) => texts.set(file, setValue(text(file), path, value)),
        insert: (file, path, index, value) => texts.set(file, insertValue(text(file), path, index, value)),
        move: (file, path, from, to) => texts.set(file, moveValue(text(file), path, from, to)),
        carry: (file, path, to, index) => texts.set(file, carryValue(text(file), path, to, index)),
      });
      const changed = [...texts].filter(([file, now]) => now !== open(file).text.peek());
      if (changed.length === 0) return;
      // Texts that belong together are never seen one by one.
      const steps = batch(() =>
        changed.map(([file, now]) => apply({ file, changes: difference(open(file).text.peek(), now), by: undefined })),
      );
      const last = past.peek().at(-1);
      const time = Date.now();
      const typed = last?.typed;
      const joined =
        typing !== undefined && typed && 'field' in typed && typed.field === typing && time - typed.time < pause;
      const entry: Entry = {
        about: joined ? last.about : about,
        steps: joined ? [...steps.reverse(), ...last.steps] : steps.reverse(),
        ...(typing === undefined ? {} : { typed: { field: typing, time } }),
      };
      past.value = [...(joined ? past.peek().slice(0, -1) : past.peek()), entry];
      future.value = [];
    },
    type(change) {
      const step = apply(change);
      let [from, to] = [0, 0];
      change.changes.iterChangedRanges((fromA, _toA, _fromB, toB) => {
        [from, to] = [fromA, toB];
      });
      const time = Date.now();
      const last = past.peek().at(-1);
      const typed = last?.typed;
      const near = typed && 'file' in typed && typed.file === change.file && Math.abs(typed.at - from) <= 1;
      const joined = near && time - typed.time < pause;
      const entry: Entry = {
        about: `Typing in ${change.file}`,
        steps: joined ? [step, ...last.steps] : [step],
        typed: { file: change.file, at: to, time },
      };
      past.value = [...(joined ? past.peek().slice(0, -1) : past.peek()), entry];
      future.value = [];
    },
    undo: () => turn(past, future),
    redo: () => turn(future, past),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settle(file, saved) {
      open(file).saved.value = saved === undefined ? undefined : linesOf(saved);
    },
  };
}

type OpenFile = ProjectFile & {
  doc: Signal<Text>;
  saved: Signal<string | undefined>;
  /** The text was this one before it changed: should it be broken now, that is what it held last. */
  before(doc: Text): void;
};

/** So many texts before the present one are kept until somebody reads the file. */
const mostBefore = 50;

function openFile(name: string, start: Text, before: string | undefined): OpenFile {
  const doc = signal(start);
  const saved = signal(before);
  const text = computed(() => doc.value.toString());
  /** Reading a long text takes as long as a keystroke may: only when somebody wants to know. */
  let unread: Text[] = [];
  let good: unknown;
  const read = computed(() => {
    const now = parsed(text.value);
    for (let older = now ? undefined : unread.pop(); older; older = unread.pop()) {
      const held = parsed(older.toString());
      if (!held) continue;
      good = held.value;
      break;
    }
    unread = [];
    if (now) good = now.value;
    return { value: good, readable: now !== undefined };
  });
  return {
    name,
    doc,
    saved,
    text,
    before(older) {
      unread.push(older);
      if (unread.length > mostBefore) unread.shift();
    },
    changed: computed(() => text.value !== (saved.value ?? '')),
    value: computed(() => read.value.value),
    readable: computed(() => read.value.readable),
  };
}

/** What a text holds; undefined when it is not JSON. */
function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch {
    return undefined;
  }
}

const rank = (file: string) => (file === 'flow.json' ? 0 : file === 'vignettes.json' ? 1 : 2);
const linesOf = (text: string) => text.replace(/\r\n?/g, '\n');
const textOf = (text: string) => Text.of(linesOf(text).split('\n'));

/** The smallest single change that makes one text of another. */
function difference(before: string, after: string): ChangeSet {
  const most = Math.min(before.length, after.length);
  // Compared by halves, each as a whole: letter by letter, a long text takes longer than anything else in an edit.
  const same = (most: number, equal: (count: number) => boolean) => {
    let [sure, end] = [0, most];
    while (sure < end) {
      const middle = Math.ceil((sure + end) / 2);
      if (equal(middle)) sure = middle;
      else end = middle - 1;
    }
    return sure;
  };
  const start = same(most, (count) => before.slice(0, count) === after.slice(0, count));
  const end = same(most - start, (count) => before.slice(before.length - count) === after.slice(after.length - count));
  return ChangeSet.of(
    { from: start, to: before.length - end, insert: after.slice(start, after.length - end) },
    before.length,
  );
}
