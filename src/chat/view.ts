import { type Answer, hasChoices } from '../flow/answer.js';
import type { Reader } from '../flow/content.js';
import type { Question } from '../flow/schema.js';
import type { Words } from './words/en.js';

/** All that decides how a text or block looks to this visitor, apart from the text itself. */
export type View = Reader & {
  words: Words;
  /** A number as it is written in the language. */
  number: (value: number) => string;
  language: string;
  /** All languages that the visitor can choose, the flow's own first. */
  languages: readonly string[];
  /** Texts without a translation; they are marked with the flow's source language. */
  untranslated: ReadonlySet<string>;
  sourceLanguage: string;
  /** Whether nobody has reviewed the translation yet. */
  draft?: boolean | undefined;
};

/** An answer in the visitor's words: the labels of the choices, or the number with its unit. */
export function answerTexts(question: Question, answer: Answer, view: Pick<View, 'words' | 'number'>): string[] {
  if (answer === null) return [view.words.skipped];
  if (!hasChoices(question)) {
    const unit = 'unit' in question && question.unit ? ` ${question.unit}` : '';
    return [`${view.number(Number(answer))}${unit}`];
  }
  return question.choices.filter(({ id }) => [answer].flat().includes(id)).map(({ label }) => label);
}

/** Which way a language is written. */
export function directionOf(language: string): 'rtl' | 'ltr' {
  return /^(ar|fa|he|ur)\b/.test(language) ? 'rtl' : 'ltr';
}
