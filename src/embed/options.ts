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

/** One line to the webmaster. Never holds an answer. */
export function warn(message: string): void {
  console.warn(`[symptom-guide] ${message}`);
}

/** What an attribute says; nothing when it is absent. Apart from the table, which visitors do not download. */
export const attributeOf = (element: Element, name: AttributeName): string => element.getAttribute(name) ?? '';
