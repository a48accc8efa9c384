import { starterFlow, starterVignettes } from '../../check/starter.js';
import { isFlowFile } from '../../check/textFile.js';
import { format } from '../layout.js';
import { commandAt, commandDesk } from './commandDesk.js';
import type { Desk } from './desk.js';
import { type LooseFile, looseDesk } from './looseDesk.js';

/**
 * The desk that this page has by itself: the folder of the command that serves it, or the flow that its address names
 * (`#open=sciatica`). Undefined when somebody has to choose. Rejects with one line for people.
 */
export async function openDesk(): Promise<Desk | undefined> {
  const api = commandAt(location.href);
  if (api) return commandDesk(api);
  const wanted = new URLSearchParams(location.hash.slice(1)).get('open');
  return wanted !== null && /^[a-z][a-z0-9-]*$/.test(wanted) ? shippedDesk(wanted) : undefined;
}

/** A flow that was shipped with the studio, to look at. Rejects with one line when it is not there. */
export async function shippedDesk(id: string): Promise<Desk> {
  const flows = new URL('flows/', location.href);
  const bytesOf = async (path: string): Promise<Uint8Array> => {
    const response = await fetch(new URL(path, flows)).catch(() => undefined);
    if (!response?.ok) throw new Error(`The guide “${id}” could not be fetched.`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const list = JSON.parse(new TextDecoder().decode(await bytesOf('index.json'))) as Record<string, string[]>;
  const names = (Object.hasOwn(list, id) && list[id]) || [];
  if (names.length === 0) throw new Error(`There is no guide “${id}” here.`);
  const files = names
    .filter(isFlowFile)
    .map(async (name): Promise<LooseFile> => ({ name, bytes: await bytesOf(`${id}/${name}`) }));
  return looseDesk(id, await Promise.all(files));
}

/** A small flow to start from, which is nowhere yet. */
export function newDesk(id: string): Desk {
  const text = (json: unknown) => format(JSON.stringify(json, null, 2));
  return unsavedDesk(id, [
    { name: 'flow.json', text: text(starterFlow(id)) },
    { name: 'vignettes.json', text: text(starterVignettes) },
  ]);
}

/** Files of which none is saved anywhere, such as those of a new flow. */
export function unsavedDesk(name: string, files: readonly { name: string; text: string }[]): Desk {
  const starts = files.map((file) => ({ ...file, edition: '0' }));
  return { ...looseDesk(name, starts.map(asBytes)), read: async () => [], starts };
}

/** A text as it is opened. */
export const asBytes = ({ name, text }: { name: string; text: string }): LooseFile => ({
  name,
  bytes: new TextEncoder().encode(text),
});
