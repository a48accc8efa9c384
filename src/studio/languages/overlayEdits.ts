import { compareOverlay, refreshOverlay } from '../../check/overlays.js';
import type { Flow, Overlay } from '../../flow/schema.js';
import { valueAt } from '../jsonEdits.js';
import { format } from '../layout.js';
import type { Draft } from '../project.js';
import { type Row, sourcesOf } from './translation.js';

type Texts = Record<string, string>;

/**
 * Writes the translation of a text; an empty one takes it out. The translation of the text as it was before is put
 * aside, for the text may come back.
 */
export function translateText(draft: Draft, file: string, flow: Flow, row: Row, translation: string): void {
  const { place, before } = row;
  const texts = listOf(draft, file, 'texts');
  const there = Object.hasOwn(texts, place);
  if (translation.trim() === '') {
    if (there) draft.set(file, ['texts', place], undefined);
    return;
  }
  const old = before?.list === 'texts' ? before : undefined;
  if (there && !old) {
    draft.set(file, ['texts', place], translation);
    return;
  }
  draft.set(file, ['texts'], inOrder(flow, without(texts, old?.place), place, translation));
  if (old) putAside(draft, file, { [old.place]: old.translation });
  putLeftoversAside(draft, file, flow, place);
}

/** Takes the translation of the text as it was for that of the text as it is now: it is still right. */
export function keepTranslation(draft: Draft, file: string, flow: Flow, row: Row): void {
  const { place, before } = row;
  if (!before) return;
  const texts = without(listOf(draft, file, 'texts'), before.list === 'texts' ? before.place : undefined);
  draft.set(file, ['texts'], inOrder(flow, texts, place, before.translation));
  putLeftoversAside(draft, file, flow, place);
  if (before.list === 'texts') return;
  const unused = without(listOf(draft, file, 'unused'), before.place);
  draft.set(file, ['unused'], Object.keys(unused).length > 0 ? unused : undefined);
}

/** Brings a translation file into line with the flow, as `symptom-guide translate` does, or makes it. */
export function refresh(draft: Draft, file: string, flow: Flow, language: string, before?: Overlay) {
  const { overlay, counts } = refreshOverlay(flow, language, before);
  draft.replace(file, format(JSON.stringify(overlay, null, 2)));
  return counts;
}

/** Lets visitors choose a language: adds it to those of the flow. */
export function offerLanguage(draft: Draft, language: string): void {
  const listed = valueAt(draft.text('flow.json'), ['languages']);
  if (!Array.isArray(listed)) draft.set('flow.json', ['languages'], [language]);
  else if (!listed.includes(language)) draft.insert('flow.json', ['languages'], listed.length, language);
}

const listOf = (draft: Draft, file: string, list: 'texts' | 'unused') =>
  (valueAt(draft.text(file), [list]) ?? {}) as Texts;

function without(texts: Texts, place: string | undefined): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([one]) => one !== place));
}

function putAside(draft: Draft, file: string, texts: Texts): void {
  draft.set(file, ['unused'], { ...listOf(draft, file, 'unused'), ...texts });
}

/** Puts aside what else was translated where this text stands, and is the translation of nothing now. */
function putLeftoversAside(draft: Draft, file: string, flow: Flow, place: string): void {
  const texts = listOf(draft, file, 'texts');
  const idsOf = (key: string) => key.slice(0, key.lastIndexOf('#'));
  const { unused } = compareOverlay(flow, { language: '', of: '', texts }, sourcesOf(flow).texts);
  const left = unused.filter((key) => idsOf(key) === idsOf(place));
  if (left.length === 0) return;
  putAside(draft, file, Object.fromEntries(left.map((key) => [key, texts[key] as string])));
  draft.set(file, ['texts'], Object.fromEntries(Object.entries(texts).filter(([key]) => !left.includes(key))));
}

/** The texts with one more, behind the nearest one that the flow has before it. */
function inOrder(flow: Flow, texts: Texts, place: string, translation: string): Texts {
  const entries = Object.entries(texts).filter(([one]) => one !== place);
  const order = [...sourcesOf(flow).texts.keys()];
  const earlier = new Set(order.slice(0, order.indexOf(place)));
  const after = entries.findLastIndex(([one]) => earlier.has(one));
  return Object.fromEntries(entries.toSpliced(after + 1, 0, [place, translation]));
}
