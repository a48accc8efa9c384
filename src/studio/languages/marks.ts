import { inline, linksIn, placeholderPattern } from '../../flow/text.js';

/** A piece of a text that its translation needs as well: what is put around or in place of what is selected. */
export type Mark = { label: string; name: string; before: string; after: string };

/** Placeholders with their fallbacks, bold and links of a text, each once, for somebody to put into its translation. */
export function marksOf(text: string): Mark[] {
  const marks = new Map<string, Mark>();
  const add = (mark: Mark) => marks.set(mark.before + mark.after, mark);
  for (const [whole, name] of text.matchAll(placeholderPattern))
    add({ label: whole, name: `Put in ${name}`, before: whole, after: '' });
  for (const link of linksIn(text))
    add({ label: '[link]', name: `Make a link to ${link}`, before: '[', after: `](${link})` });
  if (inline(text).some(({ bold }) => bold))
    add({ label: '**bold**', name: 'Make it bold', before: '**', after: '**' });
  return [...marks.values()];
}

/** A text with a mark around what is selected in it, and what is selected then. */
export function withMark(text: string, from: number, to: number, { before, after }: Mark) {
  const inside = text.slice(from, to);
  const start = from + before.length;
  const placed = `${text.slice(0, from)}${before}${after ? inside : ''}${after}${text.slice(to)}`;
  return { text: placed, from: start, to: after ? start + inside.length : start };
}
