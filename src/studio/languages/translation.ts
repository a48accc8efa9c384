import { brokenTranslation, compareOverlay } from '../../check/overlays.js';
import { type Path, parseOverlay } from '../../flow/parse.js';
import type { Flow, Overlay } from '../../flow/schema.js';
import { mapTexts, untranslated } from '../../flow/translate.js';

/** The translation of the text that stood here before. */
type Earlier = {
  /** Its key, and the list of the file that it is in. */
  place: string;
  list: 'texts' | 'unused';
  translation: string;
  /** What the text was; undefined when nobody knows any more. */
  text: string | undefined;
};

/** How a text stands: `broken` is translated in a way that the checker refuses. */
export type State = 'translated' | 'missing' | 'stale' | 'broken';

/** One text of the guide, and its translation. */
export type Row = {
  /** Its key in the translation file. */
  place: string;
  text: string;
  path: Path;
  /** What it is on the screen: "Choice". */
  kind: string;
  state: State;
  /** What visitors read, or for a missing text what somebody has begun; empty when there is nothing. */
  translation: string;
  before: Earlier | undefined;
  /** What is wrong with the translation, in words. */
  problems: string[];
};

/** Texts that belong together: those of one question. */
type Group = { key: string; heading: string | undefined; rows: Row[] };
/** A part of the guide, such as a section, with its groups in the order of the guide. */
export type Part = { key: string; heading: string; groups: Group[] };

/** A guide beside one translation of it. */
export type Translation = {
  parts: Part[];
  rows: Row[];
  counts: Record<State, number>;
  /** Translations of texts that are gone. */
  unused: { place: string; translation: string }[];
};

/** A translation file that can be worked on, or what is wrong with it. */
export type OpenedOverlay = { overlay: Overlay; problem?: never } | { overlay?: never; problem: string };

const opened = new WeakMap<object, OpenedOverlay>();

/** Reads the JSON of a translation file; the same overlay for the same JSON. */
export function openOverlay(json: unknown, readable: boolean): OpenedOverlay {
  if (!readable) return { problem: 'The file is not JSON at the moment.' };
  if (typeof json !== 'object' || json === null) return { problem: 'This is no translation file.' };
  const before = opened.get(json);
  if (before) return before;
  const { overlay, problems } = parseOverlay(json);
  const now: OpenedOverlay = overlay
    ? { overlay }
    : { problem: `${problems[0]?.path.join(', ')}: ${problems[0]?.message}.` };
  opened.set(json, now);
  return now;
}

/**
 * Every text of a flow with its translation, in the order of the flow. `textsBefore` are texts that the flow had, by key:
 * for a stale translation it tells what was translated.
 */
export function translationOf(flow: Flow, overlay: Overlay, textsBefore: ReadonlyMap<string, string>): Translation {
  const sources = sourcesOf(flow);
  // What was put aside may be the translation of a text as it was; what is still among the texts is newer.
  const aside = Object.entries(overlay.unused ?? {}).filter(
    ([place]) => !sources.texts.has(place) && !Object.hasOwn(overlay.texts, place),
  );
  const known: Overlay = { ...overlay, texts: { ...overlay.texts, ...Object.fromEntries(aside) } };
  const { entries, unused } = compareOverlay(flow, known, sources.texts);
  const counts = { translated: 0, missing: 0, stale: 0, broken: 0 };
  const rows = entries.map((entry): Row => {
    const { place, text } = entry;
    const path = sources.paths.get(place) as Path;
    const problems =
      entry.state === 'translated'
        ? brokenTranslation(place, text, overlay.texts[place] as string).map(({ message }) => message)
        : [];
    // A text that has come back finds its own translation again.
    const back = entry.state !== 'translated' && overlay.unused?.[place];
    const old = back ? { place, translation: back } : entry.before;
    const before: Earlier | undefined = old && {
      ...old,
      list: !back && Object.hasOwn(overlay.texts, old.place) ? 'texts' : 'unused',
      text: back ? text : textsBefore.get(old.place),
    };
    const state = problems.length > 0 ? 'broken' : before ? 'stale' : entry.state;
    counts[state]++;
    const stands = Object.hasOwn(overlay.texts, place) ? (overlay.texts[place] as string) : '';
    return { place, text, path, kind: kindOf(path), state, translation: begun(stands, text), before, problems };
  });
  return {
    rows,
    counts,
    parts: partsOf(flow, rows),
    unused: unused.map((place) => ({ place, translation: known.texts[place] as string })),
  };
}

const translations = new WeakMap<Overlay, { flow: Flow; texts: number; translation: Translation }>();

/** The same as {@link translationOf}, kept while neither the flow, the overlay nor what is known of older texts changes. */
export function rememberedTranslation(
  flow: Flow,
  overlay: Overlay,
  textsBefore: ReadonlyMap<string, string>,
): Translation {
  const last = translations.get(overlay);
  if (last?.flow === flow && last.texts === textsBefore.size) return last.translation;
  const translation = translationOf(flow, overlay, textsBefore);
  translations.set(overlay, { flow, texts: textsBefore.size, translation });
  return translation;
}

/** What of a waiting translation somebody has written: without the mark, and without the text to translate. */
function begun(stands: string, text: string): string {
  if (!stands.startsWith(untranslated)) return stands;
  const rest = stands.slice(untranslated.length);
  return rest === text || rest.startsWith(`${text} (before: `) ? '' : rest;
}

type Sources = { texts: ReadonlyMap<string, string>; paths: ReadonlyMap<string, Path> };
const known = new WeakMap<Flow, Sources>();

/** The texts of a flow, and where each first stands, by key, in its order; found once. */
export function sourcesOf(flow: Flow): Sources {
  const before = known.get(flow);
  if (before) return before;
  const texts = new Map<string, string>();
  const paths = new Map<string, Path>();
  mapTexts(flow, (place, text, path) => {
    texts.set(place, text);
    if (!paths.has(place)) paths.set(place, path);
    return text;
  });
  const sources = { texts, paths };
  known.set(flow, sources);
  return sources;
}

function partsOf(flow: Flow, rows: readonly Row[]): Part[] {
  const parts: Part[] = [];
  for (const row of rows) {
    const [field, index, inner, deeper] = row.path;
    const i = typeof index === 'number' ? index : -1;
    const section = field === 'sections' ? flow.sections[i] : undefined;
    const [key, heading] = section ? [`section ${i}`, section.title] : (named[String(field)] ?? ['guide', 'The guide']);
    let part = parts.find((one) => one.key === key);
    if (!part) {
      part = { key, heading, groups: [] };
      parts.push(part);
    }
    const [own, title] =
      section && inner === 'questions' && typeof deeper === 'number'
        ? [`question ${deeper}`, section.questions[deeper]?.ask]
        : field === 'outcomes'
          ? [`outcome ${i}`, flow.outcomes[i]?.title]
          : field === 'topics'
            ? [`topic ${i}`, flow.topics?.[i]?.ask]
            : ['', undefined];
    const last = part.groups.at(-1);
    if (last?.key === `${key} ${own}`) last.rows.push(row);
    else part.groups.push({ key: `${key} ${own}`, heading: title, rows: [row] });
  }
  return parts;
}

const named: Record<string, readonly [string, string]> = {
  redFlags: ['red flags', 'Red flags'],
  outcomes: ['outcomes', 'Outcomes'],
  topics: ['topics', 'Topics'],
};

const kinds: Record<string, string> = {
  title: 'Title',
  ask: 'Question',
  help: 'Hint',
  why: 'Why do you ask?',
  because: 'Reason',
  unit: 'Unit',
  minLabel: 'Lowest end',
  maxLabel: 'Highest end',
  heading: 'Heading',
  callout: 'Callout',
  alt: 'Picture in words',
  card: 'Card',
  details: 'Opens when tapped',
  list: 'List',
};

/** What a text is on the screen, by where it stands. */
function kindOf(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string') as string;
  if (key === 'label') return path.includes('actions') ? 'Button' : 'Choice';
  return kinds[key] ?? 'Text';
}
