import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { matrix } from '../fixtures/matrix.js';
import { release } from '../release.js';
import { findings } from './axeFindings.js';
import { conversations, flowIn, saysIn } from './conversation.js';
import { Visitor } from './visitor.js';

// @module-tag studio

const ask = 'How old are you?';
/** The Spanish file, as it is when the question of the age has been asked otherwise before. */
const stale = readFileSync('flows/sciatica/es.json', 'utf8').replace(/"sections\.about\.age\.ask#\w+"/, (place) =>
  place.replace(/#\w+/, '#00000'),
);

/** The studio with the sciatica guide, one of whose Spanish texts is stale. */
async function studio(tab: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const visitor = await Visitor.on(
    'dist/studio/index.html#open=sciatica',
    { viewport: { width: 1440, height: 900 }, ...options },
    (page) =>
      page.route('**/flows/sciatica/es.json', (route) =>
        route.fulfill({ contentType: 'application/json', body: stale }),
      ),
  );
  await visitor.page.getByRole('tab', { name: tab }).click();
  return visitor;
}
const previewIn = (page: Page): FrameLocator => page.frameLocator('iframe[title="The guide as visitors see it"]');
/** The part of the studio that is open; the preview beside it has its own tests. */
const panel = '[role=tabpanel]';

test('a stale translation is found, translated by keys alone, and seen in the preview', async () => {
  const visitor = await studio('Languages');
  // The stale text, in the preview.
  visitor.allowOnConsole(/es\.json: 1 texts of this flow have no translation/);
  const { page } = visitor;
  await page.getByRole('button', { name: /Spanish.*1 stale/ }).click();
  await page.getByRole('button', { name: 'Stale 1' }).click();
  const box = page.getByRole('textbox', { name: `Question ${ask}` });
  expect(await box.getAttribute('lang')).toBe('es');
  await page.getByText('¿Cuántos años tiene?', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Show in preview' }).click();
  await previewIn(page).getByRole('group', { name: ask }).waitFor();
  await page.getByRole('button', { name: 'Next to do' }).press('Enter');
  await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.type('¿Qué edad tiene usted?');
  await previewIn(page).getByRole('group', { name: '¿Qué edad tiene usted?' }).waitFor();
  await page.getByRole('button', { name: /Spanish(?!.*stale)/ }).waitFor();
  await page.keyboard.press('Control+z');
  await previewIn(page).getByRole('group', { name: ask }).waitFor();
});

test('only texts near the screen are drawn, and each is reached by keys and by scrolling', async () => {
  const { page } = await studio('Languages');
  const last = page.getByRole('heading', { level: 3, name: 'Topics' });
  await last.waitFor({ state: 'attached' });
  const boxes = () => page.locator(`${panel} textarea`).count();
  expect(await boxes()).toBeLessThan(100);
  await last.scrollIntoViewIfNeeded();
  await page.locator('.text-part').last().locator('textarea').first().waitFor();
  expect(await boxes()).toBeLessThan(100);
  await page.getByRole('button', { name: 'Next to do' }).click();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('li')?.textContent)).toContain(ask);
});

test('the clinic is seen in the preview; the tag, in a page beside the release, makes a guide of that clinic', async () => {
  const { page } = await studio('Publish');
  await page.getByLabel('Name of the clinic').fill('Smith & "Sons" 🦴');
  await page.getByLabel('Text of the bubble').fill('Ask us <first>');
  await previewIn(page).getByRole('button', { name: 'Ask us <first>' }).waitFor();
  await page.getByRole('button', { name: 'where it leads to booking' }).click();
  await previewIn(page).getByText('Smith & "Sons" 🦴').first().waitFor();

  await page
    .getByRole('textbox', { name: 'Your host', exact: true })
    .fill(`${inject('origin')}/${release.replace(/\/[^/]*$/, '')}/`);
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Paste this into your pages' }).inputValue())
    .toContain('integrity="sha384-');
  const tag = await page.getByRole('textbox', { name: 'Paste this into your pages' }).inputValue();
  const visitor = await Visitor.onHtml(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Clinic</title><main><h1>Clinic</h1></main>${tag}</html>`,
  );
  await visitor.page.getByRole('button', { name: 'Ask us <first>' }).click();
  await visitor.answerAll(saysIn('en', conversations.routine));
  await visitor.frame.getByText('Smith & "Sons" 🦴').first().waitFor();
  expect(visitor.console).toEqual([]);
});

test('a colour that cannot be seen is told, and one that can is drawn in the preview', async () => {
  const { page } = await studio('Publish');
  const field = page.getByLabel('Main colour', { exact: true });
  await field.fill('lightyellow');
  await page.getByText(/Hard to see on a white page: 1\.\d to 1/).waitFor();
  await field.fill('notacolour');
  await page.getByText(/not a colour/).waitFor();
  await field.fill('rgb(120, 30, 60)');
  await page.getByText(/stands out by day/).waitFor();
  const bubble = previewIn(page).getByRole('button', { name: 'Check your symptoms' });
  await expect
    .poll(() => bubble.evaluate((element) => getComputedStyle(element).backgroundColor))
    .toBe('rgb(120, 30, 60)');
});

test('the clinical script stands in a frame without scripts, and only it is printed', async () => {
  const { page } = await studio('Publish');
  const script = page.locator('iframe[title="Clinical script"]');
  await script.waitFor({ timeout: 30_000 });
  await script.contentFrame().getByRole('heading', { level: 1, name: 'Sciatica guide' }).waitFor();
  await script.contentFrame().getByRole('link', { name: 'Red flags', exact: true }).click();
  await script.contentFrame().getByRole('heading', { level: 1, name: 'Sciatica guide' }).waitFor({ state: 'attached' });
  await page.evaluate(() => {
    const inside = document.querySelector<HTMLIFrameElement>('iframe[title="Clinical script"]')?.contentWindow;
    if (!inside) throw new Error('There is no frame.');
    inside.print = () => document.body.setAttribute('data-printed', 'script');
    window.print = () => document.body.setAttribute('data-printed', 'studio');
  });
  await page.getByRole('button', { name: 'Print' }).click();
  expect(await page.evaluate(() => document.body.dataset.printed)).toBe('script');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe(`sciatica-${flowIn('en').version}-script.html`);
});

for (const [look, options] of [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['420 px', { viewport: { width: 420, height: 900 } }],
] satisfies [string, BrowserContextOptions][])
  test(
    `axe finds nothing in either part, and nothing runs out of the screen: ${look}`,
    matrix(look === 'light'),
    async () => {
      const visitor = await studio('Languages', options);
      visitor.allowOnConsole(/ignores booking="nowhere"/, /1 texts of this flow have no translation/);
      const { page } = visitor;
      const found: [string, string[]][] = [];
      const look = async (what: string) => {
        const wide = await page.evaluate(
          () =>
            document.querySelector('[role=tabpanel]')?.scrollWidth !==
            document.querySelector('[role=tabpanel]')?.clientWidth,
        );
        const list = [...(await findings(visitor, panel)), ...(wide ? ['it is wider than the screen'] : [])];
        if (list.length > 0) found.push([what, list]);
      };
      await page.getByRole('button', { name: 'Stale 1' }).click();
      await page.getByText('Add a language').click();
      await look('a stale text');
      await page.getByRole('button', { name: /^Arabic/ }).click();
      await page.getByRole('button', { name: /^All/ }).click();
      await page.locator(`${panel} textarea[dir=rtl]`).first().waitFor();
      await look('right to left');
      await page.getByRole('tab', { name: 'Publish' }).click();
      await page.getByRole('button', { name: 'Approve…' }).click();
      await page.getByText(/^Other ways/).click();
      await page.getByRole('textbox', { name: 'Booking page', exact: true }).fill('nowhere');
      await page.getByLabel('Your policy at present').fill("default-src 'self'");
      await look('publish');
      expect(found).toEqual([]);
    },
  );
