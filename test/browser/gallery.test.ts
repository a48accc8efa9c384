import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { screens } from '../../demo/gallery/screens.js';
import { findings } from './axeFindings.js';
import { browserRefuses, Visitor } from './visitor.js';

/**
 * The gallery for designers. That each of its screens comes is told by the tests for access.
 * @module-tag slow
 */

let visitor: Visitor;

const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 375, height: 740 } };

async function arrive(query: string, options: BrowserContextOptions = desktop): Promise<void> {
  visitor = await Visitor.on(`demo/gallery/index.html?${query}`, options);
  // Screens on which something fails say so to whoever has the page.
  visitor.allowOnConsole(/^\[symptom-guide\]/);
}

/** The root of the page in a screen's frame, once the screen is there; the large one's without an id. */
const screenRoot = (id?: string) =>
  visitor.page.frameLocator(id ? `#${id} iframe` : '.large iframe').locator('html[data-ready=yes]');

test.each<[string, BrowserContextOptions]>([
  ['desktop', desktop],
  ['desktop, dark', { ...desktop, colorScheme: 'dark' }],
  ['phone', phone],
])('axe finds nothing on the gallery itself, %s', async (_, options) => {
  await arrive('', options);
  expect(await findings(visitor, 'html')).toEqual([]);
  await visitor.page.getByRole('link', { name: 'Loading', exact: true }).last().click();
  await screenRoot().waitFor();
  expect(await findings(visitor, 'dialog')).toEqual([]);
  const wide = await visitor.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBe(0);
});

test('the screens are in the language, the colours, the size and the text that are chosen', async () => {
  // Without a choice of the test's own, which would go for all frames.
  await arrive('', { ...desktop, colorScheme: null });
  await screenRoot('bubble').waitFor();
  const pick = (name: string) => visitor.page.getByText(name, { exact: true }).click();
  const look = async () => {
    const root = screenRoot('bubble');
    await root.waitFor();
    return root.evaluate((page) => [
      `${page.getAttribute('lang')} ${page.getAttribute('dir')}`,
      matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
      `${innerWidth} x ${innerHeight}`,
    ]);
  };
  expect(await look()).toEqual(['en ltr', 'light', '375 x 664']);
  await pick('العربية');
  await visitor.page.frameLocator('#bubble iframe').locator('html[lang=ar]').waitFor();
  await pick('Dark');
  await pick('Desktop');
  await pick('200 %');
  await expect.poll(look).toEqual(['ar rtl', 'dark', '1280 x 860']);
  expect(await visitor.page.getByRole('status').textContent()).toBe('');
  // They are in the address, to be sent to somebody.
  expect(new URL(visitor.page.url()).search).toBe('?language=ar&colours=dark&device=desktop&text=200');
});

test('with the keyboard: a screen opens large, leaves the focus where it is, and gives it back', async () => {
  await arrive('');
  const link = visitor.page.locator('#welcome').getByRole('link');
  await link.focus();
  await visitor.page.keyboard.press('Enter');
  const title = visitor.page.getByRole('heading', { level: 2, name: 'The first question, and other languages' });
  await screenRoot().waitFor();
  const focused = () => visitor.page.evaluate(() => document.activeElement?.textContent);
  expect(await focused()).toBe(await title.last().textContent());
  await visitor.page.keyboard.press('ArrowRight');
  const after = screens[screens.findIndex(({ id }) => id === 'welcome') + 1]?.title ?? '';
  await visitor.page.getByRole('dialog').getByRole('heading', { name: after }).waitFor();
  await screenRoot().waitFor();
  await visitor.page.keyboard.press('ArrowLeft');
  await visitor.page.keyboard.press('Escape');
  await expect.poll(focused).toBe(await link.textContent());
});

test('screens are fetched when somebody comes near, and none takes the focus', async () => {
  await arrive('');
  await screenRoot('bubble').waitFor();
  expect(await visitor.page.locator('iframe').count()).toBeLessThan(20);
  const last = screens.at(-1)?.id ?? '';
  await visitor.page.locator(`#${last}`).scrollIntoViewIfNeeded();
  await screenRoot(last).waitFor();
  expect(await visitor.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
});

test('a screen that does not come says why', async () => {
  visitor = await Visitor.on('demo/gallery/screen.html?screen=nowhere');
  const said = () => visitor.page.getByRole('alert').textContent();
  expect(await said()).toBe('This screen did not come: There is no screen "nowhere".');
  visitor = await Visitor.on('demo/gallery/screen.html?screen=welcome', {}, (page) =>
    page.route('**/symptom-guide.js', (route) => route.abort()),
  );
  visitor.allowOnConsole(browserRefuses);
  expect(await said()).toBe('This screen did not come: the guide is not built. Run `npm run build`.');
});
