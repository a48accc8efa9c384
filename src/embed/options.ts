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
  country: '',
  offers: '',
  practitioner: '',
  clinic: '',
  remember: ['session', 'none'],
  accent: '',
  open: '',
  debug: '',
} as const;

/** The name of an attribute. */
export type AttributeName = keyof typeof attributes;
/** The values that an attribute may have. */
export type ValueOf<N extends AttributeName> = (typeof attributes)[N] extends readonly (infer V)[] ? V : string;
