import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newKey, type SendOptions, sendTo } from '../../src/handover/send.js';
import { sendAddress } from '../../src/handover/sendAddress.js';
import { aSubmission } from '../fixtures/submission.js';

/** One answer of a receiver: a status, with when to come back; or none at all. */
type Given = number | { status: number; retryAfter: string } | 'broken';

/** Sends to a receiver that gives these answers, the last one for ever, and tells what it was asked and the pauses. */
async function send(given: Given[], options: SendOptions = {}) {
  const asked: RequestInit[] = [];
  const pauses: number[] = [];
  const submission = aSubmission();
  const fetch: typeof globalThis.fetch = async (_, init = {}) => {
    const answer = given[Math.min(asked.length, given.length - 1)] as Given;
    asked.push(init);
    if (answer === 'broken') throw new TypeError('Failed to fetch');
    const { status, retryAfter } = typeof answer === 'number' ? { status: answer, retryAfter: undefined } : answer;
    return new Response(null, { status, headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter } });
  };
  const wait = async (milliseconds: number) => void pauses.push(milliseconds);
  const result = await sendTo(new URL('https://desk.example/submissions'), submission, { fetch, wait, ...options });
  return { result, asked, pauses, submission };
}

describe('what a receiver answers', () => {
  test.each([200, 201, 202, 204])('%i: it is sent, at once', async (status) => {
    const { result, asked } = await send([status]);
    expect(result).toEqual({ result: 'sent' });
    expect(asked).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 409, 413, 415, 422])('%i: it is refused, and not tried again', async (status) => {
    const { result, asked, pauses } = await send([status]);
    expect(result).toEqual({ result: 'refused', status });
    expect(asked).toHaveLength(1);
    expect(pauses).toEqual([]);
  });

  test.each([408, 425, 429, 500, 502, 503, 504, 'broken' as const])('%s: it is tried three times', async (answer) => {
    const { result, asked } = await send([answer]);
    expect(result).toEqual({ result: 'notReached' });
    expect(asked).toHaveLength(3);
  });

  test('a later try that is answered counts, whichever it is', async () => {
    expect((await send(['broken', 503, 201])).result).toEqual({ result: 'sent' });
    expect((await send(['broken', 409])).result).toEqual({ result: 'refused', status: 409 });
  });
});

describe('pauses', () => {
  test('each is about twice the one before, and not the same for everybody', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => send([503])));
    for (const { pauses } of all) {
      expect(pauses).toHaveLength(2);
      const [first, second] = pauses as [number, number];
      expect(first).toBeGreaterThanOrEqual(1_000);
      expect(first).toBeLessThan(1_500);
      expect(second).toBeGreaterThanOrEqual(2_000);
      expect(second).toBeLessThan(3_000);
    }
    expect(new Set(all.map(({ pauses }) => pauses[0])).size).toBeGreaterThan(1);
  });

  test('a receiver may ask for a longer one, in seconds or by a date', async () => {
    expect((await send([{ status: 429, retryAfter: '7' }, 201])).pauses).toEqual([7_000]);
    const [byDate = 0] = (await send([{ status: 503, retryAfter: new Date(Date.now() + 15_000).toUTCString() }, 201]))
      .pauses;
    expect(byDate).toBeGreaterThan(10_000);
    expect(byDate).toBeLessThanOrEqual(15_000);
  });

  test.each(['0', '-3', 'soon', '', 'Wed, 21 Oct 2015 07:28:00 GMT'])(
    'not for a shorter one: Retry-After %j',
    async (retryAfter) => {
      const { pauses } = await send([{ status: 503, retryAfter }, 201]);
      expect(pauses).toHaveLength(1);
      expect(pauses[0]).toBeGreaterThanOrEqual(1_000);
    },
  );

  test.each(['3600', 'Infinity', '9e99', 'Fri, 31 Dec 2100 23:59:59 GMT'])(
    'nobody waits for an hour: after Retry-After %j the visitor hears it at once',
    async (retryAfter) => {
      const { result, asked, pauses } = await send([{ status: 429, retryAfter }, 201]);
      expect(result).toEqual({ result: 'notReached' });
      expect(asked).toHaveLength(1);
      expect(pauses).toEqual([]);
    },
  );
});

test('every try has the same key and the same body, and gives away nothing else', async () => {
  const { asked, submission } = await send(['broken', 503, 503]);
  for (const { method, headers, body, credentials, referrerPolicy, cache, redirect } of asked) {
    expect({ method, credentials, referrerPolicy, cache, redirect }).toEqual({
      method: 'POST',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      redirect: 'error',
    });
    expect(headers).toEqual({ 'Content-Type': 'application/json', 'Idempotency-Key': submission.key });
    expect(body).toBe(asked[0]?.body);
    expect(JSON.parse(String(body))).toEqual(submission);
  }
  expect(asked).toHaveLength(3);
});

describe('a visitor who cancels', () => {
  test('before the first try: nothing leaves the page', async () => {
    const { result, asked } = await send([201], { signal: AbortSignal.abort() });
    expect(result).toEqual({ result: 'notReached' });
    expect(asked).toEqual([]);
  });

  test('in a pause: it ends, and there is no further try', async () => {
    const cancel = new AbortController();
    const asked: unknown[] = [];
    const fetch = async () => {
      asked.push(1);
      // Once the real pause, of a second at least, has begun.
      setTimeout(() => cancel.abort());
      return new Response(null, { status: 503 });
    };
    const clear = vi.spyOn(globalThis, 'clearTimeout');
    const result = await sendTo(new URL('https://desk.example/'), aSubmission(), { fetch, signal: cancel.signal });
    expect(result).toEqual({ result: 'notReached' });
    expect(asked).toHaveLength(1);
    // That of the try, and that of the pause.
    expect(clear.mock.calls.length).toBeGreaterThanOrEqual(2);
    clear.mockRestore();
  });
});

test('it never throws and never logs, whatever the parts that are passed in do', async () => {
  const logs = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) => vi.spyOn(console, name));
  const throwing = (() => {
    throw new Error('not even a promise');
  }) as unknown as typeof globalThis.fetch;
  const wait = () => Promise.reject(new Error('no time'));
  const { result } = await send([201], { fetch: throwing, wait });
  expect(result).toEqual({ result: 'notReached' });
  for (const log of logs) expect(log).not.toHaveBeenCalled();
});

describe('over a real connection', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const listen = async (listener: RequestListener) => {
    server = createServer(listener);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/submissions`);
  };
  const read = async (request: IncomingMessage) => {
    let text = '';
    for await (const part of request) text += part;
    return text;
  };
  const wait = async () => {};

  test('the answers arrive as they are, in UTF-8, without a cookie or where they come from', async () => {
    const got: { headers: IncomingMessage['headers']; body: string }[] = [];
    const address = await listen(async (request, response) => {
      got.push({ headers: request.headers, body: await read(request) });
      response.writeHead(201).end();
    });
    const submission = aSubmission({ patient: { name: 'Zoë مريم 🙂', contact: 'zoe@example.org' } });
    expect(await sendTo(address, submission)).toEqual({ result: 'sent' });
    expect(got).toHaveLength(1);
    expect(JSON.parse(got[0]?.body ?? '')).toEqual(submission);
    expect(got[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': submission.key });
    expect(got[0]?.headers).not.toHaveProperty('cookie');
    expect(got[0]?.headers).not.toHaveProperty('referer');
  });

  test('an answer that is cut off is asked for again, under the same key', async () => {
    const keys: unknown[] = [];
    const address = await listen(async (request, response) => {
      await read(request);
      keys.push(request.headers['idempotency-key']);
      if (keys.length === 1) request.socket.destroy();
      else response.writeHead(200).end();
    });
    const submission = aSubmission();
    expect(await sendTo(address, submission, { wait })).toEqual({ result: 'sent' });
    expect(keys).toEqual([submission.key, submission.key]);
  });

  test('a receiver that says nothing is given up after the time for a try', async () => {
    let asked = 0;
    const address = await listen(() => {
      asked++;
    });
    expect(await sendTo(address, aSubmission(), { wait, timeout: 50 })).toEqual({ result: 'notReached' });
    expect(asked).toBe(3);
  });

  test('a visitor who cancels under way is not made to wait', async () => {
    const cancel = new AbortController();
    let asked = 0;
    const address = await listen(() => {
      asked++;
      cancel.abort();
    });
    expect(await sendTo(address, aSubmission(), { signal: cancel.signal })).toEqual({ result: 'notReached' });
    expect(asked).toBe(1);
  });

  test('a redirect is not followed', async () => {
    const paths: unknown[] = [];
    const address = await listen((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { Location: '/elsewhere' }).end();
    });
    expect(await sendTo(address, aSubmission(), { wait })).toEqual({ result: 'notReached' });
    expect(new Set(paths)).toEqual(new Set(['/submissions']));
  });
});

describe('addresses to send to', () => {
  test.each([
    'https://desk.example/submissions',
    'https://desk.example:8443/in?clinic=4',
    '  https://desk.example/submissions\n',
    'http://localhost:8787/submissions',
    'http://127.0.0.1:8787/submissions',
    'http://[::1]:8787/submissions',
  ])('%j', (text) => {
    expect(sendAddress(text)?.href).toBe(text.trim());
  });

  test.each([
    '',
    'desk.example',
    '/submissions',
    '//desk.example/',
    'http://desk.example/submissions',
    'http://localhost.desk.example/',
    'http://127.0.0.1.desk.example/',
    'http://192.168.0.4/submissions',
    'http://[::2]/',
    'https://user@desk.example/',
    'https://user:password@desk.example/',
    'http://:password@localhost/',
    'https://desk.example/#a',
    'https://desk.example/#',
    'ftp://localhost/',
    'ws://localhost/',
    'javascript:alert(1)',
    'data:text/plain,https://desk.example',
    'mailto:desk@desk.example',
    'https://',
  ])('not %j', (text) => {
    expect(sendAddress(text)).toBeUndefined();
  });
});

test("what is on this computer is sent to from a page of this computer only: elsewhere it would be the visitor's", () => {
  const own = 'http://127.0.0.1:8787/submissions';
  for (const page of ['localhost', '127.0.0.1', '[::1]', '']) expect(sendAddress(own, page)?.href).toBe(own);
  expect(sendAddress(own, 'riverside.example')).toBeUndefined();
  expect(sendAddress('https://desk.example/in', 'riverside.example')?.href).toBe('https://desk.example/in');
});

describe('keys', () => {
  const rule = /^[0-9a-f-]{32,36}$/;
  afterEach(() => vi.unstubAllGlobals());

  test('each is another', () => {
    const keys = Array.from({ length: 100 }, newKey);
    for (const key of keys) expect(key).toMatch(rule);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('also where there is no randomUUID, as on a page that is not on https', () => {
    const { crypto } = globalThis;
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    const keys = Array.from({ length: 100 }, newKey);
    for (const key of keys) expect(key).toMatch(rule);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
