import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type BrowserServer, chromium } from 'playwright-core';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { release } from '../release.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address that the repository is served at, as `npm start` does. */
    origin: string;
    /** Where a running browser takes connections. */
    browser: string;
  }
}

const args = [
  '--no-sandbox',
  '--headless=shell',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The first of these commands that is installed, with its folder. */
export function installed(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/** An installed Chrome or Chromium. */
function chrome(): string | undefined {
  const onMac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return (
    installed('google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser') ??
    (existsSync(onMac) ? onMac : undefined)
  );
}

/** The Chromium that comes inside an npm package, for machines that have none. */
async function packaged(): Promise<BrowserServer> {
  const { default: shipped } = await import('@sparticuz/chromium');
  const executablePath = await shipped.executablePath();
  try {
    return await chromium.launchServer({ executablePath, args });
  } catch (error) {
    if (!/shared libraries/.test(String(error))) throw error;
    // The package also ships the libraries that a bare system lacks, but unpacks them only where this is set.
    process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
    await shipped.executablePath();
    const LD_LIBRARY_PATH = join(tmpdir(), 'al2023', 'lib');
    return await chromium.launchServer({ executablePath, args, env: { ...process.env, LD_LIBRARY_PATH } });
  }
}

/** An installed Chrome or Chromium, or else the packaged one, running. */
export async function startBrowser(): Promise<BrowserServer> {
  const own = chrome();
  return own ? chromium.launchServer({ executablePath: own, args }) : packaged();
}

/** The address that the repository is served at, as `npm start` does, and how to stop that. */
export async function serve(): Promise<{ origin: string; close: () => Promise<void> }> {
  if (!existsSync(`${release}/symptom-guide.js`)) throw new Error(`There is no ${release}: run \`npm run build\`.`);
  const server = await preview({ preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error', mode: 'test' });
  const address = server.httpServer.address();
  if (typeof address !== 'object' || !address) throw new Error('The preview server has no address.');
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

/** Serves the built widget and the demo, and starts one browser for all tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await serve();
  const browser = await startBrowser();
  project.provide('origin', server.origin);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.close();
  };
}
