import type { DraftStore, KeptDraft } from './drafts.js';

const prefix = 'symptom-guide-studio';

/** The drafts of a browser: each in one entry of the storage that outlives the page, for it is written while it closes. */
export function browserDrafts(): DraftStore {
  const keyOf = (identity: string) => `${prefix}:${encodeURIComponent(identity)}:`;
  return {
    async left(identity) {
      // A page that is open holds a lock by the name of its draft.
      const held = (await navigator.locks?.query())?.held?.map(({ name }) => name) ?? [];
      return entries(keyOf(identity)).filter(({ key }) => !held.includes(key));
    },
    write: (draft) => localStorage.setItem(draft.key, JSON.stringify(draft)),
    remove(key) {
      try {
        localStorage.removeItem(key);
      } catch {
        // What cannot be used holds nothing.
      }
    },
    open(identity) {
      const key = `${keyOf(identity)}${someId()}`;
      let close = () => {};
      const closed = new Promise<void>((resolve) => {
        close = resolve;
      });
      navigator.locks?.request(key, () => closed).catch(() => undefined);
      return { key, close };
    },
  };
}

/** Also where the page is not on https. */
const someId = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36)).join('');

function entries(start: string): KeptDraft[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(start));
    return keys.flatMap((key) => read(localStorage.getItem(key))).sort((a, b) => b.at - a.at);
  } catch {
    return [];
  }
}

/** An entry that an older studio wrote, or half of one, is no draft. */
function read(entry: string | null): KeptDraft | [] {
  try {
    const draft = JSON.parse(entry ?? '') as Partial<KeptDraft>;
    const whole = typeof draft.at === 'number' && typeof draft.key === 'string' && Array.isArray(draft.files);
    return whole ? (draft as KeptDraft) : [];
  } catch {
    return [];
  }
}
