import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { fingerprintOf } from '../../src/flow/fingerprint.js';
import type { Flow } from '../../src/flow/schema.js';
import { release } from '../release.js';
import { conversations, saysIn } from './conversation.js';
import { Visitor } from './visitor.js';

let visitor: Visitor;

const phone: BrowserContextOptions = { viewport: { width: 375, height: 700 }, hasTouch: true, isMobile: true };

/** A flow whose second question is typed, as the sciatica flow has none. */
const typed: Flow = {
  format: 1,
  id: 'typed',
  version: '1.0.0',
  language: 'en',
  title: 'Typed',
  review: { status: 'approved', by: 'A. Clinician', on: '2026-01-01', next: '2030-01-01' },
  sections: [
    {
      id: 'all',
      title: 'All',
      questions: [
        { id: 'weeks', type: 'number', ask: 'For how many weeks?', min: 0, max: 520, unit: 'weeks' },
        { id: 'more', type: 'number', ask: 'And how many days?', min: 0, max: 60 },
      ],
    },
  ],
  redFlags: [],
  outcomes: [{ id: 'book', urgency: 'routine', title: 'You could book', content: ['Fine.'] }],
};
typed.review.fingerprint = fingerprintOf(typed);

test('the software keyboard covers neither the field nor Continue, and the font does not make iOS zoom', async () => {
  visitor = await Visitor.on('demo/typed.html', phone, async (page) => {
    await page.route('**/typed.html', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Host</title>
          <p style="height: 3000px">A long page</p>
          <script src="/${release}/symptom-guide.js" data-flow="/typed.json" data-country="US"></script></html>`,
      }),
    );
    await page.route('**/typed.json', (route) => route.fulfill({ json: typed }));
    // No test browser has a keyboard: one is made, as tall as they are, that tells the page no more than a real one.
    await page.addInitScript(() => {
      const { visualViewport: view } = window;
      if (!view) throw new Error('There is no visual viewport.');
      let covered = 0;
      Object.defineProperty(view, 'height', { get: () => window.innerHeight - covered });
      Object.assign(window, {
        keyboard: (height: number) => {
          covered = height;
          view.dispatchEvent(new Event('resize'));
        },
      });
    });
  });
  await visitor.launcher.tap();
  const group = visitor.group(/how many weeks/);
  await group.waitFor();
  const field = group.getByRole('textbox');
  // Nothing opens the keyboard by itself.
  expect(await visitor.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName)).not.toBe(
    'INPUT',
  );
  expect(Number.parseFloat(await field.evaluate((input) => getComputedStyle(input).fontSize))).toBeGreaterThanOrEqual(
    16,
  );
  expect(await field.getAttribute('inputmode')).toBe('numeric');
  await field.tap();
  await visitor.page.evaluate('keyboard(320)');
  const box = async (of: ReturnType<typeof group.getByRole>) => (await of.boundingBox()) ?? { y: 0, height: 0 };
  expect(await visitor.panel.boundingBox()).toMatchObject({ y: 0, height: 380 });
  const [typedIn, next] = [await box(field), await box(group.getByRole('button', { name: 'Continue' }))];
  expect(typedIn.y).toBeGreaterThan(0);
  expect(typedIn.y + typedIn.height).toBeLessThanOrEqual(380);
  expect(next.y + next.height).toBeLessThanOrEqual(380);
  await visitor.page.evaluate('keyboard(0)');
  expect(await visitor.panel.boundingBox()).toMatchObject({ y: 0, height: 700 });
  expect(await visitor.page.evaluate(() => scrollY)).toBe(0);
});

test('Back closes the panel, leaves the page where it was, and makes no history', async () => {
  visitor = await Visitor.on('demo/index.html', phone);
  const length = await visitor.page.evaluate(() => history.length);
  await visitor.launcher.tap();
  await visitor.group(/How old/).waitFor();
  await visitor.answer([/How old/, /18 to 44/]);
  // Chromium sends Back and Escape the same way: as a request to close what is open.
  await visitor.page.keyboard.press('Escape');
  await visitor.launcher.waitFor();
  expect(await visitor.page.evaluate(() => history.length)).toBe(length);
  // And again, without a tap inside: the browser may then close the dialog without asking.
  await visitor.launcher.tap();
  await visitor.group(/have any of these changed/).waitFor();
  await visitor.page.evaluate(() =>
    document.querySelector('symptom-guide')?.shadowRoot?.querySelector('dialog')?.close(),
  );
  await visitor.launcher.waitFor();
  expect(
    await visitor.page.evaluate(
      () => (document.querySelector('symptom-guide') as unknown as { isOpen: boolean }).isOpen,
    ),
  ).toBe(false);
});

test('on a tablet, whose panel is no modal dialog, Back closes it too', async () => {
  visitor = await Visitor.on('demo/index.html', { ...phone, viewport: { width: 820, height: 1100 } });
  await visitor.launcher.tap();
  await visitor.group(/How old/).waitFor();
  await visitor.answer([/How old/, /18 to 44/]);
  await visitor.page.waitForFunction(() =>
    document.querySelector('symptom-guide')?.shadowRoot?.querySelector('.language, .progress span'),
  );
  // With the focus on the page, so that the key reaches no handler of the panel.
  await visitor.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await visitor.page.keyboard.press('Escape');
  await visitor.launcher.waitFor();
});

test('lying on its side, the question and its first choices are on screen', async () => {
  visitor = await Visitor.on('demo/index.html', { ...phone, viewport: { width: 740, height: 360 } });
  await visitor.launcher.tap();
  await visitor.answer([/How old/, /18 to 44/]);
  const group = visitor.group(/have any of these changed/);
  await group.waitFor();
  const ask = await visitor.page.locator('#question').boundingBox();
  const first = await group.getByRole('checkbox').first().boundingBox();
  expect(await visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 740, height: 360 });
  expect(ask?.y).toBeGreaterThan(0);
  expect((first?.y ?? 999) + (first?.height ?? 999)).toBeLessThanOrEqual(360);
});

test('a typical routine visitor needs at most 20 taps', async () => {
  visitor = await Visitor.on('demo/index.html', phone);
  await visitor.page.evaluate(() => {
    Object.assign(globalThis, { taps: 0 });
    // A tap on a label is also a click on its field.
    document.addEventListener(
      'click',
      (event) =>
        event.detail > 0 && Object.assign(globalThis, { taps: (globalThis as unknown as { taps: number }).taps + 1 }),
      true,
    );
  });
  await visitor.open();
  await visitor.answerAll(saysIn('en', conversations.typical));
  await visitor.outcome(/You could book/).waitFor();
  const taps = (await visitor.page.evaluate('taps')) as number;
  console.log(`A typical routine visit: ${taps} taps, the bubble included.`);
  expect(taps).toBeGreaterThan(13);
  expect(taps).toBeLessThanOrEqual(20);
});
