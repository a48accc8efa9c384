import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { startBrowser } from '../browser/setup.js';

/** How much slower the processor is made, as browsers' developer tools do for a middling phone. */
const slowdown = 4;

/** A visitor's phone with an empty cache: one page of a fresh browser profile, slowed down. */
export type Phone = { context: BrowserContext; page: Page; devtools: CDPSession };

/** Starts a browser for as long as `use` takes. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const running = await startBrowser();
  const browser = await chromium.connect(running.wsEndpoint());
  try {
    return await use(browser);
  } finally {
    await browser.close();
    await running.close();
  }
}

/** Takes a fresh phone for as long as `use` takes. Nothing is routed: that would switch the browser's cache off. */
export async function withPhone<T>(browser: Browser, use: (phone: Phone) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 375, height: 740 }, hasTouch: true });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    return await use({ context, page, devtools });
  } finally {
    await context.close();
  }
}
