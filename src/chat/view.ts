import type { Answer, Answers } from '../flow/answer.js';
import { hasChoices } from '../flow/answer.js';
import { type ClinicSettings, holds } from '../flow/condition.js';
import type { Action, Block, ContentCondition, Flow, ListItem, Question } from '../flow/schema.js';
import { fill, type PlaceholderValues } from '../flow/text.js';
import type { Words } from './words/en.js';

/** All that decides how a text or block looks to this visitor, apart from the text itself. */
export type View = {
  flow: Flow;
  answers: Answers;
  clinic: ClinicSettings;
  values: PlaceholderValues;
  words: Words;
  language: string;
  /** Texts without a translation; they are marked with the flow's source language. */
  untranslated: ReadonlySet<string>;
  sourceLanguage: string;
};

/** Whether something with a `when` is shown to this visitor. */
export function shows(view: View, item: { when?: ContentCondition | undefined }): boolean {
  return holds(item.when, view.answers, view.clinic);
}

/**
 * Whether a block is shown: its `when` holds, its own texts can be filled, and of what it contains something is left.
 */
export function visible(view: View, block: Block | ListItem | Action): boolean {
  if (typeof block === 'string') return fill(block, view.values) !== undefined;
  if (!shows(view, block)) return false;
  if ('topic' in block) return topicContent(view, block.topic).some((inner) => visible(view, inner));
  if ('list' in block) return block.list.some((item) => visible(view, item));
  const texts = Object.values(block).filter((value) => typeof value === 'string');
  if (texts.some((text) => fill(text, view.values) === undefined)) return false;
  return !('content' in block) || 'callout' in block || block.content.some((inner) => visible(view, inner));
}

/** What a topic says; nothing when it does not apply to this visitor. */
export function topicContent(view: View, id: string): readonly Block[] {
  const topic = view.flow.topics?.find((candidate) => candidate.id === id);
  return topic && shows(view, topic) ? topic.content : [];
}

/** An answer in the visitor's words: the labels of the choices, or the number with its unit. */
export function answerTexts(question: Question, answer: Answer, words: Words): string[] {
  if (answer === null) return [words.skipped];
  if (!hasChoices(question)) {
    const unit = 'unit' in question && question.unit ? ` ${question.unit}` : '';
    return [`${answer}${unit}`];
  }
  return question.choices.filter(({ id }) => [answer].flat().includes(id)).map(({ label }) => label);
}
