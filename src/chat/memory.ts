import type { Answers } from '../flow/answer.js';
import type { Flow } from '../flow/schema.js';

/** What outlives a page load. */
export type Remembered = {
  answers: Answers;
  /** The answers that led to an emergency or urgent result before they were changed. */
  before?: Answers | undefined;
  /** The language the visitor chose. */
  language?: string | undefined;
  /** The version of the flow that was answered; without it the conversation just goes on, as in the studio. */
  version?: string | undefined;
};

/**
 * The visitor's answers across page loads in one tab: in sessionStorage, which the browser forgets with the tab. Ids
 * of answers only, never a text or an outcome. Storage that is blocked, full or holds junk is as good as none, and
 * named in one line on the console.
 */
export type Memory = { load(): Remembered; save(remembered: Remembered): void };

/** The memory for a flow, or one that keeps nothing. */
export function memoryFor(flow: Flow, remember: 'session' | 'none'): Memory {
  const key = `symptom-guide:${flow.id}`;
  let warned = false;
  const tolerant = <T>(use: (storage: Storage) => T): T | undefined => {
    if (remember === 'none') return undefined;
    try {
      return use(sessionStorage);
    } catch (error) {
      if (!warned) console.warn(`[symptom-guide] Answers outlive no page load: ${(error as Error).message}`);
      warned = true;
      return undefined;
    }
  };
  return {
    load: () =>
      tolerant((storage) => {
        const { answers, before, language, version } = JSON.parse(storage.getItem(key) ?? '{}') as Partial<Remembered>;
        return { answers: Object(answers), before: before && Object(before), language, version };
      }) ?? { answers: {} },
    save: ({ answers, before, language }) =>
      tolerant((storage) => {
        if (Object.keys(answers).length === 0 && !language) storage.removeItem(key);
        else storage.setItem(key, JSON.stringify({ flow: flow.id, version: flow.version, answers, before, language }));
      }),
  };
}
