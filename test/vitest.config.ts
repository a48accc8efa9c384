import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import manifest from '../package.json' with { type: 'json' };
import { engineNames } from './engines/engine.js';

/**
 * One project after the other, the slowest first: a worker goes on to the next file of its project with the modules
 * that it has. Within a project, as Vitest does: what failed or took long comes first.
 */
class ByProject extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = ['engines-webkit', 'engines-firefox', 'engines-chromium', 'browser', 'built', 'node', 'dom'];
    const place = ({ project }: TestSpecification) => order.indexOf(project.name);
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

/** How the tests run: `npm test`, `npm run test:all` and `npm run test:watch` name the projects and tags they take. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { __VERSION__: JSON.stringify(manifest.version) },
  test: {
    sequence: { sequencer: ByProject },
    // No test changes what another could see, so that a worker reads each module once; what the page of the DOM tests
    // holds is taken away after each file.
    isolate: false,
    // Browser tests wait more than they work, so that one worker more than there are processors keeps all of them busy.
    maxWorkers: Math.max(3, availableParallelism() + 1),
    // How long an event may take on a busy machine; one that does not come fails the test.
    expect: { poll: { timeout: 15_000 } },
    // `npm test` leaves out what has one of these; `npm run test:all` has everything.
    tags: [
      {
        name: 'matrix',
        description: 'A test of the gate again, in other looks, on other hosts, in other engines or with other faults.',
      },
      {
        name: 'studio',
        description: 'A part of the studio in a browser; the gate has an editor’s morning through all of them.',
      },
      { name: 'release', description: 'Packs, installs or rebuilds the release.' },
      { name: 'slow', description: 'Many cases of one rule, of which the gate has some.' },
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          testTimeout: 60_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/engines/**', 'test/built/**'],
        },
      },
      // What reads built files, apart, so that `npm run test:watch` needs no build.
      {
        extends: true,
        test: {
          name: 'built',
          environment: 'node',
          testTimeout: 60_000,
          include: ['test/built/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          include: ['test/**/*.test.tsx'],
          testTimeout: 60_000,
          setupFiles: ['test/fixtures/domWait.ts'],
        },
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
      // A project each, so that they run side by side.
      ...engineNames.map((engine) => ({
        extends: true as const,
        test: {
          name: `engines-${engine}`,
          environment: 'node' as const,
          env: { ENGINE: engine },
          include: ['test/engines/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/engines/setup.ts'],
        },
      })),
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
});
