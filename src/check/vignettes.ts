import * as v from 'valibot';
import { type Answers, hasChoices, questionsOf } from '../flow/answer.js';
import { compare, comparisons, holds, reasons } from '../flow/condition.js';
import { type Reader, visible } from '../flow/content.js';
import { describeIssues, type Path } from '../flow/parse.js';
import type { AnswerCondition, Flow, RedFlag } from '../flow/schema.js';
import { clinicSettings } from '../flow/settings.js';
import type { PlaceholderValues } from '../flow/text.js';
import { visibleTexts } from '../flow/visibleTexts.js';
import { compileFlow } from '../machine/compile.js';
import { type Replay, raisedFlags, replayer } from '../machine/session.js';
import type { Code, Finding } from './problem.js';
import type { WitnessStep } from './residual.js';

const answer = v.union([v.string(), v.array(v.string()), v.number(), v.null()]);
const answers = v.record(v.string(), answer);
const texts = v.optional(v.array(v.string()));

/** `vignettes.json`: example patients with the expected outcome. Each gives only what differs from the baseline. */
const vignettesSchema = v.strictObject({
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

/** Reads `vignettes.json`, as far as it has the right shape. */
export function parseVignettes(
  json: unknown,
): { vignettes: Vignettes; problems?: never } | { vignettes?: never; problems: Finding[] } {
  const parsed = v.safeParse(vignettesSchema, json);
  return parsed.success ? { vignettes: parsed.output } : { problems: describeIssues(parsed.issues) };
}

/** How one vignette ended, and what is different from what it says. */
export type VignetteRun = {
  title: string;
  /** What its patient was asked and answered. */
  witness: WitnessStep[];
  /** Where it ended; undefined when a question has no answer, or none that it offers. */
  outcome: string | undefined;
  redFlags: string[];
  /** Empty when it ended as it says. */
  differences: Difference[];
};
/** Something that is not as a vignette says: where in it, and what. */
type Difference = { at: Path; message: string };

/** Replays every vignette in the compiled machine. */
export function runVignettes(flow: Flow, { baseline, vignettes }: Vignettes): VignetteRun[] {
  // One for all: what two patients answer alike is replayed once.
  const replayed = replayer(compileFlow(flow));
  return vignettes.map((vignette) => {
    const given = { ...baseline, ...vignette.answers };
    const end = replayed(given);
    return {
      title: vignette.title,
      witness: end.steps.map(({ question, answer }) => ({ question: question.id, answer })),
      outcome: end.outcome?.id,
      redFlags: raisedFlags(flow, end.answers).map(({ id }) => id),
      differences: differences(flow, end, given, vignette),
    };
  });
}

/** Every vignette that does not end as it says, and all that no vignette reaches. */
export function vignetteFindings(
  flow: Flow,
  { baseline, vignettes }: Vignettes,
  runs: readonly VignetteRun[] = runVignettes(flow, { baseline, vignettes }),
): Finding[] {
  const questions = questionsOf(flow).map(({ id }) => id);
  const flags = flow.redFlags.map(({ id }) => id);
  const outcomes = flow.outcomes.map(({ id }) => id);
  const known = (
    code: Code,
    what: string,
    id: string,
    among: readonly string[],
    path: Path,
    onKey = false,
  ): Finding[] =>
    among.includes(id) ? [] : [{ code, path, message: `there is no ${what} "${id}"`, wrote: id, among, onKey }];
  const seen = new Set<string>();
  const strangers = (answers: Answers, path: Path) =>
    Object.keys(answers).flatMap((id) => known('unknown-question', 'question', id, questions, [...path, id], true));
  const failed = vignettes.flatMap((vignette, index) => {
    const path = ['vignettes', index];
    const { outcome, redFlags, witness, differences } = runs[index] as VignetteRun;
    if (outcome) seen.add(`outcome ${outcome}`);
    for (const id of redFlags) seen.add(`red flag ${id}`);
    for (const { question, answer } of witness) for (const id of [answer].flat()) seen.add(`choice ${question} ${id}`);
    return [
      ...strangers(vignette.answers, [...path, 'answers']),
      ...known('unknown-outcome', 'outcome', vignette.outcome, outcomes, [...path, 'outcome']),
      ...(vignette.redFlags ?? []).flatMap((id, f) =>
        known('unknown-red-flag', 'red flag', id, flags, [...path, 'redFlags', f]),
      ),
      ...differences.map(
        ({ at, message }): Finding => ({
          code: 'vignette-failed',
          path: [...path, ...at],
          message: `"${vignette.title}": ${message}`,
          witness,
        }),
      ),
    ];
  });
  return [...strangers(baseline, ['baseline']), ...failed, ...uncovered(flow, seen)];
}

/** Red flags, outcomes and choices that no vignette reaches: nobody has said what should become of them. */
function uncovered(flow: Flow, seen: ReadonlySet<string>): Finding[] {
  const missing = (code: Code, what: string, key: string, path: Path): Finding[] =>
    seen.has(key) ? [] : [{ code, path, message: `no vignette has ${what}`, file: 'flow.json' }];
  return [
    ...flow.redFlags.flatMap(({ id }, f) =>
      missing('flag-without-vignette', `the red flag "${id}"`, `red flag ${id}`, ['redFlags', f]),
    ),
    ...flow.outcomes.flatMap(({ id }, o) =>
      missing('outcome-without-vignette', `the outcome "${id}"`, `outcome ${id}`, ['outcomes', o]),
    ),
    ...flow.sections.flatMap(({ questions }, s) =>
      questions.flatMap((question, q) =>
        hasChoices(question)
          ? question.choices.flatMap(({ id }, c) =>
              missing(
                'choice-without-vignette',
                `the choice "${id}" of "${question.id}"`,
                `choice ${question.id} ${id}`,
                ['sections', s, 'questions', q, 'choices', c],
              ),
            )
          : [],
      ),
    ),
  ];
}

/** How a vignette ended otherwise than it says, and where the two part. */
function differences(flow: Flow, end: Replay, given: Answers, vignette: Vignette): Difference[] {
  if (end.question) {
    const said = given[end.question.id];
    if (said === undefined) return [{ at: [], message: `"${end.question.id}" was asked and has no answer` }];
    const at = Object.hasOwn(vignette.answers, end.question.id) ? ['answers', end.question.id] : [];
    return [{ at, message: `"${end.question.id}" does not offer the answer ${JSON.stringify(said)}` }];
  }
  const raised = raisedFlags(flow, end.answers).map(({ id }) => id);
  const wrong: Difference[] = [];
  const expected = flow.outcomes.find(({ id }) => id === vignette.outcome);
  if (expected && end.outcome?.id !== expected.id) {
    const message = `expected the outcome "${expected.id}", got "${end.outcome?.id}": ${parting(flow, end)}`;
    wrong.push({ at: ['outcome'], message });
  }
  for (const [f, id] of (vignette.redFlags ?? []).entries()) {
    const flag = flow.redFlags.find((one) => one.id === id);
    if (flag && !raised.includes(id))
      wrong.push({ at: ['redFlags', f], message: `did not raise "${id}": ${unmet(flag, end)}` });
  }
  const extra = vignette.redFlags && raised.filter((id) => !vignette.redFlags?.includes(id));
  for (const id of extra ?? []) {
    const flag = flow.redFlags.find((one) => one.id === id) as RedFlag;
    wrong.push({ at: ['redFlags'], message: `also raised "${id}": ${met(flag, end)}` });
  }
  const clinic = vignette.clinic ?? {};
  const reader: Reader = { flow, answers: end.answers, clinic, values: exampleValues };
  const { content = [], actions = [] } = end.outcome ?? {};
  // Buttons are texts too: a call that is gone is a worse loss than a line.
  const buttons = actions.filter((action) => visible(reader, action)).map(({ label }) => label);
  const seen = [...visibleTexts(reader, content), ...buttons];
  vignette.shows?.forEach((text, i) => {
    if (!seen.includes(text)) wrong.push({ at: ['shows', i], message: `does not show "${text}"` });
  });
  vignette.hides?.forEach((text, i) => {
    if (seen.includes(text)) wrong.push({ at: ['hides', i], message: `shows "${text}"` });
  });
  return wrong;
}

const saidTo = ({ answers }: Replay, question: string) => {
  const answer = answers[question];
  if (answer === undefined) return `"${question}" was not asked`;
  return answer === null ? `"${question}" was skipped` : `"${question}" was answered ${[answer].flat().join(' + ')}`;
};

/** What decided the outcome: the flag that led there, or that there was none. */
function parting(flow: Flow, end: Replay): string {
  const flag = flow.redFlags.find(({ when, outcome }) => outcome === end.outcome?.id && holds(when, end.answers));
  return flag
    ? `red flag "${flag.id}", for ${met(flag, end)}`
    : `no red flag is raised in ${end.steps.length} questions`;
}

/** The answers that raise a flag. */
function met({ when }: RedFlag, end: Replay): string {
  const said = reasons(when, end.answers).map(({ question }) => saidTo(end, question));
  return [...new Set(said)].join(', ') || 'nothing that was answered speaks against it';
}

/** Why a flag is not raised: what was said to the questions it reads and does not like. */
function unmet({ when }: RedFlag, end: Replay): string {
  const atoms = comparisons(when).filter(
    (atom) => 'question' in atom && !compare(atom as AnswerCondition, end.answers),
  );
  return [...new Set(atoms.map((atom) => saidTo(end, (atom as AnswerCondition).question)))].join(', ');
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
