import { readJson } from '../check/json.js';
import { asApproved } from '../flow/fingerprint.js';
import { parseOverlay } from '../flow/parse.js';
import { translateFlow } from '../flow/translate.js';
import { questionnaireOf } from '../handover/fhir/questionnaire.js';
import { bundleOf, codeSystemOf, conceptMapOf } from '../handover/fhir/terminology.js';
import { readCodeMap } from './codeMap.js';
import { readFlow, UsageError } from './read.js';

/** What can be written of a flow: one resource, or all of them. */
export const fhirParts = ['questionnaire', 'codesystem', 'conceptmap', 'bundle'] as const;
export type FhirPart = (typeof fhirParts)[number];

/**
 * A flow at a path as FHIR R4, as JSON text: its Questionnaire, the CodeSystem of its own codes, the ConceptMap to the
 * codes in the folder's `codes.json`, or a Bundle of them; with all its translations. Throws {@link UsageError}.
 */
export function fhir(path: string, base: string, what: FhirPart = 'questionnaire'): string {
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol))
    throw new UsageError(`${base}: this is not an address such as https://clinic.example/fhir.`);
  const { flow: written, report, folder } = readFlow(path);
  // What was changed after its approval is not called active.
  const flow = asApproved(written);
  if (!report.found) throw new UsageError(`${path}: this flow is not proved; "symptom-guide check ${path}" says why.`);
  const translations = (flow.languages ?? []).flatMap((language) => {
    const text = folder.files.get(`${language}.json`);
    const { overlay } = text === undefined ? {} : parseOverlay(readJson(text).value);
    return overlay ? [translateFlow(flow, overlay)] : [];
  });
  const options = { base, translations, codes: readCodeMap(flow, folder) };
  const make = { questionnaire: questionnaireOf, codesystem: codeSystemOf, conceptmap: conceptMapOf, bundle: bundleOf };
  const resource = make[what](flow, options);
  if (resource.resourceType === 'ConceptMap' && !resource.group)
    throw new UsageError(
      `${folder.path}/codes.json: there is no code to map to; flows/README.md shows how to add one.`,
    );
  return JSON.stringify(resource, null, 2);
}
