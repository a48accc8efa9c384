import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { inline, placeholderPattern } from '../flow/text.js';

/** The highest reading grade (Flesch-Kincaid, US school years) of a text that is easy enough. */
export const easyGrade = 8;

/** With fewer words than this a grade says nothing: "Blood thinners" would need a professor. */
const fewestWords = 10;

/** Words that the guide cannot do without, and that people meet on the clinic's door: counted as easy ones. */
const given = /^(electro)?acupunctur(e|ist|ists)$|^practitioners?$|^emergency$|^sciatica$/i;

const words = new Intl.Segmenter('en', { granularity: 'word' });
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const wordsOf = (text: string) => Array.from(words.segment(text)).flatMap((one) => (one.isWordLike ? one.segment : []));

function gradeOf(sentence: number, list: readonly string[]): number {
  const syllables = list.map((word) => (/\d/.test(word) ? 1 : given.test(word) ? 2 : syllable(word)));
  return fleschKincaid({ sentence, word: list.length, syllable: syllables.reduce((sum, n) => sum + n, 0) });
}

type Reading = { grade: number; hardest: string };

/** Texts that were graded before: while somebody types, all but one of a flow's texts stay as they were. */
const graded = new Map<string, Reading | undefined>();
const mostGraded = 20_000;

/** The reading grade of an English text, and its hardest sentence; undefined when it is too short to tell. */
export function readingGrade(text: string): Reading | undefined {
  if (graded.has(text)) return graded.get(text);
  if (graded.size >= mostGraded) graded.clear();
  const reading = grade(text);
  graded.set(text, reading);
  return reading;
}

function grade(text: string): Reading | undefined {
  const plain = inline(text)
    .map((piece) => piece.text)
    .join('')
    .replace(placeholderPattern, (_, _name, fallback?: string) => fallback ?? 'them');
  const list = wordsOf(plain);
  if (list.length < fewestWords) return undefined;
  const parts = Array.from(sentences.segment(plain), ({ segment }) => segment.trim()).filter((part) => part !== '');
  const sorted = parts.map((part) => ({ part, grade: gradeOf(1, wordsOf(part)) })).sort((a, b) => b.grade - a.grade);
  return { grade: gradeOf(parts.length, list), hardest: sorted[0]?.part ?? plain };
}
