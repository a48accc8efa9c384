import type { Flow } from './schema.js';
import { hashOf } from './stamp.js';

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

/**
 * Whether a clinician has approved exactly this content: the fingerprint in its review is the one it has now. Whatever
 * was changed since, the flow counts as a draft.
 */
export function isApproved(flow: Flow): boolean {
  return flow.review.status === 'approved' && flow.review.fingerprint === fingerprintOf(flow);
}

/** The flow as it may call itself: an approval of another content is none. */
export function asApproved(flow: Flow): Flow {
  return flow.review.status === 'draft' || isApproved(flow)
    ? flow
    : { ...flow, review: { ...flow.review, status: 'draft' } };
}

/** The same day a year later; of a leap day, the last of February. */
export function yearAfter(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(year) + 1}-${month}-${`${month}-${date}` === '02-29' ? '28' : date}`;
}
