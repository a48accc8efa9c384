import { findNodeAtLocation, getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { Path } from '../flow/parse.js';
import { format, print } from './layout.js';

/** A place that an edit needs is not in the file, or the file is not JSON at the moment. */
export class CannotEdit extends Error {
  override name = 'CannotEdit';
}

/**
 * The text with another value at `path`: a field that is not there is added behind the others, and `undefined` takes
 * it out. Everything else keeps its order; a text that was laid out as {@link format} does stays so. Throws
 * {@link CannotEdit}.
 */
export function setValue(text: string, path: Path, value: unknown): string {
  const root = rootOf(text);
  const node = findNodeAtLocation(root, [...path]);
  if (value === undefined) return node ? likeBefore(text, removeNode(text, node)) : text;
  if (node) {
    const column = columnOf(text, node.offset);
    const changed = splice(text, node.offset, endOf(node), print(value, indentAt(text, node.offset), column));
    return staysOnItsLine(text, changed, node, value) ? changed : likeBefore(text, changed);
  }
  const key = path.at(-1);
  const parent = at(root, path.slice(0, -1));
  if (typeof key !== 'string' || parent.type !== 'object') throw new CannotEdit(`There is nothing at ${named(path)}.`);
  return likeBefore(text, insertPart(text, parent, parent.children?.length ?? 0, value, `${JSON.stringify(key)}: `));
}

/** The text with one more value in the list at `path`, before the one at `index`. Throws {@link CannotEdit}. */
export function insertValue(text: string, path: Path, index: number, value: unknown): string {
  const list = at(rootOf(text), path);
  if (list.type !== 'array') throw new CannotEdit(`${named(path)} is not a list.`);
  return likeBefore(text, insertPart(text, list, Math.min(index, list.children?.length ?? 0), value));
}

/**
 * The text with a value of the list at `path` at another place in it, as it is written; `to` is its index afterwards.
 * Throws {@link CannotEdit}.
 */
export function moveValue(text: string, path: Path, from: number, to: number): string {
  const items = at(rootOf(text), path).children ?? [];
  if (!items[from] || !items[to]) throw new CannotEdit(`There is nothing at ${named([...path, Math.max(from, to)])}.`);
  if (from === to) return text;
  const [low, high] = from < to ? [from, to] : [to, from];
  const order = items.slice(low, high + 1);
  const gaps = order.slice(1).map((item, i) => text.slice(endOf(order[i] as Node), item.offset));
  order.splice(to - low, 0, ...order.splice(from - low, 1));
  const moved = order.map((item, i) => text.slice(item.offset, endOf(item)) + (gaps[i] ?? '')).join('');
  return splice(text, (items[low] as Node).offset, endOf(items[high] as Node), moved);
}

const endOf = ({ offset, length }: Node) => offset + length;
const named = (path: Path) => (path.length > 0 ? path.join('/') : 'the top');
const splice = (text: string, from: number, to: number, insert: string) =>
  text.slice(0, from) + insert + text.slice(to);
const lineStart = (text: string, offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
const columnOf = (text: string, offset: number) => offset - lineStart(text, offset);
const indentAt = (text: string, offset: number) =>
  (/^ */.exec(text.slice(lineStart(text, offset))) as [string])[0].length;

/** The tree of a text that is JSON; throws {@link CannotEdit} when it is not. */
function rootOf(text: string): Node {
  const errors: [] = [];
  const root = parseTree(text, errors);
  if (!root || errors.length > 0) throw new CannotEdit('The file is not JSON at the moment: mend it in Source first.');
  return root;
}

function at(root: Node, path: Path): Node {
  const node = findNodeAtLocation(root, [...path]);
  if (!node) throw new CannotEdit(`There is nothing at ${named(path)}.`);
  return node;
}

/** A text that was laid out stays laid out; one that its writer lays out otherwise is left alone. */
function likeBefore(before: string, after: string): string {
  return format(before) === before ? format(after) : after;
}

/** Another word in a field that has a line of its own changes no layout: that is every letter typed into a form. */
function staysOnItsLine(before: string, after: string, node: Node, value: unknown): boolean {
  const holder = node.parent?.parent;
  if (typeof value === 'object' || node.children || holder?.type !== 'object') return false;
  return before.slice(holder.offset, endOf(holder)).includes('\n') && after.length > 0;
}

function insertPart(text: string, parent: Node, index: number, value: unknown, name = ''): string {
  const parts = parent.children ?? [];
  const flat = !text.slice(parent.offset, endOf(parent)).includes('\n');
  const indent = indentAt(text, parent.offset) + 2;
  const start = flat ? ' ' : `\n${' '.repeat(indent)}`;
  const printed = `${name}${flat ? JSON.stringify(value) : print(value, indent, indent + name.length)}`;
  const [before, after] = [parts[index - 1], parts[index]];
  if (before) return splice(text, endOf(before), endOf(before), `,${start}${printed}`);
  if (after) return splice(text, after.offset, after.offset, `${printed},${start}`);
  return splice(text, parent.offset + 1, endOf(parent) - 1, `${printed}`);
}

function removeNode(text: string, node: Node): string {
  const part = node.parent?.type === 'property' ? node.parent : node;
  const holder = part.parent;
  if (!holder) throw new CannotEdit('The whole file cannot be taken out.');
  const parts = holder.children ?? [];
  const index = parts.indexOf(part);
  const [before, after] = [parts[index - 1], parts[index + 1]];
  if (before) return splice(text, endOf(before), endOf(part), '');
  if (after) return splice(text, part.offset, after.offset, '');
  return splice(text, holder.offset + 1, endOf(holder) - 1, '');
}

/** The value at `path`; undefined when there is none, or when the text cannot be read. */
export function valueAt(text: string, path: Path): unknown {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  return node && getNodeValue(node);
}

/** Where the value at `path` stands: offsets in the text; undefined when it is not there. */
export function rangeOf(text: string, path: Path): { from: number; to: number } | undefined {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  return node && { from: node.offset, to: endOf(node) };
}
