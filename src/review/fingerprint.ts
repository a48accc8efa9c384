import type { Flow } from '../flow/schema.js';
import { hashOf } from '../flow/stamp.js';

/** What does not change what is asked or said: who reviewed it, and remarks that nobody is shown. */
const leftOut = new Set(['review', '$schema', 'note', 'todo']);

/**
 * Eight characters that belong to exactly this content. The review is left out, so that a signed script still matches
 * once the approval has been written into the flow; the order of the fields in the file does not matter.
 */
export function fingerprintOf(flow: Flow): string {
  const sorted = (key: string, value: unknown): unknown => {
    if (leftOut.has(key)) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return hashOf(JSON.stringify(flow, sorted));
}
