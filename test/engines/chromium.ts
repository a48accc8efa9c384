import { writeFileSync } from 'node:fs';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { startBrowser } from '../browser/setup.js';
import type { Engine } from './engine.js';

/** Starts the Chromium of the other browser tests: an installed one, or the one from the npm package. */
export async function startChromium(): Promise<Engine> {
  const server = await startBrowser();
  const browser = await chromium.connect(server.wsEndpoint());
  let context: BrowserContext;
  let page: Page;
  let session: CDPSession;
  return {
    name: 'chromium',
    version: browser.version(),
    async open(url, viewport) {
      await context?.close();
      context = await browser.newContext({ viewport });
      page = await context.newPage();
      session = await context.newCDPSession(page);
      await page.goto(url, { waitUntil: 'domcontentloaded' });
    },
    go: async (url) => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
    reload: async () => void (await page.reload()),
    async evaluate(expression) {
      // Not page.evaluate(), which uses eval() in the page.
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, returnByValue: true });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value;
    },
    click: (x, y) => page.mouse.click(x, y),
    key: (key) => page.keyboard.press(key),
    setSize: (size) => page.setViewportSize(size),
    async screenshot(file) {
      writeFileSync(file, await page.screenshot());
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
