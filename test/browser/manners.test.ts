import type { BrowserContextOptions, Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { release } from '../release.js';
import { Visitor } from './visitor.js';

// How the guide behaves towards the page that it is a guest on.

let visitor: Visitor;

const tag = `<script async src="${release}/symptom-guide.js" data-phone="+1 555 0100" data-country="US"></script>`;
const page = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Clinic</title>${head}</head><body>${body}</body></html>`;
const on = (html: string, prepare?: (on: Page) => Promise<void>, options?: BrowserContextOptions) =>
  Visitor.onHtml(html, prepare, options);
const focused = () => visitor.page.evaluate(() => document.activeElement?.id || document.activeElement?.localName);

/** Holds the flow back until it is let go. */
function heldBack(): { hold: (on: Page) => Promise<void>; letGo: () => Promise<void> } {
  const held: Route[] = [];
  return {
    hold: async (on) => {
      await on.route('**/flow.json', (route) => void held.push(route));
    },
    letGo: async () => {
      for (const route of held) await route.continue();
    },
  };
}

test('who went on to type in the page keeps the focus when the guide arrives late', async () => {
  const flow = heldBack();
  visitor = await on(page(`${tag}<input id="name">`), flow.hold);
  await visitor.launcher.click();
  await visitor.page.locator('#name').click();
  await flow.letGo();
  await visitor.group(/How old/).waitFor();
  expect(await focused()).toBe('name');
});

test('who waited is taken to the first question', async () => {
  const flow = heldBack();
  visitor = await on(page(`${tag}<input id="name">`), flow.hold);
  await visitor.launcher.click();
  await flow.letGo();
  await visitor.group(/How old/).waitFor();
  await expect.poll(focused).toBe('symptom-guide');
});

test('a page that opens it at load keeps its phone screen to itself', async () => {
  visitor = await on(page(tag.replace('data-phone', 'data-open data-phone')), undefined, {
    viewport: { width: 375, height: 740 },
  });
  await visitor.launcher.waitFor();
  expect(await visitor.panel.count()).toBe(0);
  await visitor.open();
});

test('letters that are typed into the guide are no short cuts of the page', async () => {
  visitor = await on(page(tag, '<script>pressed = []; onkeydown = (event) => pressed.push(event.key)</script>'));
  await visitor.open();
  await visitor.page.keyboard.press('3');
  await visitor.group(/have any of these changed/).waitFor();
  expect(await visitor.page.evaluate('pressed')).toEqual([]);
  await visitor.page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await visitor.page.keyboard.press('s');
  expect(await visitor.page.evaluate('pressed')).toEqual(['s']);
});

test('custom properties of the page that are called like ours colour nothing', async () => {
  const names = ['accent', 'bg', 'text', 'fill', 'on-fill', 'line', 'edge', 'soft', 'quiet', 'danger', 'on'];
  const colour = () =>
    visitor.page.evaluate(() => {
      const root = document.querySelector('symptom-guide')?.shadowRoot;
      return ['.launcher', '.panel', '.option', '.help'].map((selector) => {
        const style = getComputedStyle(root?.querySelector(selector) as Element);
        return [style.color, style.backgroundColor, style.borderColor];
      });
    });
  const seen = [];
  for (const head of ['', `<style>:root { ${names.map((name) => `--${name}: hotpink`).join(';')} }</style>`]) {
    await visitor?.page.context().close();
    visitor = await on(page(tag, head));
    await visitor.open();
    seen.push(await colour());
  }
  expect(seen[1]).toEqual(seen[0]);
});

test('a page that stops clicks, or makes them out of nothing, does no harm', async () => {
  const stop = '<script>document.addEventListener("click", (event) => event.stopPropagation())</script>';
  visitor = await on(
    page(
      `${tag}<div onclick="event.stopPropagation()"><a id="opener" href="#away" data-symptom-guide="open">Check</a></div>`,
    ),
  );
  await visitor.launcher.waitFor();
  await visitor.page.evaluate(() => document.dispatchEvent(new MouseEvent('click', { bubbles: true })));
  await visitor.page.getByRole('link', { name: 'Check' }).click();
  await visitor.group(/How old/).waitFor();
  expect(visitor.page.url()).not.toContain('away');
  await visitor.panel.getByRole('button', { name: 'Close' }).click();
  expect(await focused()).toBe('opener');
  await visitor.page.context().close();

  visitor = await on(page(tag, stop));
  await visitor.open();
  await visitor.answer([/How old/, /18 to 44/]);
});

test('an opener in a component of the page opens it, too', async () => {
  visitor = await on(page(`${tag}<p id="component"></p>`));
  await visitor.launcher.waitFor();
  await visitor.page.evaluate(() => {
    const button = document.createElement('button');
    button.dataset.symptomGuide = 'open';
    button.textContent = 'Inside';
    document.querySelector('#component')?.attachShadow({ mode: 'open' }).append(button);
  });
  await visitor.page.getByRole('button', { name: 'Inside' }).click();
  await visitor.group(/How old/).waitFor();
});

test('a flow that was set before the script arrived is the one that is asked', async () => {
  const own = `<symptom-guide country="US"></symptom-guide>
    <script>document.querySelector('symptom-guide').flow = 'flows/sciatica/flow.json'</script>`;
  visitor = await on(page(own + tag));
  await visitor.open();
  expect(visitor.requests.map((url) => new URL(url).pathname)).toContain('/flows/sciatica/flow.json');
});

test('closed while it loads, it stays closed, whatever comes of it', async () => {
  const flow = heldBack();
  visitor = await on(page(`${tag}<p>Text</p>`), async (on) => {
    await on.clock.install();
    await flow.hold(on);
  });
  await visitor.launcher.click();
  await visitor.panel.getByRole('button', { name: 'Close' }).click();
  await visitor.page.getByText('Text').click();
  // Longer than the guide waits before it gives its advice.
  await visitor.page.clock.fastForward(5200);
  expect(await visitor.panel.count()).toBe(0);
  await flow.letGo();
  await visitor.page.waitForTimeout(300);
  expect(await visitor.panel.count()).toBe(0);
  await visitor.open();
});

test.each([
  ['a dialog', '<dialog id="own"><button data-symptom-guide="open">Inside</button></dialog>', 'showModal()'],
  ['a popover', '<div id="own" popover><button data-symptom-guide="open">Inside</button></div>', 'showPopover()'],
])('Escape closes the guide, and not %s of the page that it was opened from', async (_, own, show) => {
  visitor = await on(page(tag + own));
  await visitor.launcher.waitFor();
  await visitor.page.evaluate(`document.querySelector('#own').${show}`);
  await visitor.page.getByRole('button', { name: 'Inside' }).click();
  await visitor.group(/How old/).waitFor();
  await visitor.page.keyboard.press('Escape');
  expect(await visitor.panel.count()).toBe(0);
  expect(await visitor.page.getByRole('button', { name: 'Inside' }).isVisible()).toBe(true);
});

test('a component of the page that is an opener opens it, whatever is in it', async () => {
  visitor = await on(page(`${tag}<p id="component" data-symptom-guide="open"></p>`));
  await visitor.launcher.waitFor();
  await visitor.page.evaluate(() => {
    const button = document.createElement('button');
    button.textContent = 'Inside';
    document.querySelector('#component')?.attachShadow({ mode: 'open' }).append(button);
  });
  await visitor.page.getByRole('button', { name: 'Inside' }).click();
  await visitor.group(/How old/).waitFor();
});

test('a country that is set between a hover and the tap counts', async () => {
  visitor = await on(page(tag.replace('data-country="US"', '')));
  await visitor.launcher.hover();
  await visitor.page.waitForTimeout(500);
  await visitor.page.evaluate(() => document.querySelector('symptom-guide')?.setAttribute('country', 'GB'));
  await visitor.open();
  await visitor.panel.getByRole('button', { name: 'Get help now' }).click();
  await visitor.panel.getByRole('link', { name: 'Call 999' }).waitFor();
});

test('in a part of the page that is hidden it holds nobody up', async () => {
  const own = '<div style="display:none"><symptom-guide country="US"></symptom-guide></div>';
  visitor = await on(page(`${own}${tag}<button data-symptom-guide="open">Check</button><input id="name">`));
  await visitor.page.getByRole('button', { name: 'Check' }).click();
  await visitor.page.waitForTimeout(1000);
  await visitor.page.locator('#name').click();
  expect(await focused()).toBe('name');
});

test('a browser that can make no style sheets keeps what the page has written in the element', async () => {
  const old = '<script>CSSStyleSheet = function () { throw new TypeError("Illegal constructor") }</script>';
  visitor = await on(
    page(`<symptom-guide display="inline"><a href="tel:1">Call the clinic</a></symptom-guide>${tag}`, old),
  );
  await visitor.page.waitForTimeout(300);
  expect(await visitor.page.getByRole('link', { name: 'Call the clinic' }).isVisible()).toBe(true);
  expect(visitor.console).toEqual([expect.stringMatching(/Illegal constructor/)]);
});

test('on paper there is the page alone, also while the panel is open', async () => {
  visitor = await on(page(`${tag}<h1>Clinic</h1>`));
  await visitor.open();
  await visitor.page.emulateMedia({ media: 'print' });
  expect(await visitor.panel.isVisible()).toBe(false);
  expect(await visitor.launcher.isVisible()).toBe(false);
});
