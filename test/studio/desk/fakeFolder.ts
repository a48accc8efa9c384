import { signal } from '@preact/signals';
import type { Desk, DeskFile } from '../../../src/studio/desk/desk.js';
import type { DraftStore, KeptDraft } from '../../../src/studio/desk/drafts.js';
import type { Checker } from '../../../src/studio/proof/checker.js';
import type { Checked } from '../../../src/studio/proof/messages.js';

/** A folder in memory, where others may write too. */
export function fakeDesk(files: Record<string, string>, kind: Desk['kind'] = 'folder') {
  const there = new Map(Object.entries(files));
  const written: string[] = [];
  let hear: (name: string, now: DeskFile | undefined) => void = () => {};
  let breaks: string | undefined;
  // The text is its own edition: that is all an edition has to be.
  const fileOf = (name: string): DeskFile | undefined => {
    const text = there.get(name);
    return text === undefined ? undefined : { name, text, edition: text };
  };
  const desk: Desk = {
    name: 'small',
    identity: 'here',
    kind,
    read: async () => [...there.keys()].map((name) => fileOf(name) as DeskFile),
    async save(name, text, base) {
      if (breaks === name) throw new Error('There is no room left on the disk.');
      if (there.get(name) !== base) return { saved: false, theirs: fileOf(name) };
      there.set(name, text);
      written.push(name);
      return { saved: true, edition: text };
    },
    watch(listener) {
      hear = listener;
      return () => {
        hear = () => {};
      };
    },
  };
  return {
    desk,
    there,
    /** The names of the files that were written here, in order. */
    written,
    /** Somebody else writes, or deletes; `quietly`: the desk has not noticed yet. */
    outside(name: string, text: string | undefined, quietly = false) {
      if (text === undefined) there.delete(name);
      else there.set(name, text);
      if (!quietly) hear(name, fileOf(name));
    },
    /** Saving this file fails from now on. */
    breaksAt(name: string | undefined) {
      breaks = name;
    },
  };
}

/** A browser's storage for drafts; pages are open until they are closed. */
export function fakeStore() {
  const kept = new Map<string, KeptDraft>();
  const open = new Set<string>();
  let full = false;
  let pages = 0;
  const store: DraftStore = {
    left: async (identity) =>
      [...kept.values()].filter(({ key }) => key.startsWith(identity) && !open.has(key)).sort((a, b) => b.at - a.at),
    write(draft) {
      if (full) throw new Error('QuotaExceededError');
      kept.set(draft.key, structuredClone(draft));
    },
    remove: (key) => void kept.delete(key),
    open(identity) {
      const key = `${identity}:${++pages}`;
      open.add(key);
      return { key, close: () => void open.delete(key) };
    },
  };
  return {
    store,
    kept,
    fill(is: boolean) {
      full = is;
    },
  };
}

/** A checker that has found this. */
export function fakeChecker(found: Partial<Checked> = {}): Checker {
  const latest: Checked = {
    name: 'small',
    problems: [],
    errors: 0,
    warnings: 0,
    flow: undefined,
    vignettes: undefined,
    runs: undefined,
    edition: 1,
    done: true,
    facts: undefined,
    comparison: undefined,
    ...found,
  };
  return {
    latest: signal(latest),
    upToDate: signal(true),
    flow: signal(undefined),
    failed: signal(undefined),
    way: async () => undefined,
    script: async () => undefined,
    stop: () => {},
  };
}
