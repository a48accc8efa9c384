import { readdirSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Says, Visitor } from './visitor.js';

/** What `demo/hosts/watch.js` puts on a page. */
type HostWatch = {
  mark(): void;
  changes(): string[];
  state(): Record<string, string>;
  differences(before: Record<string, string>, after: Record<string, string>): string[];
  console: string[];
  events: { type: string; detail: unknown }[];
  storage: { area: string; action: string; key: string }[];
};
declare const hostWatch: HostWatch;

/** What differs from an ordinary visit to a host: all that a new page in the folder needs to say here. */
type Host = {
  /** Done after arriving, before anything is measured: what a visitor of this page does first. */
  first?: (visitor: Visitor) => Promise<void>;
  options?: BrowserContextOptions;
  /** The guide is in the page, and has no bubble. */
  inline?: boolean;
  says?: readonly Says[];
  outcome?: RegExp;
};
const exceptions: Record<string, Host> = {
  'element-inline': { inline: true },
};

const emergency: Says[] = [
  [/How old/, /18 to 44/],
  [/have any of these changed/, /I can't pee/],
];

const hosts = readdirSync('demo/hosts')
  .filter((file) => file.endsWith('.html') && file !== 'index.html')
  .map((file) => file.slice(0, -'.html'.length));

let browser: Browser;
beforeAll(async () => {
  browser = await connect();
});
afterAll(() => browser.close());

async function visit(host: string, prepare?: (page: Page) => Promise<void>): Promise<Visitor> {
  const { options, first } = exceptions[host] ?? {};
  const visitor = await Visitor.on(browser, `demo/hosts/${host}.html`, options, prepare);
  await first?.(visitor);
  return visitor;
}

/** Scrolls a bit, takes the focus into a field, and lets the pointer rest where it paints nothing. */
async function settle({ page, frame }: Visitor): Promise<void> {
  await page.mouse.move(2, 2);
  await frame.evaluate(() => {
    // Where the page itself does not scroll, its body may.
    scrollTo({ top: 120, behavior: 'instant' });
    if (!scrollY) document.body.scrollTo({ top: 120, behavior: 'instant' });
    document.querySelector<HTMLElement>('input[name=name]')?.focus({ preventScroll: true });
  });
  // Styles that animate come to rest.
  await frame.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
}

/**
 * Whether what is at the middle of this part of the guide is the guide, and all of it is in the window. (A locator's
 * `evaluate` would leave the driver's own listeners on the page.)
 */
const onTop = ({ frame }: Visitor, selector: string) =>
  frame.evaluate((selector) => {
    const part = document.querySelector('symptom-guide')?.shadowRoot?.querySelector(selector);
    if (!part) return 'no such part';
    const { left, top, right, bottom, width, height } = part.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return {
      hit: hit?.closest('symptom-guide') ? 'the guide' : (hit?.outerHTML.slice(0, 80) ?? 'nothing'),
      inWindow: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
    };
  }, selector);
const seen = { hit: 'the guide', inWindow: true };

describe.each(hosts)('%s', (host) => {
  const { inline = false, says = emergency, outcome = /Get help now/ } = exceptions[host] ?? {};

  test('opens, ends in an emergency and closes; the page is as it was', async () => {
    const visitor = await visit(host);
    const { frame, page } = visitor;
    if (!inline) {
      await frame.locator('.launcher').waitFor();
      expect(await frame.locator('.launcher').count()).toBe(1);
    }
    await settle(visitor);
    await frame.evaluate(() => hostWatch.mark());
    if (inline) await visitor.group(/./).waitFor();
    else {
      expect(await onTop(visitor, '.launcher')).toEqual(seen);
      await frame.locator('.launcher').click();
      await visitor.group(/./).waitFor();
      expect(await onTop(visitor, '.panel')).toEqual(seen);
    }
    await visitor.answerAll(says);
    await visitor.outcome(outcome).waitFor();
    if (!inline) await frame.locator('.panel').getByRole('button', { name: 'Close', exact: true }).click();
    await settle(visitor);
    expect(await frame.evaluate(() => hostWatch.changes())).toEqual([]);
    expect(await frame.evaluate(() => hostWatch.console)).toEqual([]);
    expect(visitor.console).toEqual([]);
    await page.context().close();
  });
});
