import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { watch } from 'chokidar';
import { type Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { isFlowFile } from '../check/textFile.js';
import { type DeskFolder, type FolderFile, largestFile, Refused } from './deskFolder.js';

/** What the server needs. */
export type StudioOptions = {
  folder: DeskFolder;
  /** The folder with the built studio and, in `symptom-guide/VERSION`, the release that its preview shows. */
  built: string;
  version: string;
  /** The port to listen on; 0: any that is free. */
  port: number;
};

/** A studio that listens. */
export type RunningStudio = { address: string; stop: () => Promise<void> };

/** A page that wants to hear of changes, and which edition of each file it has. */
type Listener = { client: string; has: Map<string, string>; stream: SSEStreamingApi };

/** What the studio's own pages may load. CodeMirror writes style elements; a flow's pictures may be on https. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "connect-src 'self'",
  "worker-src 'self'",
  // The script to print is made in the page.
  "frame-src 'self' blob:",
  "frame-ancestors 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/**
 * Serves the studio, and one flow's folder to it, to this computer only and to nobody without the address. Rejects with
 * the system's error when the port is taken.
 */
export async function startStudioServer({ folder, built, version, port }: StudioOptions): Promise<RunningStudio> {
  const token = randomBytes(32).toString('base64url');
  const listeners = new Set<Listener>();
  const app = new Hono();
  const server = createServer(
    getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false }),
  );
  const own = () => (server.address() as AddressInfo).port;

  app.use(async (c, next) => {
    await next();
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', policy);
    // Between two builds the same address is another file.
    c.header('Cache-Control', c.req.path.includes('/api/') || c.res.status >= 400 ? 'no-store' : 'no-cache');
  });
  // A page of another site may reach this computer under a name of its own (DNS rebinding), or ask across origins.
  app.use(async (c, next) => {
    const host = c.req.header('Host') ?? '';
    const origin = c.req.header('Origin');
    if (![`127.0.0.1:${own()}`, `localhost:${own()}`].includes(host))
      return refuse(c, 403, 'The studio is only at the address that the command printed.');
    if (origin !== undefined && origin !== `http://${host}`)
      return refuse(c, 403, 'Other pages may not use the studio.');
    return next();
  });
  app.use(async (c, next) => {
    const [, given = ''] = c.req.path.split('/');
    return same(given, token) ? next() : refuse(c, 404, 'Use the whole address that the command printed.');
  });
  app.onError((error, c) => {
    if (error instanceof Refused) return refuse(c, error.status, error.message);
    const { code, message } = error as NodeJS.ErrnoException;
    return refuse(c, 500, reasons[code ?? ''] ?? message);
  });

  const home = `/${token}`;
  const api = new Hono();
  app.get(home, (c) => c.redirect(`${home}/studio/`));
  app.get(`${home}/`, (c) => c.redirect(`${home}/studio/`));
  app.get(`${home}/studio`, (c) => c.redirect(`${home}/studio/`));

  api.get('/folder', async (c) => {
    const { files, leftAlone } = await folder.read();
    // Drafts in the browser belong to a folder, not to its name.
    const identity = createHash('sha256').update(folder.path).digest('base64url').slice(0, 16);
    return c.json({ name: folder.name, identity, files, leftAlone });
  });
  api.put('/files/:name', async (c) => {
    const base = baseOf(c);
    const text = await textOf(c);
    const name = c.req.param('name');
    const client = c.req.header('Studio-Client') ?? '';
    const own = [...listeners].filter((one) => one.client === client);
    const written = await folder.write(name, text, base, (edition) => {
      // Who wrote it need not hear of it, however soon the change is seen.
      for (const { has } of own) has.set(name, edition);
    });
    return 'edition' in written ? c.json(written) : c.json({ theirs: written.theirs ?? null }, 412);
  });
  api.get('/changes', (c) =>
    streamSSE(c, async (stream) => {
      const { files } = await folder.read();
      const has = new Map(files.map(({ name, edition }) => [name, edition]));
      const listener: Listener = { client: c.req.query('client') ?? '', has, stream };
      const gone = new Promise<void>((resolve) => stream.onAbort(resolve));
      listeners.add(listener);
      // Also after a pause of the connection: what changed in it is found by comparing.
      await stream.writeSSE({ event: 'editions', data: JSON.stringify(Object.fromEntries(has)) });
      await gone;
      listeners.delete(listener);
    }),
  );
  app.route(`${home}/api`, api);

  app.get(`${home}/studio/draft/:picture{.+}`, async (c) => {
    const found = await folder.picture(c.req.param('picture'));
    if (!found) return refuse(c, 404, 'There is no such picture.');
    // A picture may hold scripts; here it is only looked at.
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    return c.body(found.bytes, 200, { 'Content-Type': found.type });
  });
  const fromBuilt = (path: string) =>
    app.get(`${home}/${path}/*`, serveStatic({ root: built, rewriteRequestPath: (asked) => asked.slice(home.length) }));
  fromBuilt('studio');
  fromBuilt(`symptom-guide/${version}`);
  app.notFound((c) => refuse(c, 404, 'There is nothing here.'));

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

  const waiting = new Map<string, NodeJS.Timeout>();
  const tell = async (name: string) => {
    // What cannot be read now is told when it can be.
    const read = await folder.readOne(name).catch(() => 'unreadable' as const);
    if (read === 'unreadable') return;
    const file: FolderFile | undefined = read;
    for (const { has, stream } of listeners) {
      if (has.get(name) === file?.edition) continue;
      if (file) has.set(name, file.edition);
      else has.delete(name);
      await stream.writeSSE({ event: 'change', data: JSON.stringify({ name, file: file ?? null }) });
    }
  };
  const watcher = watch(folder.path, { depth: 0, ignoreInitial: true }).on('all', (_, path) => {
    const name = basename(path);
    if (!isFlowFile(name)) return;
    // Programs save in several steps: wait until they are through.
    clearTimeout(waiting.get(name));
    waiting.set(
      name,
      setTimeout(() => void tell(name), 100),
    );
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));

  return {
    address: `http://127.0.0.1:${own()}${home}/studio/`,
    async stop() {
      for (const timer of waiting.values()) clearTimeout(timer);
      await watcher.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const reasons: Record<string, string> = {
  EACCES: 'It is not allowed to write there.',
  EPERM: 'It is not allowed to write there.',
  EROFS: 'It is not allowed to write there.',
  ENOSPC: 'There is no room left on the disk.',
  EDQUOT: 'There is no room left on the disk.',
  ENOENT: 'The folder is not there any more.',
  EBUSY: 'Another program holds the file.',
};

const refuse = (c: Context, status: 400 | 403 | 404 | 413 | 415 | 500, message: string) => c.text(message, status);

/** Compares in a time that tells nothing about where they differ. */
function same(given: string, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(token));
}

/** The edition that is written over; undefined: there must be no file. */
function baseOf(c: Context): string | undefined {
  const match = c.req.header('If-Match');
  const none = c.req.header('If-None-Match');
  if (none === '*' && match === undefined) return undefined;
  const [, edition] = /^"([\w-]+)"$/.exec(match ?? '') ?? [];
  if (edition === undefined || none !== undefined)
    throw new Refused(400, 'Say which edition is written over: If-Match with it, or If-None-Match: *.');
  return edition;
}

/** The text that was sent. Throws {@link Refused} when it is none, or too much. */
async function textOf(c: Context): Promise<string> {
  const noText = new Refused(415, 'Only text can be written, in UTF-8.');
  if (!/^(text\/plain|application\/json)\b/.test(c.req.header('Content-Type') ?? 'text/plain')) throw noText;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = c.req.raw.body?.getReader();
  let text = '';
  let size = 0;
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      size += part.value.length;
      if (size > largestFile) throw new Refused(413, `That is too large for a flow (at most ${largestFile / 1e6} MB).`);
      text += decoder.decode(part.value, { stream: true });
    }
    text += decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? noText : error;
  }
  if (text.includes('\0')) throw noText;
  return text;
}
