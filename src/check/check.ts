import { closestMatch } from 'leven';
import { descriptions } from '../flow/describe.js';
import { brokenReferences, parseOverlay, parseShape } from '../flow/parse.js';
import type { Flow } from '../flow/schema.js';
import { contentFindings, reviewOutdated } from './content.js';
import { type Exploration, explore, NotProved } from './explore.js';
import { type JsonFile, readJson } from './json.js';
import { overlayFindings } from './overlays.js';
import { codes, type Finding, type Problem } from './problem.js';
import { patchOver } from './repair.js';
import { plainFindings, provenFindings, signsLowerUrgency } from './rules.js';
import { parseVignettes, runVignettes, type VignetteRun, vignetteFindings } from './vignettes.js';

/** The files of one flow folder: names and texts. */
export type FlowFolder = { name: string; files: ReadonlyMap<string, string> };
/** What the checker found in a flow folder, and what it counted. */
export type Report = {
  name: string;
  /** All problems, by file and place. */
  problems: Problem[];
  errors: number;
  warnings: number;
  /** The flow, if it can be shown. */
  flow: Flow | undefined;
  /** What is true of all its conversations; undefined when it was not proved. */
  found: Exploration | undefined;
  /** How many vignettes were run; undefined when the flow could not be run. */
  vignettes: number | undefined;
  /** How each of them ended, in the order of their file. */
  runs: readonly VignetteRun[] | undefined;
};

/**
 * Checks one flow folder: shape and references of `flow.json`, what holds over every possible conversation with it,
 * its content, the vignettes, and each translation beside them. All problems at once. `today` is an ISO day, for
 * reviews that are due.
 */
export function checkFolder(folder: FlowFolder, today?: string): Report {
  const steps = checkInSteps(folder, today);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * The same as {@link checkFolder} in several steps, what is needed soonest first, so that somebody who types need not
 * wait for the rest: each yields what was found so far, the last returns all. `explored` walks the conversations, or has
 * done so already.
 */
export function* checkInSteps(
  { name, files }: FlowFolder,
  today = new Date().toISOString().slice(0, 10),
  explored: (flow: Flow) => Exploration = explore,
): Generator<Report, Report> {
  const problems: Problem[] = [];
  const opened = new Map<string, JsonFile>();
  const report = (
    own: string,
    findings: readonly (Finding & { range?: Problem | ReturnType<JsonFile['locate']> })[],
  ) => {
    for (const { code, path, message, file = own, onKey, wrote, among, range, witness } of findings) {
      const place = range ?? opened.get(file)?.locate(path, onKey ?? code === 'unknown-key') ?? nowhere;
      const { line, column, endLine, endColumn } = place;
      const instead = suggestion(wrote, among ?? (code === 'unknown-key' ? fields : []));
      const { severity, help } = codes[code];
      const said = instead ? `${message}; did you mean "${instead}"?` : message;
      const meant = instead && wrote !== undefined ? { meant: { wrote, instead } } : {};
      const shown = witness ? { witness } : {};
      problems.push({
        code,
        severity,
        file,
        path,
        line,
        column,
        endLine,
        endColumn,
        message: said,
        help,
        ...meant,
        ...shown,
      });
    }
  };
  const open = (file: string): unknown => {
    const text = files.get(file);
    if (text === undefined) {
      report(file, [{ code: 'missing-file', path: [], message: `there is no ${file} in ${name}` }]);
      return undefined;
    }
    const json = readJson(text);
    opened.set(file, json);
    report(file, json.findings);
    return json.value;
  };

  let flow: Flow | undefined;
  let shown: Flow | undefined;
  let found: Exploration | undefined;
  let runs: VignetteRun[] | undefined;
  const soFar = (): Report => {
    const sorted = inOrder(problems);
    const errors = sorted.filter(({ severity }) => severity === 'error').length;
    return {
      name,
      problems: sorted,
      errors,
      warnings: sorted.length - errors,
      flow: shown,
      found,
      vignettes: runs?.length,
      runs,
    };
  };

  const json = open('flow.json');
  const told = new Set<string>();
  const reportUntold = (findings: readonly Finding[]) =>
    report(
      'flow.json',
      findings.filter(({ path }) => !told.has(path.join())),
    );
  if (json !== undefined) {
    const read = readFlow(json);
    report('flow.json', read.problems);
    for (const { path } of read.problems) told.add(path.join());
    reportUntold(read.broken);
    ({ flow, shown } = read);
  }
  // So far it can be shown, if it can be.
  yield soFar();

  if (shown) {
    try {
      found = explored(shown);
      report('flow.json', provenFindings(shown, found));
    } catch (error) {
      if (!(error instanceof NotProved)) throw error;
      report('flow.json', [{ code: 'not-proved', path: [], message: error.message }]);
    }
  }
  yield soFar();

  if (flow) reportUntold([...plainFindings(flow), ...contentFindings(flow, today)]);
  if (shown) report('flow.json', reviewOutdated(shown));
  yield soFar();

  const cases = open('vignettes.json');
  if (cases !== undefined) {
    const parsed = parseVignettes(cases);
    if (parsed.problems) report('vignettes.json', parsed.problems);
    else if (shown) {
      runs = runVignettes(shown, parsed.vignettes);
      report('vignettes.json', vignetteFindings(shown, parsed.vignettes, runs));
      parsed.vignettes.vignettes.forEach(({ todo }, i) => {
        if (todo !== undefined)
          report('vignettes.json', [{ code: 'todo', path: ['vignettes', i, 'todo'], message: `to do: ${todo}` }]);
      });
    }
  }
  for (const language of new Set(flow?.languages)) {
    const file = `${language}.json`;
    const overlay = open(file);
    if (overlay === undefined || !flow) continue;
    const result = parseOverlay(overlay);
    report(file, result.problems ?? overlayFindings(flow, result.overlay));
    if (result.overlay && result.overlay.language !== language)
      report(file, [
        {
          code: 'wrong-value',
          path: ['language'],
          message: `"${result.overlay.language}" is not "${language}", the file's name`,
        },
      ]);
  }
  yield soFar();

  // What takes longest, and so may be given up after each question: it walks all conversations anew for each sign.
  if (shown && found) {
    const steps = signsLowerUrgency(shown);
    const unchanged = soFar();
    try {
      for (;;) {
        const { done, value } = steps.next();
        if (done) {
          report('flow.json', value);
          break;
        }
        yield unchanged;
      }
    } catch (error) {
      if (!(error instanceof NotProved)) throw error;
      report('flow.json', [{ code: 'not-proved', path: [], message: error.message }]);
    }
  }
  return soFar();
}

/**
 * Shape and references. `flow` is what could be read of it, small mistakes patched over; `shown` is set when it is
 * whole, and so can be run.
 */
function readFlow(json: unknown): {
  problems: Finding[];
  broken: Finding[];
  flow: Flow | undefined;
  shown: Flow | undefined;
} {
  const shape = parseShape(json);
  const problems: Finding[] = shape.problems;
  const flow = shape.flow ?? parseShape(patchOver(json, shape.problems)).flow;
  const broken: Finding[] = flow ? brokenReferences(flow) : [];
  return { problems, broken, flow, shown: broken.length === 0 ? shape.flow : undefined };
}

/** Problems by file, flow.json first, and by place. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const order = [...new Set(['flow.json', 'vignettes.json', ...problems.map(({ file }) => file)])];
  return problems.toSorted(
    (a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line || a.column - b.column,
  );
}

const nowhere = { line: 1, column: 1, endLine: 1, endColumn: 1 };
/** The names of all fields of a flow. */
const fields = [...new Set(Object.values(descriptions).flatMap((part) => Object.keys(part)))];

/** What was probably meant, if something near it exists. */
function suggestion(wrote: string | undefined, among: readonly string[]): string | undefined {
  if (wrote === undefined || wrote.length < 3) return undefined;
  return closestMatch(
    wrote,
    among.filter((name) => name !== wrote),
    { maxDistance: Math.max(2, Math.floor(wrote.length / 3)) },
  );
}
