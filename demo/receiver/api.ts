import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { routePath } from 'hono/route';
import { bundle } from './bundle.js';
import { csv } from './csv.js';
import { type Limits, limiters } from './limits.js';
import { page } from './page.js';
import { parseSubmission } from './shape.js';
import { isUrgent, type Store } from './store.js';

/** What the endpoints need. */
export type ApiOptions = {
  store: Store;
  /** Who has it may list, export and delete. */
  token: string;
  /** Whether pages of this origin may post. */
  mayPost: (origin: string) => boolean;
  limits: Limits;
  /** A proxy in front says who asks, in the last part of `X-Forwarded-For`. */
  behindProxy: boolean;
  /** Takes a line of the log. */
  log: (line: string) => void;
};

/** The largest body in bytes: the longest conversation has a tenth of it. */
const largestBody = 256 * 1024;

/** The endpoints of the receiver; README.md beside this file has them in a table. */
export function api({ store, token, mayPost, limits, behindProxy, log }: ApiOptions): Hono {
  const app = new Hono();
  const limit = limiters(limits);
  const addressOf = (c: Context) =>
    (behindProxy && c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim()) ||
    getConnInfo(c).remote.address ||
    'unknown';

  // Never what was sent, and never who sent it: of an address only its pattern.
  app.use(async (c, next) => {
    const began = performance.now();
    await next();
    const took = Math.round(performance.now() - began);
    log(`${new Date().toISOString()} ${c.req.method} ${routePath(c, -1)} ${c.res.status} ${took} ms`);
  });
  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    if (!c.res.headers.has('Content-Security-Policy'))
      c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
  });
  app.onError((error, c) => {
    const { code = error.name } = error as Error & { code?: string };
    log(`${new Date().toISOString()} failed: ${code}`);
    return say(c, 500, 'This was not stored or read: the receiver had a problem.');
  });
  app.notFound((c) => say(c, 404, 'There is nothing here.'));

  app.route('/', page());

  // What a visitor's browser does. It cannot keep a secret, so that everybody may post, within limits.
  app.on(
    ['OPTIONS', 'POST'],
    '/submissions',
    cors({
      origin: (origin) => (mayPost(origin) ? origin : null),
      allowMethods: ['POST'],
      allowHeaders: ['Content-Type', 'Idempotency-Key'],
      exposeHeaders: ['Retry-After'],
      maxAge: 600,
    }),
  );
  app.post(
    '/submissions',
    async (c, next) => {
      if (!mayPost(c.req.header('Origin') ?? '')) return say(c, 403, 'Pages of this origin may not send here.', unread);
      const later = await limit.post(addressOf(c));
      if (later > 0)
        return say(c, 429, 'Too many in a short time. Try again later.', { ...unread, 'Retry-After': `${later}` });
      if (!/^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(c.req.header('Content-Type') ?? ''))
        return say(c, 415, 'Send application/json.', unread);
      return next();
    },
    bodyLimit({
      maxSize: largestBody,
      onError: (c) => say(c, 413, `Send at most ${largestBody / 1024} kB.`, unread),
    }),
    async (c) => {
      let text: string;
      try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(await c.req.arrayBuffer());
      } catch {
        return say(c, 400, 'The body is not UTF-8, or did not arrive whole.');
      }
      const parsed = parseSubmission(text);
      if ('wrong' in parsed) return say(c, 400, parsed.wrong);
      const { submission } = parsed;
      if (c.req.header('Idempotency-Key') !== submission.key)
        return say(c, 400, 'The header Idempotency-Key is not the key of the submission.');
      // One that is here already is answered as ever.
      if ((await store.count()).total >= limits.kept && !(await store.get(submission.key)))
        return say(c, 507, 'The receiver is full: delete some first.');
      const kept = await store.add(submission, new Date().toISOString());
      if (kept === 'another') return say(c, 409, 'There is another submission with this key.');
      return kept === 'stored' ? say(c, 201, 'Stored.') : say(c, 200, 'This was stored before.');
    },
  );

  // What the practice does.
  const withToken: MiddlewareHandler = async (c, next) => {
    const [, given] = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '') ?? [];
    // First: behind a proxy, who guesses has the address of the practice, and would lock it out.
    if (given !== undefined && same(given, token)) return next();
    const address = addressOf(c);
    const later = await limit.guesses(address);
    if (later > 0) return say(c, 429, 'Too many wrong tokens. Try again later.', { 'Retry-After': `${later}` });
    if (given !== undefined) await limit.wrongToken(address);
    return say(c, 401, 'Send the token: Authorization: Bearer TOKEN', { 'WWW-Authenticate': 'Bearer' });
  };

  app.get('/submissions', withToken, async (c) => {
    const limit = number(c.req.query('limit') ?? '50');
    const before = c.req.query('before');
    if (!limit || limit > 100 || (before !== undefined && !number(before)))
      return say(c, 400, '"limit" is 1 to 100, "before" is the "next" of the page before.');
    const found = await store.list({ limit: limit + 1, before: number(before) });
    const shown = found.slice(0, limit);
    return c.json({
      ...(await store.count()),
      submissions: shown.map(({ received, submission }) => ({
        key: submission.key,
        received,
        urgent: isUrgent(submission),
        outcome: submission.outcome,
        patient: submission.patient,
        language: submission.response.language,
      })),
      next: found.length > limit ? shown.at(-1)?.id : null,
    });
  });
  app.get('/submissions/:key', withToken, async (c) => {
    const found = await store.get(c.req.param('key'));
    if (!found) return say(c, 404, 'There is no submission with this key.');
    const { received, submission } = found;
    return c.json({ received, urgent: isUrgent(submission), submission });
  });
  app.delete('/submissions/:key', withToken, async (c) =>
    (await store.remove(c.req.param('key'))) ? c.body(null, 204) : say(c, 404, 'There is no submission with this key.'),
  );
  app.get('/submissions.csv', withToken, async (c) =>
    c.body(csv(await store.all()), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="submissions.csv"',
    }),
  );
  app.get('/submissions.fhir', withToken, async (c) => {
    const asked = c.req.query('with');
    if (asked !== undefined && asked !== 'contact') return say(c, 400, '"with" can only be "contact".');
    return c.body(JSON.stringify(bundle(await store.all(), { withContact: asked === 'contact' })), 200, {
      'Content-Type': 'application/fhir+json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="submissions.fhir.json"',
    });
  });
  return app;
}

/** The rest of a body that nobody reads stands in the way of what comes after it on the same connection. */
const unread = { Connection: 'close' };

type Status = 200 | 201 | 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 507 | 500;
const say = (c: Context, status: Status, message: string, headers: Record<string, string> = {}) =>
  c.json({ message }, status, headers);

/** A whole number above 0; undefined when the text is none. */
const number = (text: string | undefined) =>
  text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;

/** Compares in a time that tells nothing about where they differ. */
function same(given: string, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}
