import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { readJson } from '../check/json.js';
import { fingerprintOf, yearAfter } from '../flow/fingerprint.js';
import { parseOverlay } from '../flow/parse.js';
import { reviewedTextsOf } from '../flow/translate.js';
import { readFlow, UsageError } from './read.js';

/** Who approves, and for how long: ISO days. */
export type Approval = { by: string; on: string; next: string | undefined };

/**
 * Writes into the translation of a flow that somebody has reviewed exactly its present texts. A later change of a text or
 * of a translation makes it a draft again. Throws {@link UsageError}, and then writes nothing.
 */
export function approveTranslation(
  path: string,
  { language, by, on }: { language: string; by: string; on: string },
  print: (text: string) => void,
): 0 | 1 {
  if (!by.trim()) throw new UsageError('--by: give the name of who reviewed the translation.');
  requireDay(on);
  requireFolder(path);
  const { flow, report, folder } = readFlow(path);
  if (!flow.languages?.includes(language))
    throw new UsageError(`${language}: this is not one of the "languages" in ${join(folder.path, 'flow.json')}.`);
  const file = join(folder.path, `${language}.json`);
  const { overlay } = parseOverlay(readJson(folder.files.get(`${language}.json`) ?? '').value);
  const left = report.problems.filter(
    (one) =>
      one.file === `${language}.json` &&
      !/^(translation-(not-reviewed|review-outdated)|unused-translation)$/.test(one.code),
  );
  if (!overlay || left.length > 0) {
    print(
      `${file}: not approved. What is left to do with it: ${left.length}; "symptom-guide check ${path}" tells them.`,
    );
    return 1;
  }
  const reviewedTexts = reviewedTextsOf(flow, overlay);
  setIn(file, [
    [['reviewedBy'], `${by.trim()}, ${on}`],
    [['reviewedTexts'], reviewedTexts],
  ]);
  print(`${file}: reviewed by ${by.trim()}, of version ${flow.version}. Its fingerprint is ${reviewedTexts}.`);
  return 0;
}

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
  for (const day of [on, next]) requireDay(day);
  if (next <= on) throw new UsageError(`${next}: the next review has to be after ${on}.`);
  requireFolder(path);
  const { flow, report, folder } = readFlow(path);
  const file = join(folder.path, 'flow.json');
  if (report.errors > 0 || !report.found) {
    print(`${file}: not approved. It has ${report.errors} errors; "symptom-guide check ${path}" tells them.`);
    return 1;
  }
  const fingerprint = fingerprintOf(flow);
  const { note, todo } = (readJson(folder.files.get('flow.json') ?? '').value as { review: Record<string, unknown> })
    .review;
  const remarks = { ...(note !== undefined && { note }), ...(todo !== undefined && { todo }) };
  const review = { status: 'approved', by: by.trim(), on, next, fingerprint, ...remarks };
  setIn(file, [[['review'], review]]);
  const warnings = report.problems.filter(({ code }) => !/^(not-reviewed|review-)/.test(code)).length;
  print(
    `${file}: version ${flow.version} approved by ${by.trim()} on ${on}, to be reviewed by ${next}. Its fingerprint is ${fingerprint}, as on the script.`,
  );
  if (warnings > 0) print(`There are ${warnings} warnings; "symptom-guide check ${path}" tells them.`);
  return 0;
}

function requireDay(day: string): void {
  const time = Date.parse(day);
  // 30 February is read as a day in March.
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(time) || !new Date(time).toISOString().startsWith(day))
    throw new UsageError(`${day}: this is not a day such as 2027-05-01.`);
}

function requireFolder(path: string): void {
  if (path.endsWith('.json') && basename(path) !== 'flow.json')
    throw new UsageError(`${path}: name the flow's folder, or its flow.json.`);
}

/** Writes values into a JSON file, and leaves all else in it as it is. */
function setIn(file: string, values: readonly [path: string[], value: unknown][]): void {
  const text = readFileSync(file, 'utf8');
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' };
  const getInsertionIndex = (properties: string[]) => {
    const texts = properties.indexOf('texts');
    return texts < 0 ? properties.length : texts;
  };
  writeFileSync(
    file,
    mark +
      values.reduce(
        (now, [path, value]) => applyEdits(now, modify(now, path, value, { formattingOptions, getInsertionIndex })),
        text.slice(mark.length),
      ),
  );
}
