import { readFileSync } from 'node:fs';
import { conversations, type languages } from '../../demo/gallery/screens.js';
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

/** One conversation to each outcome: those of the gallery's screens. */
export { conversations };
/** A language of the sciatica flow. */
export type Language = (typeof languages)[number];

/** The chat's own words in a language. */
export const wordsOf: Record<Language, AllWords> = { en: { ...en, ...laterEn }, es, ar };

/** The sciatica flow in a language. */
export function flowIn(language: Language): Flow {
  const flow = read('flow.json') as Flow;
  return language === 'en' ? flow : translateFlow(flow, read(`${language}.json`) as Overlay).flow;
}

/** How many example patients the sciatica flow has. */
export const vignetteCount: number = read('vignettes.json').vignettes.length;

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
