import { attributes, warn } from './options.js';

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
