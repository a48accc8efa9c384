import { diff3Merge, diffIndices } from 'node-diff3';

/**
 * Two texts that came from one, put together line by line: undefined when both changed the same lines, or when what
 * comes of it is no JSON, so that somebody has to decide.
 */
export function merge(mine: string, base: string, theirs: string): string | undefined {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const [a, o, b] = [mine, base, theirs].map((text) => text.split('\n')) as [string[], string[], string[]];
  const merged: string[] = [];
  for (const [mineHere, baseHere, theirsHere] of pieces<[string[], string[], string[]]>([a, o, b])) {
    const same = baseHere.join('\n');
    if (mineHere.join('\n') === same && theirsHere.join('\n') === same) {
      merged.push(...baseHere);
      continue;
    }
    if (tooMany(mineHere, baseHere) || tooMany(theirsHere, baseHere)) return undefined;
    for (const { ok, conflict } of diff3Merge(mineHere, baseHere, theirsHere, { excludeFalseConflicts: true })) {
      if (conflict || !ok) return undefined;
      merged.push(...ok);
    }
  }
  const text = merged.join('\n');
  return isJson(text) ? text : undefined;
}

/** A place where two texts differ: the lines of each, and where they begin, counted from 1. */
export type Difference = { mine: string[]; theirs: string[]; mineLine: number; theirsLine: number };

/** Where two texts differ, in their order. */
export function differences(mine: string, theirs: string): Difference[] {
  const found: Difference[] = [];
  let [mineLine, theirsLine] = [1, 1];
  for (const [a, b] of pieces<[string[], string[]]>([mine.split('\n'), theirs.split('\n')])) {
    const places = tooMany(a, b)
      ? [{ buffer1: [0], buffer2: [0], buffer1Content: a, buffer2Content: b }]
      : a.join('\n') === b.join('\n')
        ? []
        : diffIndices(a, b);
    for (const { buffer1, buffer2, buffer1Content, buffer2Content } of places)
      found.push({
        mine: buffer1Content,
        theirs: buffer2Content,
        mineLine: mineLine + (buffer1[0] ?? 0),
        theirsLine: theirsLine + (buffer2[0] ?? 0),
      });
    mineLine += a.length;
    theirsLine += b.length;
  }
  return found;
}

/** How many pairs of equal lines are compared, at most: beyond, a page would stand still. */
const mostPairs = 200_000;

/** Whether lines repeat too often to be compared in a moment: JSON has the same bracket in every other line. */
function tooMany(a: readonly string[], b: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const line of a) counts.set(line, (counts.get(line) ?? 0) + 1);
  let pairs = 0;
  for (const line of b) pairs += counts.get(line) ?? 0;
  return pairs > mostPairs;
}

/**
 * Texts cut into pieces that belong together: before each line that every text has exactly once, in the same order.
 * Files are long and changes few, so most pieces are the same in all.
 */
function pieces<T extends string[][]>(texts: T): T[] {
  const places = texts.map(onlyOnce) as [Map<string, number>, ...Map<string, number>[]];
  let anchors = [...places[0].keys()]
    .filter((line) => places.every((place) => place.has(line)))
    .map((line) => places.map((place) => place.get(line) as number));
  for (let other = 1; other < texts.length; other++) anchors = longestRising(anchors, other);
  const cuts = [...anchors, texts.map((lines) => lines.length)];
  let from = texts.map(() => 0);
  return cuts.map((to) => {
    const piece = texts.map((lines, i) => lines.slice(from[i], to[i])) as T;
    from = to;
    return piece;
  });
}

/** The lines that a text has exactly once, and where. */
function onlyOnce(lines: readonly string[]): Map<string, number> {
  const at = new Map<string, number>();
  const twice = new Set<string>();
  lines.forEach((line, i) => {
    if (at.has(line)) twice.add(line);
    at.set(line, i);
  });
  for (const line of twice) at.delete(line);
  return at;
}

/** The longest part of a list whose numbers at `index` only rise. */
function longestRising(list: number[][], index: number): number[][] {
  type Chain = { value: number[]; before: Chain | undefined };
  // The end of the best chain of each length.
  const ends: Chain[] = [];
  for (const value of list) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.value[index] as number) < (value[index] as number)) low = middle + 1;
      else high = middle;
    }
    ends[low] = { value, before: ends[low - 1] };
  }
  const chain: number[][] = [];
  for (let end = ends.at(-1); end; end = end.before) chain.push(end.value);
  return chain.reverse();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
