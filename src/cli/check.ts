import { watch } from 'chokidar';
import { checkFolder } from '../check/check.js';
import { asGithub, asJson, asSarif, asText, type Checked, type Format } from './formats.js';
import { readFolders, UsageError } from './read.js';

/** How to check: what to print, and what counts. */
export type CheckOptions = {
  format: Format;
  /** Warnings count like errors. */
  strict: boolean;
  /** Text in colours. */
  colours: boolean;
  /** The version of this program, for SARIF. */
  version: string;
};

/** Checks the flow folders at `paths` and prints what was found; returns the exit code, 0 or 1. */
export function check(paths: readonly string[], options: CheckOptions, print: (text: string) => void): 0 | 1 {
  const checked: Checked[] = paths.flatMap((path) =>
    readFolders(path).map((folder) => ({ report: checkFolder(folder), path: folder.path, files: folder.files })),
  );
  const { format, strict, colours, version } = options;
  if (format === 'text') print(asText(checked, colours));
  else if (format === 'json') print(asJson(checked));
  else if (format === 'github') print(asGithub(checked));
  else print(asSarif(checked, version));
  return checked.some(({ report }) => report.errors > 0 || (strict && report.warnings > 0)) ? 1 : 0;
}

/** Checks, and again whenever a file changes, until `stop` is called. A folder that is broken meanwhile is waited for. */
export function watchAndCheck(
  paths: readonly string[],
  options: CheckOptions,
  print: (text: string) => void,
): { stop: () => Promise<void> } {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    try {
      check(paths, options, print);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      print(error.message);
    }
    print(`\nWatching ${paths.join(', ')} for changes. Press Ctrl+C to stop.\n`);
  };
  // Editors save in several steps: wait until they are through.
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(run, 100);
  };
  const watcher = watch([...paths], { ignoreInitial: true }).on('all', soon);
  run();
  return {
    stop: () => {
      clearTimeout(waiting);
      return watcher.close();
    },
  };
}
