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
type ValueOf<N extends AttributeName> = (typeof attributes)[N] extends readonly (infer V)[] ? V : string;

/** One line to the webmaster. Never holds an answer. */
export function warn(message: string): void {
  console.warn(`[symptom-guide] ${message}`);
}

/** The value of an attribute, or its default when it is absent or not one of the values there are. */
export function option<N extends AttributeName>(element: Element, name: N): ValueOf<N> {
  const known: string | readonly string[] = attributes[name];
  const given = element.getAttribute(name);
  if (typeof known === 'string') return (given || known) as ValueOf<N>;
  return (given && known.includes(given) ? given : known[0]) as ValueOf<N>;
}
