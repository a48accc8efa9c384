import * as v from 'valibot';
import { readJson } from '../check/json.js';
import { parseOverlay } from '../flow/parse.js';
import { translateFlow } from '../flow/translate.js';
import { type CodeMap, questionnaireOf } from '../handover/fhir/questionnaire.js';
import { type OpenedFolder, readFlow, UsageError } from './read.js';

const coding = v.strictObject({ system: v.string(), code: v.string(), display: v.optional(v.string()) });
const codings = v.record(v.string(), v.array(coding));
const codesSchema = v.strictObject({
  note: v.optional(v.string()),
  questions: v.optional(codings),
});

/**
 * The FHIR R4 Questionnaire of the flow at a path, as JSON text, with all its translations and, when the folder has a
 * `codes.json`, the codes in it. Throws {@link UsageError}.
 */
export function fhir(path: string, base: string): string {
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol))
    throw new UsageError(`${base}: this is not an address such as https://clinic.example/fhir.`);
  const { flow, report, folder } = readFlow(path);
  if (!report.found) throw new UsageError(`${path}: this flow is not proved; "symptom-guide check ${path}" says why.`);
  const translations = (flow.languages ?? []).flatMap((language) => {
    const text = folder.files.get(`${language}.json`);
    const { overlay } = text === undefined ? {} : parseOverlay(readJson(text).value);
    return overlay ? [translateFlow(flow, overlay)] : [];
  });
  const questionnaire = questionnaireOf(flow, { base, translations, codes: codesIn(folder) });
  return JSON.stringify(questionnaire, null, 2);
}

function codesIn({ files, path }: OpenedFolder): CodeMap {
  const text = files.get('codes.json');
  if (text === undefined) return {};
  const json = readJson(text);
  const [broken] = json.findings;
  const parsed = v.safeParse(codesSchema, json.value);
  if (broken || !parsed.success)
    throw new UsageError(
      `${path}/codes.json: ${broken?.message ?? parsed.issues?.[0]?.message}. It needs "questions": for the id of each, a list of { "system", "code", "display" }.`,
    );
  return parsed.output as CodeMap;
}
