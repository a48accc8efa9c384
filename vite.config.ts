import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type MinifyOptions, minify } from 'terser';
import type { BuildEnvironmentOptions, Plugin } from 'vite';
import { createLogger, defineConfig } from 'vite';
import { devServer, devServerOptions } from './demo/dev/server.js';
import { demoServer } from './demo/server.js';
import manifest from './package.json' with { type: 'json' };
import type { FlowFolder } from './src/check/check.js';
import { integrityOf, integrityReport } from './src/cli/integrity.js';
import { readFolders } from './src/cli/read.js';
import { clinicSchema } from './src/embed/clinicSchema.js';
import { copies } from './src/embed/copies.js';
import { declarations } from './src/embed/declarations.js';
import { manifest as elementManifest } from './src/embed/manifest.js';
import { publishedFlow } from './src/release/publishedFlow.js';
import { refusals } from './src/release/refusals.js';
import { table } from './test/budgets.js';
import { release } from './test/release.js';

/** Each flow's folder. */
function flowFolders(): FlowFolder[] {
  return readdirSync('flows', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readFolders(`flows/${name}`));
}

/**
 * Refuses to build when a flow is not proved, before anything of the last build is thrown away. What is built later is
 * stamped, so that visitors need not download the checker, and webmasters are told when they publish another flow.
 */
function provedFlows(): Plugin {
  return {
    name: 'proved-flows',
    buildStart() {
      for (const folder of flowFolders()) {
        const wrong = refusals(folder).map((line) => `flows/${folder.name}/${line}`);
        if (wrong.length === 0) continue;
        console.error(`flows/${folder.name} is not built; \`npm run check\` tells more.\n${wrong.join('\n')}`);
        process.exit(1);
      }
    },
  };
}

/** Writes the files of each flow into the release, as visitors get them. */
function flows(): Plugin {
  return {
    name: 'flows',
    closeBundle() {
      for (const folder of flowFolders()) {
        mkdirSync(`${release}/flows/${folder.name}`, { recursive: true });
        for (const [file, text] of publishedFlow(folder, manifest.version))
          writeFileSync(`${release}/flows/${folder.name}/${file}`, text);
      }
    },
  };
}

/** Ships each flow's own files with the studio, for those who only want to look at it, and a list of them. */
function flowsToOpen(): Plugin {
  return {
    name: 'flows-to-open',
    closeBundle() {
      const list: Record<string, string[]> = {};
      for (const folder of readdirSync('flows', { withFileTypes: true })) {
        if (!folder.isDirectory()) continue;
        const names = readdirSync(`flows/${folder.name}`).filter((file) => file.endsWith('.json'));
        list[folder.name] = names;
        for (const name of names)
          cpSync(`flows/${folder.name}/${name}`, `dist/studio/flows/${folder.name}/${name}`, { dereference: true });
      }
      writeFileSync('dist/studio/flows/index.json', `${JSON.stringify(list)}\n`);
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

/**
 * Gives a chunk that few visitors fetch its own copy of what it imports. Sharing a few small functions with the chat
 * would make the bundler split the chat itself, and cost every visitor bytes and a round trip.
 */
function apart(entry: string): Plugin {
  const mark = '?apart';
  return {
    name: 'apart',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!importer?.endsWith(mark) && !importer?.endsWith(entry)) return undefined;
      const found = await this.resolve(source, importer.replace(mark, ''), { skipSelf: true });
      // What is imported for nothing but its types, or for other functions of the same file, goes.
      return found && { id: found.id + mark, moduleSideEffects: false };
    },
    load: (id) =>
      id.endsWith(mark)
        ? { code: readFileSync(id.slice(0, -mark.length), 'utf8'), moduleType: /\.tsx?\?/.test(id) ? 'ts' : 'js' }
        : undefined,
  };
}

/**
 * Goes over each file of the chat once more: Terser finds some 200 bytes of brotli that Vite's own minifier leaves, which
 * is the room that the first download has.
 */
function squeezed(): Plugin {
  return {
    name: 'squeezed',
    async generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const sourceMap = chunk.map ? { content: chunk.map, asObject: true } : false;
        const { code, map } = await minify(chunk.code, { module: true, sourceMap } as MinifyOptions);
        if (code === undefined) throw new Error(`${chunk.fileName}: Terser gave nothing back.`);
        chunk.code = code;
        if (chunk.map && map) Object.assign(chunk.map, map);
      }
    },
  };
}

/** XState looks for its browser extension through a module of its own, which visitors do not need. */
function noDevTools(): Plugin {
  return {
    name: 'no-dev-tools',
    load: (id) => (/xstate-dev\b.*\.js$/.test(id) ? 'export const devToolsAdapter = undefined;' : undefined),
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

/**
 * Copies the chat's folder, for the tries after one that failed or hangs: its files name each other, so that under
 * another address of one of them a page would have two chats that do not know each other. Other spellings of one
 * address (`%63hat`) are one address to WebKit.
 */
function chatCopies(): Plugin {
  return {
    name: 'chat-copies',
    closeBundle() {
      for (let copy = 1; copy < copies; copy++)
        cpSync(`${release}/chat`, `${release}/chat${copy}`, { recursive: true });
    },
  };
}

/** Writes the schema of the clinic's file of settings into the release, where such a file can name it. */
function schemaOfSettings(): Plugin {
  return {
    name: 'schema-of-settings',
    closeBundle: () => writeFileSync(`${release}/clinic.schema.json`, `${JSON.stringify(clinicSchema(), null, 2)}\n`),
  };
}

/** Prints the sizes that visitors download, beside their budgets. */
function sizes(): Plugin {
  return { name: 'sizes', closeBundle: () => console.log(`\n${table(release)}\n`) };
}

/** Writes the hash of each published script and flow into the release, and prints them with the tag that checks them. */
function integrity(): Plugin {
  return {
    name: 'integrity',
    closeBundle() {
      const hashes = integrityOf(release);
      writeFileSync(`${release}/integrity.json`, `${JSON.stringify(hashes, null, 2)}\n`);
      console.log(`${integrityReport(hashes, manifest.version)}\n`);
    },
  };
}

/** Writes what editors and type checkers know of the element beside the code of the package. */
function types(): Plugin {
  return {
    name: 'types',
    closeBundle() {
      for (const [file, text] of Object.entries(declarations())) writeFileSync(`${packageFolder}/${file}`, text);
      // What only has types can be imported all the same.
      writeFileSync(`${packageFolder}/types.js`, 'export {};\n');
      writeFileSync(`${packageFolder}/custom-elements.json`, `${JSON.stringify(elementManifest(), null, 2)}\n`);
    },
  };
}

/**
 * Bundlers of those who use the package leave the `import()` of the published chat alone: each has its own comment
 * for it.
 */
function foreignImports(): Plugin {
  const own = '/* @vite-ignore */';
  return {
    name: 'foreign-imports',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/embed/element.ts')) return undefined;
      if (!code.includes(own)) this.error(`${id}: there is no ${own} before the address of the chat`);
      return code.replaceAll(own, `${own} /* webpackIgnore: true */`);
    },
  };
}

/** Previewing the repository is meant (demo/server.ts says what of it); Vite's warning about it is for builds. */
const logger = createLogger();
const { warn } = logger;
logger.warn = (message, options) => {
  if (!message.includes('build.outDir must not be')) warn(message, options);
};

const packageFolder = 'dist/package';

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
  // For webmasters, and apart, so that nothing of it is in what visitors download.
  doctor: {
    emptyOutDir: false,
    outDir: release,
    sourcemap: 'hidden',
    modulePreload: false,
    rolldownOptions: {
      input: 'src/embed/doctor/doctor.ts',
      preserveEntrySignatures: 'allow-extension',
      output: { entryFileNames: 'doctor.js' },
    },
  },
  command: {
    ssr: 'src/cli/symptom-guide.ts',
    outDir: 'dist/command',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'symptom-guide.js' } },
  },
  // For clinics that try out sending: run here, and no part of what is published.
  receiver: {
    ssr: 'demo/receiver/receiver.ts',
    outDir: 'dist/receiver',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'receiver.js' } },
  },
  // For editors: a page of its own, which shows the published guide beside it. Its paths are as its root below says.
  studio: {
    outDir: '../../dist/studio',
    emptyOutDir: true,
    modulePreload: false,
    // Loaded from the same computer, or once by an editor.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { input: ['src/studio/index.html', 'src/studio/preview.html'] },
  },
  // Not minified: those who use the package minify their own bundle, and may want to read it.
  package: {
    outDir: packageFolder,
    emptyOutDir: true,
    minify: false,
    cssMinify: true,
    lib: { entry: 'src/embed/package.ts', formats: ['es' as const], fileName: () => 'index.js' },
  },
} satisfies Record<string, BuildEnvironmentOptions>;

export default defineConfig(({ mode, isPreview }) => ({
  ...(mode === 'studio' ? { root: 'src/studio', base: './', worker: { format: 'es' as const } } : {}),
  // One place per visitor-facing build; `vite preview` serves the repository, so that the demo finds `dist` beside it.
  build: {
    ...(isPreview ? { outDir: '.' } : builds[mode as keyof typeof builds]),
    target: mode === 'studio' ? 'es2023' : 'es2022',
    cssTarget: 'chrome123',
    reportCompressedSize: false,
  },
  publicDir: false,
  // An address, since a name may stand for one that only some browsers try; `localhost` finds it too, so that a page at
  // one of the two can take the guide from the other, as from a clinic's separate host. The demo server allows that.
  preview: { host: '127.0.0.1', cors: false },
  ...(isPreview ? { customLogger: logger } : {}),
  server: devServerOptions,
  // A page of the demo is a page, and what is not there is not there.
  appType: 'mpa',
  // Packages are taken as they are installed: nothing is prepared at the first start, nothing is written.
  optimizeDeps: { noDiscovery: true },
  logLevel: mode in builds ? 'warn' : 'info',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { __VERSION__: JSON.stringify(manifest.version) },
  // The command is one file that needs nothing installed beside it.
  ...(mode === 'command' ? { ssr: { noExternal: true as const } } : {}),
  // Its database is no JavaScript.
  ...(mode === 'receiver' ? { ssr: { noExternal: true as const, external: ['@libsql/client'] } } : {}),
  plugins: [
    ...(mode === 'loader' ? [provedFlows(), clean()] : []),
    ...(mode === 'loader' || mode === 'doctor' ? [mapsApart()] : []),
    ...(mode === 'chat'
      ? [
          plainImports(),
          noDevTools(),
          squeezed(),
          apart('/chat/later/fhir.ts'),
          flows(),
          mapsApart(),
          chatCopies(),
          schemaOfSettings(),
          sizes(),
          integrity(),
        ]
      : []),
    ...(mode === 'studio' ? [flowsToOpen()] : []),
    ...(mode === 'package' ? [foreignImports(), types()] : []),
    demoServer(),
    devServer(),
  ],
}));
