import { type Node, parseTree } from 'jsonc-parser';

/** Columns of a line, at most, where there is a choice. */
const width = 120;

/**
 * A JSON text as the repository's formatter lays it out: what fits on a line stands on one, except an object whose
 * first field began on a new line, as its writer wanted it. A text that is not JSON is returned as it is.
 */
export function format(text: string): string {
  const errors: [] = [];
  const root = parseTree(text, errors);
  return root && errors.length === 0 ? `${printNode(root, text, 0, 0)}\n` : text;
}

/** A value as JSON, for a place that is `indent` spaces in, with `before` characters before it on its line. */
export function print(value: unknown, indent = 0, before = indent): string {
  const text = JSON.stringify(value);
  const root = parseTree(text) as Node;
  return printNode(root, text, indent, before);
}

/** `before` and the comma behind count for whether it fits on its line. */
function printNode(node: Node, text: string, indent: number, before: number): string {
  const flat = inOneLine(node, text);
  if (flat !== undefined && before + flat.length + 1 <= width) return flat;
  const [open, close] = node.type === 'object' ? '{}' : '[]';
  const parts = (node.children ?? []).map((child) => {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [undefined, child];
    const name = key ? `${source(key, text)}: ` : '';
    return `${' '.repeat(indent + 2)}${name}${printNode(value as Node, text, indent + 2, indent + 2 + name.length)}`;
  });
  return parts.length > 0 ? `${open}\n${parts.join(',\n')}\n${' '.repeat(indent)}${close}` : source(node, text);
}

const source = ({ offset, length }: Node, text: string) => text.slice(offset, offset + length);

/** A value without line breaks; undefined when something in it is meant to have them. */
function inOneLine(node: Node, text: string): string | undefined {
  const children = node.children ?? [];
  if (node.type !== 'object' && node.type !== 'array') return source(node, text);
  const [first] = children;
  if (!first) return node.type === 'object' ? '{}' : '[]';
  if (node.type === 'object' && text.slice(node.offset, first.offset).includes('\n')) return undefined;
  const parts: string[] = [];
  for (const child of children) {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [undefined, child];
    const printed = value && inOneLine(value, text);
    if (printed === undefined) return undefined;
    parts.push(key ? `${source(key, text)}: ${printed}` : printed);
  }
  return node.type === 'object' ? `{ ${parts.join(', ')} }` : `[${parts.join(', ')}]`;
}
