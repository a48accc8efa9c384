import * as v from 'valibot';
import { hasChoices } from './answer.js';
import { comparisons } from './condition.js';
import {
  type Block,
  type ContentCondition,
  type Flow,
  flowSchema,
  type Overlay,
  overlaySchema,
  type Question,
} from './schema.js';
import { placeholders, placeholdersIn } from './text.js';

/** Something wrong in a flow: where (a dotted path into the JSON) and what, in one line. */
export type FlowProblem = { path: string; message: string };
/** A flow that may be shown, or all that is wrong with it. */
export type ParsedFlow = { flow: Flow; problems?: never } | { flow?: never; problems: FlowProblem[] };

/**
 * Checks the shape of a flow and that every id it names exists. What passes can be compiled and shown without
 * failing; whether it is *safe* is for the checker to prove.
 */
export function parseFlow(json: unknown): ParsedFlow {
  const result = v.safeParse(flowSchema, json);
  const problems = result.success ? brokenReferences(result.output) : result.issues.map(describeIssue);
  return problems.length > 0 ? { problems } : { flow: result.output as Flow };
}

/** Checks the shape of an overlay. */
export function parseOverlay(
  json: unknown,
): { overlay: Overlay; problems?: never } | { overlay?: never; problems: FlowProblem[] } {
  const result = v.safeParse(overlaySchema, json);
  return result.success ? { overlay: result.output } : { problems: result.issues.map(describeIssue) };
}

function describeIssue(issue: v.BaseIssue<unknown>): FlowProblem {
  const path = v.getDotPath(issue as never) ?? '';
  const key = path.split('.').at(-1);
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return { path, message: `there is no field "${key}" here` };
  if (issue.received === 'undefined') return { path, message: `the field "${key}" is missing` };
  return { path, message: issue.message };
}

/** Names that do not exist, ids that exist twice, and an end that is missing: all that would break a conversation. */
function brokenReferences(flow: Flow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const report = (path: string, message: string) => problems.push({ path, message });
  const unique = (kind: string, entries: [path: string, id: string][]) => {
    const seen = new Set<string>();
    for (const [path, id] of entries) {
      if (seen.has(id)) report(path, `the ${kind} id "${id}" is used twice`);
      seen.add(id);
    }
    return seen;
  };

  const questions = new Map<string, Question>();
  const named: [string, string][] = [];
  flow.sections.forEach((section, s) => {
    named.push([`sections.${s}.id`, section.id]);
    section.questions.forEach((question, q) => {
      named.push([`sections.${s}.questions.${q}.id`, question.id]);
      questions.set(question.id, question);
    });
  });
  flow.outcomes.forEach((outcome, o) => {
    named.push([`outcomes.${o}.id`, outcome.id]);
  });
  unique('section, question or outcome', named);
  const list = (name: 'redFlags' | 'topics' | 'sources') =>
    unique(
      name,
      (flow[name] ?? []).map((entry, i) => [`${name}.${i}.id`, entry.id]),
    );
  list('redFlags');
  const topics = list('topics');
  const sources = list('sources');

  const condition = (when: ContentCondition | undefined, path: string) => {
    for (const atom of when ? comparisons(when) : []) {
      if ('clinic' in atom) continue;
      const question = questions.get(atom.question);
      if (!question) report(path, `there is no question "${atom.question}"`);
      else if ('is' in atom !== hasChoices(question))
        report(
          path,
          `"${question.id}" is answered by ${hasChoices(question) ? 'choices: use "is"' : 'a number: use "atLeast" or "atMost"'}`,
        );
      else if ('is' in atom && hasChoices(question)) {
        for (const id of [atom.is].flat()) {
          if (!question.choices.some((choice) => choice.id === id))
            report(path, `question "${question.id}" has no choice "${id}"`);
        }
      }
    }
  };
  const topic = (id: string, path: string) => {
    if (!topics.has(id)) report(path, `there is no topic "${id}"`);
  };
  const text = (value: string, path: string) => {
    for (const name of placeholdersIn(value)) {
      if (!(placeholders as readonly string[]).includes(name)) report(path, `there is no placeholder "{${name}}"`);
    }
  };
  /** Checks all texts, conditions and topics of a piece of content, however deep. */
  const content = (value: unknown, path: string): void => {
    if (typeof value === 'string') text(value, path);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = `${path}.${key}`;
      if (key === 'when') condition(inner as ContentCondition, at);
      else if (key === 'topic') topic(inner as string, at);
      else if (key !== 'note' && key !== 'todo') content(inner, at);
    }
  };

  content(flow.intro, 'intro');
  if (flow.help) topic(flow.help, 'help');
  flow.sections.forEach((section, s) => {
    condition(section.when, `sections.${s}.when`);
    section.questions.forEach((question, q) => {
      const path = `sections.${s}.questions.${q}`;
      content(question, path);
      if (hasChoices(question))
        unique(
          'choice',
          question.choices.map((choice, c) => [`${path}.choices.${c}.id`, choice.id]),
        );
      else if (question.min > question.max) report(`${path}.min`, `is above max (${question.max})`);
    });
  });
  flow.redFlags.forEach((flag, f) => {
    condition(flag.when, `redFlags.${f}.when`);
    const outcome = flow.outcomes.find(({ id }) => id === flag.outcome);
    if (!outcome) report(`redFlags.${f}.outcome`, `there is no outcome "${flag.outcome}"`);
    else if (outcome.urgency === 'routine')
      report(`redFlags.${f}.outcome`, `a red flag cannot lead to a routine outcome`);
    for (const source of flag.source) {
      if (!sources.has(source)) report(`redFlags.${f}.source`, `there is no source "${source}"`);
    }
  });
  flow.outcomes.forEach((outcome, o) => {
    content(outcome, `outcomes.${o}`);
  });
  flow.topics?.forEach((entry, t) => {
    content(entry, `topics.${t}`);
    if (topicsWithin(flow, entry.content).has(entry.id)) report(`topics.${t}`, `topic "${entry.id}" contains itself`);
  });
  if (flow.outcomes.findLast((outcome) => outcome.urgency === 'routine')?.when !== undefined)
    report('outcomes', 'the last routine outcome must have no "when"');
  if (!flow.outcomes.some((outcome) => outcome.urgency === 'routine'))
    report('outcomes', 'there is no routine outcome');
  return problems;
}

/** The ids of all topics that a piece of content puts on screen, directly or through other topics. */
function topicsWithin(flow: Flow, content: readonly Block[], found = new Set<string>()): Set<string> {
  for (const block of content) {
    if (typeof block === 'string') continue;
    if ('topic' in block && !found.has(block.topic)) {
      found.add(block.topic);
      topicsWithin(flow, flow.topics?.find((topic) => topic.id === block.topic)?.content ?? [], found);
    }
    if ('content' in block && block.content) topicsWithin(flow, block.content, found);
  }
  return found;
}
