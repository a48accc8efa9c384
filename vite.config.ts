import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import type { BuildEnvironmentOptions, Plugin } from 'vite';
import { createLogger } from 'vite';
import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };
import { parseFlow, parseOverlay } from './src/flow/parse.js';
import { stampChecked } from './src/flow/stamp.js';
import { packOverlay, untranslated } from './src/flow/translate.js';
import { table } from './test/budgets.js';
import { release } from './test/release.js';

/** Copies each flow folder's JSON into the release, without what is for editors and the checker only. */
function flows(): Plugin {
  const strip = (key: string, value: unknown) =>
    ['note', 'todo', 'onlyIfAsked', 'plan', 'unused'].includes(key) ||
    (typeof value === 'string' && value.startsWith(untranslated))
      ? undefined
      : value;
  return {
    name: 'flows',
    closeBundle() {
      for (const folder of readdirSync('flows', { withFileTypes: true })) {
        if (!folder.isDirectory()) continue;
        const read = (file: string) => {
          const json: unknown = JSON.parse(readFileSync(`flows/${folder.name}/${file}`, 'utf8').replace(/^\uFEFF/, ''));
          return JSON.stringify(json, strip);
        };
        const refuse = (file: string, problems: unknown) => {
          throw new Error(`flows/${folder.name}/${file}: ${JSON.stringify(problems)}`);
        };
        const write = (file: string, text: string) => {
          mkdirSync(`${release}/flows/${folder.name}`, { recursive: true });
          writeFileSync(`${release}/flows/${folder.name}/${file}`, text);
        };
        // A flow that could not be shown is never built; one that was checked here is stamped, so that visitors need
        // not download the checker.
        const text = read('flow.json');
        const { flow, problems } = parseFlow(JSON.parse(text));
        if (!flow) return refuse('flow.json', problems);
        const stamped = stampChecked(text, manifest.version);
        write('flow.json', stamped);
        for (const language of flow.languages ?? []) {
          const { overlay, problems } = parseOverlay(JSON.parse(read(`${language}.json`)));
          if (!overlay) return refuse(`${language}.json`, problems);
          write(`${language}.json`, JSON.stringify(packOverlay(flow, overlay, stamped)));
        }
      }
    },
  };
}

/** Vite's helper for `import()` preloads what the chat's few chunks do not have: CSS and further chunks. */
function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: (id) => (id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}

/** Starts every build with an empty `dist`. */
function clean(): Plugin {
  return { name: 'clean', buildStart: () => rmSync('dist', { recursive: true, force: true }) };
}

/** Puts source maps into a folder apart: they are for developers, and no part of what a clinic publishes. */
function mapsApart(): Plugin {
  return {
    name: 'maps-apart',
    closeBundle() {
      for (const file of readdirSync(release, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.map')) continue;
        mkdirSync(dirname(`dist/maps/${file}`), { recursive: true });
        renameSync(`${release}/${file}`, `dist/maps/${file}`);
      }
    },
  };
}

/** Prints the sizes that visitors download, beside their budgets. */
function sizes(): Plugin {
  return { name: 'sizes', closeBundle: () => console.log(`\n${table(release)}\n`) };
}

/** Tells where the demo is when `npm start` serves the repository. */
function demo(): Plugin {
  return {
    name: 'demo',
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url !== '/') return next();
        response.writeHead(302, { location: '/demo/index.html' }).end();
      });
      server.httpServer.once('listening', () => {
        const { port } = server.httpServer.address() as AddressInfo;
        console.log(`\n  The demo clinic: http://localhost:${port}/demo/index.html`);
        console.log(`  The guide in a page: http://localhost:${port}/demo/inline.html`);
        console.log(`  On hostile pages: http://localhost:${port}/demo/hosts/index.html\n`);
      });
    },
  };
}

/** Previewing the whole repository is meant; Vite's warning about it is for builds. */
const logger = createLogger();
const { warn } = logger;
logger.warn = (message, options) => {
  if (!message.includes('build.outDir must not be')) warn(message, options);
};

const builds = {
  // Whitespace of ES library output is not minified, so only the classic script is built as a library.
  loader: {
    emptyOutDir: false,
    outDir: release,
    sourcemap: 'hidden',
    lib: {
      entry: 'src/embed/loader.ts',
      formats: ['iife' as const],
      name: 'symptomGuide',
      fileName: () => 'symptom-guide.js',
    },
  },
  chat: {
    emptyOutDir: false,
    outDir: release,
    sourcemap: 'hidden',
    modulePreload: false,
    rolldownOptions: {
      input: 'src/embed/start.ts',
      preserveEntrySignatures: 'allow-extension',
      output: { entryFileNames: 'chat/chat.js', chunkFileNames: 'chat/[name].js' },
    },
  },
  command: {
    ssr: 'src/cli/symptom-guide.ts',
    outDir: 'dist/command',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'symptom-guide.js' } },
  },
} satisfies Record<string, BuildEnvironmentOptions>;

export default defineConfig(({ mode, isPreview }) => ({
  // One place per visitor-facing build; `vite preview` serves the repository, so that the demo finds `dist` beside it.
  build: {
    ...(isPreview ? { outDir: '.' } : builds[mode as keyof typeof builds]),
    target: 'es2022',
    cssTarget: 'chrome123',
    reportCompressedSize: false,
  },
  publicDir: false,
  // An address, since a name may stand for one that only some browsers try; `localhost` finds it too, so that a page at
  // one of the two can take the guide from the other, as from a clinic's separate host: which must allow that.
  preview: { host: '127.0.0.1', cors: { origin: '*' } },
  ...(isPreview ? { customLogger: logger } : {}),
  logLevel: mode in builds ? 'warn' : 'info',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { __VERSION__: JSON.stringify(manifest.version) },
  // The command is one file that needs nothing installed beside it.
  ...(mode === 'command' ? { ssr: { noExternal: true as const } } : {}),
  plugins: [
    ...(mode === 'loader' ? [clean(), mapsApart()] : []),
    ...(mode === 'chat' ? [plainImports(), flows(), mapsApart(), sizes()] : []),
    demo(),
  ],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          testTimeout: 60_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/engines/**'],
        },
      },
      {
        extends: true,
        test: { name: 'dom', environment: 'happy-dom', include: ['test/**/*.test.tsx'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          exclude: ['test/browser/screenshots.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: ['test/browser/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'engines',
          environment: 'node',
          include: ['test/engines/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/engines/setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'screenshots',
          environment: 'node',
          include: ['test/browser/screenshots.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/browser/setup.ts'],
        },
      },
    ],
  },
}));
