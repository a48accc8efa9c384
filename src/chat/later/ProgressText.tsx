import type { Progress } from '../../machine/progress.js';
import type { View } from '../view.js';
import { say } from '../words/en.js';
import { allWords } from './words.js';

/** "Question 4 of at most 12". */
export function ProgressText({ progress, view }: { progress: Progress; view: View }) {
  const [at, atMost] = [view.number(progress.at), view.number(progress.atMost)];
  return <span>{say(allWords(view).progress, { at, atMost })}</span>;
}
