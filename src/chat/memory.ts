import type { Answers } from '../flow/answer.js';
import type { Flow } from '../flow/schema.js';

/**
 * The visitor's answers across page loads in one tab: in sessionStorage, which the browser forgets with the tab.
 * Storage that is blocked, full or holds junk is as good as none. Ids of answers only, never a text or an outcome.
 */
export type Memory = {
  load(): Answers | undefined;
  save(answers: Answers): void;
};

/** The memory for a flow, or one that keeps nothing. */
export function memoryFor(flow: Flow, remember: 'session' | 'none'): Memory {
  const key = `symptom-guide:${flow.id}`;
  const tolerant = <T>(use: (storage: Storage) => T): T | undefined => {
    if (remember === 'none') return undefined;
    try {
      return use(sessionStorage);
    } catch {
      return undefined;
    }
  };
  return {
    load: () =>
      tolerant((storage) => {
        const saved: unknown = JSON.parse(storage.getItem(key) ?? 'null');
        const answers = (saved as { answers?: unknown } | null)?.answers;
        return typeof answers === 'object' && answers !== null ? (answers as Answers) : undefined;
      }),
    save: (answers) =>
      tolerant((storage) => {
        if (Object.keys(answers).length === 0) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify({ flow: flow.id, version: flow.version, answers }));
      }),
  };
}
