import { diff3Merge, diffIndices } from 'node-diff3';

/**
 * Two texts that came from one, put together line by line: undefined when both changed the same lines, or when what
 * comes of it is no JSON, so that somebody has to decide.
 */
export function merge(mine: string, base: string, theirs: string): string | undefined {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const [a, o, b] = [mine, base, theirs].map((text) => text.split('\n')) as [string[], string[], string[]];
  // Files are long and changes few: only what is not the same in all three need be compared.
  const [before, behind] = sameEnds(a, o, b);
  const middle = (lines: string[]) => lines.slice(before, lines.length - behind);
  const merged = o.slice(0, before);
  for (const { ok, conflict } of diff3Merge(middle(a), middle(o), middle(b), { excludeFalseConflicts: true })) {
    if (conflict || !ok) return undefined;
    merged.push(...ok);
  }
  const text = [...merged, ...o.slice(o.length - behind)].join('\n');
  return isJson(text) ? text : undefined;
}

/** A place where two texts differ: the lines of each, and where they begin, counted from 1. */
export type Difference = { mine: string[]; theirs: string[]; mineLine: number; theirsLine: number };

/** Where two texts differ, in their order. */
export function differences(mine: string, theirs: string): Difference[] {
  const [a, b] = [mine.split('\n'), theirs.split('\n')];
  const [before, behind] = sameEnds(a, b);
  const middle = (lines: string[]) => lines.slice(before, lines.length - behind);
  return diffIndices(middle(a), middle(b)).map(({ buffer1, buffer2, buffer1Content, buffer2Content }) => ({
    mine: buffer1Content,
    theirs: buffer2Content,
    mineLine: before + buffer1[0] + 1,
    theirsLine: before + buffer2[0] + 1,
  }));
}

/** How many lines all have in common, at the start and at the end. */
function sameEnds(...all: string[][]): [number, number] {
  const [first, ...others] = all as [string[], ...string[][]];
  const shortest = Math.min(...all.map((lines) => lines.length));
  let before = 0;
  while (before < shortest && others.every((lines) => lines[before] === first[before])) before++;
  let behind = 0;
  while (
    behind < shortest - before &&
    others.every((lines) => lines[lines.length - 1 - behind] === first[first.length - 1 - behind])
  )
    behind++;
  return [before, behind];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
