import type { Flow } from '../flow/schema.js';
import { inline, placeholderPattern } from '../flow/text.js';

/** The direction in which a language is written. */
const directionOf = (language: string) => (/^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr');

/** `lang` and `dir` of a flow's own texts; the script around them is in English. */
function languageOf(flow: Flow): { lang: string; dir: 'ltr' | 'rtl' } | undefined {
  return /^en\b/.test(flow.language) ? undefined : { lang: flow.language, dir: directionOf(flow.language) };
}

/** A text with each placeholder shown as what it stands for: ‹emergency number›, and what is said without it. */
export function readable(text: string): string {
  return text.replace(placeholderPattern, (_, name: string, fallback?: string) => {
    const plain = name.replace(/[.-]/g, ' ');
    return fallback ? `‹${plain}, or else: ${fallback}›` : `‹${plain}›`;
  });
}

/** A text of the flow as it is printed: bold, links, and placeholders that can be read. */
export function Said({ text, flow }: { text: string; flow: Flow }) {
  const pieces = inline(text).map((piece) => {
    const plain = readable(piece.text);
    if (piece.bold) return <strong>{plain}</strong>;
    return piece.href ? <a href={piece.href}>{plain}</a> : plain;
  });
  return <span {...languageOf(flow)}>{pieces}</span>;
}
