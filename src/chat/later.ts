import { signal } from '@preact/signals';

/**
 * What is fetched as soon as the first question is on screen, in one file: all that a visitor meets further on. Until
 * it is here, or when it never comes, the conversation and every outcome work without it.
 */
export const later = signal<typeof import('./later/parts.js')>();

let fetching = false;
/** How often they are still asked for again by themselves. */
let repeats = 3;
/** Whether the last try to fetch them failed. */
export const failed = signal(false);

/** Fetches the parts for later, unless they are here or on their way; `quietly`: nobody is told that they are. */
export async function fetchLater(quietly?: boolean): Promise<void> {
  if (later.peek() || fetching) return;
  fetching = true;
  if (!quietly) failed.value = false;
  try {
    later.value = await chunk(() => import('./later/parts.js'), 'parts');
  } catch {
    // Asked for again at the next step, or by the visitor; at an outcome there is no next step.
    failed.value = true;
    if (repeats-- > 0) setTimeout(() => fetchLater(true), 5000);
  }
  fetching = false;
}

let tries = 0;

/** Imports one of the build's chunks by `load`, and if that fails, under another address: browsers remember failures. */
export async function chunk<T extends object>(load: () => Promise<T>, name: string): Promise<T> {
  try {
    return whole(await load());
  } catch {
    return whole((await import(/* @vite-ignore */ new URL(`${name}.js?${++tries}`, import.meta.url).href)) as T);
  }
}

/** A module as it came; throws when it is empty, as some hosts answer that fail. */
function whole<T extends object>(module: T): T {
  if (!Object.keys(module)[0]) throw Error('empty');
  return module;
}
