import { readFileSync } from 'node:fs';
import type { AllWords } from '../../src/chat/later/words.js';
import { laterEn } from '../../src/chat/later/words.js';
import { ar } from '../../src/chat/words/ar.js';
import { en } from '../../src/chat/words/en.js';
import { es } from '../../src/chat/words/es.js';
import { type Answers, hasChoices } from '../../src/flow/answer.js';
import type { Flow, Overlay } from '../../src/flow/schema.js';
import { translateFlow } from '../../src/flow/translate.js';
import { compileFlow } from '../../src/machine/compile.js';
import { replay } from '../../src/machine/session.js';
import type { Says } from './visitor.js';

const read = (file: string) => JSON.parse(readFileSync(`flows/sciatica/${file}`, 'utf8'));

/** The languages of the sciatica flow. */
const languages = ['en', 'es', 'ar'] as const;
export type Language = (typeof languages)[number];

/** The chat's own words in a language. */
export const wordsOf: Record<Language, AllWords> = { en: { ...en, ...laterEn }, es, ar };

/** The sciatica flow in a language. */
export function flowIn(language: Language): Flow {
  const flow = read('flow.json') as Flow;
  return language === 'en' ? flow : translateFlow(flow, read(`${language}.json`) as Overlay).flow;
}

/** A name or text, and nothing else. */
export const exactly = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

/** What a visitor with these answers is asked and says in a language, in the order asked. */
export function saysIn(language: Language, answers: Answers): Says[] {
  const flow = flowIn(language);
  return replay(compileFlow(flow), answers).steps.map(({ question, answer }): Says => {
    const ask = exactly(question.ask);
    if (!hasChoices(question)) return [ask, Number(answer)];
    const given = question.choices.filter(({ id }) => [answer].flat().includes(id));
    return [ask, ...given.map(({ label }) => exactly(label))];
  });
}

const calm: Answers = {
  age: 'age-65-plus',
  'bladder-bowel-saddle': ['none'],
  legs: ['none'],
  danger: ['none'],
  start: ['sitting'],
  infection: ['none'],
  history: ['none'],
  'other-signs': ['none'],
};

/** One conversation to each outcome; the routine one meets every kind of question. */
export const conversations = {
  routine: {
    ...calm,
    legs: ['tingle'],
    onset: 'weeks-over-12',
    trend: 'same',
    first: 'had-before',
    where: ['buttock', 'below-knee'],
    sitting: 'about-30min',
    pain: 6,
    care: ['blood'],
    blood: ['antiplatelet'],
  },
  /** Whom the guide is mostly for: under 60, nothing found, some weeks of pain. */
  typical: {
    ...calm,
    age: 'age-45-59',
    onset: 'weeks-2-6',
    where: ['below-knee'],
    sitting: 'about-30min',
    pain: 6,
    care: ['none'],
  },
  emergency: { ...calm, 'bladder-bowel-saddle': ['saddle'], 'saddle-when': 'recent' },
  urgent: { ...calm, legs: ['foot-drop'] },
  soon: { ...calm, history: ['weight-loss'], age: 'age-45-59' },
} satisfies Record<string, Answers>;
