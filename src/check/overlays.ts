import type { Flow, Overlay } from '../flow/schema.js';
import { isTranslated, mapTexts } from '../flow/translate.js';
import type { Finding } from './problem.js';

/** A text of the flow, and how a translation file stands to it. */
export type OverlayEntry = {
  place: string;
  text: string;
  state: 'translated' | 'missing' | 'stale';
  /** For a stale one, the key and translation of the text as it was before. */
  before?: { place: string; translation: string };
};

const idsOf = (place: string) => place.slice(0, place.lastIndexOf('#'));

/**
 * How an overlay stands to a flow: each text in the order of the flow, and the translations of nothing. A text is
 * stale when the overlay translates another text with the same ids, which the flow does not have any more.
 */
export function compareOverlay(flow: Flow, overlay: Overlay): { entries: OverlayEntry[]; unused: string[] } {
  const texts = new Map<string, string>();
  mapTexts(flow, (place, text) => {
    texts.set(place, text);
    return text;
  });
  const left = new Map<string, string[]>();
  for (const place of Object.keys(overlay.texts)) {
    if (texts.has(place)) continue;
    const same = left.get(idsOf(place));
    if (same) same.push(place);
    else left.set(idsOf(place), [place]);
  }
  const entries = [...texts].map(([place, text]): OverlayEntry => {
    if (isTranslated(overlay, place)) return { place, text, state: 'translated' };
    const old = left.get(idsOf(place))?.shift();
    if (old === undefined || !isTranslated(overlay, old)) return { place, text, state: 'missing' };
    return { place, text, state: 'stale', before: { place: old, translation: overlay.texts[old] as string } };
  });
  return { entries, unused: [...left.values()].flat() };
}

/** Texts without a translation, translations of older texts, and those of texts that are gone. */
export function overlayFindings(flow: Flow, overlay: Overlay): Finding[] {
  const { entries, unused } = compareOverlay(flow, overlay);
  return [
    ...entries.flatMap(({ place, text, state, before }): Finding[] => {
      if (state === 'translated') return [];
      if (before) {
        const path = ['texts', before.place];
        return [{ code: 'stale-translation', path, message: `the text is now "${text}"`, onKey: true }];
      }
      return [
        { code: 'missing-translation', path: ['texts', place], message: `no translation of "${text}"`, onKey: true },
      ];
    }),
    ...unused.map((place): Finding => {
      return { code: 'unused-translation', path: ['texts', place], message: `no text is "${place}"`, onKey: true };
    }),
  ];
}
