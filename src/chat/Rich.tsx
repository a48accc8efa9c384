import { fill, inline } from '../flow/text.js';
import type { View } from './view.js';

/** A text of the flow with its bold, links and placeholders. Nothing when a placeholder cannot be filled. */
export function Rich({ text, view }: { text: string; view: View }) {
  const filled = fill(text, view.values);
  if (filled === undefined) return null;
  const pieces = inline(filled).map((piece) =>
    piece.bold ? (
      <strong>{piece.text}</strong>
    ) : piece.href ? (
      <a href={piece.href} target="_blank" rel="noopener noreferrer">
        {piece.text}
        <span class="sr"> ({view.words.newTab})</span>
      </a>
    ) : (
      piece.text
    ),
  );
  const source = view.untranslated.has(text);
  return (
    <span lang={source ? view.sourceLanguage : undefined} dir={source ? 'auto' : undefined}>
      {pieces}
    </span>
  );
}
