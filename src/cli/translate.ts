import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../check/json.js';
import { refreshOverlay } from '../check/overlays.js';
import { parseOverlay } from '../flow/parse.js';
import { type Flow, languagePattern, type Overlay } from '../flow/schema.js';
import { untranslated } from '../flow/translate.js';
import { readText, UsageError } from './read.js';

/**
 * Writes or refreshes the overlay of a language beside a flow: every text in the order of the flow, translations kept,
 * those that are missing or stale marked with "TODO" and the text to translate. What is not used any more is kept
 * apart, for it may come back. Throws {@link UsageError}; writes nothing when the file there cannot be read.
 */
export function translate(flow: Flow, folder: string, language: string, print: (text: string) => void): void {
  if (!languagePattern.test(language)) throw new UsageError(`${language}: this is not a language code such as "es".`);
  if (language === flow.language) throw new UsageError(`${language}: this is the language of the flow itself.`);
  const file = join(folder, `${language}.json`);
  const before = existsSync(file) ? readOverlay(file) : undefined;
  const { overlay, counts } = refreshOverlay(flow, language, before);
  const text = `${JSON.stringify(overlay, null, 2)}\n`;
  writeFileSync(file, text);
  print(
    `${file}: ${counts.translated} translated, ${counts.missing} missing, ${counts.stale} stale. Replace what begins with "${untranslated.trim()}".`,
  );
  if (!flow.languages?.includes(language))
    print(`When it is ready, add "${language}" to "languages" in flow.json: until then no visitor sees it.`);
}

function readOverlay(file: string): Overlay {
  const json = readJson(readText(file));
  const [problem] = json.findings;
  const parsed = json.value === undefined ? undefined : parseOverlay(json.value);
  const message = problem?.message ?? parsed?.problems?.[0]?.message;
  if (message || !parsed?.overlay)
    throw new UsageError(`${file}: ${message ?? 'this is no translation file'}. Mend or move it; nothing was written.`);
  return parsed.overlay;
}
