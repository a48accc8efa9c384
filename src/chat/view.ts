import { type Answer, hasChoices } from '../flow/answer.js';
import type { Reader } from '../flow/content.js';
import type { Question } from '../flow/schema.js';
import type { Words } from './words/en.js';

/** All that decides how a text or block looks to this visitor, apart from the text itself. */
export type View = Reader & {
  words: Words;
  language: string;
  /** Texts without a translation; they are marked with the flow's source language. */
  untranslated: ReadonlySet<string>;
  sourceLanguage: string;
};

/** An answer in the visitor's words: the labels of the choices, or the number with its unit. */
export function answerTexts(question: Question, answer: Answer, words: Words): string[] {
  if (answer === null) return [words.skipped];
  if (!hasChoices(question)) {
    const unit = 'unit' in question && question.unit ? ` ${question.unit}` : '';
    return [`${answer}${unit}`];
  }
  return question.choices.filter(({ id }) => [answer].flat().includes(id)).map(({ label }) => label);
}
