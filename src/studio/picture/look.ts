/** What the picture shows beside the flow itself; each is about nodes by id. */
export type Look = {
  /** Nodes and arrows of the conversation in the preview. */
  on: ReadonlySet<string>;
  onEdges: ReadonlySet<string>;
  /** The question that waits, and the outcome that was reached. */
  now: string | undefined;
  reached: string | undefined;
  chosen: ReadonlySet<string>;
  /** When there are any: all others are quiet. */
  emphasised: ReadonlySet<string> | undefined;
  /** Problems by node. */
  marks: ReadonlyMap<string, Marks>;
};
/** How many problems stand at a node. */
export type Marks = { errors: number; warnings: number };

/** A look with nothing but the flow. */
export const plainLook: Look = {
  on: new Set(),
  onEdges: new Set(),
  now: undefined,
  reached: undefined,
  chosen: new Set(),
  emphasised: undefined,
  marks: new Map(),
};
/** How much is written: everything, few words in large type, or nothing but shapes. */
export type Detail = 'near' | 'far' | 'shapes';
