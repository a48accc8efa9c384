import type { View } from '../view.js';
import type { Words } from '../words/en.js';

/** The English words of the parts for later. */
export const laterEn = {
  progress: 'Question {at} of at most {atMost}',
  language: 'Language',
  pickOne: 'Pick a number first.',
  outOfRange: 'Type a whole number from {min} to {max}.',
  because: 'Because you told us',
  ask: 'You may also want to ask',
};

/** All words of one language. */
export type AllWords = Words & typeof laterEn;

/** The words of the view's language; of English, those that came with the first question lack the ones here. */
export function allWords({ words }: Pick<View, 'words'>): AllWords {
  return { ...laterEn, ...words };
}
