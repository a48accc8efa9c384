import { createHash, randomBytes } from 'node:crypto';
import { access, constants, lstat, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import { isFlowFile, readTextFile, textForFile } from '../check/textFile.js';

/** The largest file that is read or written, in bytes. */
export const largestFile = 5_000_000;

/** Something the studio may not do with the folder, in one line for people; `status` as in HTTP. */
export class Refused extends Error {
  constructor(
    readonly status: 400 | 403 | 404 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

/** A file of the folder: its text with \n between lines, and an edition that changes with its content. */
export type FolderFile = { name: string; text: string; edition: string };

/** What became of a write: the new edition, or what is in the file by now; undefined: no file is there. */
type Written = { edition: string } | { theirs: FolderFile | undefined };

/** The files of one flow's folder, and nothing outside of it. */
export type DeskFolder = {
  /** Its name, for people. */
  readonly name: string;
  /** Where it is, with no link in it. */
  readonly path: string;
  /** All files of the flow, and those that are left alone, with why. */
  read(): Promise<{ files: FolderFile[]; leftAlone: string[] }>;
  /** One file; undefined when it is not there. Throws {@link Refused}. */
  readOne(name: string): Promise<FolderFile | undefined>;
  /**
   * Writes one file whole or not at all, if it still has the edition `base`; undefined: if there is none. `beforehand`
   * hears the new edition before anybody can see it. Throws {@link Refused}.
   */
  write(name: string, text: string, base: string | undefined, beforehand?: (edition: string) => void): Promise<Written>;
  /** A picture beside the flow; undefined when there is none. */
  picture(path: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | undefined>;
};

const pictures: Record<string, string> = {
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
};

/** Opens a flow's folder. Rejects when it is not there. */
export async function openDeskFolder(folder: string): Promise<DeskFolder> {
  const path = await realpath(folder);
  let turn: Promise<unknown> = Promise.resolve();

  /** Where a file really is; undefined when it is not there. */
  const place = async (name: string): Promise<string | undefined> => {
    const link = join(path, name);
    if (!(await exists(link))) return undefined;
    // A link that leads nowhere would be followed by whatever is made there later.
    const target = await realpath(link).catch(() => undefined);
    if (target === undefined || !inside(path, target))
      throw new Refused(403, `${name} is a link that leads out of the folder.`);
    return target;
  };
  const flowFile = (name: string) => {
    if (!isFlowFile(name))
      throw new Refused(400, `“${name}” is not the name of a flow's file: use a-z, 0-9 and -, and .json at the end.`);
    return place(name);
  };
  const bytesOf = async (name: string, target: string): Promise<Buffer<ArrayBuffer> | undefined> => {
    const about = await stat(target).catch(notThere);
    if (!about) return undefined;
    if (!about.isFile()) throw new Refused(403, `${name} is not a file.`);
    if (about.size > largestFile) throw new Refused(413, tooLarge(name));
    return readFile(target).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EACCES' || error.code === 'EPERM') throw new Refused(403, `${name} may not be read.`);
      return notThere(error);
    });
  };
  const readOne = async (name: string): Promise<FolderFile | undefined> => {
    const target = await flowFile(name);
    const bytes = target === undefined ? undefined : await bytesOf(name, target);
    return bytes && { name, text: readTextFile(bytes).text, edition: editionOf(bytes) };
  };
  const write: DeskFolder['write'] = async (name, text, base, beforehand) => {
    const target = await flowFile(name);
    const before = target === undefined ? undefined : await bytesOf(name, target);
    const like = before ? readTextFile(before) : { crlf: false, mark: false, utf8: true };
    if (before && editionOf(before) !== base) return { theirs: await readOne(name) };
    if (!before && base !== undefined) return { theirs: undefined };
    if (!like.utf8) throw new Refused(415, `${name} is not UTF-8 text: save it as UTF-8 with another program first.`);
    const bytes = Buffer.from(textForFile(text, like));
    if (bytes.length > largestFile) throw new Refused(413, tooLarge(name));
    const edition = editionOf(bytes);
    const where = target ?? join(path, name);
    // Renaming would replace a file that is protected.
    if (target !== undefined)
      await access(target, constants.W_OK).catch(() => {
        throw new Refused(403, `${name} is write-protected.`);
      });
    await writeWhole(where, bytes, () => beforehand?.(edition));
    return { edition };
  };

  return {
    name: basename(path),
    path,
    async read() {
      const files: FolderFile[] = [];
      const leftAlone: string[] = [];
      for (const name of (await readdir(path)).filter(isFlowFile).sort()) {
        try {
          const file = await readOne(name);
          if (file) files.push(file);
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          leftAlone.push(error.message);
        }
      }
      return { files, leftAlone };
    },
    readOne,
    // One after the other: between looking at a file and writing it, no other write of ours comes.
    write: (...all) => {
      const written = turn.then(() => write(...all));
      turn = written.catch(() => undefined);
      return written;
    },
    async picture(asked) {
      const type = pictures[extname(asked).toLowerCase()];
      const target = type && (await realpath(join(path, asked)).catch(() => undefined));
      if (!target || !inside(path, target)) return undefined;
      const bytes = await readFile(target).catch(() => undefined);
      return bytes && { bytes, type };
    },
  };
}

/** Puts a file in place of another in one step: whatever fails on the way, the old one is still there, whole. */
async function writeWhole(target: string, bytes: Uint8Array, beforehand: () => void): Promise<void> {
  const mode = (await stat(target).catch(notThere))?.mode;
  const temporary = join(target, '..', `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o666);
    try {
      await file.writeFile(bytes);
      if (mode !== undefined) await file.chmod(mode & 0o7777);
      await file.sync();
    } finally {
      await file.close();
    }
    beforehand();
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

const editionOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');
const tooLarge = (name: string) => `${name} is too large for a flow (at most ${largestFile / 1e6} MB).`;
const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );
const inside = (folder: string, path: string) => {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !way.includes(':');
};
/** A file may go away between two looks at it. */
const notThere = (error: NodeJS.ErrnoException) => {
  if (error.code === 'ENOENT') return undefined;
  throw error;
};
