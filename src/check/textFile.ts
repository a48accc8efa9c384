import { languagePattern } from '../flow/schema.js';

/** A text as the studio has it, and what its file has besides: so that only what was changed is changed in the file. */
export type TextFile = {
  /** Lines end with \n; no byte order mark. */
  text: string;
  /** Lines of the file end with \r\n. */
  crlf: boolean;
  /** The file begins with a byte order mark. */
  mark: boolean;
  /** Its bytes are UTF-8; else `text` has a sign for each that is not, and must not be written back. */
  utf8: boolean;
};

const mark = '\uFEFF';

/** Reads the bytes of a text file. */
export function readTextFile(bytes: Uint8Array): TextFile {
  let utf8 = true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    utf8 = false;
  }
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const marked = whole.startsWith(mark);
  const inside = marked ? whole.slice(1) : whole;
  const pairs = inside.split('\r\n').length - 1;
  const lines = inside.split('\n').length - 1;
  return { text: plainLines(inside), crlf: pairs * 2 > lines, mark: marked, utf8 };
}

/** A text as it stands in a file that has such line ends and such a mark. */
export function textForFile(text: string, { crlf, mark: marked }: Pick<TextFile, 'crlf' | 'mark'>): string {
  const plain = plainLines(text.startsWith(mark) ? text.slice(1) : text);
  return `${marked ? mark : ''}${crlf ? plain.replaceAll('\n', '\r\n') : plain}`;
}

const plainLines = (text: string) => text.replace(/\r\n?/g, '\n');

/** Whether a file of this name belongs to a flow: `flow.json`, `vignettes.json`, or a language such as `pt-BR.json`. */
export function isFlowFile(name: string): boolean {
  const [, stem] = /^([^.]+)\.json$/.exec(name) ?? [];
  return stem !== undefined && (/^[a-z0-9-]+$/.test(stem) || languagePattern.test(stem));
}
