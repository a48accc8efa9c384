import type { Flow, Overlay } from '../flow/schema.js';
import { linksIn, placeholdersIn, safeHref } from '../flow/text.js';
import { isReviewed, isTranslated, mapTexts, untranslated } from '../flow/translate.js';
import type { Finding } from './problem.js';

/** A text of the flow, and how a translation file stands to it. */
export type OverlayEntry = {
  place: string;
  text: string;
  state: 'translated' | 'missing' | 'stale';
  /** For a stale one, the key and translation of the text as it was before. */
  before?: { place: string; translation: string };
};

function textsOf(flow: Flow): Map<string, string> {
  const texts = new Map<string, string>();
  mapTexts(flow, (place, text) => {
    texts.set(place, text);
    return text;
  });
  return texts;
}

const idsOf = (place: string) => place.slice(0, place.lastIndexOf('#'));

/**
 * How an overlay stands to a flow: each text in the order of the flow, and the translations of nothing. A text is
 * stale when the overlay translates another text with the same ids, which the flow does not have any more. `texts` are
 * those of the flow by key, for whoever compares often and has them.
 */
export function compareOverlay(
  flow: Flow,
  overlay: Overlay,
  texts: ReadonlyMap<string, string> = textsOf(flow),
): { entries: OverlayEntry[]; unused: string[] } {
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

/** A translation that lost a placeholder, such as the emergency number, or that visitors' chats would refuse. */
export function brokenTranslation(place: string, text: string, translation: string): Finding[] {
  const path = ['texts', place];
  const names = (from: string) => [...new Set(placeholdersIn(from))].sort();
  const [own, other] = [names(text), names(translation)];
  const lost = own.find((name) => !other.includes(name));
  const added = other.find((name) => !own.includes(name));
  const unsafe = linksIn(translation).find((link) => !safeHref(link) && !link.startsWith('{'));
  const differs = (message: string): Finding => ({ code: 'translation-differs', path, message });
  return [
    ...(lost ? [differs(`{${lost}} of the text is missing in the translation`)] : []),
    ...(added ? [differs(`{${added}} is not in the text`)] : []),
    ...(unsafe ? [differs(`the link "${unsafe}" is not an https:, tel: or mailto: link`)] : []),
    ...(translation.trim() === '' || translation.length > 2000
      ? [differs('it is empty, or longer than 2000 characters')]
      : []),
  ];
}

/** Texts without a translation, translations of older texts, and those of texts that are gone. */
export function overlayFindings(flow: Flow, overlay: Overlay): Finding[] {
  const { entries, unused } = compareOverlay(flow, overlay);
  return [
    ...(overlay.reviewedBy
      ? []
      : [
          {
            code: 'translation-not-reviewed',
            path: ['language'],
            message: `nobody has reviewed the translation "${overlay.language}"`,
          } satisfies Finding,
        ]),
    ...(overlay.reviewedBy && !isReviewed(flow, overlay)
      ? [
          {
            code: 'translation-review-outdated',
            path: [overlay.reviewedTexts === undefined ? 'reviewedBy' : 'reviewedTexts'],
            message:
              overlay.reviewedTexts === undefined
                ? `which texts ${overlay.reviewedBy} reviewed is not recorded`
                : `the translation is not what ${overlay.reviewedBy} reviewed any more`,
          } satisfies Finding,
        ]
      : []),
    ...entries.flatMap(({ place, text, state, before }): Finding[] => {
      if (state === 'translated') return brokenTranslation(place, text, overlay.texts[place] as string);
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

/** The overlay as it should be for this flow, and how many texts of each kind it has. */
export function refreshOverlay(
  flow: Flow,
  language: string,
  before: Overlay = { language, of: flow.version, texts: {} },
): { overlay: Overlay; counts: Record<'translated' | 'missing' | 'stale', number> } {
  // A text that has come back finds its old translation.
  const known: Overlay = { ...before, texts: { ...before.unused, ...before.texts } };
  const { entries, unused } = compareOverlay(flow, known);
  const counts = { translated: 0, missing: 0, stale: 0 };
  const texts = entries.map(({ place, text, state, before: stale }) => {
    counts[state]++;
    const waiting = known.texts[place];
    if (state === 'translated') return [place, known.texts[place] as string];
    if (stale) return [place, `${untranslated}${text} (before: ${stale.translation})`];
    // What stands there already may be half a translation: it is somebody's work.
    return [place, waiting || `${untranslated}${text}`];
  });
  const old = entries.flatMap(({ before: stale }) => stale?.place ?? []);
  const kept = [...old, ...unused].filter((place) => !known.texts[place]?.startsWith(untranslated));
  return {
    overlay: {
      ...(before.$schema ? { $schema: before.$schema } : {}),
      ...(before.note ? { note: before.note } : {}),
      ...(before.todo ? { todo: before.todo } : {}),
      language,
      of: flow.version,
      ...(before.reviewedBy && counts.missing + counts.stale === 0
        ? {
            reviewedBy: before.reviewedBy,
            ...(before.reviewedTexts === undefined ? {} : { reviewedTexts: before.reviewedTexts }),
          }
        : {}),
      texts: Object.fromEntries(texts),
      ...(kept.length > 0
        ? { unused: Object.fromEntries(kept.map((place) => [place, known.texts[place] as string])) }
        : {}),
    },
    counts,
  };
}
