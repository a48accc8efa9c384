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

const checked = new WeakSet<Element>();

/** Warns once, in one line, of attributes that do not exist and of values that are not among those there are. */
export function checkAttributes(element: Element): void {
  if (checked.has(element)) return;
  checked.add(element);
  const wrong = [...element.attributes].filter(({ name, value }) => {
    const known = (attributes as Record<string, string | readonly string[]>)[name];
    if (known !== undefined) return typeof known !== 'string' && !known.includes(value);
    // On the element the names stand without the "data-" that they have on the script tag.
    return (
      name.slice(5) in attributes || !/^(id|class|style|lang|dir|hidden|slot|title|role|(aria|data|on).*)$/.test(name)
    );
  });
  if (wrong.length > 0)
    warn(
      `ignores ${wrong.map(({ name, value }) => `${name}="${value}"`).join(', ')}. Known: ${JSON.stringify(attributes)}`,
    );
}

/** Warns of clinic settings that would be left out without a word: they are the clinic's way to be reached. */
export function checkSettings(
  { country, phone, booking, accent }: Partial<Record<string, string>>,
  known: boolean,
): void {
  if (!known)
    warn(country ? `knows no numbers for the country "${country}"` : 'shows no emergency number: give the country');
  if (phone && !/\d/.test(phone)) warn(`ignores phone="${phone}": no number`);
  if (booking && !/^https:/.test(booking)) warn(`ignores booking="${booking}": not an https:// address`);
  if (accent && !CSS.supports('color', accent)) warn(`ignores accent="${accent}": not a colour`);
}
