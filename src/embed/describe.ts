import { urgencies } from '../flow/terms.js';
import type { AttributeName } from './options.js';
import type { ErrorCode, SymptomGuideEventMap, SymptomGuideMembers } from './package.js';

/**
 * What each attribute of `<symptom-guide>` is for, in a webmaster's words: the hover texts of the types and of the
 * custom-elements manifest. Kept out of `options.ts` so that visitors do not download it; an attribute without a
 * sentence does not compile.
 */
export const attributeTexts: Record<AttributeName, string> = {
  flow: 'The id of a shipped flow, or the address of a `flow.json`; without it, `sciatica`.',
  language: "A language code such as `es`; without it, the page's `lang` if the flow has it, else the flow's own.",
  display: '`bubble` puts a button into the corner of the page, `inline` the conversation where the element stands.',
  position: 'The corner of the bubble: where lines of text end, or where they start.',
  label: "What the bubble says; give one in the page's language when the page is not in English.",
  'clinic-name': "The clinic's name.",
  phone: "The clinic's phone number, as people would dial it.",
  booking:
    "Where to book: the address of the clinic's booking page, from `https://` on, or a phone number or e-mail address.",
  service: 'The one service to book, by the name or number that the booking service has for it.',
  country: 'The two-letter code of the country, such as `GB`; without it no emergency number is shown.',
  offers: 'The techniques that the clinic offers, such as `acupuncture, cupping`; without it, all.',
  practitioner: 'Who treats at the clinic, as the guide may name them.',
  'practitioner-title':
    'Their registered title, such as `licensed acupuncturist`; never a title that they do not hold.',
  hours: 'When the phone is answered, such as `Mo-Fr 09:00-17:00; Sa 10:00-13:00; 2026-12-25 off`.',
  'time-zone': "The clinic's time zone, such as `America/New_York`; without it, the visitor's own.",
  'first-visit-minutes': 'How long a first visit takes, in minutes, such as `60` or `45-60`.',
  'first-visit-price': 'What a first visit costs, as the guide may say it, such as `$90`.',
  'practice-minutes': 'How long needles stay in at this clinic, in minutes, such as `20` or `18-22`.',
  'practice-visits': 'How many visits a usual course has at this clinic, such as `8-12`.',
  privacy: "The address of the clinic's privacy notice, from `https://` on; shown where answers can be sent.",
  clinic: 'The address of a JSON file with the clinic settings.',
  send: 'Where answers may be sent if the visitor agrees: an `https://` address that takes them. Without it, nowhere.',
  'fhir-base':
    'The address under which the clinic publishes the FHIR questionnaire: part of its name in answers that are saved or sent.',
  analytics: 'Who counts sections and outcomes, without answers. An outcome is health data: see the README first.',
  remember: '`session` keeps answers over a reload in the same tab, `none` keeps nothing.',
  accent: 'The main colour, any CSS colour; black or white text is chosen for it.',
  open: 'Present: open when the page loads, without taking the focus.',
  debug: 'Present: explains what is wrong with the embedding: on a local address, or at `#symptom-guide-debug`.',
};

/** The attributes that count by being there, whatever their value. */
export const presenceAttributes: readonly AttributeName[] = ['open', 'debug'];

/** What each code of `guide-error` says. */
export const errorTexts: Record<ErrorCode, string> = {
  'flow-not-loaded': 'The flow, or its translation, did not arrive.',
  'flow-not-json': 'The flow, or its translation, is not JSON.',
  'flow-invalid': 'The flow, or its translation, is not one that may be shown.',
  'chat-broken': 'The chat broke while it was drawn.',
  'chat-not-loaded': 'The code of the chat did not arrive.',
  late: 'Something has not arrived yet; the guide replaces the advice should it still come.',
};

/** A field of an event's detail: a text, or one of the values that there are. */
type FieldText = { text: string; values?: readonly string[] };
type DetailText<D> = D extends null ? null : { [K in keyof D]: FieldText };

const flow: FieldText = { text: 'The id of the flow.' };
const version: FieldText = { text: 'The version of the flow.' };

/** When each event is sent, and what each field of its detail holds; `null` for an event without one. */
export const eventTexts: {
  [E in keyof SymptomGuideEventMap]: { text: string; detail: DetailText<SymptomGuideEventMap[E]['detail']> };
} = {
  'guide-ready': { text: 'The element is on the page and can be opened.', detail: null },
  'guide-open': { text: 'The panel opened.', detail: null },
  'guide-close': { text: 'The panel closed.', detail: null },
  'guide-step': {
    text: 'A section of the flow is being asked; the question is not told, since its name could tell an answer.',
    detail: { flow, version, section: { text: 'The id of the section.' } },
  },
  'guide-outcome': {
    text: 'The conversation reached its outcome.',
    detail: {
      flow,
      version,
      outcome: { text: 'The id of the outcome.' },
      urgency: { text: 'How urgent the outcome is.', values: urgencies },
    },
  },
  'guide-book': {
    text: 'The visitor is about to book; `preventDefault()` keeps the guide from opening the booking page.',
    detail: {
      flow,
      version,
      address: { text: "Where the guide would lead: the clinic's own address, without answers." },
    },
  },
  'guide-error': {
    text: 'The guide could not be shown; the visitor has the safety advice instead.',
    detail: {
      code: { text: 'What went wrong.', values: Object.keys(errorTexts) },
      message: { text: 'What went wrong and where, in one line for the webmaster.' },
    },
  },
};

/** A member of the element: a method, or the type of a property. */
export type MemberText = { text: string; type: string; readonly?: true };

/** What each member of the element does. A type test holds that `type` is what the element has. */
export const memberTexts: Record<keyof SymptomGuideMembers, MemberText> = {
  open: {
    type: '(opener?: HTMLElement) => void',
    text: 'Opens the panel and moves the focus into it; `opener` gets it back, or else the bubble.',
  },
  close: { type: '() => void', text: 'Closes the panel; the focus returns to what opened it.' },
  toggle: { type: '() => void', text: 'Opens the panel when it is closed, closes it when it is open.' },
  restart: { type: '() => void', text: 'Forgets all answers and asks the first question.' },
  isOpen: { type: 'boolean', readonly: true, text: 'Whether the panel is open; an inline guide always is.' },
  flow: { type: 'object | string', text: 'The flow: an object, or what the attribute `flow` takes.' },
};

/** What the package exports beside types. */
export const exportTexts = {
  defineSymptomGuide: 'Defines `<symptom-guide>`, once; on a server it does nothing.',
  base: 'The address of the published release folder, absolute or as a page would write it, such as `/symptom-guide/1.0.0/`.',
  version: 'The release of this package, and the name of the folder of files that goes with it.',
};
