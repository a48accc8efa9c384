import { startChromium } from './chromium.js';
import { type Engine, type EngineName, engineNames } from './engine.js';
import { findFirefox, startFirefox } from './firefox.js';
import { findWebKit, startWebKit } from './webkit.js';

/** How to find, get and start each engine. */
const table: Record<EngineName, { here: () => boolean; get: string; start: () => Promise<Engine> }> = {
  chromium: { here: () => true, get: 'it comes with npm ci', start: startChromium },
  firefox: {
    here: () => Boolean(findFirefox()),
    get: 'install Firefox (Debian: firefox-esr)',
    start: startFirefox,
  },
  webkit: {
    here: () => Boolean(findWebKit()),
    get: 'install WebKitGTK, its driver and Xvfb (Debian: webkit2gtk-driver xvfb)',
    start: startWebKit,
  },
};

/** The engine that the tests of a project run in, from its environment. */
export function engineOf({ ENGINE }: Partial<Record<string, string>>): EngineName {
  const name = engineNames.find((one) => one === ENGINE);
  if (!name) throw new Error(`ENGINE is ${ENGINE}; there are ${engineNames.join(', ')}.`);
  return name;
}

/** Starts one. */
export const start = (name: EngineName): Promise<Engine> => table[name].start();

/** One line when an engine is not on this machine: how to get it. */
export const whyNot = (name: EngineName): string | undefined =>
  table[name].here() ? undefined : `${name}: skipped, it is not on this machine; ${table[name].get}`;

/**
 * What is wrong with the engines, given those that must be here (`chromium,firefox,webkit`, in the variable ENGINES):
 * unknown names and missing engines, in one line; nothing when all is well.
 */
export function lacking(required: string): string | undefined {
  const names = required.split(',').flatMap((name) => name.trim() || []);
  const known = (name: string): name is EngineName => (engineNames as readonly string[]).includes(name);
  const unknown = names.filter((name) => !known(name));
  if (unknown.length > 0) return `ENGINES names ${unknown.join(', ')}; there are ${engineNames.join(', ')}.`;
  const lost = names.filter(known).filter((name) => whyNot(name));
  if (lost.length === 0) return undefined;
  return `ENGINES requires what is not on this machine: ${lost.map((name) => `${name} (${table[name].get})`).join('; ')}.`;
}
