import {
  createScanner,
  findNodeAtLocation,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Path } from '../flow/parse.js';
import type { Finding } from './problem.js';

/** Brackets within brackets, at most: far more than any flow has, far fewer than would break what reads it. */
const mostNested = 64;

const syntax: Record<string, string> = {
  CommaExpected: 'a comma is missing before this',
  ColonExpected: 'a colon is missing before this',
  PropertyNameExpected: 'a field name in quotes is missing here, or the comma before is too many',
  ValueExpected: 'a value is missing here, or the comma before is too many',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'the file should have ended before this',
  InvalidSymbol: 'texts need "straight quotes"',
  InvalidNumberFormat: 'this is not a number',
  InvalidCommentToken: 'comments are not possible: use "note"',
  UnexpectedEndOfString: 'a text has no closing quote on its line',
  UnexpectedEndOfNumber: 'this is not a number',
  InvalidEscapeCharacter: 'a \\ in a text is written \\\\',
  InvalidCharacter: 'a text has a character that needs \\, such as a tab',
};

/** A stretch of a text; lines and columns count from 1. */
type Range = { line: number; column: number; endLine: number; endColumn: number };

/** A JSON file that was read, as far as it could be, and where everything stands in it. */
export type JsonFile = {
  /** What it holds; undefined when it cannot be used. */
  value: unknown;
  findings: (Finding & { range?: Range })[];
  /** Where a value stands, or the name of its field; the nearest thing around it when it is not there. */
  locate: (path: Path, onKey?: boolean) => Range;
};

/** Reads a JSON text and keeps the positions. Never throws; what is wrong is in `findings`, all of it. */
export function readJson(source: string): JsonFile {
  const text = source.replace(/^\uFEFF/, '');
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  const position = (offset: number) => {
    // The last line that begins at or before it.
    let [line, after] = [1, lines.length + 1];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if ((lines[middle - 1] as number) <= offset) line = middle;
      else after = middle;
    }
    return { line, column: offset - (lines[line - 1] as number) + 1 };
  };
  const range = (offset: number, length: number): Range => {
    const start = position(offset);
    const end = position(offset + length);
    return { ...start, endLine: end.line, endColumn: end.column };
  };
  const refuse = (code: 'not-text' | 'too-deep', offset: number, message: string): JsonFile => {
    const at = range(offset, 1);
    return { value: undefined, findings: [{ code, path: [], message, range: at }], locate: () => at };
  };

  const strange = text.search(/[\0\uFFFD]/);
  if (strange >= 0) return refuse('not-text', strange, 'this is not a UTF-8 text file');
  const deep = tooDeep(text);
  if (deep !== undefined) return refuse('too-deep', deep, `more than ${mostNested} brackets are open here`);

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const findings: JsonFile['findings'] = [];
  const said = new Set<number>();
  for (const { error, offset, length } of errors) {
    const at = range(offset, Math.max(1, length));
    // One mistake upsets the reader several times on its way.
    if (said.has(at.line)) continue;
    said.add(at.line);
    const message =
      text.trim() === '' ? 'the file is empty' : (syntax[printParseErrorCode(error)] ?? 'this cannot be read');
    findings.push({ code: 'not-json', path: [], message, range: at });
  }
  const locate = (path: Path, onKey = false): Range => {
    let node: Node | undefined;
    let found = path.length;
    for (; !node && root && found >= 0; found--) node = findNodeAtLocation(root, path.slice(0, found));
    if (!node) return range(0, 1);
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    if (onKey && key && found + 1 === path.length) return range(key.offset, key.length);
    if (node.type !== 'object' && node.type !== 'array') return range(node.offset, node.length);
    // An object is known by its id or title; anything else by its opening bracket.
    const name = findNodeAtLocation(node, ['id']) ?? findNodeAtLocation(node, ['title']);
    return name ? range(name.offset, name.length) : range(node.offset, 1);
  };
  if (!root || errors.length > 0) return { value: undefined, findings, locate };

  const visit = (node: Node, path: Path) => {
    const seen = new Set<string>();
    node.children?.forEach((child, i) => {
      const [key, value] = child.type === 'property' ? (child.children ?? []) : [];
      if (!key) {
        visit(child, [...path, i]);
        return;
      }
      const at = [...path, key.value as string];
      if (seen.has(key.value))
        findings.push({
          code: 'duplicate-key',
          path: at,
          message: `the field "${key.value}" is here twice`,
          range: range(key.offset, key.length),
        });
      seen.add(key.value);
      if (value) visit(value, at);
    });
  };
  visit(root, []);
  // Read as visitors' browsers do, "__proto__" and all.
  return { value: JSON.parse(text), findings, locate };
}

/** Where brackets are nested too deeply, if they are. */
function tooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const first = text[scanner.getTokenOffset()] as string;
    if ('{['.includes(first)) depth++;
    if ('}]'.includes(first)) depth--;
    if (depth > mostNested) return scanner.getTokenOffset();
  }
  return undefined;
}
