import type { Report } from '../../check/check.js';
import type { Comparison } from '../../check/diff.js';
import type { Witness } from '../../check/explore.js';

/** The files of one edition of the texts: each change of any of them makes a new edition. */
export type Texts = { edition: number; name: string; files: [file: string, text: string][]; saved: [string, string][] };
/** Where a conversation is wanted to get to, by id. */
export type Target = { question: string } | { section: string } | { redFlag: string } | { outcome: string };

/** What the studio asks of its checker, which works beside it and not in its way. */
export type ToChecker =
  | { kind: 'check'; texts: Texts }
  | { kind: 'way'; call: number; to: Target }
  /** The clinical script of the texts as they are now; `on` is its date. */
  | { kind: 'script'; call: number; on: string };

/** What is true of all conversations, as far as the studio shows it. */
export type Facts = {
  conversations: bigint;
  outcomes: { outcome: string; conversations: bigint }[];
  /** Questions in the longest conversation. */
  longest: number;
};

/** What the checker found out about one edition, as far as it has come; `done` when that is all. */
export type Checked = Omit<Report, 'found'> & {
  edition: number;
  done: boolean;
  /** Undefined when it is not proved. */
  facts: Facts | undefined;
  /** Who ends differently than with the flow that is saved; undefined until it is known, or when it cannot be. */
  comparison: Comparison | undefined;
};

/** What the checker answers. */
export type FromChecker =
  | { kind: 'checked'; checked: Checked }
  | { kind: 'way'; call: number; way: Witness | undefined }
  /** A whole HTML page; undefined when the texts, as they are now, are not proved. */
  | { kind: 'script'; call: number; page: string | undefined };
