import type { Path } from '../../flow/parse.js';

/** An object of a JSON file, whatever is in it: forms also show flows that are not right yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** The fields of a value; none when it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The items of a value; none when it is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; empty when the value is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value at a place; undefined when it is not there. */
export function valueIn(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof key === 'number' ? itemsOf(inner)[key] : fieldsOf(inner)[key]),
    value,
  );
}

/** A text for a list or a sentence: cut at a word when it is long. */
export function short(text: string, most = 60): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trimEnd()} …`;
}

/** Whether one place lies in another, or is the same. */
export function within(path: Path, around: Path): boolean {
  return around.length <= path.length && around.every((key, i) => path[i] === key);
}
