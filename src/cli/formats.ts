import { codeFrameColumns } from '@babel/code-frame';
import pico from 'picocolors';
import type { Log } from 'sarif';
import type { Report } from '../check/check.js';
import { type Code, codes } from '../check/problem.js';

/** A checked flow folder: the report, where the folder is, and the texts in it. */
export type Checked = { report: Report; path: string; files: ReadonlyMap<string, string> };

/** How `check` can print what it found. */
export const formats = ['text', 'json', 'github', 'sarif'] as const;
export type Format = (typeof formats)[number];

const fileOf = (path: string, file: string) => `${path.replaceAll('\\', '/').replace(/\/$/, '')}/${file}`;
const count = (n: number | bigint, what: string) =>
  `${n.toLocaleString('en')} ${what}${n === 1 || n === 1n ? '' : 's'}`;

/** The last line about a flow, such as "sciatica: proved over 2,827 conversations, 208 vignettes, 0 problems". */
function summary({ name, found, vignettes, errors, warnings }: Report): string {
  const proved = found ? `proved over ${count(found.conversations, 'conversation')}` : 'not proved';
  const run = vignettes === undefined ? 'vignettes not run' : count(vignettes, 'vignette');
  return `${name}: ${proved}, ${run}, ${count(errors, 'problem')}${warnings > 0 ? `, ${count(warnings, 'warning')}` : ''}`;
}

/** For people: each problem with its place, the lines around it, and what to do. */
export function asText(checked: readonly Checked[], colours: boolean): string {
  const { red, yellow, bold, dim, green, cyan } = pico.createColors(colours);
  const blocks = checked.map(({ report, path, files }) => {
    const problems = report.problems.map((problem) => {
      const { code, severity, file, line, column, endLine, endColumn, message, help } = problem;
      const paint = severity === 'error' ? red : yellow;
      const source = files.get(file);
      const frame = source?.trim()
        ? codeFrameColumns(
            source,
            { start: { line, column }, ...(endLine === line ? { end: { line, column: endColumn } } : {}) },
            { linesAbove: 1, linesBelow: 1 },
          )
        : '';
      return [
        `${cyan(`${fileOf(path, file)}:${line}:${column}`)} ${paint(bold(severity))} ${dim(code)}`,
        `  ${bold(message)}`,
        `  ${help}`,
        ...(frame ? [dim(frame.replace(/^/gm, '  '))] : []),
        '',
      ].join('\n');
    });
    const last = summary(report);
    return [...problems, report.errors > 0 ? red(bold(last)) : report.warnings > 0 ? yellow(last) : green(last)].join(
      '\n',
    );
  });
  return blocks.join('\n');
}

/** For programs: everything that was found; numbers of conversations are texts, for they may be very large. */
export function asJson(checked: readonly Checked[]): string {
  const flows = checked.map(({ report: { name, problems, errors, warnings, found, vignettes }, path }) => ({
    name,
    proved: found !== undefined,
    ...(found
      ? {
          conversations: String(found.conversations),
          outcomes: Object.fromEntries(
            [...found.outcomes].map(([id, { conversations }]) => [id, String(conversations)]),
          ),
          longest: found.longest,
          situations: found.situations,
        }
      : {}),
    vignettes,
    errors,
    warnings,
    problems: problems.map((problem) => ({ ...problem, file: fileOf(path, problem.file) })),
  }));
  return JSON.stringify({ flows }, null, 2);
}

/** For GitHub Actions: annotations beside the changed lines of a pull request. */
export function asGithub(checked: readonly Checked[]): string {
  const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  return checked
    .flatMap(({ report, path }) => [
      ...report.problems.map(({ code, severity, file, line, column, endLine, endColumn, message, help }) => {
        const at = `file=${property(fileOf(path, file))},line=${line},col=${column},endLine=${endLine},endColumn=${endColumn}`;
        return `::${severity} ${at},title=${property(code)}::${data(`${message}. ${help}`)}`;
      }),
      `::notice title=${property(report.name)}::${data(summary(report))}`,
    ])
    .join('\n');
}

/** For code scanning: SARIF 2.1.0. */
export function asSarif(checked: readonly Checked[], version: string): string {
  const ids = Object.keys(codes) as Code[];
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'symptom-guide',
            version,
            rules: ids.map((id) => ({
              id,
              shortDescription: { text: codes[id].title },
              help: { text: codes[id].help },
              defaultConfiguration: { level: codes[id].severity },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: checked.flatMap(({ report, path }) =>
          report.problems.map(({ code, severity, file, line, column, endLine, endColumn, message }) => ({
            ruleId: code,
            ruleIndex: ids.indexOf(code),
            level: severity,
            message: { text: message },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(fileOf(path, file)) },
                  region: { startLine: line, startColumn: column, endLine, endColumn },
                },
              },
            ],
          })),
        ),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}
