import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Plugin, ServerOptions, ViteDevServer } from 'vite';
import manifest from '../../package.json' with { type: 'json' };
import type { FlowFolder } from '../../src/check/check.js';
import { readFolders } from '../../src/cli/read.js';
import { publishedFlow } from '../../src/release/publishedFlow.js';
import { servedInDevelopment } from '../served.js';

/** Where the demo's pages look for the release. */
const published = `/dist/symptom-guide/${manifest.version}/`;
/** The modules of the release, from their sources: the chat, with the copies for further tries, and the embed doctor. */
const sources: readonly [RegExp, string][] = [
  [/^chat\d*\/chat\.js$/, '/src/embed/start.ts'],
  [/^doctor\.js$/, '/src/embed/doctor/doctor.ts'],
];

/** The dev server is for this computer, and gives away nothing but what the demo's pages are made of. */
export const devServerOptions: ServerOptions = {
  host: '127.0.0.1',
  fs: {
    strict: true,
    // The installed packages may be a link to those of another folder.
    allow: [...servedInDevelopment, realpathSync('node_modules')],
    deny: ['.*', '**/.*/**', '*.{crt,pem}', '**/receiver-data/**'],
  },
  watch: {
    ignored: ['**/dist/**', '**/receiver-data/**'],
    // An editor empties a file before it writes it: what is read in between would stay on the page.
    awaitWriteFinish: { stabilityThreshold: 30, pollInterval: 10 },
  },
};

/**
 * `npm run dev`: the demo's pages with the guide from its sources, at the addresses of the release. A page reloads when a
 * file of the guide or of a flow is saved, and has its guide where it was.
 */
export function devServer(): Plugin {
  return {
    name: 'dev-server',
    apply: (_, { command, isPreview }) => command === 'serve' && !isPreview,
    transformIndexHtml: (_, { path }) =>
      path.startsWith('/demo/')
        ? [{ tag: 'script', attrs: { type: 'module', src: '/demo/dev/keepOpen.ts' }, injectTo: 'head' }]
        : [],
    configureServer(server) {
      const proof = flowProof(server);
      server.middlewares.use((request, response, next) => {
        const [path = ''] = (request.url ?? '').split('?');
        if (!path.startsWith(published)) return next();
        const file = path.slice(published.length);
        const answer = (type: string, text: string) =>
          response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(text);
        // A page's tag is a classic script, a source is a module: the loader finds the tag by its address instead. By
        // an absolute one, since on a page from elsewhere a relative one would be that page's.
        if (file === 'symptom-guide.js')
          return answer('text/javascript', `import('http://${request.headers.host}/src/embed/loader.ts');\n`);
        const source = sources.find(([name]) => name.test(file))?.[1];
        if (source) request.url = source;
        const [, flow, name] = /^flows\/([a-z][a-z0-9-]*)\/([\w-]+\.json)$/.exec(file) ?? [];
        if (!flow || !name) return next();
        // What cannot be shown is given as it is saved: the chat does with it what it would do on a clinic's page.
        const text = (shownFiles(flow) ?? savedFiles(flow)?.files)?.get(name);
        if (text === undefined) return next();
        proof.require(flow);
        answer('application/json', text);
      });
      server.watcher.on('all', (_, path) => {
        const [flow, file, deeper] = relative('flows', path).split(sep);
        if (!flow || flow === '..' || !file?.endsWith('.json') || deeper) return;
        proof.renew(flow);
      });
    },
  };
}

/** A flow's files as they are saved; undefined when there is no such flow. */
function savedFiles(flow: string): FlowFolder | undefined {
  try {
    return readFolders(`flows/${flow}`)[0];
  } catch {
    return undefined;
  }
}

/** A flow's files as the build would publish them, proved or not; undefined when they cannot be shown. */
function shownFiles(flow: string): Map<string, string> | undefined {
  try {
    const folder = savedFiles(flow);
    return folder && publishedFlow(folder, manifest.version);
  } catch {
    return undefined;
  }
}

/** Proves the flows that are shown, and tells what is wrong with them in the terminal and over the page. */
function flowProof(server: ViteDevServer) {
  /** What was found of each flow, or who is finding out. */
  const proofs = new Map<string, string[] | Worker>();
  const show = () => {
    const lines = [...proofs.values()].flatMap((proof) => (proof instanceof Worker ? [] : proof));
    if (lines.length === 0) return;
    const message = `Not proved: \`npm run build\` would refuse it; \`npm run check\` tells more.\n${lines.join('\n')}`;
    server.ws.send({ type: 'error', err: { message, stack: '' } });
  };
  const prove = (flow: string) => {
    const earlier = proofs.get(flow);
    if (earlier instanceof Worker) earlier.terminate();
    const worker = new Worker('./demo/dev/prove.js', { workerData: `flows/${flow}` });
    proofs.set(flow, worker);
    const found = (lines: string[]) => {
      if (proofs.get(flow) !== worker) return;
      proofs.set(flow, lines);
      for (const line of lines) server.config.logger.error(line, { timestamp: true });
      show();
    };
    worker.on('message', (lines: string[]) => found(lines.map((line) => `flows/${flow}/${line}`)));
    worker.on('error', (error) => found([`flows/${flow}: ${error.message}`]));
  };
  server.httpServer?.once('close', () => {
    for (const proof of proofs.values()) if (proof instanceof Worker) proof.terminate();
    proofs.clear();
  });
  // A page that was loaded again has lost what was shown over it.
  server.ws.on('connection', show);
  return {
    /** This flow is shown. */
    require(flow: string) {
      if (!proofs.has(flow)) prove(flow);
    },
    /** This flow was saved: the page shows it, or stays as it is when it cannot. */
    renew(flow: string) {
      if (shownFiles(flow)) server.ws.send({ type: 'full-reload' });
      prove(flow);
    },
  };
}
