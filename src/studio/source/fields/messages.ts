/** What the source asks of the worker that knows the fields of a file. Offsets count characters. */
export type ToFields = { kind: 'complete' | 'explain'; call: number; file: string; text: string; offset: number };

/** A field or value that can stand at a place, to be put in place of a stretch of the text. */
export type FieldOffer = {
  label: string;
  about: string;
  from: number;
  to: number;
  /** The text to put there; `${1:…}` marks what is to be filled in. */
  insert: string;
};

/** What the worker answers: what can stand there, or what a field is for. */
export type FromFields =
  | { kind: 'complete'; call: number; offers: FieldOffer[] }
  | { kind: 'explain'; call: number; about: string; from: number; to: number };
