import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** What the editor looks like; the colours are in source.css, for light and dark. */
export const look = [
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, class: 'json-name' },
      { tag: tags.string, class: 'json-text' },
      { tag: tags.number, class: 'json-number' },
      { tag: [tags.bool, tags.null], class: 'json-word' },
    ]),
  ),
  EditorView.theme({
    '&': { height: '100%' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'ui-monospace, Menlo, Consolas, monospace', lineHeight: '1.55' },
  }),
];

/** The words of the editor's own parts, for people who are no programmers. */
export const words = EditorState.phrases.of({
  Find: 'Find',
  Replace: 'Replace with',
  next: 'Next',
  previous: 'Previous',
  all: 'Select all',
  replace: 'Replace',
  'replace all': 'Replace all',
  'match case': 'Match capitals',
  'by word': 'Whole words',
  regexp: 'Pattern',
  close: 'Close',
  'Go to line': 'Line number',
  go: 'Go',
});
