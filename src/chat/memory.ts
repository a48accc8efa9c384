import type { Answers } from '../flow/answer.js';
import type { Flow } from '../flow/schema.js';

/** What outlives a page load: the answers, and those that led to an urgent result before they were changed. */
export type Remembered = { answers: Answers; before?: Answers | undefined };

/**
 * The visitor's answers across page loads in one tab: in sessionStorage, which the browser forgets with the tab.
 * Storage that is blocked, full or holds junk is as good as none. Ids of answers only, never a text or an outcome.
 */
export type Memory = { load(): Remembered; save(remembered: Remembered): void };

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
        const { answers, before } = JSON.parse(storage.getItem(key) ?? '') as Partial<Remembered>;
        return { answers: Object(answers), before: before && Object(before) };
      }) ?? { answers: {} },
    save: ({ answers, before }) =>
      tolerant((storage) => {
        if (Object.keys(answers).length === 0) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify({ flow: flow.id, version: flow.version, answers, before }));
      }),
  };
}
