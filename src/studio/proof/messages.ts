import type { Report } from '../../check/check.js';
import type { Comparison } from '../../check/diff.js';
import type { Witness } from '../../check/explore.js';
import type { Problem } from '../../check/problem.js';
import type { VignetteRun } from '../../check/vignettes.js';
import type { Flow } from '../../flow/schema.js';

/** The files of one edition of the texts: each change of any of them makes a new edition. */
export type Texts = {
  edition: number;
  name: string;
  files: ReadonlyMap<string, string>;
  /** `flow.json` as it is saved. */
  saved: string | undefined;
};
/** What is other in an edition than in the one before, since texts are long; undefined: the file is gone. */
export type TextChanges = Pick<Texts, 'edition' | 'name'> & {
  files: ReadonlyMap<string, string | undefined>;
  /** Absent: as it was. */
  saved?: { text: string | undefined };
};
/** Where a conversation is wanted to get to, by id. */
export type Target = { question: string } | { section: string } | { redFlag: string } | { outcome: string };

/** What is true of all conversations, as far as the studio shows it. */
export type Facts = {
  conversations: bigint;
  outcomes: { outcome: string; conversations: bigint }[];
  /** Questions in the longest conversation. */
  longest: number;
};

/** What is asked of the prover, which is to answer before the next keystroke. */
export type ToProver =
  | { kind: 'check'; changes: TextChanges }
  | { kind: 'way'; call: number; to: Target }
  /** The clinical script of the texts as they are now; `on` is its date, the rest what was found out elsewhere. */
  | { kind: 'script'; call: number; on: string; vignettes: number; problems: number };

/** What the prover answers. */
export type FromProver =
  /** The flow can be shown; undefined: it cannot, as it is now. */
  | { kind: 'flow'; edition: number; flow: Flow | undefined }
  /** It is proved, as far as it goes: the problems come soon after. */
  | { kind: 'facts'; edition: number; facts: Facts }
  /** All problems of shape, of the proof and of the content; `facts` undefined: it is not proved. */
  | { kind: 'proved'; edition: number; problems: Problem[]; facts: Facts | undefined }
  | { kind: 'way'; call: number; way: Witness | undefined }
  /** A whole HTML page; undefined when the texts, as they are now, are not proved. */
  | { kind: 'script'; call: number; page: string | undefined };

/** What the second checker says, which has time: what was found beside the proof, so far. */
export type FromReviewer = {
  edition: number;
  done: boolean;
  /** The problems that the prover has not told. */
  problems: Problem[];
  runs: readonly VignetteRun[] | undefined;
  comparison: Comparison | undefined;
};

/** What is known of the texts, put together from both checkers. */
export type Checked = Omit<Report, 'found'> & {
  edition: number;
  /** Whether this is all there is to say about this edition; what takes longer may be of an earlier one until then. */
  done: boolean;
  /** Undefined when it is not proved. */
  facts: Facts | undefined;
  /** Who ends differently than with the flow that is saved; undefined until it is known, or when it cannot be. */
  comparison: Comparison | undefined;
};
