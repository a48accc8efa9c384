import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Code, Problem } from '../../check/problem.js';
import { type Path, parseShape } from '../../flow/parse.js';
import { CannotEdit, setValue, valueAt } from '../jsonEdits.js';
import { format } from '../layout.js';
import type { Draft } from '../project.js';
import { fieldOf } from './named.js';

/** One safe change that mends a problem. */
export type Fix = {
  /** What it does, in words: 'Write "leg-pain"'. */
  label: string;
  make(draft: Draft): void;
  /** Where there is something left to write: the cursor goes into this text. */
  writeAt?: Path;
};

type Read = (file: string) => string;
/** What mends one kind of problem, in the texts as they are now. */
type Mender = (problem: Problem, read: Read) => Fix[];

/** What mends a problem; the first one is the likeliest. Empty where somebody has to think. */
export function fixesFor(problem: Problem, read: Read): Fix[] {
  const meant = problem.meant ? writeWhatWasMeant(problem, problem.meant, read) : [];
  return [...meant, ...(menders[problem.code]?.(problem, read) ?? [])];
}

const takeOut =
  (label: string, field?: string): Mender =>
  ({ file, path }) => [{ label, make: (draft) => draft.set(file, field ? [...path, field] : path, undefined) }];

/** Adds a field with a text that the editor has to write. */
const addText =
  (field?: string): Mender =>
  ({ file, path }) => {
    const at = field ? [...path, field] : path;
    return [{ label: `Add "${at.at(-1)}"`, make: (draft) => draft.set(file, at, ''), writeAt: at }];
  };

/** What mends which kind of problem. A code that is not here has no one safe answer. */
const menders: Partial<Record<Code, Mender>> = {
  'not-json': mendJson,
  'duplicate-key': ({ file, path }) => [
    {
      label: `Take out the first "${path.at(-1)}", which does not count`,
      make: (draft) => draft.replace(file, withoutEarlier(draft.text(file), path)),
    },
  ],
  'unknown-key': ({ file, path }) => [
    { label: `Take out "${path.at(-1)}"`, make: (draft) => draft.set(file, path, undefined) },
  ],
  'missing-key': ({ file, path }) => {
    const value = empty[String(path.at(-1))] ?? '';
    const writeAt = value === '' ? { writeAt: path } : {};
    return [{ label: `Add "${path.at(-1)}"`, make: (draft) => draft.set(file, path, value), ...writeAt }];
  },
  'wrong-type': otherKind,
  'bad-id': ({ file, path }, read) => {
    const id = idLike(valueAt(read(file), path));
    return id ? [{ label: `Write "${id}"`, make: (draft) => draft.set(file, path, id) }] : [];
  },
  'when-always': (problem, read) =>
    problem.path.at(-1) === 'when' && problem.path[0] !== 'redFlags' ? takeOut('Take out "when"')(problem, read) : [],
  'no-last-routine': (problem, read) =>
    problem.path.at(-1) === 'when' ? takeOut('Take out "when"')(problem, read) : [],
  'two-exclusive': oneExclusive,
  'exclusive-sign': takeOut('Take out "exclusive"', 'exclusive'),
  'skippable-sign': takeOut('Take out "optional"'),
  'flag-not-asked': (problem, read) =>
    addText('onlyIfAsked')(problem, read).map((fix) => ({
      ...fix,
      label: 'Say why nobody is missed: add "onlyIfAsked"',
    })),
  'unsure-books': unsureToFlag,
  'booking-when-flagged': takeOut('Take out the button to book'),
  'plan-when-flagged': takeOut('Take the plan out here'),
  'emergency-without-call': ({ file, path }, read) => {
    const call = { call: '{emergency.number}', label: 'Call {emergency.number}' };
    const at = [...path, 'actions'];
    const some = Array.isArray(valueAt(read(file), at));
    return [
      {
        label: 'Add a button that calls',
        make: (draft) => (some ? draft.insert(file, at, 0, call) : draft.set(file, at, [call])),
      },
    ];
  },
  'flag-without-because': addText(),
  'flag-without-source': ({ file, path }) => [
    { label: 'Add "source"', make: (draft) => draft.set(file, path, ['']), writeAt: [...path, 0] },
  ],
  'none-missing': ({ file, path }, read) => {
    if (path.at(-2) === 'choices')
      return [
        {
          label: 'Let "none" clear the others: add "exclusive"',
          make: (draft) => draft.set(file, [...path, 'exclusive'], true),
        },
      ];
    const none = { id: 'none', label: 'None of these', exclusive: true };
    const choices = fieldOf(valueAt(read(file), path), 'choices');
    const last = Array.isArray(choices) ? choices.length : 0;
    return [{ label: 'Add "None of these"', make: (draft) => draft.insert(file, [...path, 'choices'], last, none) }];
  },
  'image-without-alt': addText(),
  'unsafe-link': ({ file, path }, read) => {
    const text = valueAt(read(file), path);
    if (typeof text !== 'string' || !/(^|\]\()http:\/\//.test(text)) return [];
    const safe = text.replace(/(^|\]\()http:\/\//g, '$1https://');
    return [{ label: 'Write https: for http:', make: (draft) => draft.set(file, path, safe) }];
  },
  todo: takeOut('It is done: take out "todo"'),
  'unused-translation': takeOut('Take out this translation'),
  'region-not-drawn': (problem, read) =>
    takeOut(problem.path.at(-1) === 'picture' ? 'Take out the body map' : 'Take out "region"')(problem, read),
};

/** What a field that is missing begins with, where that is no text. */
const empty: Record<string, unknown> = {
  format: 1,
  questions: [],
  sections: [],
  redFlags: [],
  outcomes: [],
  choices: [],
  content: [],
  answers: {},
  baseline: {},
  vignettes: [],
  texts: {},
  min: 0,
  max: 10,
  review: { status: 'draft', by: '', on: '', next: '' },
};

/** The name that is wrong is a value, the name of a field, or in braces in a text. */
function writeWhatWasMeant(
  { code, file, path }: Problem,
  { wrote, instead }: NonNullable<Problem['meant']>,
  read: Read,
): Fix[] {
  const around = valueAt(read(file), path.slice(0, -1));
  // What was meant is there already: writing it would make it stand there twice.
  if (path.at(-1) === wrote && fieldOf(around, instead) !== undefined) return [];
  const make = (draft: Draft) => {
    const value = valueAt(draft.text(file), path);
    if (code !== 'unknown-key' && value === wrote) draft.set(file, path, instead);
    else if (path.at(-1) === wrote) draft.replace(file, renameKey(draft.text(file), path, instead));
    else if (typeof value === 'string' && value.includes(`{${wrote}`))
      draft.set(file, path, value.replaceAll(`{${wrote}`, `{${instead}`));
    else throw new CannotEdit(`There is no "${wrote}" any more.`);
  };
  return [{ label: `Write "${instead}"`, make }];
}

/** The text with another name for the field at `path`, in its place. Throws {@link CannotEdit}. */
function renameKey(text: string, path: Path, name: string): string {
  const root = parseTree(text);
  const key = root && findNodeAtLocation(root, [...path])?.parent?.children?.[0];
  if (!key) throw new CannotEdit(`There is nothing at ${path.join('/')}.`);
  return likeBefore(text, text.slice(0, key.offset) + JSON.stringify(name) + text.slice(key.offset + key.length));
}

/** A text that was laid out stays laid out. */
const likeBefore = (before: string, after: string) => (format(before) === before ? format(after) : after);

/** The text without the fields of the same name before the one that counts, which is the last. */
function withoutEarlier(text: string, path: Path): string {
  const root = parseTree(text);
  const parent = root && findNodeAtLocation(root, path.slice(0, -1));
  const twins = parent?.children?.filter(({ children }) => children?.[0]?.value === path.at(-1)) ?? [];
  const parts = parent?.children ?? [];
  let mended = text;
  for (const twin of twins.slice(0, -1).reverse()) {
    const next = parts[parts.indexOf(twin) + 1] as Node;
    mended = mended.slice(0, twin.offset) + mended.slice(next.offset);
  }
  return likeBefore(text, mended);
}

/** A comma too few or too many is the commonest mistake, and the only one that is obvious to mend. */
function mendJson({ file, line, column }: Problem, read: Read): Fix[] {
  const text = read(file);
  const before = errorsIn(text);
  if (before === 0) return [];
  const lines = text.split('\n');
  const at = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  const start = text.slice(0, at).trimEnd().length;
  const candidates: [string, string][] = [
    ['Put a comma before this', `${text.slice(0, start)},${text.slice(start)}`],
    ...(text[start - 1] === ','
      ? ([['Take out the comma before this', text.slice(0, start - 1) + text.slice(start)]] as [string, string][])
      : []),
  ];
  return candidates
    .filter(([, mended]) => errorsIn(mended) < before)
    .slice(0, 1)
    .map(([label, mended]) => ({ label, make: (draft) => draft.replace(file, mended) }));
}

function errorsIn(text: string): number {
  const errors: ParseError[] = [];
  parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  return errors.length;
}

/** The same value as another kind, if that is what the shape of a flow asks for. */
function otherKind({ file, path }: Problem, read: Read): Fix[] {
  if (file !== 'flow.json') return [];
  const value = valueAt(read(file), path);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  const others = [
    ...(Number.isNaN(number) ? [] : [number]),
    ...(/^(true|yes)$/i.test(String(value)) ? [true] : /^(false|no)$/i.test(String(value)) ? [false] : []),
    ...(typeof value === 'string' ? [[value]] : []),
    ...(typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []),
  ];
  const fits = (other: unknown) => {
    const { problems } = parseShape(JSON.parse(setValue(read(file), path, other)));
    return !problems?.some((one) => path.every((key, i) => one.path[i] === key));
  };
  const fit = others.find(fits);
  if (fit === undefined) return [];
  return [{ label: `Write ${JSON.stringify(fit)}`, make: (draft) => draft.set(file, path, fit) }];
}

/** The nearest id: "Unsure!" is "unsure". */
function idLike(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const plain = value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const id = plain.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  return id === '' ? undefined : id;
}

/** "None of these" keeps it; without one, the first. */
function oneExclusive({ file, path }: Problem, read: Read): Fix[] {
  const at = path.slice(0, -1);
  const choices = valueAt(read(file), at);
  if (!Array.isArray(choices)) return [];
  const exclusive = choices.flatMap((choice: unknown, c) => (fieldOf(choice, 'exclusive') === true ? [c] : []));
  const keeps = exclusive.find((c) => fieldOf(choices[c], 'id') === 'none') ?? exclusive[0];
  const others = exclusive.filter((c) => c !== keeps);
  return [
    {
      label: `Keep "exclusive" on "${fieldOf(choices[keeps ?? 0], 'id')}" only`,
      make: (draft) => {
        for (const c of others) draft.set(file, [...at, c, 'exclusive'], undefined);
      },
    },
  ];
}

const graveness = ['soon', 'urgent', 'emergency'];

/** Each red flag that is raised by choices of the question alone can take "not-sure" too; the least urgent first. */
function unsureToFlag({ file, path }: Problem, read: Read): Fix[] {
  const flow = valueAt(read(file), []);
  const question = fieldOf(valueAt(read(file), path.slice(0, 4)), 'id');
  const [flags, outcomes] = [fieldOf(flow, 'redFlags'), fieldOf(flow, 'outcomes')];
  if (!Array.isArray(flags) || !Array.isArray(outcomes)) return [];
  const urgencyOf = (flag: unknown) => {
    const outcome = outcomes.find((one: unknown) => fieldOf(one, 'id') === fieldOf(flag, 'outcome'));
    return graveness.indexOf(String(fieldOf(outcome, 'urgency')));
  };
  return flags
    .flatMap((flag: unknown, f) => {
      const when = fieldOf(flag, 'when');
      const is = fieldOf(when, 'is');
      const ids = typeof is === 'string' ? [is] : Array.isArray(is) ? (is as unknown[]) : [];
      if (fieldOf(when, 'question') !== question || ids.length === 0 || ids.includes('not-sure')) return [];
      const label = `Add "not-sure" to the red flag "${fieldOf(flag, 'id')}"`;
      const make = (draft: Draft) => draft.set(file, ['redFlags', f, 'when', 'is'], [...ids, 'not-sure']);
      return [{ label, make, urgency: urgencyOf(flag) }];
    })
    .sort((a, b) => a.urgency - b.urgency)
    .map(({ label, make }) => ({ label, make }));
}
