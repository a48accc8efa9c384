import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Project } from '../project.js';
import type { Desk, DeskFile } from './desk.js';
import { merge } from './merging.js';

/** A file that is not as it was read or saved last. */
type ToSave = { file: string; what: 'changed' | 'new' | 'emptied' };

/** A file that was changed here and elsewhere in the same lines: what stands there now, and what both came from. */
export type Conflict = { file: string; theirs: string; base: string };

/** Saves a project to its desk, and takes in what others change there. */
export type Saving = {
  /** What is not saved. */
  readonly toSave: ReadonlySignal<readonly ToSave[]>;
  readonly busy: ReadonlySignal<boolean>;
  /** What went wrong the last time, in words for people. */
  readonly trouble: ReadonlySignal<string | undefined>;
  /** The files that somebody has to decide about. */
  readonly conflicts: ReadonlySignal<readonly Conflict[]>;
  /** Saves these files, or all that are not saved; true when that is done. */
  save(files?: readonly string[]): Promise<boolean>;
  /** Decides about a file: `mine` stays, and is saved over theirs the next time; `theirs` takes its place. */
  decide(file: string, whose: 'mine' | 'theirs'): void;
  /** Says that what is on the desk and what is here, made from `base`, cannot be put together. */
  ask(file: string, base: string): void;
  /** Looks at the desk, and listens to it until what it returns is called. */
  start(): () => void;
  /** Settles when the desk has been looked at. */
  readonly ready: Promise<void>;
};

/** What the saving needs of the workbench. */
export type SavingOf = { project: Project; desk: Desk; say: (line: string) => void };

/** What is heard within this many milliseconds is said together. */
const together = 1500;

/** Makes the saving of a project; {@link Saving.start} begins it. */
export function makeSaving({ project, desk, say }: SavingOf): Saving {
  /** The edition on the desk that the saved text of each file is. */
  const editions = new Map<string, string>();
  const busy = signal(false);
  const trouble = signal<string | undefined>(undefined);
  const asked = signal<readonly Conflict[]>([]);
  // What is here may have become the same since.
  const conflicts = computed(() => asked.value.filter(({ file, theirs }) => project.file(file).text.value !== theirs));
  /** What a file that was deleted outside was like: it may come back, as when a version is fetched. */
  const gone = new Map<string, string>();
  let ready: Promise<void> = Promise.resolve();

  const toSave = computed(() =>
    project.files.value.flatMap((file): ToSave[] => {
      const { changed, saved, text } = project.file(file);
      if (!changed.value) return [];
      return [{ file, what: text.value === '' ? 'emptied' : saved.value === undefined ? 'new' : 'changed' }];
    }),
  );
  const know = (file: string, edition: string | undefined) =>
    edition === undefined ? editions.delete(file) : editions.set(file, edition);
  const settled = (file: string) => {
    asked.value = asked.peek().filter((one) => one.file !== file);
  };

  /** Takes in what stands on the desk by now; says what was done with it, or undefined when there is nothing to say. */
  const meet = (file: string, theirs: DeskFile | undefined): string | undefined => {
    if (theirs?.edition === editions.get(file)) return undefined;
    const { text, saved } = project.file(file);
    const mine = text.peek();
    // While one is not decided, what is saved is theirs already: merging with that would drop their part of it.
    const base = conflicts.peek().find((one) => one.file === file)?.base ?? saved.peek() ?? gone.get(file) ?? '';
    return batch(() => {
      know(file, theirs?.edition);
      project.settle(file, theirs?.text);
      settled(file);
      if (theirs) gone.delete(file);
      else gone.set(file, base);
      if (!theirs) return `${file} was deleted outside the studio. It is kept here, and is not saved.`;
      if (mine === theirs.text) return undefined;
      if (mine === base) {
        project.edit(`Take over ${file} from outside`, (draft) => draft.replace(file, theirs.text));
        return `${file} was changed outside the studio: what stands there now is here, too. Undo brings back what was here.`;
      }
      const both = merge(mine, base, theirs.text);
      if (both === undefined) {
        asked.value = [...asked.peek(), { file, theirs: theirs.text, base }];
        return `${file} was changed outside the studio, in the same lines as here.`;
      }
      project.edit(`Put changes of ${file} from outside to those here`, (draft) => draft.replace(file, both));
      return `${file} was changed outside the studio, too: both changes are in it now.`;
    });
  };
  let lately: { lines: string[]; at: number } = { lines: [], at: 0 };
  const hear = (file: string, theirs: DeskFile | undefined) => {
    const line = meet(file, theirs);
    if (!line) return;
    // Several files often change at once, as when a version is fetched: none of it is to be overlooked.
    const [before, at] = [Date.now() - lately.at < together ? lately.lines : [], Date.now()];
    lately = { lines: [...before, line], at };
    say(lately.lines.join(' '));
  };

  const look = async () => {
    const there = await desk.read();
    for (const file of there) {
      // What was opened is what is there: unless it was changed in between.
      if (project.file(file.name).saved.peek() === file.text) know(file.name, file.edition);
      else hear(file.name, file);
    }
  };

  const save = async (names: readonly string[]): Promise<boolean> => {
    const open = conflicts.peek().find(({ file }) => names.includes(file));
    if (open) {
      trouble.value = `Decide about ${open.file} first: it was changed outside the studio, too.`;
      return false;
    }
    // A flow names its translations: they come first, so that it never names one that is not there.
    const order = [...names].reverse();
    const saved: string[] = [];
    for (const file of order) {
      const text = project.file(file).text.peek();
      const rest = () => {
        const others = order.filter((one) => one !== file && !saved.includes(one));
        return [
          ...(saved.length > 0 ? [`Saved before it: ${saved.join(', ')}.`] : []),
          ...(others.length > 0 ? [`Not saved either: ${others.join(', ')}.`] : []),
        ];
      };
      try {
        const result = await desk.save(file, text, editions.get(file));
        if (result.saved) {
          know(file, result.edition);
          project.settle(file, text);
          saved.push(file);
          continue;
        }
        const met =
          meet(file, result.theirs) ??
          (project.file(file).changed.peek() ? `${file} was changed outside the studio, too.` : undefined);
        // Somebody else has written the very same.
        if (met === undefined) {
          saved.push(file);
          continue;
        }
        trouble.value = [`${file} is not saved yet. ${met} Look at it, then save again.`, ...rest()].join(' ');
      } catch (error) {
        trouble.value = [`${file} could not be saved. ${(error as Error).message}`, ...rest()].join(' ');
      }
      return false;
    }
    const files = `${saved.length} ${saved.length === 1 ? 'file' : 'files'}`;
    say(
      desk.kind === 'folder'
        ? `Saved ${files}.`
        : `Downloaded ${files}. Put ${saved.length === 1 ? 'it' : 'them'} into the folder of the flow.`,
    );
    return true;
  };

  return {
    toSave,
    busy,
    trouble,
    conflicts,
    get ready() {
      return ready;
    },
    async save(files) {
      if (busy.peek()) return false;
      busy.value = true;
      trouble.value = undefined;
      try {
        await ready.catch(() => undefined);
        return await save(files ?? toSave.peek().map(({ file }) => file));
      } finally {
        busy.value = false;
      }
    },
    decide(file, whose) {
      const conflict = conflicts.peek().find((one) => one.file === file);
      if (!conflict) return;
      trouble.value = undefined;
      settled(file);
      if (whose === 'theirs')
        project.edit(`Take over ${file} from outside`, (draft) => draft.replace(file, conflict.theirs));
      say(
        whose === 'theirs'
          ? `${file} is as it is outside now. Undo brings yours back.`
          : `${file} stays as it is here. Saving puts it in place of theirs.`,
      );
    },
    ask(file, base) {
      settled(file);
      asked.value = [...asked.peek(), { file, theirs: project.file(file).saved.peek() ?? '', base }];
    },
    start() {
      ready = look();
      ready.catch((error: Error) => say(error.message));
      return desk.watch(hear, say);
    },
  };
}
