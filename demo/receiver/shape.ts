import * as v from 'valibot';
import { urgencies } from '../../src/flow/terms.js';
import type { QuestionnaireResponse, ResponseItem } from '../../src/handover/fhir/resources.js';
import type { Submission } from '../../src/handover/submission.js';

/** As in FHIR: with seconds and a time zone. */
const time = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);
const text = (most: number) => v.pipe(v.string(), v.maxLength(most), v.regex(/\S/));
const language = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/));

const items = <Item extends v.GenericSchema>(one: Item) => v.pipe(v.array(one), v.minLength(1));

/** An answer of the response, of one kind; `display` is what the visitor read. */
const answer = v.union([
  v.strictObject({
    valueCoding: v.strictObject({
      system: v.exactOptional(text(500)),
      version: v.exactOptional(text(100)),
      code: v.exactOptional(text(200)),
      display: v.exactOptional(text(5_000)),
    }),
  }),
  v.strictObject({ valueInteger: v.pipe(v.number(), v.integer(), v.minValue(-(2 ** 31)), v.maxValue(2 ** 31 - 1)) }),
  v.strictObject({ valueBoolean: v.boolean() }),
  v.strictObject({ valueString: text(5_000) }),
]);
/** An item of the response: what it is about, and an answer or further items. */
const item: v.GenericSchema<ResponseItem> = v.strictObject({
  linkId: text(200),
  text: v.exactOptional(text(5_000)),
  answer: v.exactOptional(items(answer)),
  item: v.exactOptional(items(v.lazy(() => item))),
});

/** No field more than these: a `subject` that a stranger sent would put these answers into somebody's record. */
const response = v.strictObject({
  resourceType: v.literal('QuestionnaireResponse'),
  language,
  questionnaire: v.pipe(text(500), v.regex(/^\S+$/)),
  status: v.picklist(['completed', 'in-progress']),
  authored: time,
  item: items(item),
}) satisfies v.GenericSchema<QuestionnaireResponse>;

/** What is stored: a {@link Submission}, and nothing beside it. */
const submissionSchema = v.strictObject({
  format: v.literal(1),
  key: v.pipe(v.string(), v.regex(/^[0-9a-f-]{32,36}$/)),
  sent: time,
  patient: v.strictObject({ name: text(200), contact: text(200) }),
  consent: v.strictObject({ text: text(5_000), language, given: time }),
  outcome: v.strictObject({ id: text(100), urgency: v.picklist(urgencies) }),
  summary: text(50_000),
  response,
}) satisfies v.GenericSchema<Submission>;

/** Each group and each condition that it stands under is two levels; who sends more wants to exhaust a reader. */
const deepest = 200;
const isDeeper = (value: unknown, levels: number): boolean =>
  levels < 0 ||
  (typeof value === 'object' && value !== null && Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

/** The submission in a JSON text, or one line that says which field is wrong, without what is in it. */
export function parseSubmission(json: string): { submission: Submission } | { wrong: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { wrong: 'The body is not JSON.' };
  }
  if (isDeeper(value, deepest)) return { wrong: `The body has more than ${deepest} levels.` };
  const { success, output, issues } = v.safeParse(submissionSchema, value, { abortEarly: true });
  if (success) return { submission: output };
  const [issue] = issues;
  const where = v.getDotPath(issue) ?? 'the body';
  if (issue.expected === 'never') return { wrong: `There is no field "${where}" in a submission of format 1.` };
  return { wrong: `"${where}" is not as a submission of format 1 has it (${issue.expected ?? 'a real time'}).` };
}
