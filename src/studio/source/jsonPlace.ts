import type { syntaxTree } from '@codemirror/language';
import type { Text } from '@codemirror/state';
import type { Path } from '../../flow/parse.js';

type Tree = ReturnType<typeof syntaxTree>;
type SyntaxNode = ReturnType<Tree['resolveInner']>;

/** A name or a text in quotes that the cursor is in: where it stands without the quotes, and what is around it. */
export type Spot = {
  part: 'name' | 'value';
  /** Of a value its own path; of a name that of the object it is in. */
  path: Path;
  from: number;
  to: number;
  /** The text that the object around it has under another name. */
  beside(name: string): string | undefined;
};

const values = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);

/** The path of what stands at an offset; it does not need the whole text to be JSON. */
export function pathAt(tree: Tree, doc: Text, offset: number): Path {
  return pathOf(nodeAt(tree, offset), doc);
}

/** What in quotes is at an offset, also while its last quote is not typed yet; undefined where there is nothing. */
export function spotAt(tree: Tree, doc: Text, offset: number): Spot | undefined {
  const node = tree.resolveInner(offset, -1);
  const quoted = node.name === 'String' || node.name === 'PropertyName';
  if (quoted && offset > node.from && (offset < node.to || node.to - node.from < 2)) {
    const part = node.name === 'String' ? 'value' : 'name';
    const path = part === 'value' ? pathOf(node, doc) : pathOf(objectOf(node), doc);
    return { part, path, from: node.from + 1, to: node.to - 1, beside: (name) => besideIn(objectOf(node), name, doc) };
  }
  const line = doc.lineAt(offset);
  const open = /^(?:[^"\\]|\\.|"(?:[^"\\]|\\.)*")*"([\w-]*)$/.exec(line.text.slice(0, offset - line.from));
  if (quoted || !open) return undefined;
  const from = offset - (open[1] as string).length;
  const around = outward(node, (one) => one.name === 'Property' || one.name === 'Array' || one.name === 'Object');
  const part = around?.name === 'Object' ? 'name' : 'value';
  const path = around?.name === 'Array' ? [...pathOf(around, doc), itemsBefore(around, from)] : pathOf(around, doc);
  return { part, path, from, to: offset, beside: (name) => besideIn(objectOf(around), name, doc) };
}

/** The innermost node on either side of an offset. */
function nodeAt(tree: Tree, offset: number): SyntaxNode {
  const [before, behind] = [tree.resolveInner(offset, -1), tree.resolveInner(offset, 1)];
  return behind.to - behind.from <= before.to - before.from ? behind : before;
}

function pathOf(node: SyntaxNode | undefined, doc: Text): Path {
  const path: (string | number)[] = [];
  for (let at: SyntaxNode | null | undefined = node; at; at = at.parent) {
    const name = at.name === 'Property' ? at.getChild('PropertyName') : null;
    if (name) path.unshift(read(name, doc) ?? '');
    else if (at.parent?.name === 'Array' && values.has(at.name)) path.unshift(itemsBefore(at.parent, at.from));
  }
  return path;
}

function itemsBefore(array: SyntaxNode, offset: number): number {
  let count = 0;
  for (let item = array.firstChild; item && item.from < offset; item = item.nextSibling)
    if (values.has(item.name)) count++;
  return count;
}

function outward(node: SyntaxNode | undefined, is: (node: SyntaxNode) => boolean): SyntaxNode | undefined {
  for (let at: SyntaxNode | null | undefined = node; at; at = at.parent) if (is(at)) return at;
  return undefined;
}

const objectOf = (node: SyntaxNode | undefined) => outward(node, (one) => one.name === 'Object');

function besideIn(object: SyntaxNode | undefined, name: string, doc: Text): string | undefined {
  for (const property of object?.getChildren('Property') ?? []) {
    const [key, value] = [property.getChild('PropertyName'), property.getChild('String')];
    if (key && value && read(key, doc) === name) return read(value, doc);
  }
  return undefined;
}

function read({ from, to }: SyntaxNode, doc: Text): string | undefined {
  try {
    return JSON.parse(doc.sliceString(from, to)) as string;
  } catch {
    return undefined;
  }
}
