import { newKey } from '../../handover/send.js';
import { type Submission, submissionFormat } from '../../handover/submission.js';
import type { View } from '../view.js';
import { say } from '../words/en.js';
import { sendAr } from '../words/sendAr.js';
import { type SendWords, sendEn } from '../words/sendEn.js';
import { sendEs } from '../words/sendEs.js';
import type { Result } from './result.js';

const spoken: Record<string, SendWords> = { en: sendEn, es: sendEs, ar: sendAr };

/** The words around sending for a view, and the language that they are really in. */
export function sendWords({ language }: Pick<View, 'language'>): { words: SendWords; language: string } {
  const own = spoken[language.split('-')[0] as string];
  return own ? { words: own, language } : { words: sendEn, language: 'en' };
}

/** What a visitor agrees to: each fact with its name, as the form shows it. */
export function consentFacts(words: SendWords, facts: { clinic: string; host: string }): [name: string, is: string][] {
  const { what, whatIs, who, whoIs, why, whyIs, afterwards, afterwardsIs } = words;
  const pairs = [
    [what, whatIs],
    [who, whoIs],
    [why, whyIs],
    [afterwards, afterwardsIs],
  ] as const;
  return pairs.map(([name, is]) => [name, say(is, facts)]);
}

/** The same as one text, with the sentence beside the box: what is kept of the consent. */
export function consentText(words: SendWords, facts: { clinic: string; host: string }): string {
  return [...consentFacts(words, facts).map(([name, is]) => `${name}: ${is}`), say(words.agree, facts)].join('\n');
}

/** What is sent when a visitor has agreed, put together now. Throws when a flow cannot be said in FHIR. */
export function makeSubmission(
  { outcome }: Pick<Result, 'outcome'>,
  typed: { patient: Submission['patient']; consent: Omit<Submission['consent'], 'given'>; summary: string },
  response: (authored: string) => Submission['response'],
): Submission {
  const now = new Date().toISOString();
  return {
    format: submissionFormat,
    key: newKey(),
    sent: now,
    patient: typed.patient,
    consent: { ...typed.consent, given: now },
    outcome: { id: outcome.id, urgency: outcome.urgency },
    summary: typed.summary,
    response: response(now),
  };
}
