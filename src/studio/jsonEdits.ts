import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { Path } from '../flow/parse.js';
import { placeOfField } from './fieldOrder.js';
import { formatPart, print } from './layout.js';

/** A place that an edit needs is not in the file, or the file is not JSON at the moment. */
export class CannotEdit extends Error {
  override name = 'CannotEdit';
}

/**
 * The text with another value at `path`: a field that is not there is added where a person would have put it, and
 * `undefined` takes it out. Everything else keeps its order; what was laid out as the formatter does stays so. Throws
 * {@link CannotEdit}.
 */
export function setValue(text: string, path: Path, value: unknown): string {
  const chain = chainTo(text, path);
  const spot = chain.at(-1);
  const parent = chain.at(-2);
  if (spot && chain.length > path.length) {
    if (value === undefined) return relaid(text, chain.slice(0, -1), withoutPart(text, chain));
    const to = endOf(text, spot.from);
    const last = !followed(text, to);
    const printed = print(value, indentAt(text, spot.from), columnOf(text, spot.key ?? spot.from, spot.from), last);
    const changed = splice(text, spot.from, to, printed);
    // Another word in a field that has a line of its own changes no layout: that is every letter typed into a form.
    if (parent && isOpen(text, parent.from) && isPlain(value) && isPlainAt(text, spot.from)) {
      // So that the next letter finds its place at once: all on the way to it begins where it did.
      lastGood = changed;
      lastChain = { path: path.join('/'), chain };
      return changed;
    }
    return relaid(text, parent ? chain.slice(0, -1) : chain, changed);
  }
  if (value === undefined) return text;
  const key = path.at(-1);
  if (typeof key !== 'string' || chain.length < path.length || !spot || text[spot.from] !== '{')
    throw new CannotEdit(`There is nothing at ${named(path)}.`);
  const parts = partsOf(text, spot.from);
  const index = placeOfField(
    key,
    parts.map((part) => part.name ?? ''),
  );
  return relaid(text, chain, withPart(text, spot, parts, index, value, `${JSON.stringify(key)}: `));
}

/** The text with one more value in the list at `path`, before the one at `index`. Throws {@link CannotEdit}. */
export function insertValue(text: string, path: Path, index: number, value: unknown): string {
  const { chain, list, parts } = listAt(text, path);
  return relaid(text, chain, withPart(text, list, parts, Math.max(0, Math.min(index, parts.length)), value));
}

/**
 * The text with a value of the list at `path` at another place in it, as it is written; `to` is its index afterwards.
 * Throws {@link CannotEdit}.
 */
export function moveValue(text: string, path: Path, from: number, to: number): string {
  const { parts } = listAt(text, path);
  if (!parts[from] || !parts[to]) throw new CannotEdit(`There is nothing at ${named([...path, Math.max(from, to)])}.`);
  if (from === to) return text;
  const [low, high] = from < to ? [from, to] : [to, from];
  const order = parts.slice(low, high + 1);
  const [first, end] = [order[0] as Part, order.at(-1) as Part];
  const gaps = order.slice(1).map((item, i) => text.slice((order[i] as Part).to, item.from));
  order.splice(to - low, 0, ...order.splice(from - low, 1));
  const moved = order.map((item, i) => text.slice(item.from, item.to) + (gaps[i] ?? '')).join('');
  return splice(text, first.from, end.to, moved);
}

/**
 * The text with the value at `path` taken out of its list and put, as it is written, into the list at `to`, before the
 * one at `index`; both as they are before. For lists that are equally deep. Throws {@link CannotEdit}.
 */
export function carryValue(text: string, path: Path, to: Path, index: number): string {
  const key = path.at(-1);
  const { parts } = listAt(text, path.slice(0, -1));
  const part = typeof key === 'number' ? parts[key] : undefined;
  if (!part) throw new CannotEdit(`There is nothing at ${named(path)}.`);
  if (path.slice(0, -1).join() === to.join())
    return moveValue(text, to, key as number, index > (key as number) ? index - 1 : index);
  const { chain, list, parts: there } = listAt(text, to);
  const carried = text.slice(part.from, part.to);
  const put = relaid(text, chain, withWritten(text, list, there, Math.min(index, there.length), carried));
  return setValue(put, path, undefined);
}

/** The value at `path`; undefined when there is none, or when the text cannot be read. */
export function valueAt(text: string, path: Path): unknown {
  if (isJson(text)) {
    const chain = chainTo(text, path);
    const spot = chain.length > path.length ? chain.at(-1) : undefined;
    return spot && (JSON.parse(text.slice(spot.from, endOf(text, spot.from))) as unknown);
  }
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  return node && getNodeValue(node);
}

/** Where the value at `path` stands: offsets in the text; undefined when it is not there. */
export function rangeOf(text: string, path: Path): { from: number; to: number } | undefined {
  if (isJson(text)) {
    const chain = chainTo(text, path);
    const spot = chain.length > path.length ? chain.at(-1) : undefined;
    return spot && { from: spot.from, to: endOf(text, spot.from) };
  }
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  return node && { from: node.offset, to: node.offset + node.length };
}

/** A value on the way to a place: where it begins, and where its name does. */
type Spot = { from: number; key?: number | undefined };
/** One field or item: from its name, or the item itself, to the end of its value. */
type Part = { from: number; value: number; to: number; name?: string };

const named = (path: Path) => (path.length > 0 ? path.join('/') : 'the top');
const splice = (text: string, from: number, to: number, insert: string) =>
  text.slice(0, from) + insert + text.slice(to);
const lineStart = (text: string, offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
const indentAt = (text: string, offset: number) =>
  (/^ */.exec(text.slice(lineStart(text, offset), offset)) as [string])[0].length;
/** The column of a value whose name, or which itself, begins at `start`: what stands before it on its line. */
const columnOf = (text: string, start: number, offset: number) =>
  lineStart(text, start) === lineStart(text, offset) ? offset - lineStart(text, offset) : indentAt(text, offset);

let lastGood: string | undefined;
/** The way to a place in the text that was good last. */
let lastChain: { path: string; chain: Spot[] } | undefined;
/** Whether a text is JSON; the last one that was is remembered, for a form asks about the same text many times. */
function isJson(text: string): boolean {
  if (text === lastGood) return true;
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    lastGood = text;
    lastChain = undefined;
    return true;
  } catch {
    return false;
  }
}

// What follows goes over a text that is JSON, without a tree of all of it: forms need that at each letter.

function spaceEnd(text: string, offset: number): number {
  let at = offset;
  for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff; )
    code = text.charCodeAt(++at);
  return at;
}

function stringEnd(text: string, offset: number): number {
  let at = offset;
  for (;;) {
    at = text.indexOf('"', at + 1);
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
}

/** Where the value that begins at `offset` ends. */
function endOf(text: string, offset: number): number {
  const first = text[offset];
  if (first === '"') return stringEnd(text, offset);
  if (first !== '{' && first !== '[') {
    let at = offset;
    while (at < text.length && !',]} \n\r\t'.includes(text[at] as string)) at++;
    return at;
  }
  let depth = 0;
  for (let at = offset; ; ) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = stringEnd(text, at);
      continue;
    }
    if (code === 123 || code === 91) depth++;
    else if ((code === 125 || code === 93) && --depth === 0) return at + 1;
    at++;
  }
}

/** The fields of an object or the items of a list that begins at `offset`. */
function partsOf(text: string, offset: number): Part[] {
  const parts: Part[] = [];
  const inObject = text[offset] === '{';
  let at = spaceEnd(text, offset + 1);
  while (text[at] !== '}' && text[at] !== ']') {
    const from = at;
    let name: string | undefined;
    if (inObject) {
      const end = stringEnd(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = spaceEnd(text, spaceEnd(text, end) + 1);
    }
    const to = endOf(text, at);
    parts.push({ from, value: at, to, ...(name === undefined ? {} : { name }) });
    at = spaceEnd(text, to);
    if (text[at] === ',') at = spaceEnd(text, at + 1);
  }
  return parts;
}

/** What lies on the way to a place, from the top, as far as it is there. Throws {@link CannotEdit}. */
function chainTo(text: string, path: Path): Spot[] {
  if (!isJson(text)) throw new CannotEdit('The file is not JSON at the moment: mend it in Source first.');
  if (lastChain?.path === path.join('/')) return lastChain.chain;
  const chain: Spot[] = [{ from: spaceEnd(text, 0) }];
  for (const key of path) {
    const { from } = chain.at(-1) as Spot;
    if (text[from] !== (typeof key === 'number' ? '[' : '{')) break;
    const parts = partsOf(text, from);
    // Of a field that is there twice, the last one counts, as for whoever reads JSON.
    const part = typeof key === 'number' ? parts[key] : parts.findLast(({ name }) => name === key);
    if (!part) break;
    chain.push({ from: part.value, key: part.from });
  }
  return chain;
}

function listAt(text: string, path: Path): { chain: Spot[]; list: Spot; parts: Part[] } {
  const chain = chainTo(text, path);
  const list = chain.at(-1) as Spot;
  if (chain.length <= path.length) throw new CannotEdit(`There is nothing at ${named(path)}.`);
  if (text[list.from] !== '[') throw new CannotEdit(`${named(path)} is not a list.`);
  return { chain, list, parts: partsOf(text, list.from) };
}

const isPlain = (value: unknown) => typeof value !== 'object' || value === null;
const isPlainAt = (text: string, offset: number) => text[offset] !== '{' && text[offset] !== '[';
/** Whether an object's fields stand on lines of their own, as its writer wanted it. */
const isOpen = (text: string, offset: number) =>
  text[offset] === '{' &&
  text.slice(offset + 1, spaceEnd(text, offset + 1)).includes('\n') &&
  text[spaceEnd(text, offset + 1)] !== '}';
const followed = (text: string, offset: number) => text[spaceEnd(text, offset)] === ',';

/**
 * An edited text, laid out again around the edit if it was laid out there before; `chain` leads to what holds the
 * edit. Whatever is around an object with fields on lines of their own does not depend on what is in it.
 */
function relaid(before: string, chain: readonly Spot[], after: string): string {
  let at = chain.length - 1;
  const open = (index: number) => {
    const spot = chain[index];
    return spot !== undefined && isOpen(before, spot.from) && isOpen(after, spot.from);
  };
  while (at > 0 && !open(at) && !open(at - 1)) at--;
  const spot = chain[at];
  if (!spot) return after;
  const part = (text: string) => {
    const to = endOf(text, spot.from);
    const column = columnOf(text, spot.key ?? spot.from, spot.from);
    const printed = formatPart(text.slice(spot.from, to), indentAt(text, spot.from), column, !followed(text, to));
    return { to, written: text.slice(spot.from, to), printed };
  };
  const old = part(before);
  if (old.written !== old.printed) return after;
  const now = part(after);
  return now.printed === undefined ? after : splice(after, spot.from, now.to, now.printed);
}

function withPart(
  text: string,
  holder: Spot,
  parts: readonly Part[],
  index: number,
  value: unknown,
  name = '',
): string {
  const flat = !text.slice(holder.from, endOf(text, holder.from)).includes('\n');
  const indent = indentAt(text, holder.from) + 2;
  const last = index === parts.length;
  const printed = flat ? JSON.stringify(value) : print(value, indent, indent + name.length, last);
  // Even what is flat for now is written as it would be on lines of its own, where it wants them.
  const wanted = print(value, indent, indent + name.length, last);
  return withWritten(text, holder, parts, index, name + (wanted.startsWith('{\n') ? wanted : printed));
}

function withWritten(text: string, holder: Spot, parts: readonly Part[], index: number, written: string): string {
  const to = endOf(text, holder.from);
  const flat = !text.slice(holder.from, to).includes('\n');
  const start = flat ? ' ' : `\n${' '.repeat(indentAt(text, holder.from) + 2)}`;
  const [before, after] = [parts[index - 1], parts[index]];
  if (after) return splice(text, after.from, after.from, `${written},${start}`);
  if (before) return splice(text, before.to, before.to, `,${start}${written}`);
  return splice(text, holder.from + 1, to - 1, written);
}

function withoutPart(text: string, chain: readonly Spot[]): string {
  const [holder, spot] = chain.slice(-2);
  if (!holder || !spot || chain.length < 2) throw new CannotEdit('The whole file cannot be taken out.');
  const parts = partsOf(text, holder.from);
  const index = parts.findIndex(({ value }) => value === spot.from);
  const [before, part, after] = [parts[index - 1], parts[index] as Part, parts[index + 1]];
  if (after) return splice(text, part.from, after.from, '');
  if (before) return splice(text, before.to, part.to, '');
  return splice(text, holder.from + 1, endOf(text, holder.from) - 1, '');
}
