import type { Problem } from '../../check/problem.js';
import type { Path } from '../../flow/parse.js';
import { type Urgency, urgencies } from '../../flow/terms.js';
import { comparisonsIn } from './conditions.js';
import { fieldsOf, itemsOf, short, textOf, valueIn } from './fields.js';
import { type Asked, askedIn } from './questions.js';

/** What the list of the outline holds. A group is a heading, such as "Red flags". */
export type Kind = 'guide' | 'section' | 'question' | 'redFlag' | 'outcome' | 'topic' | 'source' | 'group';

/** One line of the list. */
export type Entry = {
  kind: Kind;
  path: Path;
  /** The path as a text. */
  key: string;
  id: string;
  label: string;
  level: 1 | 2;
  /** The key of the entry around it. */
  parent: string | undefined;
  children: number;
  /** Its place among its siblings, from 1, and how many they are. */
  place: number;
  of: number;
  /** Only some are asked: it has a condition. */
  some: boolean;
  /** The gravest urgency it stands for, or that an answer to it can lead to. */
  urgency: Urgency | undefined;
};

/** A place as a text, to find it again. */
export const keyOf = (path: Path): string => path.join('/');

/** The lists of a flow beside its sections. */
export const groups = [
  { field: 'redFlags', kind: 'redFlag', label: 'Red flags', one: 'red flag' },
  { field: 'outcomes', kind: 'outcome', label: 'Outcomes', one: 'outcome' },
  { field: 'topics', kind: 'topic', label: 'Topics', one: 'topic' },
  { field: 'sources', kind: 'source', label: 'Sources', one: 'source' },
] as const;

/** What kinds are called in a sentence. */
export const kindWords: Record<Kind, string> = {
  guide: 'guide',
  section: 'section',
  question: 'question',
  redFlag: 'red flag',
  outcome: 'outcome',
  topic: 'topic',
  source: 'source',
  group: 'list',
};

/** The entry that a place belongs to: the nearest question, section, red flag … around it; the guide itself, else. */
export function entryPath(path: Path): Path {
  const [field, index, part, inner] = path;
  if (typeof index !== 'number') return groups.some((group) => group.field === field) ? [field as string] : [];
  if (field === 'sections')
    return part === 'questions' && typeof inner === 'number' ? path.slice(0, 4) : path.slice(0, 2);
  return groups.some((group) => group.field === field) ? path.slice(0, 2) : [];
}

/** What stands at the place of an entry. */
export function kindAt(path: Path): Kind {
  if (path.length === 0) return 'guide';
  if (path.length === 1) return 'group';
  if (path[0] === 'sections') return path.length > 2 ? 'question' : 'section';
  return groups.find(({ field }) => field === path[0])?.kind ?? 'guide';
}

/** What an entry is called: the words that visitors read, or its id. */
export function labelOf(value: unknown, kind: Kind): string {
  const { id, title, ask, because } = fieldsOf(value);
  const named = kind === 'redFlag' ? textOf(because) : textOf(title) || textOf(ask);
  return named || textOf(id) || `A ${kindWords[kind]} without words`;
}

/** What a red flag is called: the answers that raise it, for many have the same reason. */
export function signsOf(flag: unknown, questions: ReadonlyMap<string, Asked>): string {
  const words = comparisonsIn(fieldsOf(flag).when).map(({ question, is }) => {
    const asked = questions.get(question);
    const labels = is.map((id) => asked?.choices.find((choice) => choice.id === id)?.label ?? id);
    return labels.length > 0 ? labels.join(' / ') : (asked?.ask ?? question);
  });
  return words.join(' + ') || labelOf(flag, 'redFlag');
}

/** The questions of a flow by id. */
export const questionsById = (flow: unknown): ReadonlyMap<string, Asked> =>
  new Map(askedIn(flow).map((question) => [question.id, question]));

/** An entry in a sentence: the question “Can you pee?”. */
export function nameOf(flow: unknown, path: Path): string {
  const kind = kindAt(path);
  if (kind === 'guide') return 'the guide';
  if (kind === 'group') return `the ${(groups.find(({ field }) => field === path[0])?.label ?? 'list').toLowerCase()}`;
  const value = valueIn(flow, path);
  const label = kind === 'redFlag' ? signsOf(value, questionsById(flow)) : labelOf(value, kind);
  return `the ${kindWords[kind]} “${short(label)}”`;
}

/** All lines of the list, in order. */
export function entriesOf(flow: unknown): Entry[] {
  const { sections, outcomes, redFlags, title } = fieldsOf(flow);
  const urgencyOf = new Map(
    itemsOf(outcomes).map((one) => [textOf(fieldsOf(one).id), textOf(fieldsOf(one).urgency)] as const),
  );
  const urgency = (outcome: unknown): Urgency | undefined =>
    urgencies.find((known) => known === urgencyOf.get(textOf(outcome)));
  const gravest = new Map<string, Urgency>();
  for (const flag of itemsOf(redFlags)) {
    const { when, outcome } = fieldsOf(flag);
    const now = urgency(outcome);
    if (!now) continue;
    for (const { question } of comparisonsIn(when)) {
      const before = gravest.get(question);
      if (!before || urgencies.indexOf(now) < urgencies.indexOf(before)) gravest.set(question, now);
    }
  }
  const entry = (kind: Kind, path: Path, value: unknown, more: Partial<Entry>): Entry => ({
    kind,
    path,
    key: keyOf(path),
    id: textOf(fieldsOf(value).id),
    label: labelOf(value, kind),
    level: 2,
    parent: undefined,
    children: 0,
    place: 1,
    of: 1,
    some: fieldsOf(value).when !== undefined && (kind === 'question' || kind === 'section'),
    urgency: undefined,
    ...more,
  });
  const top = itemsOf(sections).length + groups.length + 1;
  const lines: Entry[] = [entry('guide', [], flow, { level: 1, of: top, label: `The guide itself: ${textOf(title)}` })];
  itemsOf(sections).forEach((section, s) => {
    const path = ['sections', s];
    const questions = itemsOf(fieldsOf(section).questions);
    lines.push(entry('section', path, section, { level: 1, children: questions.length, place: s + 2, of: top }));
    questions.forEach((question, q) => {
      lines.push(
        entry('question', [...path, 'questions', q], question, {
          parent: keyOf(path),
          place: q + 1,
          of: questions.length,
          some: fieldsOf(question).when !== undefined || fieldsOf(section).when !== undefined,
          urgency: gravest.get(textOf(fieldsOf(question).id)),
        }),
      );
    });
  });
  groups.forEach(({ field, kind, label }, g) => {
    const list = itemsOf(fieldsOf(flow)[field]);
    const place = top - groups.length + g + 1;
    lines.push(
      entry('group', [field], undefined, {
        level: 1,
        children: list.length,
        label: `${label} (${list.length})`,
        place,
        of: top,
      }),
    );
    const questions = kind === 'redFlag' ? questionsById(flow) : new Map<string, Asked>();
    list.forEach((value, i) => {
      const { outcome, urgency: own } = fieldsOf(value);
      lines.push(
        entry(kind, [field, i], value, {
          parent: field,
          place: i + 1,
          of: list.length,
          ...(kind === 'redFlag' ? { label: signsOf(value, questions) } : {}),
          urgency: kind === 'redFlag' ? urgency(outcome) : urgencies.find((known) => known === own),
        }),
      );
    });
  });
  return lines;
}

/** How many problems and errors each entry of flow.json has, by the key of its place. */
export function problemCounts(problems: readonly Problem[]): Map<string, { problems: number; errors: number }> {
  const counts = new Map<string, { problems: number; errors: number }>();
  for (const { file, path, severity } of problems) {
    if (file !== 'flow.json') continue;
    const key = keyOf(entryPath(path));
    const before = counts.get(key) ?? { problems: 0, errors: 0 };
    counts.set(key, { problems: before.problems + 1, errors: before.errors + (severity === 'error' ? 1 : 0) });
  }
  return counts;
}

/** The entries whose id, words or choices have all the words that are looked for; with what is around them. */
export function found(entries: readonly Entry[], flow: unknown, wanted: string): Entry[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = ({ kind, path, id, label }: Entry) => {
    const value = fieldsOf(kind === 'guide' ? undefined : valueIn(flow, path));
    const choices = kind === 'question' ? itemsOf(value.choices) : [];
    const text = [
      id,
      label,
      textOf(value.because),
      ...choices.flatMap((choice) => [fieldsOf(choice).id, fieldsOf(choice).label]),
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const hits = entries.filter((entry) => entry.kind !== 'group' && matches(entry));
  const keep = new Set([...hits.map(({ key }) => key), ...hits.map(({ parent }) => parent)]);
  return entries.filter(({ key }) => keep.has(key));
}

/** The same list as before where nothing in it has changed, so that nothing is drawn anew for it. */
export function keepEntries(before: readonly Entry[], now: readonly Entry[]): readonly Entry[] {
  const kept = now.map((entry, index) => {
    const old = before[index];
    return old && alike(old, entry) ? old : entry;
  });
  return kept.length === before.length && kept.every((entry, index) => entry === before[index]) ? before : kept;
}

function alike(a: Entry, b: Entry): boolean {
  for (const name in a) {
    const field = name as keyof Entry;
    if (field !== 'path' && a[field] !== b[field]) return false;
  }
  return true;
}
