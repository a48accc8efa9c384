import type { Urgency } from '../flow/terms.js';
import type { QuestionnaireResponse } from './fhir/resources.js';

/** The version of the shape below; a receiver refuses what it does not know. */
export const submissionFormat = 1;

/**
 * What a visitor sends to the clinic, once, after they agreed: the body of one POST. Nothing of it is kept by the
 * guide, and nothing is sent without {@link Submission.consent consent} (clinical C.5).
 */
export type Submission = {
  format: typeof submissionFormat;
  /** Which sending this is, the same for every try: 32 to 36 of `0-9a-f-`. Also in the header `Idempotency-Key`. */
  key: string;
  /** When it was sent first, as an ISO time. */
  sent: string;
  /** As the visitor typed them; `contact` is a phone number or an e-mail address. */
  patient: { name: string; contact: string };
  /** The words that the visitor agreed to, in which language, and when. */
  consent: { text: string; language: string; given: string };
  /** Where the conversation ended, so that a list can show the urgent ones first. */
  outcome: { id: string; urgency: Urgency };
  /** The answers as text, in the visitor's language: what they would have read out. */
  summary: string;
  /** The answers as FHIR R4, without a subject. */
  response: QuestionnaireResponse;
};
