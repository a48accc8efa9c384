import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkFolder, type FlowFolder } from '../check/check.js';

/** The largest file that is read, in bytes: no flow is near it. */
const largestFile = 5_000_000;

/** A path that cannot be checked: the caller's mistake, exit code 2. */
export class UsageError extends Error {}

/** Reads the JSON files of a flow folder, or of each flow folder in it. */
export function readFolders(path: string): FlowFolder[] {
  if (!existsSync(path)) throw new UsageError(`${path}: there is no such file or folder.`);
  const folder = statSync(path).isDirectory() ? path : join(path, '..');
  const names = readdirSync(folder, { withFileTypes: true });
  if (!names.some((entry) => entry.name === 'flow.json')) {
    const inner = names.filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'flow.json')));
    if (inner.length === 0) throw new UsageError(`${path}: there is no flow.json in it.`);
    return inner.flatMap((entry) => readFolders(join(folder, entry.name)));
  }
  const files = new Map<string, string>();
  for (const { name } of names.filter((entry) => entry.isFile() && entry.name.endsWith('.json'))) {
    const file = join(folder, name);
    const { size } = statSync(file);
    if (size > largestFile) throw new UsageError(`${file}: ${size} bytes is too large for a flow.`);
    files.set(name, readFileSync(file, 'utf8'));
  }
  return [{ name: basename(folder), files }];
}

/** Checks the flow folders at `paths`, prints every problem and a last line for each flow; returns the exit code. */
export function check(paths: readonly string[], print: (line: string) => void): number {
  let code = 0;
  for (const folder of paths.flatMap(readFolders)) {
    const report = checkFolder(folder);
    for (const { file, problems } of report.files) {
      for (const { path, message } of problems) print(`${folder.name}/${file}: ${path ? `${path}: ` : ''}${message}`);
    }
    const count = (n: number | bigint, what: string) =>
      `${n.toLocaleString('en')} ${what}${Number(n) === 1 ? '' : 's'}`;
    const proved =
      report.conversations === undefined ? 'not proved' : `proved over ${count(report.conversations, 'conversation')}`;
    const vignettes = report.vignettes === undefined ? 'vignettes not run' : count(report.vignettes, 'vignette');
    print(`${folder.name}: ${proved}, ${vignettes}, ${count(report.problems, 'problem')}`);
    if (report.problems > 0) code = 1;
  }
  return code;
}
