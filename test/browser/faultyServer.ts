import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { onTestFinished } from 'vitest';
import { release } from '../release.js';

/** What can go wrong with one file on its way from the guide's host. */
export type Fault =
  | 'status 404'
  | 'status 500'
  | 'an error page with status 200'
  | 'a text with status 200'
  | 'its own text, as text/plain'
  | 'cut off half way'
  | 'half of it, as if complete'
  | 'half of it, to be cached for an hour'
  | 'an empty answer'
  | 'no answer for 30 s'
  | 'half of it, then nothing for 30 s'
  | 'connection reset'
  | 'no CORS header'
  | 'a redirect to itself';

/** A request as the server saw it. */
export type Seen = { method: string; url: string; referer: string | undefined; body: string };

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
};
/** How long a stall lasts, in milliseconds; then the file comes as if nothing had been. */
const stall = 30_000;

/**
 * A clinic's site and, on another origin, the host of the built release, on loopback. The host can be told to break
 * files and to work again: real HTTP and real connections, so that the browser's caches and locks take part.
 */
export class FaultyServer {
  /** Every request to either, in order. */
  readonly seen: Seen[] = [];
  readonly #pages = new Map<string, string>();
  readonly #files = new Map<string, string>();
  readonly #clinic: Server;
  readonly #host: Server;
  #faults: [RegExp, Fault][] = [];
  #hanging: { timer: NodeJS.Timeout; goOn: () => void }[] = [];

  private constructor() {
    this.#clinic = createServer((request, response) => this.#record('', request, () => this.#page(request, response)));
    this.#host = createServer((request, response) =>
      this.#record(this.host, request, () => this.#file(request, response)),
    );
  }

  /** Starts both on free ports, until the end of the test: later than its visitors, who would miss them. */
  static async start(): Promise<FaultyServer> {
    const server = new FaultyServer();
    onTestFinished(() => server.#close());
    await Promise.all([listen(server.#clinic, 0), listen(server.#host, 0)]);
    return server;
  }

  /** The origin of the clinic's pages. */
  get clinic(): string {
    return `http://127.0.0.1:${(this.#clinic.address() as AddressInfo).port}`;
  }

  /** The origin of the guide's files. */
  get host(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
  #at = 0;
  get #port(): number {
    this.#at = (this.#host.address() as AddressInfo | null)?.port ?? this.#at;
    return this.#at;
  }

  /** The folder of the release, as a page names it. */
  get base(): string {
    return `${this.host}/symptom-guide/`;
  }

  /** Puts a page of the clinic at a path and returns its address. */
  page(path: string, html: string): string {
    this.#pages.set(path, html);
    return this.clinic + path;
  }

  /** Puts a file of its own on the guide's host, such as another flow, and returns its address. */
  file(path: string, text: string): string {
    this.#files.set(path, text);
    return this.host + path;
  }

  /** From now on, files whose path matches fail in this way. */
  break(path: RegExp, fault: Fault): void {
    this.#faults.push([path, fault]);
  }

  /** New requests are answered as they should be; those that hang go on hanging, as on a network that came back. */
  heal(): void {
    this.#faults = [];
  }

  /** What hangs goes on now. */
  goOn(): void {
    for (const { timer, goOn } of this.#hanging.splice(0)) {
      clearTimeout(timer);
      goOn();
    }
  }

  /** The host refuses connections, until `up`. */
  async down(): Promise<void> {
    this.#at = this.#port;
    const closed = new Promise((resolve) => this.#host.close(resolve));
    this.#host.closeAllConnections();
    await closed;
  }

  async up(): Promise<void> {
    await listen(this.#host, this.#port);
  }

  /** Ends both, and all that hangs. */
  async #close(): Promise<void> {
    for (const { timer } of this.#hanging) clearTimeout(timer);
    for (const server of [this.#clinic, this.#host]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  #record(origin: string, request: IncomingMessage, answer: () => void): void {
    const seen: Seen = {
      method: request.method ?? '',
      url: origin + request.url,
      referer: request.headers.referer,
      body: '',
    };
    this.seen.push(seen);
    request.on('data', (part) => {
      seen.body += part;
    });
    answer();
  }

  #page(request: IncomingMessage, response: ServerResponse): void {
    const html = this.#pages.get(new URL(request.url ?? '', this.clinic).pathname);
    response.writeHead(html === undefined ? 404 : 200, { 'content-type': types['.html'] }).end(html);
  }

  #file(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent(new URL(request.url ?? '', this.host).pathname);
    const text = this.#files.get(path) ?? read(path.replace('/symptom-guide/', `${release}/`));
    const fault = this.#faults.find(([pattern]) => pattern.test(path))?.[1];
    // As a static host does it: anybody may read, and the browser keeps it for a while.
    const headers: Record<string, string> = {
      'access-control-allow-origin': '*',
      'content-type': types[extname(path)] ?? 'text/plain',
      'cache-control': 'max-age=600',
      etag: '"1"',
    };
    const send = (status: number, body: string, more: Record<string, string> = {}) =>
      response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)), ...more }).end(body);
    const fresh = { 'cache-control': 'no-cache' };
    const page = '<!doctype html><title>Error</title><h1>Something went wrong</h1>';
    const whole = () => (text === undefined ? send(404, 'Not found', fresh) : send(200, text));
    if (!fault || text === undefined) return void whole();
    const half = text.slice(0, text.length / 2);
    const length = String(Buffer.byteLength(text));
    const later = (goOn: () => void) => void this.#hanging.push({ timer: setTimeout(goOn, stall), goOn });
    (
      ({
        'status 404': () => send(404, page, { ...fresh, 'content-type': 'text/html' }),
        'status 500': () => send(500, page, { ...fresh, 'content-type': 'text/html' }),
        'an error page with status 200': () => send(200, page, { ...fresh, 'content-type': 'text/html' }),
        'a text with status 200': () => send(200, 'Down for maintenance', { ...fresh, 'content-type': 'text/plain' }),
        'its own text, as text/plain': () => send(200, text, { ...fresh, 'content-type': 'text/plain' }),
        'cut off half way': () => {
          response.writeHead(200, { ...headers, 'content-length': length });
          response.write(half, () => response.destroy());
        },
        'half of it, as if complete': () => send(200, half, fresh),
        'half of it, to be cached for an hour': () => send(200, half, { 'cache-control': 'max-age=3600' }),
        'an empty answer': () => send(200, '', fresh),
        'no answer for 30 s': () => later(whole),
        'half of it, then nothing for 30 s': () => {
          response.writeHead(200, { ...headers, 'content-length': length });
          response.write(half);
          later(() => response.end(text.slice(half.length)));
        },
        'connection reset': () => request.socket.resetAndDestroy(),
        'no CORS header': () =>
          response.writeHead(200, { 'content-type': headers['content-type'], ...fresh }).end(text),
        'a redirect to itself': () => send(302, '', { ...fresh, location: request.url ?? '' }),
      }) satisfies Record<Fault, () => unknown>
    )[fault]();
  }
}

/** The text of a file of the release; undefined when there is none. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Listens on loopback. */
function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
