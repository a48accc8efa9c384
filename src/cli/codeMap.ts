import * as v from 'valibot';
import { readJson } from '../check/json.js';
import { hasChoices, questionsOf } from '../flow/answer.js';
import type { Path } from '../flow/parse.js';
import type { Flow } from '../flow/schema.js';
import { equivalences } from '../handover/fhir/resources.js';
import type { CodeMap } from '../handover/fhir/terminology.js';
import { type OpenedFolder, UsageError } from './read.js';

const howMappedCodesLook = 'a list of { "system", "code", "display", "equivalence" }';
const filled = v.pipe(v.string('needs a text in quotes'), v.regex(/^\S+( \S+)*$/, 'is empty, or has stray spaces'));
const remark = v.optional(v.string('needs a text in quotes'));
const mappedCode = v.strictObject({
  system: v.pipe(filled, v.regex(/^(https?:\/\/|urn:)\S+$/, 'is not an address such as "http://snomed.info/sct"')),
  version: v.optional(filled),
  code: filled,
  display: v.optional(filled),
  equivalence: v.picklist(equivalences, `is not one of ${equivalences.join(', ')}`),
  note: remark,
  source: remark,
});
const mappedCodes = v.array(mappedCode, `needs ${howMappedCodesLook}`);
const byId = <T>(codes: v.GenericSchema<unknown, T>) =>
  v.optional(v.record(v.string(), codes, 'needs an object with ids'));
const codeMapSchema = v.strictObject({
  note: remark,
  questions: byId(mappedCodes),
  choices: byId(v.record(v.string(), mappedCodes, 'needs an object with the ids of choices')),
  redFlags: byId(mappedCodes),
});

/**
 * The codes in the `codes.json` of a flow folder; none without it. Throws {@link UsageError} with the file, the place
 * and what to do, for what has not the right shape and for what the flow does not have.
 */
export function readCodeMap(flow: Flow, { files, path }: OpenedFolder): CodeMap {
  const text = files.get('codes.json');
  if (text === undefined) return {};
  const json = readJson(text);
  const refuse = (at: Path, message: string, onKey = false): UsageError => {
    const { line, column } = json.locate(at, onKey);
    return new UsageError(
      `${path}/codes.json:${line}:${column} ${at.length > 0 ? `${at.join('.')}: ` : ''}${message}.`,
    );
  };
  const [broken] = json.findings;
  if (broken) {
    const { line, column } = broken.range ?? json.locate(broken.path);
    throw new UsageError(`${path}/codes.json:${line}:${column} ${broken.message}.`);
  }
  const parsed = v.safeParse(codeMapSchema, json.value);
  if (Array.isArray(json.value)) throw refuse([], 'needs an object with "questions", "choices" and "redFlags"');
  if (!parsed.success) {
    // A field that is not known is often the one that is missing, written wrongly.
    const issue = parsed.issues.find(({ expected }) => expected === 'never') ?? parsed.issues[0];
    const { path: at = [], message, expected, type, received } = issue;
    const keys = at.map(({ key }) => key as string | number);
    if (type !== 'strict_object') throw refuse(keys, message);
    throw expected === 'never'
      ? refuse(keys, 'there is no such field; take it out, or write remarks into "note"', true)
      : refuse(keys, expected === 'Object' ? `needs an object, not ${received}` : `add ${expected}`);
  }
  const codes = parsed.output;
  const unknown = (at: Path, what: string) =>
    refuse(at, `there is no ${what} "${at.at(-1)}" in flow.json; use the id of one, or take it out`, true);
  const questions = new Map(questionsOf(flow).map((question) => [question.id, question]));
  for (const id of Object.keys(codes.questions ?? {}))
    if (!questions.has(id)) throw unknown(['questions', id], 'question');
  for (const [id, choices] of Object.entries(codes.choices ?? {})) {
    const question = questions.get(id);
    if (!question) throw unknown(['choices', id], 'question');
    for (const choice of Object.keys(choices))
      if (!hasChoices(question) || !question.choices.some((one) => one.id === choice))
        throw unknown(['choices', id, choice], `choice of the question "${id}"`);
  }
  for (const id of Object.keys(codes.redFlags ?? {}))
    if (!flow.redFlags.some((flag) => flag.id === id)) throw unknown(['redFlags', id], 'red flag');
  return codes;
}
