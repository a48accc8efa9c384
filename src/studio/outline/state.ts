import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Problem } from '../../check/problem.js';
import type { Path } from '../../flow/parse.js';
import { CannotEdit } from '../jsonEdits.js';
import type { Draft } from '../project.js';
import type { Workbench } from '../workbench.js';
import { type Entry, entriesOf, entryPath, type Kind, keepEntries, kindAt, nameOf, problemCounts } from './entries.js';
import { fieldsOf, itemsOf, textOf, valueIn, within } from './fields.js';
import { addIds, addVignetteIds, type Ids, noIds } from './ids.js';
import { type Move, make, movedTo } from './moves.js';
import { answersAt, flagsOnlyOf, type Use, usesOf } from './uses.js';

/** Something that is to be removed, and what names it. */
export type Removal = { path: Path; name: string; uses: readonly Use[]; flags: readonly number[] };

/** What the outline remembers beside the texts, and what it can do with them. */
export type Outline = {
  readonly workbench: Workbench;
  /** All lines of the list. */
  readonly entries: ReadonlySignal<readonly Entry[]>;
  /** Problems and errors of each entry, by the key of its place. */
  readonly counts: ReadonlySignal<ReturnType<typeof problemCounts>>;
  /** What is wrong with what is chosen. */
  readonly problems: ReadonlySignal<readonly Problem[]>;
  /** The keys of entries whose children are hidden. */
  readonly folded: Signal<ReadonlySet<string>>;
  readonly wanted: Signal<string>;
  /** What is about to be added. */
  readonly adding: Signal<Exclude<Kind, 'guide' | 'group'> | undefined>;
  readonly removing: Signal<Removal | undefined>;
  /** All ids that were ever seen. */
  readonly ids: Ids;
  /** flow.json as it is, or as it was when it could be read last. */
  flow(): unknown;
  /** Makes an edit of flow.json; says so when it cannot be made, and returns whether it was. */
  edit(about: string, make: (draft: Draft) => void, typing?: string): boolean;
  choose(path: Path): void;
  move(move: Move): void;
  duplicate(path: Path): void;
  /** Removes it at once when nothing names it, and asks else. */
  askToRemove(path: Path): void;
  remove(removal: Removal, withFlags: boolean): void;
  /** Plays the shortest conversation to what is chosen. */
  show(path: Path): Promise<void>;
};

const outlines = new WeakMap<Workbench, Outline>();

/** The outline of a workbench: one, also after another part was open. */
export function outlineOf(workbench: Workbench): Outline {
  const known = outlines.get(workbench);
  if (known) return known;
  const made = makeOutline(workbench);
  outlines.set(workbench, made);
  return made;
}

function makeOutline(workbench: Workbench): Outline {
  const { project, checker, place, spoken } = workbench;
  const file = project.file('flow.json');
  const ids = noIds();
  effect(() => addIds(ids, file.value.value));
  effect(() => addIds(ids, parsed(file.saved.value)));
  effect(() => addVignetteIds(ids, project.file('vignettes.json').value.value));

  const flow = () => file.value.peek();
  const edit: Outline['edit'] = (about, change, typing) => {
    try {
      project.edit(about, change, typing === undefined ? {} : { typing });
      return true;
    } catch (error) {
      if (!(error instanceof CannotEdit)) throw error;
      spoken.value = `That could not be changed. ${error.message}`;
      return false;
    }
  };
  const choose = (path: Path) => {
    place.value = { file: 'flow.json', path };
  };
  keepPlace(workbench, flow);

  let entries: readonly Entry[] = [];
  let problems: readonly Problem[] = [];
  let counts: ReturnType<typeof problemCounts> = new Map();
  const outline: Outline = {
    workbench,
    entries: computed(() => {
      entries = keepEntries(entries, entriesOf(file.value.value));
      return entries;
    }),
    problems: computed(() => {
      const at = entryPath(place.value.file === 'flow.json' ? place.value.path : []);
      const now = (checker.latest.value?.problems ?? []).filter(
        (one) => one.file === 'flow.json' && ownedBy(one.path, at),
      );
      // The checker tells step by step, mostly the same.
      if (JSON.stringify(now) !== JSON.stringify(problems)) problems = now;
      return problems;
    }),
    counts: computed(() => {
      const now = problemCounts(checker.latest.value?.problems ?? []);
      const same =
        now.size === counts.size &&
        [...now].every(([key, { problems, errors }]) => {
          const before = counts.get(key);
          return before?.problems === problems && before.errors === errors;
        });
      if (!same) counts = now;
      return counts;
    }),
    folded: signal<ReadonlySet<string>>(new Set(['redFlags', 'topics', 'sources'])),
    wanted: signal(''),
    adding: signal(undefined),
    removing: signal(undefined),
    ids,
    flow,
    edit,
    choose,
    move(move) {
      const name = nameOf(flow(), move.from);
      const before = problemsNow(workbench);
      if (!edit(`Move ${name}`, (draft) => make(draft, move))) return;
      choose(movedTo(move));
      const now = flow();
      const section = move.list.length === 3 ? ` in ${nameOf(now, move.list.slice(0, 2))}` : '';
      const left = move.from[0] === 'sections' && move.from.length === 4 && move.from[1] !== move.list[1];
      const empty = left && itemsOf(valueIn(now, move.from.slice(0, 3))).length === 0;
      const said = `Moved ${name} to place ${move.index + 1} of ${itemsOf(valueIn(now, move.list)).length}${section}.`;
      const emptied = empty ? ` That leaves ${nameOf(now, move.from.slice(0, 2))} without a question.` : '';
      tellProblems(workbench, said + emptied, before);
    },
    duplicate(path) {
      const value = fieldsOf(valueIn(flow(), path));
      const name = nameOf(flow(), path);
      const copy = copyOf(value, kindAt(path), ids);
      const index = (path.at(-1) as number) + 1;
      if (!edit(`Duplicate ${name}`, (draft) => draft.insert('flow.json', path.slice(0, -1), index, copy))) return;
      choose([...path.slice(0, -1), index]);
      spoken.value = `Made a copy of ${name}. Its id is ${textOf(copy.id)}.`;
    },
    askToRemove(path) {
      const vignettes = project.file('vignettes.json').value.peek();
      const removal = {
        path,
        name: path.length > 4 ? `the choice “${textOf(fieldsOf(valueIn(flow(), path)).label)}”` : nameOf(flow(), path),
        uses: usesOf(flow(), vignettes, path),
        flags: flagsOnlyOf(flow(), path),
      };
      if (removal.uses.length > 0) outline.removing.value = removal;
      else outline.remove(removal, false);
    },
    remove({ path, name, flags }, withFlags) {
      const before = problemsNow(workbench);
      const vignettes = project.file('vignettes.json');
      const baseline = vignettes.readable.peek() ? fieldsOf(fieldsOf(vignettes.value.peek()).baseline) : {};
      const answered = [...answersAt(flow(), path)].filter((id) => id in baseline);
      const done = edit(`Remove ${name}`, (draft) => {
        draft.set('flow.json', path, undefined);
        for (const id of answered) draft.set('vignettes.json', ['baseline', id], undefined);
        if (withFlags) for (const f of flags.toReversed()) draft.set('flow.json', ['redFlags', f], undefined);
      });
      outline.removing.value = undefined;
      if (!done) return;
      const index = path.at(-1) as number;
      const left = itemsOf(valueIn(flow(), path.slice(0, -1))).length;
      if (path.length <= 4)
        choose(left > 0 ? [...path.slice(0, -1), Math.min(index, left - 1)] : entryPath(path.slice(0, -1)));
      tellProblems(workbench, `Removed ${name}. Undo brings it back.`, before);
    },
    async show(path) {
      const id = textOf(fieldsOf(valueIn(flow(), path)).id);
      const name = nameOf(flow(), path);
      const kind = kindAt(path);
      const to =
        kind === 'question'
          ? { question: id }
          : kind === 'section'
            ? { section: id }
            : kind === 'redFlag'
              ? { redFlag: id }
              : { outcome: id };
      const way = await checker.way(to);
      if (way) workbench.play(way, `The preview shows ${name}.`);
      else spoken.value = `No conversation gets to ${name}, or the guide cannot be shown as it is now.`;
    },
  };
  return outline;
}

const parsed = (text: string | undefined): unknown => {
  try {
    return JSON.parse((text ?? 'null').replace(/^\uFEFF/, '')) as unknown;
  } catch {
    return undefined;
  }
};

/** The place stays at what is chosen when that goes elsewhere, by an undo for example. */
function keepPlace({ project, place }: Workbench, flow: () => unknown): void {
  let id = '';
  let kind: Kind = 'guide';
  const idAt = (path: Path) => textOf(fieldsOf(valueIn(flow(), path)).id);
  effect(() => {
    const { file, path } = place.value;
    if (file !== 'flow.json') return;
    const at = entryPath(path);
    [id, kind] = [idAt(at), kindAt(at)];
  });
  effect(() => {
    project.file('flow.json').value.value;
    const { file, path } = place.peek();
    const at = entryPath(path);
    if (file !== 'flow.json' || kind === 'guide' || kind === 'group' || idAt(at) === id) return;
    const all = allPaths(flow()).filter((one) => kindAt(one) === kind);
    const now = all.find((one) => idAt(one) === id);
    if (now) place.value = { file, path: [...now, ...path.slice(at.length)] };
    else if (valueIn(flow(), at) === undefined)
      place.value = { file, path: at.length > 2 ? at.slice(0, 2) : at.slice(0, 1) };
    else id = idAt(at);
  });
}

function allPaths(flow: unknown): Path[] {
  const { sections, ...lists } = fieldsOf(flow);
  return [
    ...itemsOf(sections).flatMap((section, s): Path[] => [
      ['sections', s],
      ...itemsOf(fieldsOf(section).questions).map((_, q): Path => ['sections', s, 'questions', q]),
    ]),
    ...Object.entries(lists).flatMap(([field, list]) => itemsOf(list).map((_, i): Path => [field, i])),
  ];
}

/** A copy with ids of its own and, where visitors would see two of the same, another text. */
function copyOf(value: Readonly<Record<string, unknown>>, kind: Kind, ids: Ids): Record<string, unknown> {
  const sets = { redFlag: ids.redFlags, topic: ids.topics, source: ids.sources };
  const taken = kind in sets ? sets[kind as keyof typeof sets] : ids.things;
  const given = (id: unknown) => {
    const start = `${textOf(id) || kind.toLowerCase()}-copy`;
    for (let n = 1; ; n++) {
      const made = n === 1 ? start : `${start}-${n}`;
      if (taken.has(made)) continue;
      taken.add(made);
      return made;
    }
  };
  const copy: Record<string, unknown> = { ...value, id: given(value.id) };
  for (const field of ['ask', 'title'])
    if (typeof value[field] === 'string' && kind !== 'redFlag') copy[field] = `${value[field]} (copy)`;
  if (kind === 'section')
    copy.questions = itemsOf(value.questions).map((one) => copyOf(fieldsOf(one), 'question', ids));
  return copy;
}

const textsOf = (problems: readonly Problem[]) => new Set(problems.map(({ code, message }) => `${code} ${message}`));
const problemsNow = ({ checker }: Workbench) => {
  const latest = checker.latest.peek();
  return { edition: latest?.edition ?? -1, texts: textsOf(latest?.problems ?? []) };
};

/** Says what was done and, as soon as it is known, which problem is new since then. */
function tellProblems(workbench: Workbench, said: string, before: ReturnType<typeof problemsNow>): void {
  const { checker, spoken } = workbench;
  spoken.value = said;
  let told = false;
  const stop = effect(() => {
    const latest = checker.latest.value;
    const done = checker.upToDate.value;
    if (told || !latest || latest.edition <= before.edition) return;
    const fresh = latest.problems.filter(
      (one) => one.severity === 'error' && !before.texts.has(`${one.code} ${one.message}`),
    );
    // The cause before what follows from it, and at once: the whole check may take its time.
    const cause = fresh.find(({ code }) => code === 'asked-later' || code.startsWith('unknown-'));
    if (!cause && !done) return;
    told = true;
    queueMicrotask(() => stop());
    const first = cause ?? fresh[0];
    if (!first || spoken.peek() !== said) return;
    spoken.value = `${said} ${fresh.length === 1 ? 'There is a new problem' : `There are ${fresh.length} new problems`}: ${first.message}.`;
  });
}

/** Whether a problem is shown in the form of an entry: not with a section what its questions have. */
function ownedBy(path: Path, entry: Path): boolean {
  if (entry.length === 0) {
    const [field] = path;
    return !(path.length > 1 && ['sections', 'redFlags', 'outcomes', 'topics', 'sources'].includes(String(field)));
  }
  if (entry.length === 1) return path.length === 1 && path[0] === entry[0];
  if (!within(path, entry)) return false;
  return !(entry.length === 2 && entry[0] === 'sections' && path[2] === 'questions' && path.length > 3);
}
