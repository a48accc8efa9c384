import { codes } from '../check/problem.js';

/** A Markdown text with the table of all problems between its marks, as the code has them now. */
export function withCodesTable(text: string): string {
  const rows = Object.entries(codes).map(([code, { severity, title, help }]) =>
    [`\`${code}\`${severity === 'warning' ? ' (warning)' : ''}`, title, help]
      .map((cell) => cell.replaceAll('|', '\\|'))
      .join(' | '),
  );
  const table = ['| problem | what it is | what to do |', '|---|---|---|', ...rows.map((row) => `| ${row} |`)].join(
    '\n',
  );
  return text.replace(
    /(<!-- problems:.*-->\n)[\s\S]*?(<!-- \/problems -->)/,
    (_, start: string, end: string) => `${start}\n${table}\n\n${end}`,
  );
}
