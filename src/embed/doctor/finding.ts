/** One thing that the embed doctor looked at. */
export type Finding = {
  /** To mend before visitors come, worth a look, or as it should be. */
  level: 'mend' | 'look' | 'fine';
  /** What was found, in one sentence. */
  what: string;
  /** What to do about it, in words. */
  fix?: string | undefined;
  /** The exact line to write or add, to copy. */
  line?: string | undefined;
};

/** Has to be mended before visitors come. */
export const mend = (what: string, fix: string, line?: string): Finding => ({ level: 'mend', what, fix, line });
/** Worth a look. */
export const look = (what: string, fix: string, line?: string): Finding => ({ level: 'look', what, fix, line });
/** As it should be. */
export const fine = (what: string): Finding => ({ level: 'fine', what });
