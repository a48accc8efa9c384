import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { readJson } from '../check/json.js';
import { fingerprintOf, yearAfter } from '../flow/fingerprint.js';
import { readFlow, UsageError } from './read.js';

/** Who approves, and for how long: ISO days. */
export type Approval = { by: string; on: string; next: string | undefined };

/**
 * Writes into a flow that a clinician has approved exactly its present content, after a check without errors. A later
 * change of anything but remarks makes it a draft again. Throws {@link UsageError}, and then writes nothing.
 */
export function approve(
  path: string,
  { by, on, next = yearAfter(on) }: Approval,
  print: (text: string) => void,
): 0 | 1 {
  if (!by.trim()) throw new UsageError('--by: give the name and registration of the clinician who approves.');
  for (const day of [on, next])
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)))
      throw new UsageError(`${day}: this is not a day such as 2027-05-01.`);
  if (next <= on) throw new UsageError(`${next}: the next review has to be after ${on}.`);
  if (path.endsWith('.json') && basename(path) !== 'flow.json')
    throw new UsageError(`${path}: name the flow's folder, or its flow.json.`);
  const { flow, report, folder } = readFlow(path);
  const file = join(folder.path, 'flow.json');
  if (report.errors > 0 || !report.found) {
    print(`${file}: not approved. It has ${report.errors} errors; "symptom-guide check ${path}" tells them.`);
    return 1;
  }
  const text = readFileSync(file, 'utf8');
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const fingerprint = fingerprintOf(flow);
  const { note, todo } = (readJson(text).value as { review: Record<string, unknown> }).review;
  const remarks = { ...(note !== undefined && { note }), ...(todo !== undefined && { todo }) };
  const review = { status: 'approved', by: by.trim(), on, next, fingerprint, ...remarks };
  const edits = modify(text.slice(mark.length), ['review'], review, {
    formattingOptions: { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' },
  });
  writeFileSync(file, mark + applyEdits(text.slice(mark.length), edits));
  const warnings = report.problems.filter(({ code }) => !/^(not-reviewed|review-)/.test(code)).length;
  print(
    `${file}: version ${flow.version} approved by ${by.trim()} on ${on}, to be reviewed by ${next}. Its fingerprint is ${fingerprint}, as on the script.`,
  );
  if (warnings > 0) print(`There are ${warnings} warnings; "symptom-guide check ${path}" tells them.`);
  return 0;
}
