import { type Comparison, compareFlows, type OnlyIn } from '../check/diff.js';
import type { Flow } from '../flow/schema.js';

/** How to compare two versions. */
export type DiffOptions = { format: 'text' | 'json'; forbidLessUrgent: boolean };

/** Compares two versions of a flow and prints who ends differently; returns the exit code, 0 or 1. */
export function diff(old: Flow, now: Flow, options: DiffOptions, print: (text: string) => void): 0 | 1 {
  const comparison = compareFlows(old, now);
  print(options.format === 'json' ? asJson(comparison) : asText(comparison, old, now));
  const { lessUrgently, lostSigns } = comparison;
  if (!options.forbidLessUrgent || (lessUrgently === 0n && lostSigns.length === 0)) return 0;
  if (options.format === 'text') {
    if (lessUrgently > 0n) print('Forbidden: somebody ends less urgently than before.');
    if (lostSigns.length > 0)
      print('Forbidden: a sign of a red flag is gone, and what becomes of people who have it cannot be compared.');
  }
  return 1;
}

const number = (n: bigint) => n.toLocaleString('en');

function asJson({ patients, differently, lessUrgently, moves, ...apart }: Comparison): string {
  return JSON.stringify(
    {
      patients: String(patients),
      differently: String(differently),
      lessUrgently: String(lessUrgently),
      moves: moves.map(({ from, to, patients: moved, ...move }) => ({
        from: from.id,
        to: to.id,
        patients: String(moved),
        ...move,
      })),
      ...apart,
    },
    null,
    2,
  );
}

function asText(comparison: Comparison, old: Flow, now: Flow): string {
  const { patients, differently, lessUrgently, moves, onlyOld, onlyNew, lostSigns } = comparison;
  const share = patients === 0n ? 0 : Number((differently * 1_000_000n) / patients) / 10_000;
  const apart = [...only('before', onlyOld), ...only('after', onlyNew)];
  // Nobody knows of patients whose answers only one version has.
  const nobody = apart.length > 0 ? 'Of what both versions ask, nobody' : 'Nobody';
  const lines = [
    `${old.id} ${old.version} → ${now.id} ${now.version}`,
    differently === 0n
      ? `${nobody} ends differently, of ${number(patients)} possible patients.`
      : `${number(differently)} of ${number(patients)} possible patients end differently (${share < 0.0001 ? 'less than 0.0001' : share} %), ${number(lessUrgently)} of them less urgently.`,
  ];
  const changed = moves.filter(({ from, to }) => from.id !== to.id || from.urgency !== to.urgency);
  if (changed.length > 0) {
    const rows = changed.map(({ from, to, patients: moved, lessUrgent }) => [
      from.id,
      to.id,
      number(moved),
      lessUrgent ? 'LESS URGENT' : '',
    ]);
    const head = ['before', 'after', 'patients', ''];
    const width = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] as string).length)));
    const line = (row: string[]) =>
      row
        .map((cell, column) =>
          column === 2 ? cell.padStart(width[column] as number) : cell.padEnd(width[column] as number),
        )
        .join('  ')
        .trimEnd();
    lines.push('', line(head));
    changed.forEach(({ witness }, i) => {
      const said = witness.map(({ question, answer }) => `${question}: ${[answer].flat().join(' + ') || 'skipped'}`);
      lines.push(line(rows[i] as string[]), `    such as ${said.join(', ')}`);
    });
  }
  if (apart.length > 0) lines.push('', 'Not compared, because only one version has them:', ...apart);
  for (const { question, choice, redFlag } of lostSigns)
    lines.push(`  Look: red flag "${redFlag}" read "${question}" before, and this cannot be compared: ${choice}.`);
  return lines.join('\n');
}

function only(when: string, { questions, choices, answers }: OnlyIn): string[] {
  return [
    ...questions.map((question) => `  ${when}: the question "${question}"`),
    ...choices.map(({ question, choice }) => `  ${when}: the choice "${choice}" of "${question}"`),
    ...answers.map(({ question, only: what }) => `  ${when}: answers to "${question}": ${what}`),
  ];
}
