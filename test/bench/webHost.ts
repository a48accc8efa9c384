import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { release } from '../release.js';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const tag = `<script async src="../${release}/symptom-guide.js" data-country="US" data-phone="+1 555 0100"></script>`;

/** The least that a page can be: the loader has nothing to hide behind. */
const plain = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Plain</title><link rel="icon" href="data:,"><h1>Riverside Acupuncture</h1><p>14 Mill Lane, by the Old Bridge.</p>${tag}</html>`;

/**
 * The loader, timed by itself once the page has settled: how long it evaluates and connects its element, and how
 * long the style and layout take that this makes necessary, in ms.
 */
const timed = (loader: string) => `{ document.body.offsetHeight; const start = performance.now(); ${loader}
const ran = performance.now(); document.querySelector('symptom-guide').shadowRoot.querySelector('button').offsetHeight;
window.loaderTimes = { script: ran - start, layout: performance.now() - ran }; }`;

/** The least that a bubble can be, with nothing behind it: what the browser and the machine need by themselves. */
const bubble = `{ const guide = document.createElement('symptom-guide'), root = guide.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet(), button = document.createElement('button'); button.textContent = 'Check your symptoms';
sheet.replaceSync('button{all:initial;position:fixed;inset-block-end:20px;inset-inline-end:20px;padding:16px;font:16px system-ui}');
root.adoptedStyleSheets = [sheet]; root.append(button); document.body.append(guide); }`;

/** Scripts that time themselves: the loader, and beside it the least that a bubble can be. */
export const timedScripts = {
  loader: `/${release}/symptom-guide.js?timed`,
  bubble: `/${release}/bubble.js?timed`,
} as const;

/** The pages that are measured, as paths; `?bare` is the same page without the tag. */
export const pages = { clinic: '/demo/index.html', plain: '/demo/plain.html' } as const;

/** What can be told about a file before it is asked for. */
type Body = { body: Buffer; type: string };

/**
 * A clinic's web host as the README advises it: Brotli, and files of a release kept for good. (`vite preview` sends
 * everything as it is, and lets the browser ask again each time.)
 */
export async function webHost(): Promise<{ origin: string; close: () => Promise<void> }> {
  const bodies = new Map<string, Body | undefined>();
  const read = (url: URL): Body | undefined => {
    const file = `.${normalize(url.pathname)}`;
    const own = { [pages.plain]: plain, [`/${release}/bubble.js`]: bubble }[url.pathname];
    if (own === undefined && !(existsSync(file) && statSync(file).isFile())) return undefined;
    let text: string | Buffer = own ?? readFileSync(file);
    if (url.searchParams.has('bare')) {
      const bare = text.toString().replace(/<script async src="[^"]*symptom-guide\.js"[^>]*><\/script>/, '');
      if (bare.length === text.length) throw new Error(`${file} has no tag to take away.`);
      text = bare;
    }
    if (url.searchParams.has('timed')) text = timed(text.toString());
    return { body: brotliCompressSync(text), type: types[extname(file)] ?? 'application/octet-stream' };
  };
  const server = createServer((request, response) => {
    const address = request.url ?? '/';
    if (!bodies.has(address)) bodies.set(address, read(new URL(address, 'http://host')));
    const found = bodies.get(address);
    if (!found) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, {
        'content-type': found.type,
        'content-encoding': 'br',
        'content-length': found.body.length,
        'cache-control': address.includes(release) ? 'public, max-age=31536000, immutable' : 'max-age=600',
      })
      .end(found.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
