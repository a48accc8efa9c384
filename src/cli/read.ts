import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { checkFolder, type FlowFolder, type Report } from '../check/check.js';
import type { Flow } from '../flow/schema.js';

/** The largest file that is read, in bytes: no flow is near it. */
const largestFile = 5_000_000;

/** A mistake of the caller, such as a path that is not there: one clear line, exit code 2. */
export class UsageError extends Error {}

/** A flow folder, and where it is. */
export type OpenedFolder = FlowFolder & { path: string };

/** Reads a text file. Throws {@link UsageError} when it is not there, is no file, or is far too large. */
export function readText(path: string): string {
  if (!existsSync(path)) throw new UsageError(`${path}: there is no such file.`);
  const about = statSync(path);
  if (!about.isFile()) throw new UsageError(`${path}: this is not a file.`);
  if (about.size > largestFile)
    throw new UsageError(
      `${path}: ${(about.size / 1e6).toFixed(1)} MB is too large for a flow (at most ${largestFile / 1e6} MB).`,
    );
  return readFileSync(path, 'utf8');
}

/** Reads the JSON files of a flow folder, or of each flow folder in it. Throws {@link UsageError}. */
export function readFolders(path: string): OpenedFolder[] {
  if (!existsSync(path)) throw new UsageError(`${path}: there is no such file or folder.`);
  const isFolder = statSync(path).isDirectory();
  if (!isFolder && basename(path) !== 'flow.json')
    throw new UsageError(`${path}: name a flow folder, or the flow.json in it.`);
  const folder = isFolder ? path : dirname(path);
  const entries = readdirSync(folder, { withFileTypes: true });
  if (!entries.some((entry) => entry.name === 'flow.json')) {
    const inner = entries.filter((entry) => existsSync(join(folder, entry.name, 'flow.json')));
    if (inner.length === 0) throw new UsageError(`${path}: there is no flow.json in it, nor in a folder in it.`);
    return inner.flatMap((entry) => readFolders(join(folder, entry.name)));
  }
  const files = new Map<string, string>();
  for (const { name } of entries)
    if (name.endsWith('.json') && name !== 'flow.schema.json') files.set(name, readText(join(folder, name)));
  return [{ name: basename(resolve(folder)), path: folder, files }];
}

/** The one flow at a path, which may be any file with a flow in it, checked. Throws {@link UsageError} when it is none, several, or cannot be shown. */
export function readFlow(path: string): { flow: Flow; report: Report; folder: OpenedFolder } {
  const alone = existsSync(path) && statSync(path).isFile() && basename(path) !== 'flow.json';
  const [folder, another] = alone
    ? [{ name: basename(path), path: dirname(path), files: new Map([['flow.json', readText(path)]]) }]
    : readFolders(path);
  if (!folder || another) throw new UsageError(`${path}: name one flow, not a folder of several.`);
  const report = checkFolder(folder);
  const { flow } = report;
  if (!flow) throw new UsageError(`${path}: this flow cannot be read; "symptom-guide check ${path}" says why.`);
  return { flow, report, folder };
}
