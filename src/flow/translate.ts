import type { Path } from './parse.js';
import type { Flow, Overlay } from './schema.js';
import { hashOf } from './stamp.js';

/** The keys whose value is a text that a visitor reads. `help` is a text on a question, a topic id on the flow. */
const textKeys = new Set([
  'title',
  'ask',
  'help',
  'why',
  'label',
  'because',
  'unit',
  'minLabel',
  'maxLabel',
  'text',
  'heading',
  'callout',
  'alt',
  'card',
  'details',
]);
/** Lists whose plain strings are texts. */
const textLists = new Set(['intro', 'content', 'list']);

/**
 * The key of a text in an overlay: the ids it belongs to and a mark of the source text, such as
 * `questions.age.ask#3f2a9`. A translation is used only for exactly the text that it translates: when the source
 * changes, the visitor sees the source again, never an old translation of a safety line.
 */
export function placeOf(ids: string, text: string): string {
  return `${ids}#${hashOf(text).slice(0, 5)}`;
}

/** Where a visitor-facing text stands: its key in an overlay, the text, and its path in the flow. */
type Translate = (place: string, text: string, path: Path) => string;

/** A copy of the flow in which each visitor-facing text went through `translate`. */
export function mapTexts(flow: Flow, translate: Translate): Flow {
  const walk = (node: unknown, ids: string, path: Path): unknown => {
    if (Array.isArray(node)) return node.map((item, i) => walk(item, ids, [...path, i]));
    if (typeof node !== 'object' || node === null) return node;
    const own = 'id' in node && ids ? `${ids}.${node.id}` : ids;
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => {
        const at = [...path, key];
        const text = (item: string, ...i: number[]) => translate(placeOf(nest(own, key), item), item, [...at, ...i]);
        if (textKeys.has(key) && typeof value === 'string' && !(key === 'help' && !ids)) return [key, text(value)];
        if (textLists.has(key) && Array.isArray(value))
          return [
            key,
            value.map((item, i) => (typeof item === 'string' ? text(item, i) : walk(item, own, [...at, i]))),
          ];
        if (key === 'sources' || key === 'review') return [key, value];
        return [key, walk(value, ids ? own : key, at)];
      }),
    );
  };
  const nest = (ids: string, key: string) => (textLists.has(key) ? ids : ids ? `${ids}.${key}` : key);
  return walk(flow, '', []) as Flow;
}

/** A flow in another language, and the source texts that had no translation (shown with their own `lang`). */
export type TranslatedFlow = {
  flow: Flow;
  language: string;
  untranslated: ReadonlySet<string>;
  /** Whether nobody has reviewed the translation yet. */
  draft?: boolean;
};

/** How a text begins in an overlay that waits for its translation: it is not shown. */
export const untranslated = 'TODO ';

/** Whether an overlay has a translation for a place. */
export function isTranslated(overlay: Overlay, place: string): boolean {
  const translation = Object.hasOwn(overlay.texts, place) && overlay.texts[place];
  return !!translation && !translation.startsWith(untranslated);
}

/**
 * Eight characters that belong to exactly these translations of exactly these texts, in the order in which they are
 * read. Ids are left out: another name for a question changes nothing that anybody reads.
 */
export function reviewedTextsOf(flow: Flow, overlay: Overlay): string {
  const read: string[] = [];
  mapTexts(flow, (place, text) => {
    const mark = place.slice(place.lastIndexOf('#'));
    read.push(mark, isTranslated(overlay, place) ? (overlay.texts[place] as string) : '');
    return text;
  });
  return hashOf(JSON.stringify(read));
}

/** Whether somebody has reviewed exactly this translation of exactly this flow: after any change it is a draft again. */
export function isReviewed(flow: Flow, overlay: Overlay): boolean {
  return !!overlay.reviewedBy && overlay.reviewedTexts === reviewedTextsOf(flow, overlay);
}

/** Puts an overlay's texts into a flow. Missing and stale texts stay in the source language and are named. */
export function translateFlow(flow: Flow, overlay: Overlay): TranslatedFlow {
  const missing = new Set<string>();
  const translated = mapTexts(flow, (place, text) => {
    if (isTranslated(overlay, place)) return overlay.texts[place] as string;
    missing.add(text);
    return text;
  });
  return { flow: translated, language: overlay.language, untranslated: missing, draft: !isReviewed(flow, overlay) };
}

/**
 * An overlay as the build delivers it: the translations alone, in the order of the texts, for exactly the flow file
 * whose mark it carries. A third of the size, since the keys are not downloaded.
 */
export type PackedOverlay = Pick<Overlay, 'language' | 'of' | 'reviewedBy'> & { for: string; texts: (string | null)[] };

/** The keys of a flow's texts, each once, in their order. */
function placesOf(flow: Flow): string[] {
  const places = new Set<string>();
  mapTexts(flow, (place, text) => {
    places.add(place);
    return text;
  });
  return [...places];
}

/** Packs an overlay for the flow in the text `file`. */
export function packOverlay(flow: Flow, overlay: Overlay, file: string): PackedOverlay {
  const texts = placesOf(flow).map((place) => (isTranslated(overlay, place) ? (overlay.texts[place] as string) : null));
  const { language, of, reviewedBy } = overlay;
  // What is still as it was reviewed is decided here: visitors download no fingerprint.
  return { language, of, ...(reviewedBy && isReviewed(flow, overlay) && { reviewedBy }), for: hashOf(file), texts };
}

/** An overlay's JSON with its keys, whether packed or not. One that was packed for another file translates nothing. */
export function unpackOverlay(flow: Flow, json: object, file: string): object {
  const { for: packedFor, texts, ...rest } = json as Partial<PackedOverlay>;
  if (!Array.isArray(texts)) return json;
  const places = packedFor === hashOf(file) ? placesOf(flow) : [];
  const overlay = {
    ...rest,
    texts: Object.fromEntries(places.flatMap((place, i) => (texts[i] ? [[place, texts[i]]] : []))),
  } as Overlay;
  // The build has left the name out of what is not as it was reviewed; of another flow it has not spoken.
  return places.length > 0 ? { ...overlay, reviewedTexts: reviewedTextsOf(flow, overlay) } : overlay;
}
