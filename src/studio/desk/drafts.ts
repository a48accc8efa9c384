import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Project } from '../project.js';
import type { Desk } from './desk.js';
import { merge } from './merging.js';
import type { Saving } from './saving.js';

/** A file that was not saved: what it was changed from, undefined for a new one, and what it was changed to. */
type KeptFile = { name: string; base: string | undefined; text: string };

/** What was not saved, as the browser keeps it. `at` is in milliseconds, as `Date.now()`. */
export type KeptDraft = { key: string; name: string; at: number; files: KeptFile[] };

/** Where drafts are kept. */
export type DraftStore = {
  /** The drafts under an identity, newest first, that no open page works on. */
  left(identity: string): Promise<KeptDraft[]>;
  /** Keeps a draft in place of the one with the same key. Throws when the browser refuses. */
  write(draft: KeptDraft): void;
  remove(key: string): void;
  /** A key for a page of its own, until what is returned is called. */
  open(identity: string): { key: string; close: () => void };
};

/** The drafts of one project. */
export type Drafts = {
  /** A draft that somebody has to decide about. */
  readonly offer: ReadonlySignal<KeptDraft | undefined>;
  /** Whether all that is not saved is kept. */
  readonly kept: ReadonlySignal<boolean>;
  /** Puts the draft that is offered to what is on the desk, as one step of undo. */
  goOn(): void;
  throwAway(): void;
  /** Leaves it for the next time. */
  later(): void;
  /** Keeps what is not saved at once. */
  keep(): void;
  /** Begins to keep drafts, until what it returns is called. */
  start(): () => void;
};

/** How long, in milliseconds, after a change a draft is kept. */
const soon = 800;

/** Makes the drafts of a project; {@link Drafts.start} begins to keep them. */
export function makeDrafts(
  { project, desk, say }: { project: Project; desk: Desk; say: (line: string) => void },
  saving: Saving,
  store: DraftStore,
): Drafts {
  const identity = desk.identity ?? desk.name;
  const kept = signal(true);
  const offers = signal<readonly KeptDraft[]>([]);
  const offer = signal<KeptDraft | undefined>(undefined);
  let own: ReturnType<DraftStore['open']> | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const keep = () => {
    clearTimeout(waiting);
    waiting = undefined;
    if (!own) return;
    const files = project.files.peek().map((name): KeptFile & { changed: boolean } => {
      const { text, saved, changed } = project.file(name);
      return { name, base: saved.peek(), text: text.peek(), changed: changed.peek() };
    });
    try {
      if (!files.some(({ changed }) => changed)) store.remove(own.key);
      else
        store.write({
          key: own.key,
          name: desk.name,
          at: Date.now(),
          // Without a folder to read the others from again, they are kept as well.
          files: files
            .filter(({ changed }) => changed || desk.kind === 'loose')
            .map(({ name, base, text }) => ({ name, base, text })),
        });
      kept.value = true;
    } catch {
      if (kept.peek()) say('This browser cannot keep what is not saved: save often.');
      kept.value = false;
    }
  };
  const next = (drafts: readonly KeptDraft[]) => {
    offers.value = drafts;
    offer.value = drafts[0];
  };
  const done = (draft: KeptDraft, forget: boolean) => {
    if (forget) store.remove(draft.key);
    next(offers.peek().filter((one) => one !== draft));
  };
  /** Whether a draft has anything that is not here anyway. */
  const hasMore = ({ files }: KeptDraft) =>
    files.some(({ name, text, base }) => text !== (base ?? '') && text !== project.file(name).text.peek());

  const goOn = () => {
    const draft = offer.peek();
    if (!draft) return;
    const torn: { name: string; from: string }[] = [];
    project.edit(`Go on with the changes from ${timeOf(draft.at)}`, (edit) => {
      for (const { name, base, text } of draft.files) {
        const here = edit.text(name);
        if (text === (base ?? '') || text === here) continue;
        const both = merge(text, base ?? '', here);
        if (both === undefined && here !== (base ?? '')) torn.push({ name, from: base ?? '' });
        edit.replace(name, both ?? text);
      }
    });
    for (const { name, from } of torn) saving.ask(name, from);
    // Kept under the key of this page before the old one is let go.
    keep();
    done(draft, kept.peek());
    say(`Your changes from ${timeOf(draft.at)} are back. They are not saved yet.`);
  };

  return {
    offer,
    kept,
    keep,
    goOn,
    throwAway() {
      const draft = offer.peek();
      if (draft) done(draft, true);
    },
    later() {
      const draft = offer.peek();
      if (draft) done(draft, false);
    },
    start() {
      own = store.open(identity);
      const { key, close } = own;
      let stopped = false;
      // What is on the desk comes first: a draft is put to that.
      void saving.ready
        .catch(() => undefined)
        .then(() => store.left(identity))
        .then((left) => {
          if (stopped) return;
          const others = left.filter((draft) => draft.key !== key && draft.name === desk.name);
          for (const draft of others) if (!hasMore(draft)) store.remove(draft.key);
          const chosen = others.filter(hasMore).sort((a) => (a.key === desk.resumes ? -1 : 0));
          next(chosen);
          if (chosen[0] && chosen[0].key === desk.resumes) goOn();
        });
      const stop = effect(() => {
        for (const name of project.files.value) {
          const { text, saved } = project.file(name);
          // Each is looked at, so that a change of any is noticed.
          void [text.value, saved.value];
        }
        clearTimeout(waiting);
        waiting = setTimeout(keep, soon);
      });
      const hidden = () => document.visibilityState === 'hidden' && keep();
      const leave = (event: BeforeUnloadEvent) => {
        keep();
        if (!kept.peek() && project.changed.peek()) event.preventDefault();
      };
      addEventListener('pagehide', keep);
      addEventListener('beforeunload', leave);
      document.addEventListener('visibilitychange', hidden);
      return () => {
        keep();
        stopped = true;
        stop();
        clearTimeout(waiting);
        removeEventListener('pagehide', keep);
        removeEventListener('beforeunload', leave);
        document.removeEventListener('visibilitychange', hidden);
        own = undefined;
        close();
      };
    },
  };
}

/** When a draft was kept, in words: "14:05", or "24 November, 14:05" when that was another day. */
export function timeOf(at: number, now = Date.now()): string {
  const [then, today] = [new Date(at), new Date(now)];
  const clock = then.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (then.toDateString() === today.toDateString()) return clock;
  return `${then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })}, ${clock}`;
}
