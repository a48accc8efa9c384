import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { parseFlow, parseOverlay } from '../flow/parse.js';
import { mapTexts } from '../flow/translate.js';
import { explore, NotProved } from './explore.js';
import { provenProblems } from './rules.js';
import { checkVignettes } from './vignettes.js';

/** One finding of the checker: where in the file, and what, in one line. */
export type Problem = { path: string; message: string };
/** A file of a flow folder, and all that is wrong in it. */
export type FileReport = { file: string; problems: Problem[] };
/** The files of one flow folder: names and texts. */
export type FlowFolder = { name: string; files: ReadonlyMap<string, string> };
/** What the checker found in a flow folder, and what it counted. */
export type Report = {
  name: string;
  files: FileReport[];
  /** Over how many conversations the flow was proved; undefined when it was not. */
  conversations: bigint | undefined;
  /** How many vignettes were run; undefined when the flow could not be run. */
  vignettes: number | undefined;
  problems: number;
};

/**
 * Checks one flow folder: shape and references of `flow.json`, what holds over every possible conversation with it,
 * the vignettes, and each translation beside them. All problems at once.
 */
export function checkFolder({ name, files }: FlowFolder): Report {
  const reports: FileReport[] = [];
  const read = (file: string): unknown => {
    const text = files.get(file);
    const problems: Problem[] = [];
    reports.push({ file, problems });
    if (text === undefined) problems.push({ path: '', message: `There is no ${file} in ${name}.` });
    else {
      const errors: ParseError[] = [];
      const json: unknown = parse(text, errors, { allowTrailingComma: false, disallowComments: true });
      const [first] = errors;
      if (!first) return json;
      const before = text.slice(0, first.offset).split('\n');
      const at = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
      problems.push({ path: '', message: `Not JSON: ${printParseErrorCode(first.error)} at ${at}` });
    }
    return undefined;
  };
  const report = (...problems: Problem[]) => reports.at(-1)?.problems.push(...problems);

  const json = read('flow.json');
  const parsed = json === undefined ? undefined : parseFlow(json);
  if (parsed?.problems) report(...parsed.problems);
  const flow = parsed?.flow;
  let vignettes: number | undefined;
  let conversations: bigint | undefined;
  if (flow) {
    try {
      const found = explore(flow);
      conversations = found.conversations;
      report(...provenProblems(flow, found));
    } catch (error) {
      if (!(error instanceof NotProved)) throw error;
      report({ path: '', message: `Not proved: ${error.message}` });
    }
    const cases = read('vignettes.json');
    if (cases !== undefined) report(...checkVignettes(flow, cases));
    const list = (cases as { vignettes?: unknown } | undefined)?.vignettes;
    vignettes = Array.isArray(list) ? list.length : 0;

    for (const language of flow.languages ?? []) {
      const overlay = read(`${language}.json`);
      if (overlay === undefined) continue;
      const result = parseOverlay(overlay);
      if (result.problems) {
        report(...result.problems);
        continue;
      }
      mapTexts(flow, (place, text) => {
        if (!Object.hasOwn(result.overlay.texts, place))
          report({ path: `texts.${place}`, message: `has no translation of "${text}"` });
        return text;
      });
    }
  }
  return {
    name,
    files: reports,
    conversations,
    vignettes,
    problems: reports.reduce((sum, file) => sum + file.problems.length, 0),
  };
}
