import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, posix, relative, resolve, sep, win32 } from 'node:path';
import { fileURLToPath } from 'node:url';
import { served, servedInDevelopment } from '../served.js';

/** The repository: this file, and the one that is built of it, are two folders down. */
const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Where a user's programs keep their data, by the custom of each system, and in it a folder of the receiver's own. */
export function usualFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix;
  const { LOCALAPPDATA, XDG_DATA_HOME = '' } = env;
  const own = 'symptom-guide-receiver';
  if (platform === 'win32') return join(LOCALAPPDATA || join(home, 'AppData', 'Local'), own);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', own);
  // What is not absolute there is to be ignored, says the XDG Base Directory Specification.
  return join(isAbsolute(XDG_DATA_HOME) ? XDG_DATA_HOME : join(home, '.local', 'share'), own);
}

/**
 * The folder for the data: `given`, or the usual one, and then what an earlier release kept in `receiver-data` of the
 * working directory is moved there. `say` takes a line about that. Throws when the demo server would serve the folder,
 * when it cannot be made, or when the old one cannot be moved.
 */
export function dataFolder(given: string | undefined, say: (line: string) => void): string {
  const folder = resolve(given ?? usualFolder());
  const open = [...served, ...servedInDevelopment, 'node_modules'].find((one) => isIn(join(repository, one), folder));
  if (open !== undefined)
    throw new Error(
      `--data ${folder} is in ${join(repository, open)}, which the demo's server gives to pages: name another folder.`,
    );
  if (given !== undefined) return folder;
  moveOld(resolve('receiver-data'), folder, say);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}

/** Moves what an earlier release kept, unless there is other data already. */
export function moveOld(old: string, folder: string, say: (line: string) => void, rename = renameSync): void {
  if (!['submissions.db', 'token'].some((file) => existsSync(join(old, file)))) return;
  const other = existsSync(folder) && readdirSync(folder).length > 0;
  if (other || lstatSync(old).isSymbolicLink()) {
    const because = other ? `${folder} has data already` : 'it is a link';
    say(`${old} stays where it is, since ${because}: start with --data ${old} to read it.`);
    return;
  }
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  if (existsSync(folder)) rmdirSync(folder);
  try {
    rename(old, folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    // On another disk: there as a whole or not at all, and here until it is there.
    const part = `${folder}.part`;
    rmSync(part, { recursive: true, force: true });
    cpSync(old, part, { recursive: true, preserveTimestamps: true });
    renameSync(part, folder);
    rmSync(old, { recursive: true });
  }
  say(`What was in ${old} is in ${folder} now, where no page can ask for it.`);
}

/** Whether a path, of which the last parts may not be there yet, is this folder or in it. */
function isIn(folder: string, path: string): boolean {
  const way = relative(realOf(folder), realOf(path));
  return way.split(sep)[0] !== '..' && resolve(way) !== way;
}

/** A path without links, as far as it is there. */
const realOf = (path: string): string =>
  existsSync(path) || dirname(path) === path ? realpathSync.native(path) : join(realOf(dirname(path)), basename(path));
