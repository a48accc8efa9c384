import { chunk } from '../chat/later.js';
import type { ShownFlow } from '../chat/mount.js';
import type { Words } from '../chat/words/en.js';
import { translateFlow, unpackOverlay } from '../flow/translate.js';
import { checked, invalid, parseJson, textAt } from './files.js';
import { inOneLine, parseOverlay } from './parse.js';
import { warn } from './warn.js';

/** The languages that the chat itself speaks, beside English. */
const words: Record<string, () => Promise<Words>> = {
  es: async () => (await chunk(() => import('../chat/words/es.js'), 'es')).es,
  ar: async () => (await chunk(() => import('../chat/words/ar.js'), 'ar')).ar,
};

/** The chat's words in a language, where it has them. */
export async function wordsIn(language: string): Promise<Words | undefined> {
  return words[language.split('-')[0] as string]?.();
}

/**
 * A flow in one of its other languages. `file` is its text and `url` its address: the overlay is beside it, and
 * `how` says how it is asked for. Throws a LoadError when the overlay cannot be loaded or must not be shown.
 */
export async function speak(
  source: ShownFlow,
  file: string,
  url: string,
  language: string,
  how: RequestInit,
): Promise<ShownFlow> {
  // As seen from the base of the page, whatever its elements are named.
  const overlayUrl = new URL(`${language}.json`, new Request(url).url).href;
  const [json, own] = await Promise.all([
    textAt(overlayUrl, how).then((text) => parseJson(text, overlayUrl)),
    wordsIn(language),
  ]);
  const { overlay, problems } = parseOverlay(unpackOverlay(source.flow, json, file));
  if (problems) throw invalid(overlayUrl, inOneLine(problems));
  const translated = translateFlow(source.flow, overlay);
  await checked(translated.flow, overlayUrl);
  const missing = translated.untranslated.size;
  if (missing > 0) warn(`${overlayUrl}: ${missing} texts of this flow have no translation, and are shown as they are`);
  return { ...source, ...translated, words: own ?? source.words };
}
