/** Widths of letters, in parts of the size of the type: generous, so that no text runs out of its box. */
const widths: [RegExp, number][] = [
  [/[ijl|.,:;'’!()[\]]/, 0.32],
  [/[\sfrtI/–-]/, 0.4],
  [/[mwMW@%—…]/, 0.95],
  [/[A-Z]/, 0.73],
  [/[\d$€£?]/, 0.64],
  [/\p{M}/u, 0],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u, 1.1],
];
const known = new Map<string, number>();

function widthOfLetter(letter: string): number {
  const before = known.get(letter);
  if (before !== undefined) return before;
  const width = widths.find(([letters]) => letters.test(letter))?.[1] ?? 0.61;
  known.set(letter, width);
  return width;
}

/** About how wide a text is in type of this size. The same everywhere, with or without a screen; bold is a tenth wider. */
export function widthOf(text: string, size: number): number {
  let width = 0;
  for (const letter of text) width += widthOfLetter(letter);
  return width * size;
}

/** A text in at most `most` lines that fit into `width`; the last ends in "…" when there is more. */
export function wrap(text: string, width: number, size: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => pieces(word, width, size));
  for (const [index, word] of words.entries()) {
    const longer = line ? `${line} ${word}` : word;
    if (!line || widthOf(longer, size) <= width) {
      line = longer;
      continue;
    }
    if (lines.length === most - 1) return [...lines, cut([line, ...words.slice(index)].join(' '), width, size)];
    lines.push(line);
    line = word;
  }
  return line ? [...lines, line] : lines;
}

/** A word that is wider than a line, in pieces. */
function pieces(word: string, width: number, size: number): string[] {
  if (widthOf(word, size) <= width) return [word];
  const parts = [''];
  for (const letter of word) {
    const longer = `${parts.at(-1)}${letter}`;
    if (widthOf(longer, size) <= width || parts.at(-1) === '') parts[parts.length - 1] = longer;
    else parts.push(letter);
  }
  return parts;
}

/** The beginning of a text, with "…", that fits into `width`. */
function cut(text: string, width: number, size: number): string {
  let kept = '';
  let used = widthOf('…', size);
  for (const letter of text) {
    used += widthOf(letter, size);
    if (used > width) break;
    kept += letter;
  }
  return `${kept.replace(/[\s,.;:]+\S{0,3}$/, '') || kept}…`;
}
