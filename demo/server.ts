import { realpathSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, relative, sep } from 'node:path';
import type { Plugin, PreviewServer, ViteDevServer } from 'vite';
import { allowed } from './receiver/origins.js';
import { served } from './served.js';

/** Only names that need no encoding, of files that a page can use: no "..", no "//", no dot file, no data. */
const plainPath = /^(\/\w[\w.-]*)+\.(html|css|js|json|svg|png)$/;

/** The path of the file that a request's address names, below `root`; undefined when there is none to be served. */
export function servedPath(root: string, address: string): string | undefined {
  try {
    const path = decodeURIComponent(address.split('?', 1)[0] ?? '').replace(/\/$/, '/index.html');
    const folder = served.find((one) => path.startsWith(`/${one}/`));
    if (folder === undefined || !plainPath.test(path)) return undefined;
    // A link in a folder must not lead out of it. The folder itself may be one, as `node_modules` is at times.
    const from = realpathSync(join(root, folder));
    const inside = relative(from, realpathSync(join(root, path))).replaceAll(sep, '/');
    return plainPath.test(`/${inside}`) && statSync(join(root, path)).isFile() ? path : undefined;
  } catch {
    // Not decodable, or not there.
    return undefined;
  }
}

const ofThisComputer = allowed([]);
/**
 * Whether a page of this origin may read what is at this path: all pages of this computer, as the demo at `localhost` and
 * at `127.0.0.1`. A sandboxed frame has the origin "null", as the one of `demo/hosts/frame-sandbox.html`; but so has one on
 * any site, which therefore gets only what a clinic publishes to everybody.
 */
const mayRead = (origin: string, path: string): boolean =>
  ofThisComputer(origin) || (origin === 'null' && path.startsWith('/dist/symptom-guide/'));

/** Leads to the demo, and tells where it is, when `npm start` or `npm run dev` serves the repository. */
function leadToDemo({ middlewares, httpServer }: ViteDevServer | PreviewServer): void {
  middlewares.use((request, response, next) => {
    if (request.url !== '/') return next();
    response.writeHead(302, { Location: '/demo/index.html' }).end();
  });
  httpServer?.once('listening', () => {
    const { port } = httpServer.address() as AddressInfo;
    console.log(`\n  The demo clinic: http://localhost:${port}/demo/index.html`);
    console.log(`  The guide in a page: http://localhost:${port}/demo/inline.html`);
    console.log(`  The flow as it is saved, before a build: http://localhost:${port}/demo/draft.html`);
    console.log(`  With what a clinic can set: http://localhost:${port}/demo/desk.html`);
    console.log(`  Every screen of the guide: http://localhost:${port}/demo/gallery/index.html`);
    console.log(`  On hostile pages: http://localhost:${port}/demo/hosts/index.html\n`);
  });
}

/** Lets Vite's preview server serve the demo and nothing else of the repository. */
export function demoServer(): Plugin {
  return {
    name: 'demo-server',
    configureServer: leadToDemo,
    configurePreviewServer(server) {
      leadToDemo(server);
      server.middlewares.use((request, response, next) => {
        const { url = '', method = '', headers } = request;
        const path = /^(GET|HEAD)$/.test(method) ? servedPath(server.config.root, url) : undefined;
        response.setHeader('X-Content-Type-Options', 'nosniff');
        if (path === undefined)
          return response
            .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
            .end(`There is no such page. The demo is at /demo/index.html\n`);
        response.setHeader('Vary', 'Origin');
        if (headers.origin && mayRead(headers.origin, path))
          response.setHeader('Access-Control-Allow-Origin', headers.origin);
        // What was looked at is what is served, however it was written.
        request.url = path;
        next();
      });
    },
  };
}
