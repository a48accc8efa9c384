import { type ChildProcess, execFileSync, type SpawnOptionsWithoutStdio, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Receiver, type ReceiverOptions, startReceiver } from '../../demo/receiver/server.js';
import { parseSubmission } from '../../demo/receiver/shape.js';
import { openStore } from '../../demo/receiver/store.js';
import { newKey, sendTo } from '../../src/handover/send.js';
import type { Submission } from '../../src/handover/submission.js';
import { wrongInFhir } from '../fixtures/fhirR4.js';
import { aSubmission } from '../fixtures/submission.js';

const clinic = 'https://clinic.example';
const generous = { fromOne: 1_000, fromAll: 1_000, wrongTokens: 1_000, kept: 1_000 };
let folder: string;
let receiver: Receiver;
let lines: string[];

async function start(changes: Partial<ReceiverOptions> = {}): Promise<void> {
  receiver = await startReceiver({
    data: folder,
    host: '127.0.0.1',
    port: 0,
    origins: [clinic],
    keep: 90,
    behindProxy: false,
    limits: generous,
    log: (line) => lines.push(line),
    ...changes,
  });
}
/** With other options, on what is stored. */
async function restart(changes: Partial<ReceiverOptions> = {}): Promise<void> {
  await receiver.stop();
  await start(changes);
}
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'receiver-'));
  lines = [];
  await start();
});
afterEach(async () => {
  await receiver.stop();
  rmSync(folder, { recursive: true });
});

/** A post as the guide makes it, but for `headers`; what is not a text is sent as JSON. */
const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${receiver.address}/submissions`, {
    method: 'POST',
    body: typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
    headers: {
      'Content-Type': 'application/json',
      Origin: clinic,
      'Idempotency-Key': (body as Submission).key ?? newKey(),
      ...headers,
    },
  });
const ask = (path: string, { method = 'GET', token = receiver.token } = {}) =>
  fetch(`${receiver.address}${path}`, { method, headers: { Authorization: `Bearer ${token}` } });
type List = {
  total: number;
  urgent: number;
  next: number | null;
  submissions: { key: string; received: string; urgent: boolean; patient: Submission['patient'] }[];
};
const list = async (query = ''): Promise<List> => (await ask(`/submissions${query}`)).json() as Promise<List>;
const stored = async () => (await list()).submissions.map(({ key }) => key);
const store = async (submission: Submission) => {
  expect((await post(submission)).status).toBe(201);
  return submission;
};

/** A refusal has one line for people, says nothing of what was sent, and leaves the store as it was. */
async function expectRefused(response: Response, status: number, kept: string[] = []) {
  expect(response.status).toBe(status);
  const body = (await response.json()) as object;
  expect(body).toEqual({ message: expect.stringMatching(/^[^\n]{5,200}$/) });
  expect(JSON.stringify(body)).not.toContain('Ana');
  expect(await stored()).toEqual(kept);
}

describe('what comes in', () => {
  test('a submission is stored as it is', async () => {
    const submission = aSubmission({ patient: { name: 'Zoë مريم 🙂', contact: 'zoe@example.org' } });
    const response = await post(submission);
    expect(response.status).toBe(201);
    const found = (await (await ask(`/submissions/${submission.key}`)).json()) as { submission: Submission };
    expect(found.submission).toEqual(submission);
  });

  test('the same again is known, and is there once; in another order of fields, too', async () => {
    const submission = await store(aSubmission());
    expect((await post(submission)).status).toBe(200);
    expect((await post(Object.fromEntries(Object.entries(submission).reverse()))).status).toBe(200);
    expect(await stored()).toEqual([submission.key]);
  });

  test('twenty at the same moment are one', async () => {
    const submission = aSubmission();
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await post(submission)).status));
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 200)).toHaveLength(19);
    expect(await stored()).toEqual([submission.key]);
  });

  test('another one under the same key changes nothing', async () => {
    const submission = await store(aSubmission());
    const other = { ...submission, patient: { ...submission.patient, name: 'Somebody else' } };
    await expectRefused(await post(other), 409, [submission.key]);
    expect((await list()).submissions[0]?.patient).toEqual(submission.patient);
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{"format": 1,'],
    ['no object', '[]'],
    ['null', 'null'],
    ['no UTF-8', new Blob([new Uint8Array([0x22, 0xff, 0x22])])],
    ['a bottomless list', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('%s is refused', async (_, body) => {
    await expectRefused(await post(body), 400);
  });

  const changed: [string, (submission: Submission) => object][] = [
    ['another format', (submission) => ({ ...submission, format: 2 })],
    ['a field that nobody knows', (submission) => ({ ...submission, extra: 'Ana' })],
    ['a key of other letters', (submission) => ({ ...submission, key: 'g'.repeat(32) })],
    ['a short key', (submission) => ({ ...submission, key: 'abc' })],
    ['a day for a time', (submission) => ({ ...submission, sent: '2026-05-01' })],
    ['a time that there is not', (submission) => ({ ...submission, sent: '2026-13-01T00:00:00Z' })],
    ['no name', (submission) => ({ ...submission, patient: { name: ' ', contact: 'a' } })],
    ['no contact', (submission) => ({ ...submission, patient: { name: 'Ana' } })],
    ['a name as long as a book', (submission) => ({ ...submission, patient: { name: 'A'.repeat(300), contact: 'a' } })],
    ['no consent', ({ consent: _, ...submission }) => submission],
    ['a consent to nothing', (submission) => ({ ...submission, consent: { ...submission.consent, text: '' } })],
    ['an unknown level', (submission) => ({ ...submission, outcome: { id: 'book', urgency: 'maybe' } })],
    ['no summary', (submission) => ({ ...submission, summary: null })],
    ['no response', (submission) => ({ ...submission, response: {} })],
    ['another resource', ({ response, ...rest }) => ({ ...rest, response: { ...response, resourceType: 'Patient' } })],
    [
      'answers for the record of somebody else',
      ({ response, ...rest }) => ({ ...rest, response: { ...response, subject: { reference: 'Patient/1' } } }),
    ],
    ['a response without items', ({ response, ...rest }) => ({ ...rest, response: { ...response, item: [] } })],
    [
      'an answer of two kinds',
      ({ response, ...rest }) => ({
        ...rest,
        response: { ...response, item: [{ linkId: 'a', answer: [{ valueInteger: 1, valueString: 'a' }] }] },
      }),
    ],
  ];
  test.each(changed)('%s is refused', async (_, change) => {
    await expectRefused(await post(change(aSubmission())), 400);
  });

  test.each([200, 8_000])('items in items, %i deep, are refused', async (levels) => {
    const deep = `${'{"linkId":"a","item":['.repeat(levels)}${']}'.repeat(levels)}`;
    const { response, ...rest } = aSubmission();
    const text = JSON.stringify({ ...rest, response: { ...response, item: ['HERE'] } }).replace('"HERE"', deep);
    await expectRefused(await post(text), 400);
  });

  test('a header that names another key, or none, is refused', async () => {
    const submission = aSubmission();
    await expectRefused(await post(submission, { 'Idempotency-Key': newKey() }), 400);
    await expectRefused(await post(submission, { 'Idempotency-Key': '' }), 400);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'application/json; charset=utf-16',
    '',
  ])('as %j it is refused', async (type) => {
    await expectRefused(await post(JSON.stringify(aSubmission()), { 'Content-Type': type }), 415);
  });
  test('the usual ways to say JSON are taken', async () => {
    for (const type of ['application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])
      expect((await post(aSubmission(), { 'Content-Type': type })).status).toBe(201);
  });

  test('what is too large is refused, also when it does not say so before', async () => {
    const body = JSON.stringify(aSubmission({ summary: 'a'.repeat(300_000) }));
    await expectRefused(await post(body), 413);
    for (const headers of [{ 'Content-Length': `${body.length}` }, { 'Transfer-Encoding': 'chunked' }] as const)
      expect(await raw(body, headers)).toBe(413);
    expect(await stored()).toEqual([]);
  });
  test('what is not too large is taken without a length, too', async () => {
    const submission = aSubmission();
    const headers = { 'Transfer-Encoding': 'chunked', 'Idempotency-Key': submission.key };
    expect(await raw(JSON.stringify(submission), headers)).toBe(201);
    expect(await stored()).toEqual([submission.key]);
  });
  /** In pieces, with no header that is not given. */
  const raw = (body: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((done, failed) => {
      const sent = request(
        `${receiver.address}/submissions`,
        { method: 'POST', headers: { 'Content-Type': 'application/json', Origin: clinic, ...headers } },
        (response) => done(response.resume().statusCode),
      ).on('error', failed);
      for (let at = 0; at < body.length; at += 10_000) sent.write(body.slice(at, at + 10_000));
      sent.end();
    });

  test('a body that breaks off stores nothing, and the next one is taken', async () => {
    const submission = aSubmission();
    const sent = request(`${receiver.address}/submissions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: clinic, 'Idempotency-Key': submission.key },
    }).on('error', () => {});
    sent.write(JSON.stringify(submission).slice(0, 500));
    await vi.waitFor(() => expect(sent.socket?.bytesWritten).toBeGreaterThan(500));
    sent.destroy();
    await store(submission);
    expect(await stored()).toEqual([submission.key]);
  });
});

describe('whose pages may send', () => {
  const preflight = (origin: string, headers = 'content-type,idempotency-key') =>
    fetch(`${receiver.address}/submissions`, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': headers,
      },
    });

  test('the clinic: its browser is told so, also when something is refused', async () => {
    const asked = await preflight(clinic);
    expect(asked.ok).toBe(true);
    expect(asked.headers.get('Access-Control-Allow-Origin')).toBe(clinic);
    expect(asked.headers.get('Access-Control-Allow-Methods')).toBe('POST');
    expect(asked.headers.get('Access-Control-Allow-Headers')?.toLowerCase()).toBe('content-type,idempotency-key');
    expect(asked.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    for (const body of [aSubmission(), 'not JSON', 'a'.repeat(300_000)]) {
      const response = await post(body);
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe(clinic);
      // Or the guide could not see when to come back.
      expect(response.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
      expect(response.headers.get('Vary')).toContain('Origin');
    }
  });

  test.each(['https://elsewhere.example', 'http://clinic.example', 'https://clinic.example:444', 'null', ''])(
    'not %j',
    async (origin) => {
      expect((await preflight(origin)).headers.get('Access-Control-Allow-Origin')).toBeNull();
      const response = await post(aSubmission(), { Origin: origin });
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
      await expectRefused(response, 403);
    },
  );

  test('pages of this computer, when nobody else was named', async () => {
    await restart({ origins: [] });
    for (const origin of ['http://localhost:4173', 'http://127.0.0.1', 'http://[::1]:80'])
      expect((await post(aSubmission(), { Origin: origin })).status).toBe(201);
    for (const origin of [clinic, 'http://localhost.clinic.example', 'http://127.0.0.1.nip.example', 'null'])
      expect((await post(aSubmission(), { Origin: origin })).status).toBe(403);
  });

  test('no page of another origin reads, with whatever token', async () => {
    for (const path of ['/submissions', '/submissions.csv', '/submissions.fhir', '/']) {
      const response = await fetch(`${receiver.address}${path}`, {
        headers: { Origin: clinic, Authorization: `Bearer ${receiver.token}` },
      });
      expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
  });
});

describe('limits', () => {
  test('one address sends so many in a minute, and hears when to come back', async () => {
    await restart({ limits: { ...generous, fromOne: 3 } });
    const kept = [];
    for (let i = 0; i < 3; i++) kept.unshift((await store(aSubmission())).key);
    const refused = await post(aSubmission());
    const seconds = Number(refused.headers.get('Retry-After'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.headers.get('Access-Control-Allow-Origin')).toBe(clinic);
    await expectRefused(refused, 429, kept);
  });

  test('behind a proxy each visitor has a limit of their own, and nobody can choose another address', async () => {
    await restart({ limits: { ...generous, fromOne: 1 }, behindProxy: true });
    const from = async (forwarded: string) => (await post(aSubmission(), { 'X-Forwarded-For': forwarded })).status;
    expect(await from('203.0.113.1')).toBe(201);
    expect(await from('203.0.113.2')).toBe(201);
    expect(await from('203.0.113.1')).toBe(429);
    // What a visitor wrote stands before what the proxy adds.
    expect(await from('198.51.100.7, 203.0.113.1')).toBe(429);
    // A household has very many addresses of IPv6.
    expect(await from('2001:db8:1:2::1')).toBe(201);
    expect(await from('2001:db8:1:2:ffff::2')).toBe(429);
    expect(await from('2001:db8:1:3::1')).toBe(201);
  });
  test('without a proxy nobody is asked which address they have', async () => {
    await restart({ limits: { ...generous, fromOne: 1 } });
    expect((await post(aSubmission(), { 'X-Forwarded-For': '203.0.113.1' })).status).toBe(201);
    expect((await post(aSubmission(), { 'X-Forwarded-For': '203.0.113.2' })).status).toBe(429);
  });

  test('all together send so many', async () => {
    await restart({ limits: { ...generous, fromAll: 2 }, behindProxy: true });
    const statuses = [];
    for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3'])
      statuses.push((await post(aSubmission(), { 'X-Forwarded-For': address })).status);
    expect(statuses).toEqual([201, 201, 429]);
    // Pages that may not send use nothing up.
    expect((await post(aSubmission(), { Origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  test('who tries tokens is stopped; the practice, which may have the same address, is not', async () => {
    await restart({ limits: { ...generous, wrongTokens: 3 } });
    for (let i = 0; i < 3; i++) expect((await ask('/submissions', { token: `guess${i}` })).status).toBe(401);
    const response = await ask('/submissions', { token: 'guess3' });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await ask('/submissions')).status).toBe(200);
  });

  test('what is full takes no more, but knows what it has', async () => {
    await restart({ limits: { ...generous, kept: 1 } });
    const first = aSubmission();
    expect((await post(first)).status).toBe(201);
    expect((await post(aSubmission())).status).toBe(507);
    expect((await post(first)).status).toBe(200);
    expect(await (await ask('/submissions')).json()).toMatchObject({ total: 1 });
  });
});

describe('what the practice reads', () => {
  const paths = ['/submissions', '/submissions.csv', '/submissions.fhir', '/submissions.fhir?with=contact'];

  test('without the token: nothing, and nothing is deleted', async () => {
    const { key } = await store(aSubmission());
    const short = receiver.token.slice(0, -1);
    for (const authorization of [
      '',
      'Bearer',
      'Bearer x',
      `Bearer ${short}`,
      `Basic ${receiver.token}`,
      receiver.token,
    ]) {
      const headers: Record<string, string> = authorization ? { Authorization: authorization } : {};
      for (const path of [...paths, `/submissions/${key}`, `/submissions?token=${receiver.token}`]) {
        const response = await fetch(`${receiver.address}${path}`, { headers });
        expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
        await expectRefused(response, 401, [key]);
      }
      const response = await fetch(`${receiver.address}/submissions/${key}`, { method: 'DELETE', headers });
      await expectRefused(response, 401, [key]);
    }
  });

  test('a list, the newest first, the urgent ones marked', async () => {
    const first = await store(aSubmission());
    const urgent = await store(
      aSubmission({ patient: { name: 'Bo', contact: 'bo@example.org' } }, { 'bladder-bowel-saddle': ['pee-hard'] }),
    );
    const last = await store(aSubmission());
    const { total, urgent: howMany, submissions, next } = await list();
    expect(submissions.map(({ key, urgent }) => [key, urgent])).toEqual([
      [last.key, false],
      [urgent.key, true],
      [first.key, false],
    ]);
    expect({ total, howMany, next }).toEqual({ total: 3, howMany: 1, next: null });
    expect(submissions[1]?.patient).toEqual({ name: 'Bo', contact: 'bo@example.org' });
    // A list has no answers in it.
    expect(JSON.stringify(submissions)).not.toContain('QuestionnaireResponse');
  });

  test('page by page, also while more comes in', async () => {
    const keys = [];
    for (let i = 0; i < 5; i++) keys.unshift((await store(aSubmission())).key);
    const seen = [];
    let before: number | null = null;
    do {
      const page: List = await list(`?limit=2${before ? `&before=${before}` : ''}`);
      seen.push(...page.submissions.map(({ key }) => key));
      await store(aSubmission());
      before = page.next;
    } while (before);
    expect(seen).toEqual(keys);
    for (const query of ['?limit=0', '?limit=101', '?limit=two', '?before=-1', '?before=1%20OR%201=1'])
      expect((await ask(`/submissions${query}`)).status).toBe(400);
  });

  test('one is deleted, the others are not, and its text is not in the file any more', async () => {
    const gone = await store(aSubmission({ patient: { name: 'Quetzalcoatl', contact: 'q@example.org' } }));
    const kept = await store(aSubmission());
    const file = () => readFileSync(join(folder, 'submissions.db'), 'latin1');
    expect(file()).toContain('Quetzalcoatl');
    expect((await ask(`/submissions/${gone.key}`, { method: 'DELETE' })).status).toBe(204);
    await expectRefused(await ask(`/submissions/${gone.key}`, { method: 'DELETE' }), 404, [kept.key]);
    await expectRefused(await ask(`/submissions/${gone.key}`), 404, [kept.key]);
    expect(file()).not.toContain('Quetzalcoatl');
  });

  test('what looks like SQL is only text', async () => {
    const { key } = await store(
      aSubmission({ patient: { name: "'); DROP TABLE submissions; --", contact: "' OR '1" } }),
    );
    const path = `/submissions/${encodeURIComponent("x' OR '1'='1")}`;
    expect((await ask(path)).status).toBe(404);
    expect((await ask(path, { method: 'DELETE' })).status).toBe(404);
    expect(await stored()).toEqual([key]);
  });
});

describe('exports', () => {
  test('a table for a spreadsheet, in which no cell is a formula', async () => {
    const names = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', 'Ana "Anita", Pérez\nsecond line'];
    for (const name of names) await store(aSubmission({ patient: { name, contact: '+1 555 0142' } }));
    const response = await ask('/submissions.csv');
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('Content-Disposition')).toContain('attachment');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head = [], ...rows] = table(new TextDecoder().decode(bytes));
    expect(rows).toHaveLength(names.length);
    expect(rows.map((row) => row[head.indexOf('name')]).reverse()).toEqual([
      "'=1+1",
      "'+1",
      "'-1",
      "'@SUM(A1)",
      "'\tx",
      "'\rx",
      'Ana "Anita", Pérez\nsecond line',
    ]);
    for (const row of rows) {
      expect(row).toHaveLength(head.length);
      expect(row[head.indexOf('contact')]).toBe("'+1 555 0142");
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  });
  /** RFC 4180, written from its grammar. */
  function table(text: string): string[][] {
    const rows: string[][] = [];
    const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
    let row: string[] = [];
    for (const [, quoted, plain, end] of text.matchAll(cells)) {
      row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
      if (end === ',') continue;
      rows.push(row);
      row = [];
    }
    return rows;
  }

  type Entry = { fullUrl: string; resource: { resourceType: string; subject?: { reference: string } } };
  const fhir = async (query = '') => {
    const response = await ask(`/submissions.fhir${query}`);
    expect(response.headers.get('Content-Type')).toContain('application/fhir+json');
    return (await response.json()) as { resourceType: string; type: string; entry?: Entry[] };
  };

  test('FHIR, which names nobody unless it is asked to', async () => {
    const first = await store(aSubmission({ patient: { name: 'Ana Pérez', contact: 'ana@example.org' } }));
    await store(aSubmission({ patient: { name: 'Bo', contact: '+1 555 0142' } }));
    const [bundle, named, again] = [await fhir(), await fhir('?with=contact'), await fhir()];
    expect((await ask('/submissions.fhir?with=everything')).status).toBe(400);
    for (const one of [bundle, named]) expect(wrongInFhir(one as Parameters<typeof wrongInFhir>[0])).toEqual([]);
    expect(bundle.type).toBe('collection');
    expect(bundle.entry?.map(({ resource }) => resource)).toEqual([
      expect.objectContaining({ resourceType: 'QuestionnaireResponse' }),
      expect.objectContaining(first.response),
    ]);
    expect(JSON.stringify(bundle)).not.toMatch(/Ana|example\.org|0142|subject|Patient/);

    const entries = named.entry ?? [];
    expect(new Set(entries.map(({ fullUrl }) => fullUrl)).size).toBe(4);
    const whose = entries.flatMap(({ resource: { subject } }) => subject?.reference ?? []);
    expect(whose.map((url) => entries.find(({ fullUrl }) => fullUrl === url)?.resource)).toEqual([
      { resourceType: 'Patient', name: [{ text: 'Bo' }], telecom: [{ system: 'phone', value: '+1 555 0142' }] },
      {
        resourceType: 'Patient',
        name: [{ text: 'Ana Pérez' }],
        telecom: [{ system: 'email', value: 'ana@example.org' }],
      },
    ]);
    // Who reads it twice knows that it is the same.
    const urls = (one: typeof bundle) => one.entry?.map(({ fullUrl }) => fullUrl);
    expect(urls(again)).toEqual(urls(bundle));
  });

  test('of nothing: an empty table, and a bundle that is valid', async () => {
    expect((await (await ask('/submissions.csv')).text()).trim().split('\r\n')).toHaveLength(1);
    expect(wrongInFhir((await fhir()) as Parameters<typeof wrongInFhir>[0])).toEqual([]);
  });
});

describe('over time', () => {
  test('a restart keeps what came, and the token', async () => {
    const { key } = await store(aSubmission());
    const { token } = receiver;
    expect(receiver.tokenMade).toBe(true);
    await restart();
    expect(receiver.tokenMade).toBe(false);
    expect(receiver.token).toBe(token);
    expect(await stored()).toEqual([key]);
    for (const file of ['token', 'submissions.db']) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  });

  test('an own token is used instead, unless it could be guessed', async () => {
    const token = 'an-own-token-of-some-length';
    await restart({ token });
    expect((await ask('/submissions', { token })).status).toBe(200);
    for (const weak of ['', 'secret', `${'a'.repeat(24)} b`])
      await expect(startReceiver({ ...({} as ReceiverOptions), data: folder, token: weak })).rejects.toThrow(/24/);
  });

  const day = 24 * 60 * 60 * 1000;
  test('what is older than it may be is deleted at the start', async () => {
    await receiver.stop();
    const old = aSubmission();
    const young = aSubmission();
    const own = await openStore(folder);
    await own.add(old, new Date(Date.now() - 30 * day - 60_000).toISOString());
    await own.add(young, new Date(Date.now() - 30 * day + 60_000).toISOString());
    own.close();
    await start({ keep: 30 });
    expect(await stored()).toEqual([young.key]);
  });

  test('and every day', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    try {
      await restart({ keep: 2 });
      await store(aSubmission());
      await vi.advanceTimersByTimeAsync(day);
      expect(await stored()).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(2 * day);
      expect(await stored()).toEqual([]);
      await receiver.stop();
    } finally {
      vi.useRealTimers();
    }
    await start();
  });

  test('an answer that is lost on its way: the guide tries again, and there is one row', async () => {
    const submission = aSubmission();
    const statuses: number[] = [];
    const proxy: Server = createServer(async (incoming, outgoing) => {
      let body = '';
      for await (const part of incoming) body += part;
      const { status } = await post(body, { 'Idempotency-Key': String(incoming.headers['idempotency-key']) });
      statuses.push(status);
      // The receiver has stored it; the visitor's browser never hears of it.
      if (statuses.length === 1) incoming.socket.destroy();
      else outgoing.writeHead(status).end();
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    try {
      const address = new URL(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}/submissions`);
      expect(await sendTo(address, submission, { wait: async () => {} })).toEqual({ result: 'sent' });
    } finally {
      proxy.close();
    }
    expect(statuses).toEqual([201, 200]);
    expect(await stored()).toEqual([submission.key]);
  });
});

test('the log has neither answers nor names nor keys nor the token', async () => {
  const submission = await store(aSubmission());
  await post({ ...submission, extra: 'Ana' });
  await ask(`/submissions/${submission.key}`);
  await ask(`/submissions/${submission.key}?token=${receiver.token}`, { method: 'DELETE' });
  await ask('/submissions.csv', { token: 'wrong-token' });
  await fetch(`${receiver.address}/Ana/${submission.key}`);
  const line = (what: string) => new RegExp(`^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ${what} \\d+ ms$`);
  expect(lines).toEqual([
    expect.stringMatching(line('POST /submissions 201')),
    expect.stringMatching(line('POST /submissions 400')),
    expect.stringMatching(line('GET /submissions/:key 200')),
    expect.stringMatching(line('DELETE /submissions/:key 204')),
    expect.stringMatching(line('GET /submissions.csv 401')),
    expect.stringMatching(line('GET /\\* 404')),
  ]);
});

test('a store that fails is said to have failed, in the log, too, without what was sent', async () => {
  const own = await openStore(folder);
  own.close();
  rmSync(join(folder, 'submissions.db'));
  writeFileSync(join(folder, 'submissions.db'), 'no database');
  const response = await post(aSubmission());
  expect(response.status).toBe(500);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(clinic);
  expect(lines.join('\n')).toContain('failed');
  expect(lines.join('\n')).not.toContain('Ana');
});

describe('the page for the practice', () => {
  test('may do nothing but what its own two files do, and is kept nowhere', async () => {
    const response = await fetch(`${receiver.address}/`);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'"])
      expect(policy).toContain(rule);
    expect(policy).not.toContain('unsafe');
    const html = await response.text();
    expect(html).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|\sstyle=/i);
    for (const path of ['', 'page.js', 'page.css']) {
      const { status, headers } = await fetch(`${receiver.address}/${path}`);
      expect(status).toBe(200);
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('no-referrer');
    }
    expect(await (await fetch(`${receiver.address}/page.js`)).text()).not.toMatch(
      /innerHTML|localStorage|sessionStorage/,
    );
  });
});

test('the example of the README is taken', async () => {
  await store(JSON.parse(readFileSync('demo/receiver/example.json', 'utf8')));
});

test('what the guide sends for every kind of end is what the receiver takes', () => {
  for (const answers of [{}, { 'bladder-bowel-saddle': ['pee-hard'] }, { pain: 10 }])
    expect(parseSubmission(JSON.stringify(aSubmission({}, answers)))).toHaveProperty('submission');
});

describe('the command', () => {
  const command = resolve('dist/receiver/receiver.js');
  let running: ChildProcess | undefined;
  beforeAll(() => {
    execFileSync(process.execPath, [
      'node_modules/vite/bin/vite.js',
      'build',
      '--mode',
      'receiver',
      '--logLevel',
      'warn',
    ]);
  });
  afterEach(() => void running?.kill('SIGKILL'));

  const run = (...args: string[]) => runIn({}, '--data', join(folder, 'own'), ...args);
  const runIn = async (options: SpawnOptionsWithoutStdio, ...args: string[]) => {
    let output = '';
    const child = spawn(process.execPath, [command, '--port', '0', ...args], options);
    running = child;
    child.stdout.on('data', (part) => {
      output += part;
    });
    child.stderr.on('data', (part) => {
      output += part;
    });
    // Not 'exit': what it wrote last may come after that.
    const ended = new Promise<number | null>((done) => child.on('close', done));
    await Promise.race([vi.waitFor(() => expect(output).toContain('Ctrl+C'), { timeout: 20_000 }), ended]);
    return { child, ended, text: () => output };
  };

  test('says where to send and to read, shows the token once, and stops when it is told to', async () => {
    const first = await run();
    const [, address = ''] = /data-send="(http:\/\/127\.0\.0\.1:\d+)\/submissions"/.exec(first.text()) ?? [];
    const token = readFileSync(join(folder, 'own/token'), 'utf8').trim();
    expect(first.text()).toContain(token);
    expect(first.text()).toContain(`${address}/\n`);
    const submission = aSubmission();
    const headers = {
      'Content-Type': 'application/json',
      'Idempotency-Key': submission.key,
      Origin: 'http://localhost',
    };
    const body = JSON.stringify(submission);
    expect((await fetch(`${address}/submissions`, { method: 'POST', headers, body })).status).toBe(201);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.text()).toContain('has stopped');

    const second = await run();
    expect(second.text()).not.toContain(token);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  test.each([
    ['--port', 'eighty'],
    ['--keep', '0'],
    ['--data', 'demo/receiver'],
    ['--origin', 'clinic.example'],
    ['--origin', 'https://clinic.example/page'],
  ])('%s %s is refused in one line', async (...args) => {
    const { ended, text } = await run(...args);
    expect(await ended).toBe(1);
    expect(text().trim().split('\n')).toHaveLength(1);
    expect(text()).toContain(args[0]);
  });

  test.skipIf(process.platform !== 'linux')(
    'without --data, it keeps data with the user, also those of before',
    async () => {
      mkdirSync(join(folder, 'receiver-data'));
      const token = 'x'.repeat(24);
      writeFileSync(join(folder, 'receiver-data/token'), token);
      const { child, ended, text } = await runIn({
        cwd: folder,
        env: { ...process.env, XDG_DATA_HOME: join(folder, 'data') },
      });
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      const own = join(folder, 'data/symptom-guide-receiver');
      expect(readFileSync(join(own, 'token'), 'utf8')).toBe(token);
      expect(text()).toContain(`keeps what it gets in ${own}`);
      expect(text()).toMatch(/^What was in .*receiver-data is in/);
    },
  );

  test('a port that is taken is said to be', async () => {
    const port = new URL(receiver.address).port;
    const { ended, text } = await run('--port', port);
    expect(await ended).toBe(1);
    expect(text()).toBe(`receiver: port ${port} is taken: name another with --port.\n`);
  });
});
