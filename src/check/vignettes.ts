import * as v from 'valibot';
import { type Answers, hasChoices, questionsOf } from '../flow/answer.js';
import { type Reader, visibleTexts } from '../flow/content.js';
import type { Flow } from '../flow/schema.js';
import { clinicSettings } from '../flow/terms.js';
import type { PlaceholderValues } from '../flow/text.js';
import { compileFlow, type FlowMachine } from '../machine/compile.js';
import { raisedFlags, replay } from '../machine/session.js';
import type { Problem } from './check.js';

const answer = v.union([v.string(), v.array(v.string()), v.number(), v.null()]);
const answers = v.record(v.string(), answer);
const texts = v.optional(v.array(v.string()));

/** `vignettes.json`: example patients with the expected outcome. Each gives only what differs from the baseline. */
export const vignettesSchema = v.strictObject({
  $schema: v.optional(v.string()),
  note: v.optional(v.string()),
  baseline: answers,
  vignettes: v.array(
    v.strictObject({
      title: v.pipe(v.string(), v.nonEmpty()),
      answers,
      /** Clinic settings of the page this patient is on. */
      clinic: v.optional(v.record(v.picklist(clinicSettings), v.string())),
      outcome: v.string(),
      /** Exactly the red flags that are raised, in any order. */
      redFlags: v.optional(v.array(v.string())),
      /** Texts or titles that the outcome shows, and that it does not. */
      shows: texts,
      hides: texts,
      note: v.optional(v.string()),
      todo: v.optional(v.string()),
    }),
  ),
});
export type Vignettes = v.InferOutput<typeof vignettesSchema>;
export type Vignette = Vignettes['vignettes'][number];

/** Every vignette that does not end as it says: what was expected, and what happened instead. */
export function checkVignettes(flow: Flow, json: unknown): Problem[] {
  const parsed = v.safeParse(vignettesSchema, json);
  if (!parsed.success) {
    return parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message }));
  }
  const machine = compileFlow(flow);
  const known = new Set(questionsOf(flow).map(({ id }) => id));
  const failed = parsed.output.vignettes.flatMap((vignette, index) => {
    const strangers = Object.keys(vignette.answers).filter((id) => !known.has(id));
    const wrong = [
      ...strangers.map((id) => `there is no question "${id}"`),
      ...differences(flow, machine, { ...parsed.output.baseline, ...vignette.answers }, vignette),
    ];
    return wrong.map((message) => ({ path: `vignettes.${index}`, message: `"${vignette.title}": ${message}` }));
  });
  return [...failed, ...uncovered(flow, machine, parsed.output)];
}

/** Red flags, outcomes and choices that no vignette reaches: nobody has said what should become of them. */
function uncovered(flow: Flow, machine: FlowMachine, { baseline, vignettes }: Vignettes): Problem[] {
  const seen = new Set<string>();
  for (const vignette of vignettes) {
    const { steps, outcome, answers: asked } = replay(machine, { ...baseline, ...vignette.answers });
    if (outcome) seen.add(`outcome "${outcome.id}"`);
    for (const { id } of raisedFlags(flow, asked)) seen.add(`red flag "${id}"`);
    for (const { question, answer } of steps)
      for (const id of [answer].flat()) seen.add(`choice "${id}" of "${question.id}"`);
  }
  return [
    ...flow.redFlags.map(({ id }) => `red flag "${id}"`),
    ...flow.outcomes.map(({ id }) => `outcome "${id}"`),
    ...questionsOf(flow).flatMap((question) =>
      hasChoices(question) ? question.choices.map(({ id }) => `choice "${id}" of "${question.id}"`) : [],
    ),
  ]
    .filter((what) => !seen.has(what))
    .map((what) => ({ path: 'vignettes', message: `no vignette has the ${what}` }));
}

function differences(flow: Flow, machine: FlowMachine, given: Answers, vignette: Vignette): string[] {
  const end = replay(machine, given);
  if (end.question) {
    const said = JSON.stringify(given[end.question.id]);
    return [
      said === undefined
        ? `"${end.question.id}" was asked and has no answer`
        : `"${end.question.id}" does not offer the answer ${said}`,
    ];
  }
  const raised = raisedFlags(flow, end.answers).map(({ id }) => id);
  const wrong: string[] = [];
  if (end.outcome?.id !== vignette.outcome)
    wrong.push(
      `expected the outcome "${vignette.outcome}", got "${end.outcome?.id}" (raised: ${raised.join(', ') || 'nothing'})`,
    );
  if (vignette.redFlags) {
    const missing = vignette.redFlags.filter((id) => !raised.includes(id));
    const extra = raised.filter((id) => !vignette.redFlags?.includes(id));
    if (missing.length > 0) wrong.push(`did not raise ${missing.join(', ')}`);
    if (extra.length > 0) wrong.push(`also raised ${extra.join(', ')}`);
  }
  const clinic = vignette.clinic ?? {};
  const reader: Reader = { flow, answers: end.answers, clinic, values: exampleValues };
  const seen = visibleTexts(reader, end.outcome?.content ?? []);
  for (const text of vignette.shows ?? []) if (!seen.includes(text)) wrong.push(`does not show "${text}"`);
  for (const text of vignette.hides ?? []) if (seen.includes(text)) wrong.push(`shows "${text}"`);
  return wrong;
}

/** A clinic with everything filled in, so that nothing is left out for want of a number. */
const exampleValues: PlaceholderValues = {
  'clinic.name': 'the clinic',
  'clinic.phone': '000',
  'clinic.booking': 'https://clinic.example/book',
  'clinic.practitioner': 'your practitioner',
  'emergency.number': '000',
  'urgent.number': '000',
  'crisis.number': '000',
};
