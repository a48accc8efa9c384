import type { ClinicSetting } from './settings.js';

/** The phone numbers of a country that a placeholder may name. */
type CountryNumber = 'emergency' | 'urgent' | 'crisis';
/** A placeholder that texts and links may hold: a clinic setting, or a number of the clinic's country. */
export type Placeholder = `clinic.${ClinicSetting}` | `${CountryNumber}.number`;

/** Values of placeholders; one without a value, or an empty one, is not filled. */
export type PlaceholderValues = Partial<Record<Placeholder, string | undefined>>;

/** A placeholder in a text: its name, and its fallback if it has one. */
export const placeholderPattern = /\{([a-z.-]+)(?:\|([^{}]*))?\}/g;

/** `text` with its placeholders filled; `undefined` when one has neither a value nor a fallback. */
export function fill(text: string, values: PlaceholderValues): string | undefined {
  let complete = true;
  const filled = text.replace(placeholderPattern, (_, name: string, fallback?: string) => {
    const value = values[name as Placeholder] || fallback;
    if (value === undefined) complete = false;
    return value ?? '';
  });
  return complete ? filled : undefined;
}

/** The names of the placeholders in `text`, known or not. */
export function placeholdersIn(text: string): string[] {
  return Array.from(text.matchAll(placeholderPattern), (match) => match[1] as string);
}

/** A piece of a text: plain, bold, or a link. */
export type Inline = { text: string; bold?: true; href?: string };

const mark = /\*\*(.+?)\*\*|\[([^\]]+)\]\(([^()\s]+)\)/g;

/** The addresses of the links in `text`, safe or not. */
export function linksIn(text: string): string[] {
  return Array.from(text.matchAll(mark), (match) => match[3]).filter((link) => link !== undefined);
}

/** A text as its plain, bold and linked pieces. A link that is not https, tel or mailto becomes plain text. */
export function inline(text: string): Inline[] {
  const pieces: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(mark)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const href = match[3] && safeHref(match[3]);
    pieces.push(match[1] ? { text: match[1], bold: true } : { text: match[2] as string, ...(href ? { href } : {}) });
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** The link if a visitor may be sent there: https, tel or mailto; otherwise `undefined`. */
export function safeHref(link: string): string | undefined {
  return /^(https:\/\/|mailto:|tel:)/i.test(link) ? link : undefined;
}

/** A phone number as a `tel:` link: digits and a + only; abroad the (0) of "+44 (0)20 …" is not dialled. */
export function telHref(number: string): string {
  return `tel:${number.replace(/(?<=\+.*)\(0\)|[^\d+]/g, '')}`;
}

/** Puts values into the `{names}` of an interface text. */
export function say(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
