import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Visitor } from './visitor.js';

let visitor: Visitor;

/** The tag with a hash, word for word as README.md has it. */
const tag = /<!-- integrity -->[\s\S]*?(<script[\s\S]*?<\/script>)/.exec(readFileSync('README.md', 'utf8'))?.[1];

/** A clinic's page with that tag; its host sends the built files, each as `change` leaves it. */
const host = (change: (file: string) => string) =>
  Visitor.onHtml(`<!doctype html><html lang="en"><body><h1>Clinic</h1>${tag}</body></html>`, async (page) => {
    await page.route('https://your.host/**', (route) => {
      const path = decodeURIComponent(new URL(route.request().url()).pathname);
      return route.fulfill({
        contentType: path.endsWith('.js') ? 'text/javascript' : 'application/json',
        headers: { 'access-control-allow-origin': '*' },
        body: change(readFileSync(`dist${path}`, 'utf8')),
      });
    });
  });

test('the tag with a hash in README.md, on another host than the page: the first question is asked', async () => {
  visitor = await host((file) => file);
  await visitor.open();
  expect(visitor.console).toEqual([]);
});

test('a loader that is not the one of the hash is not run', async () => {
  visitor = await host((file) => `${file}\n`);
  expect(await visitor.page.evaluate(() => customElements.get('symptom-guide') === undefined)).toBe(true);
  expect(await visitor.launcher.count()).toBe(0);
  expect(visitor.console.join()).toMatch(/integrity/);
});
