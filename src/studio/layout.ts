import { type Node, parseTree } from 'jsonc-parser';

/** Columns of a line, at most, where there is a choice. */
const width = 120;

/**
 * A JSON text as the repository's formatter lays it out: what fits on a line stands on one, except an object whose
 * first field began on a new line, as its writer wanted it. A text that is not JSON is returned as it is.
 */
export function format(text: string): string {
  const printed = formatPart(text.replace(/^\uFEFF/, ''));
  return printed === undefined ? text : `${printed}\n`;
}

/**
 * One value of a JSON text laid out, where it stands `indent` spaces in with `before` columns before it on its line;
 * `last` when no comma follows it. Undefined when it is not JSON.
 */
export function formatPart(text: string, indent = 0, before = indent, last = true): string | undefined {
  const errors: [] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  return root && errors.length === 0 ? printNode(root, text, indent, before, last) : undefined;
}

/** A value as JSON, for a place that is `indent` spaces in, with `before` columns before it on its line. */
export function print(value: unknown, indent = 0, before = indent, last = false): string {
  return formatPart(written(value), indent, before, last) as string;
}

/** JSON without layout, except that what has an id of its own has its fields on lines of their own. Choices have not. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const start = 'id' in value && !('label' in value) ? '\n' : '';
  return `{${start}${fields.map(([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`).join(',')}}`;
}

/** A comma counts for whether something fits on its line, where one follows. */
function printNode(node: Node, text: string, indent: number, before: number, last: boolean): string {
  const flat = inOneLine(node, text);
  if (flat !== undefined && before + columns(flat) + (last ? 0 : 1) <= width) return flat;
  const [open, close] = node.type === 'object' ? '{}' : '[]';
  const children = node.children ?? [];
  const parts = children.map((child, index) => {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [undefined, child];
    const name = key ? `${source(key, text)}: ` : '';
    const start = indent + 2 + columns(name);
    const printed = printNode(value as Node, text, indent + 2, start, index === children.length - 1);
    return `${' '.repeat(indent + 2)}${name}${printed}`;
  });
  return parts.length > 0 ? `${open}\n${parts.join(',\n')}\n${' '.repeat(indent)}${close}` : source(node, text);
}

const source = ({ offset, length }: Node, text: string) => text.slice(offset, offset + length);

/** How many columns a line takes: letters of East Asia and emoji take two, marks on a letter none. */
function columns(line: string): number {
  if (/^[\x20-\x7e]*$/.test(line)) return line.length;
  let sum = 0;
  for (const sign of line) sum += none.test(sign) ? 0 : two.test(sign) ? 2 : 1;
  return sum;
}
const none = /[\p{Mn}\p{Me}\p{Cf}]/u;
const two =
  /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

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
