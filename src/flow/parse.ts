import * as v from 'valibot';
import { hasChoices } from './answer.js';
import {
  type Block,
  type ContentCondition,
  type Flow,
  flowSchema,
  formatVersion,
  idPattern,
  linkPattern,
  type Overlay,
  overlaySchema,
  picturePattern,
  type Question,
  visiblePattern,
  webPattern,
} from './schema.js';
import { clinicSettings } from './settings.js';
import { linksIn, type Placeholder, placeholdersIn, safeHref } from './text.js';

/** The placeholders that texts and links may hold. */
const placeholders: readonly Placeholder[] = [
  ...clinicSettings.map((setting) => `clinic.${setting}` as const),
  'emergency.number',
  'urgent.number',
  'crisis.number',
];

/** A place in a JSON file: keys and list positions, from the top. */
export type Path = readonly (string | number)[];

/** The problems for which a flow is never shown. */
export type FlowCode =
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-type'
  | 'wrong-value'
  | 'bad-id'
  | 'newer-format'
  | 'duplicate-id'
  | 'unknown-question'
  | 'unknown-choice'
  | 'unknown-outcome'
  | 'unknown-source'
  | 'unknown-topic'
  | 'unknown-placeholder'
  | 'unknown-setting'
  | 'wrong-comparison'
  | 'number-range'
  | 'topic-in-itself'
  | 'flag-to-routine'
  | 'no-last-routine'
  | 'unsafe-link'
  | 'clinic-in-triage'
  | 'image-without-alt'
  | 'flag-without-because'
  | 'flag-without-source';

/** Something wrong in a flow: its code, where, and what, in one line. */
export type FlowProblem = {
  code: FlowCode;
  path: Path;
  message: string;
  /** What was written, and what could have been meant. */
  wrote?: string;
  among?: readonly string[];
};
/** A flow that may be shown, or all that is wrong with it. */
export type ParsedFlow = { flow: Flow; problems?: never } | { flow?: never; problems: FlowProblem[] };

/**
 * Checks the shape of a flow and that every id it names exists. What passes can be compiled and shown without
 * failing; whether it is *safe* is for the checker to prove.
 */
export function parseFlow(json: unknown): ParsedFlow {
  try {
    const { flow, problems } = parseShape(json);
    const broken = flow ? brokenReferences(flow) : problems;
    return flow && broken.length === 0 ? { flow } : { problems: broken };
  } catch (error) {
    // Nested so deeply that the stack does not do: nothing that a person wrote.
    if (!(error instanceof RangeError)) throw error;
    return { problems: [{ code: 'wrong-value', path: [], message: 'the file is nested too deeply' }] };
  }
}

/** Checks the shape of a flow only: the names in it may be broken. */
export function parseShape(json: unknown): { flow: Flow; problems: [] } | { flow?: never; problems: FlowProblem[] } {
  if (Array.isArray(json))
    return { problems: [{ code: 'wrong-type', path: [], message: `the file must be ${kinds.Object}` }] };
  const result = v.safeParse(flowSchema, json);
  return result.success ? { flow: result.output, problems: [] } : { problems: describeIssues(result.issues) };
}

/** Checks the shape of an overlay. */
export function parseOverlay(
  json: unknown,
): { overlay: Overlay; problems?: never } | { overlay?: never; problems: FlowProblem[] } {
  const result = v.safeParse(overlaySchema, json);
  return result.success ? { overlay: result.output } : { problems: describeIssues(result.issues) };
}

/** Problems in one line for the console: where and what. However much is wrong, it is a line that people can read. */
export function inOneLine(problems: readonly FlowProblem[]): string {
  return problems
    .map(({ path, message }) => `${path.join('.')} ${message}`)
    .join('; ')
    .slice(0, 2000);
}

const kinds: Record<string, string> = {
  string: 'a text in quotes',
  number: 'a number',
  boolean: 'true or false, without quotes',
  Array: 'a list in [ ]',
  Object: 'an object in { }',
};

/** What was written, or its beginning. */
function brief<T>(input: T): T | string {
  return typeof input === 'string' && input.length > 80 ? `${input.slice(0, 80)}…` : input;
}

/** A finding of the schema in the words of an editor. Valibot's own messages are kept where the schema gives one. */
function describeIssue(issue: v.BaseIssue<unknown>): FlowProblem {
  const path: Path = issue.path?.map(({ key }) => key as string | number) ?? [];
  const key = path.at(-1);
  // A mistake can be a megabyte long; the line that tells of it is read by people.
  const input = brief(issue.input);
  const problem = (code: FlowCode, message: string, more: Partial<FlowProblem> = {}) => ({
    code,
    path,
    message,
    ...more,
  });
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    if (key === 'clinic')
      return problem('clinic-in-triage', 'clinic settings may change words, never who is asked or where they end');
    return problem('unknown-key', `there is no field "${brief(key)}" here`, { wrote: String(key) });
  }
  const { requirement } = issue as { requirement?: unknown };
  const empty = requirement === visiblePattern || issue.type === 'min_length';
  if (issue.received === 'undefined' || empty) {
    if (key === 'because') return problem('flag-without-because', 'the red flag has no reason: say why it matters');
    if (key === 'source') return problem('flag-without-source', 'the red flag names no source');
    if (key === 'alt') return problem('image-without-alt', 'the picture has no "alt": say what it shows');
    if (!empty) return problem('missing-key', `the field "${key}" is missing`);
    return problem('wrong-value', `"${typeof key === 'number' ? path.at(-2) : key}" ${issue.message}`);
  }
  if (requirement === idPattern) return problem('bad-id', `"${input}" ${issue.message}`);
  if (requirement === linkPattern || requirement === picturePattern || requirement === webPattern)
    return problem('unsafe-link', `"${input}" ${issue.message}`);
  if (path.join() === 'format' && typeof input === 'number' && input > formatVersion)
    return problem('newer-format', `format ${input} is newer than ${formatVersion}, the newest that is read here`);
  const among = issue.expected?.match(/"[^"]*"/g)?.map((option) => option.slice(1, -1)) ?? [];
  if (issue.kind === 'schema' && among.length > 0) {
    const wrote = typeof input === 'string' ? { wrote: input, among } : {};
    if (key === 'clinic') return problem('unknown-setting', `there is no clinic setting "${input}"`, wrote);
    return problem('wrong-value', `${JSON.stringify(input)} is none of: ${among.join(', ')}`, wrote);
  }
  const kind = issue.kind === 'schema' && kinds[issue.expected ?? ''];
  if (kind) return problem('wrong-type', `${key === undefined ? 'the file' : `"${key}"`} must be ${kind}`);
  const what = typeof input === 'object' ? 'this' : typeof input === 'string' ? `"${input}"` : String(input);
  return problem(issue.kind === 'schema' ? 'wrong-type' : 'wrong-value', `${what} ${issue.message}`);
}

/** One finding for one mistake: beside a clinic setting in triage, the fields that are missing for it say nothing. */
export function describeIssues(issues: readonly v.BaseIssue<unknown>[]): FlowProblem[] {
  const problems = issues.map(describeIssue);
  const parent = ({ path }: FlowProblem) => path.slice(0, -1).join();
  const clinic = new Set(problems.filter(({ code }) => code === 'clinic-in-triage').map(parent));
  return problems.filter((problem) => problem.code === 'clinic-in-triage' || !clinic.has(parent(problem)));
}

/** Names that do not exist, ids that exist twice, and an end that is missing: all that would break a conversation. */
export function brokenReferences(flow: Flow): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const report = (code: FlowCode, path: Path, message: string, wrote?: string, among?: Iterable<string>) =>
    problems.push({ code, path, message, ...(wrote === undefined ? {} : { wrote, among: [...(among ?? [])] }) });
  const unique = (kind: string, entries: [path: Path, id: string][]) => {
    const seen = new Set<string>();
    for (const [path, id] of entries) {
      if (seen.has(id)) report('duplicate-id', path, `the ${kind} id "${id}" is used twice`);
      seen.add(id);
    }
    return seen;
  };

  const questions = new Map<string, Question>();
  const named: [Path, string][] = [];
  flow.sections.forEach((section, s) => {
    named.push([['sections', s, 'id'], section.id]);
    section.questions.forEach((question, q) => {
      named.push([['sections', s, 'questions', q, 'id'], question.id]);
      questions.set(question.id, question);
    });
  });
  flow.outcomes.forEach((outcome, o) => {
    named.push([['outcomes', o, 'id'], outcome.id]);
  });
  unique('section, question or outcome', named);
  const list = (name: 'redFlags' | 'topics' | 'sources', kind: string) =>
    unique(
      kind,
      (flow[name] ?? []).map((entry, i) => [[name, i, 'id'], entry.id]),
    );
  list('redFlags', 'red flag');
  const topics = list('topics', 'topic');
  const sources = list('sources', 'source');

  const condition = (when: ContentCondition | undefined, path: Path): void => {
    if (!when || 'clinic' in when) return;
    if ('not' in when) {
      condition(when.not, [...path, 'not']);
      return;
    }
    if ('all' in when || 'any' in when) {
      const [key, parts] = 'all' in when ? (['all', when.all] as const) : (['any', when.any] as const);
      parts.forEach((part, i) => {
        condition(part, [...path, key, i]);
      });
      return;
    }
    const question = questions.get(when.question);
    if (!question) {
      const at = [...path, 'question'];
      report('unknown-question', at, `there is no question "${when.question}"`, when.question, questions.keys());
    } else if ('is' in when !== hasChoices(question)) {
      const by = hasChoices(question) ? 'choices: use "is"' : 'a number: use "atLeast" or "atMost"';
      report('wrong-comparison', path, `"${question.id}" is answered by ${by}`);
    } else if ('is' in when && hasChoices(question)) {
      const ids = question.choices.map(({ id }) => id);
      [when.is].flat().forEach((id, i) => {
        const at = [...path, 'is', ...(typeof when.is === 'string' ? [] : [i])];
        if (!ids.includes(id)) report('unknown-choice', at, `question "${question.id}" has no choice "${id}"`, id, ids);
      });
    }
  };
  const topic = (id: string, path: Path) => {
    if (!topics.has(id)) report('unknown-topic', path, `there is no topic "${id}"`, id, topics);
  };
  const text = (value: string, path: Path) => {
    const turning = /[\u202a-\u202e]/.exec(value)?.[0];
    if (turning) {
      const sign = turning.charCodeAt(0).toString(16).toUpperCase();
      report('wrong-value', path, `the text has the invisible sign U+${sign}, which turns numbers round: take it out`);
    }
    for (const name of placeholdersIn(value)) {
      if (!(placeholders as readonly string[]).includes(name))
        report('unknown-placeholder', path, `there is no placeholder "{${name}}"`, name, placeholders);
    }
    for (const link of linksIn(value)) {
      if (!safeHref(link) && !link.startsWith('{'))
        report('unsafe-link', path, `the link "${link}" is not an https:, tel: or mailto: link`);
    }
  };
  /** Checks all texts, conditions and topics of a piece of content, however deep. */
  const content = (value: unknown, path: Path): void => {
    if (typeof value === 'string') text(value, path);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === 'when') condition(inner as ContentCondition, at);
      else if (key === 'topic') topic(inner as string, at);
      else if (key !== 'note' && key !== 'todo') content(inner, at);
    }
  };

  text(flow.title, ['title']);
  content(flow.intro, ['intro']);
  if (flow.help) topic(flow.help, ['help']);
  flow.sections.forEach((section, s) => {
    text(section.title, ['sections', s, 'title']);
    condition(section.when, ['sections', s, 'when']);
    section.questions.forEach((question, q) => {
      const path = ['sections', s, 'questions', q];
      content(question, path);
      if (hasChoices(question))
        unique(
          'choice',
          question.choices.map((choice, c) => [[...path, 'choices', c, 'id'], choice.id]),
        );
      else if (Math.ceil(question.min) > Math.floor(question.max))
        report('number-range', [...path, 'min'], `no whole number is from ${question.min} to ${question.max}`);
    });
  });
  flow.redFlags.forEach((flag, f) => {
    const path = ['redFlags', f];
    condition(flag.when, [...path, 'when']);
    text(flag.because, [...path, 'because']);
    const outcome = flow.outcomes.find(({ id }) => id === flag.outcome);
    const at = [...path, 'outcome'];
    if (!outcome) {
      const among = flow.outcomes.map(({ id }) => id);
      report('unknown-outcome', at, `there is no outcome "${flag.outcome}"`, flag.outcome, among);
    } else if (outcome.urgency === 'routine') {
      report('flag-to-routine', at, `red flag "${flag.id}" leads to "${outcome.id}", which is a routine outcome`);
    }
    flag.source.forEach((source, i) => {
      if (!sources.has(source))
        report('unknown-source', [...path, 'source', i], `there is no source "${source}"`, source, sources);
    });
  });
  flow.outcomes.forEach((outcome, o) => {
    content(outcome, ['outcomes', o]);
  });
  flow.topics?.forEach((entry, t) => {
    content(entry, ['topics', t]);
    if (topicsWithin(flow, entry.content).has(entry.id))
      report('topic-in-itself', ['topics', t], `topic "${entry.id}" contains itself`);
  });
  const last = flow.outcomes.findLastIndex((outcome) => outcome.urgency === 'routine');
  if (last < 0) report('no-last-routine', ['outcomes'], 'there is no routine outcome');
  else if (flow.outcomes[last]?.when !== undefined)
    report('no-last-routine', ['outcomes', last, 'when'], 'the last routine outcome must have no "when"');
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
