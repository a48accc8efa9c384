import { writeFileSync } from 'node:fs';
import puppeteer, { type BrowserContext, type KeyInput, type Page } from 'puppeteer-core';
import { installed } from '../browser/setup.js';
import type { Engine } from './engine.js';

/** An installed Firefox. */
export const findFirefox = () => installed('firefox-esr', 'firefox');

/** Starts Firefox without a screen; it is driven by WebDriver BiDi. */
export async function startFirefox(): Promise<Engine> {
  const executablePath = findFirefox() ?? '';
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  let context: BrowserContext;
  let page: Page;
  return {
    name: 'firefox',
    version: (await browser.version()).replace(/^.*\//, ''),
    async open(url, size) {
      await context?.close();
      context = await browser.createBrowserContext();
      page = await context.newPage();
      await page.setViewport(size);
      await page.goto(url, { waitUntil: 'domcontentloaded' });
    },
    go: async (url) => void (await page.goto(url, { waitUntil: 'domcontentloaded' })),
    reload: async () => void (await page.reload()),
    evaluate: (expression) => page.evaluate(expression),
    async click(x, y) {
      await page.mouse.click(x, y);
      // Else Firefox counts the next click, wherever it is, as the second one of a double click.
      await page.mouse.reset();
    },
    key: (key) => page.keyboard.press((key === 'Space' ? ' ' : key) as KeyInput),
    setSize: (size) => page.setViewport(size),
    async screenshot(file) {
      writeFileSync(file, await page.screenshot());
    },
    close: () => browser.close(),
  };
}
