/** Prints a table, its numbers one under another. */
export function print(title: string, head: string[], rows: string[][]): void {
  const widths = head.map((text, i) => Math.max(text.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: string[]) => row.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  ');
  console.log(
    [`\n${title}\n`, line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n'),
  );
}

/** What a bar says beside a measurement: the bar itself, and whether it is met. */
export function judge(value: number, atMost: number, unit: string): [bar: string, verdict: string] {
  return [`<= ${atMost} ${unit}`.trim(), value <= atMost ? 'met' : 'missed'];
}
