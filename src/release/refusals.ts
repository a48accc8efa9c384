import { checkFolder, type FlowFolder } from '../check/check.js';

/** Why a flow may not be published, a line each: file, line, column, and what is wrong. None when it is proved. */
export function refusals(folder: FlowFolder): string[] {
  return checkFolder(folder)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}
