import MiniSearch, { type SearchOptions } from 'minisearch';

/** A topic as it is searched: its question, and all that its answer says to this visitor. */
export type Entry = { id: string; ask: string; text: string };

/**
 * Accents, vowel signs and the forms of alef, yeh and teh marbuta that people type as they please; and the Arabic
 * article, since a word is looked for by its beginning.
 */
function fold(term: string): string {
  return term
    .normalize('NFKD')
    .replace(/[\p{M}ـ]/gu, '')
    .toLowerCase()
    .replaceAll('ٱ', 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replace(/^ال(?=..)/u, '');
}

/**
 * Finds the entries that have every word typed, the best first: words as typed or begun; only where there are none, words
 * with slips of the finger in them, so that who types well finds nothing stray.
 */
export function createFinder(entries: readonly Entry[]): (typed: string) => string[] {
  const index = new MiniSearch<Entry>({ fields: ['ask', 'text'], processTerm: fold });
  index.addAll(entries);
  const options: SearchOptions = { boost: { ask: 4 }, prefix: true, combineWith: 'AND' };
  // One slip in four letters, two in six, three in eight; two letters that changed places count as two.
  const slips = (term: string) => Math.min(3, Math.max(0, Math.floor(term.length / 2) - 1));
  return (typed) => {
    const found = index.search(typed, options);
    return (found.length > 0 ? found : index.search(typed, { ...options, fuzzy: slips })).map(({ id }) => id as string);
  };
}
