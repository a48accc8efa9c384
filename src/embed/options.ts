import type { ClinicSetting, DeskSetting } from '../flow/settings.js';

/**
 * The one table of attributes: every one of `<symptom-guide>` (and, with `data-` before it, of the script tag), and its default. A list
 * holds the only values there are, the first being the default.
 */
export const attributes = {
  flow: '',
  language: '',
  display: ['bubble', 'inline'],
  position: ['end', 'start'],
  label: '',
  'clinic-name': '',
  phone: '',
  booking: '',
  service: '',
  country: '',
  offers: '',
  practitioner: '',
  'practitioner-title': '',
  hours: '',
  'time-zone': '',
  'first-visit-minutes': '',
  'first-visit-price': '',
  'practice-minutes': '',
  'practice-visits': '',
  privacy: '',
  clinic: '',
  send: '',
  'fhir-base': '',
  analytics: ['none', 'dataLayer', 'plausible'],
  remember: ['session', 'none'],
  accent: '',
  open: '',
  debug: '',
} as const;

/** The attribute for a clinic setting: they have the same name but for the clinic's own. */
export const attributeFor = (setting: ClinicSetting | DeskSetting): AttributeName =>
  setting === 'name' ? 'clinic-name' : setting;

/** The name of an attribute. */
export type AttributeName = keyof typeof attributes;
/** The values that an attribute may have. */
export type ValueOf<N extends AttributeName> = (typeof attributes)[N] extends readonly (infer V)[] ? V : string;
