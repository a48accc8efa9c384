import type { Submission } from './submission.js';

/**
 * How a sending ended. `sent`: the clinic has it, also when an earlier try had brought it. `refused`: the receiver will
 * not take it, and would not take it a second time. `notReached`: nobody answered that it was stored, or the visitor
 * cancelled; it may have arrived all the same, so that it is sent again under the same key or not at all.
 */
export type SendResult = { result: 'sent' } | { result: 'refused'; status: number } | { result: 'notReached' };

/** What a sending can be given; times are in milliseconds. */
export type SendOptions = {
  /** For a visitor who cancels: no further try, and the one under way is given up. */
  signal?: AbortSignal | undefined;
  fetch?: typeof globalThis.fetch;
  /** Waits between two tries, no longer than until `signal` aborts. */
  wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** How long one try may take; 10 seconds. */
  timeout?: number;
};

/** How often it is tried: a visitor watches. */
const tries = 3;
/** The pause after the first try; each further one is twice as long. */
const firstPause = 1_000;
/** The longest pause that a receiver may ask for: who is told to come back later than that is told so at once. */
const longestPause = 20_000;
/** Answers that another try may change; every other status of 4xx is an answer to what was sent. */
const maybeLater = (status: number) => [408, 425, 429].includes(status) || status >= 500;

/**
 * Posts a submission to a clinic's receiver, three times at most, under one key. Never rejects, and reads nothing of
 * the answer but its status and `Retry-After`.
 */
export async function sendTo(address: URL, submission: Submission, options: SendOptions = {}): Promise<SendResult> {
  const { signal, fetch = globalThis.fetch, wait = pause, timeout = 10_000 } = options;
  // Once, so that every try is the same to the byte.
  const body = JSON.stringify(submission);
  for (let attempt = 1; attempt <= tries && !signal?.aborted; attempt++) {
    const answer = await post(address, submission.key, body, { signal, fetch, timeout });
    if (answer?.ok) return { result: 'sent' };
    if (answer && !maybeLater(answer.status)) return { result: 'refused', status: answer.status };
    if (attempt === tries || signal?.aborted) break;
    // All who were turned away at the same moment come back at different ones.
    const backoff = firstPause * 2 ** (attempt - 1) * (1 + Math.random() / 2);
    const asked = askedPause(answer?.headers.get('Retry-After'));
    if (asked > longestPause) break;
    await wait(Math.max(asked, backoff), signal).catch(() => {});
  }
  return { result: 'notReached' };
}

/** One try; undefined when nobody answered in time. */
async function post(
  address: URL,
  key: string,
  body: string,
  { signal, fetch, timeout }: { signal: AbortSignal | undefined; fetch: typeof globalThis.fetch; timeout: number },
): Promise<Response | undefined> {
  // `AbortSignal.any` is younger than some of the browsers that visitors have.
  const stop = new AbortController();
  const give = () => stop.abort();
  const timer = setTimeout(give, timeout);
  signal?.addEventListener('abort', give);
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      // A receiver that moved is one that nobody checked.
      redirect: 'error',
      signal: stop.signal,
    });
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', give);
  }
}

/** How long a receiver asks to wait, by seconds or by a date; 0 when it does not, or in no known way. */
function askedPause(retryAfter: string | null | undefined): number {
  const asked = Number.isNaN(Number(retryAfter))
    ? Date.parse(retryAfter ?? '') - Date.now()
    : Number(retryAfter) * 1_000;
  return Number.isNaN(asked) ? 0 : Math.max(0, asked);
}

const pause = (milliseconds: number, signal?: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done);
  });

/** A key for one sending, as {@link Submission.key} wants it; also on a page that is not on https. */
export function newKey(): string {
  // Only secure pages have it, whatever the types say.
  if ('randomUUID' in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
