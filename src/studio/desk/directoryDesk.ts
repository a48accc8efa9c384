import { isFlowFile, readTextFile, textForFile } from '../../check/textFile.js';
import type { Desk, DeskFile } from './desk.js';

/** The part that is used here of a folder that the browser may read and write (File System Access). */
export type Directory = {
  readonly name: string;
  values(): AsyncIterable<{ kind: 'file' | 'directory'; name: string }>;
  getFileHandle(name: string, options?: { create: boolean }): Promise<DirectoryFile>;
};
type DirectoryFile = {
  getFile(): Promise<{ lastModified: number; size: number; arrayBuffer(): Promise<ArrayBuffer> }>;
  createWritable(): Promise<{ write(data: string): Promise<void>; close(): Promise<void> }>;
};

/** How often, in milliseconds, the folder is looked at for changes by others. */
const often = 2000;

/** Asks for a folder, in browsers that can; undefined when none was chosen. */
export async function pickDirectory(): Promise<Directory | undefined> {
  const { showDirectoryPicker } = window as { showDirectoryPicker?: (options: object) => Promise<Directory> };
  try {
    return await showDirectoryPicker?.({ id: 'symptom-guide', mode: 'readwrite' });
  } catch (error) {
    if ((error as DOMException).name === 'AbortError') return undefined;
    throw error;
  }
}

/** Whether this browser can read and write folders. */
export const canPickDirectory = () => 'showDirectoryPicker' in window;

/** A folder that the browser reads and writes itself. */
export function directoryDesk(directory: Directory): Desk {
  /** The editions that the studio knows of, and by what a change is noticed without reading. */
  const has = new Map<string, string>();
  const marks = new Map<string, string>();

  const readOne = async (name: string): Promise<(DeskFile & { bytes: Uint8Array }) | undefined> => {
    const handle = await directory.getFileHandle(name).catch(notFound);
    const file = await handle?.getFile().catch(notFound);
    if (!file) return undefined;
    marks.set(name, `${file.lastModified} ${file.size}`);
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { name, text: readTextFile(bytes).text, edition: await editionOf(bytes), bytes };
  };
  const names = async () => {
    const found: string[] = [];
    for await (const { kind, name } of directory.values()) if (kind === 'file' && isFlowFile(name)) found.push(name);
    return found.sort();
  };
  const plain = ({ name, text, edition }: DeskFile): DeskFile => ({ name, text, edition });

  return {
    name: directory.name,
    kind: 'folder',
    async read() {
      const files: DeskFile[] = [];
      for (const name of await names()) {
        const file = await readOne(name);
        if (file) files.push(plain(file));
      }
      if (!files.some(({ name }) => name === 'flow.json'))
        throw new Error(`There is no flow.json in “${directory.name}”: open the folder of one flow.`);
      for (const { name, edition } of files) has.set(name, edition);
      return files;
    },
    async save(name, text, base) {
      const now = await readOne(name);
      if (now?.edition !== base) return { saved: false, theirs: now && plain(now) };
      const form = now ? readTextFile(now.bytes) : { crlf: false, mark: false, utf8: true };
      if (!form.utf8) throw new Error(`${name} is not UTF-8 text: save it as UTF-8 with another program first.`);
      const handle = await directory.getFileHandle(name, { create: true });
      // What is written becomes the file when it is closed, and not before.
      const file = await handle.createWritable();
      await file.write(textForFile(text, form));
      await file.close();
      const written = await readOne(name);
      if (!written) throw new Error(`${name} could not be read again.`);
      has.set(name, written.edition);
      return { saved: true, edition: written.edition };
    },
    watch(listener) {
      let stopped = false;
      let looking = false;
      const look = async () => {
        if (looking || stopped) return;
        looking = true;
        try {
          const there = await names();
          for (const name of there) {
            const handle = await directory.getFileHandle(name).catch(notFound);
            const file = await handle?.getFile().catch(notFound);
            if (!file || marks.get(name) === `${file.lastModified} ${file.size}`) continue;
            const now = await readOne(name);
            if (!now || has.get(name) === now.edition || stopped) continue;
            has.set(name, now.edition);
            listener(name, plain(now));
          }
          for (const name of [...has.keys()].filter((one) => !there.includes(one))) {
            has.delete(name);
            marks.delete(name);
            if (!stopped) listener(name, undefined);
          }
        } catch {
          // The folder is away, or the permission is: saving will say so.
        } finally {
          looking = false;
        }
      };
      const timer = setInterval(look, often);
      addEventListener('focus', look);
      return () => {
        stopped = true;
        clearInterval(timer);
        removeEventListener('focus', look);
      };
    },
  };
}

const notFound = (error: DOMException) => {
  if (error.name === 'NotFoundError') return undefined;
  throw error;
};
const editionOf = async (bytes: Uint8Array<ArrayBuffer>) => {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
};
