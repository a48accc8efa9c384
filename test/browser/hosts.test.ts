import { readdirSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Says, Visitor } from './visitor.js';

type State = Record<string, string>;
/** What `demo/hosts/watch.js` puts on a page. */
declare const hostWatch: {
  mark(): void;
  changes(): string[];
  state(): State;
  differences(before: State, after: State): string[];
  console: string[];
  events: { type: string; detail: unknown }[];
  storage: { area: string; action: string; key: string }[];
};

/** What differs from an ordinary visit to a host. A new page in the folder needs nothing here. */
type Host = {
  options?: BrowserContextOptions;
  /** What a visitor of this page does first. */
  first?: (visitor: Visitor) => Promise<unknown>;
  /** How the guide is opened where the bubble cannot be reached. */
  open?: (visitor: Visitor) => Promise<unknown>;
  /** A guide is in the page, which is longer for it. */
  longer?: true;
  /** There is no bubble. */
  inline?: true;
  /** The guide is in a frame of the page. */
  frame?: true;
  /** The visitor gets the safety advice instead of a question. */
  advice?: true;
  says?: readonly Says[];
  outcome?: RegExp;
  close?: RegExp;
  /** What the console may say. */
  console?: RegExp;
};
const press = (name: string) => (visitor: Visitor) => visitor.frame.getByRole('button', { name }).click();
const exceptions: Record<string, Host> = {
  // The bubble is under the banner until that is answered; the panel never is.
  'cookie-banner': { open: press('two-minute') },
  'consent-wall': { first: press('Accept all') },
  'css-right-to-left': {
    says: [
      [/كم عمرك/, /من 18 إلى 44/],
      [/هل تغيّر أو بدأ شيء/, /لا أستطيع التبول/],
    ],
    outcome: /اطلب المساعدة الآن/,
    close: /إغلاق/,
  },
  'element-inline': { inline: true, longer: true },
  'element-two': { longer: true },
  'focus-trap': { first: press('New here?'), open: press('two-minute') },
  frame: { frame: true },
  'frame-sandbox': { frame: true, console: /Answers outlive no page load/ },
  'frame-sandbox-origin': { frame: true, console: /can escape its sandboxing/ },
  frameset: { frame: true },
  'host-dialog': { first: press('New here?'), open: press('two-minute') },
  'js-broken': { advice: true, console: /The chat broke/ },
  'tag-delayed': { first: ({ page }) => page.mouse.move(9, 9) },
  'no-modules': { advice: true, console: /chat\.js|script-src|content security policy/ },
};

const emergency: Says[] = [
  [/How old/, /18 to 44/],
  [/have any of these changed/, /I can't pee/],
];

const hosts = readdirSync('demo/hosts')
  .filter((file) => file.endsWith('.html') && file !== 'index.html')
  .map((file) => file.slice(0, -'.html'.length));

let browser: Browser;
let visitor: Visitor;
beforeAll(async () => {
  browser = await connect();
});
afterEach(() => visitor.page.context().close());
afterAll(() => browser.close());

async function visit(host: string, prepare?: (page: Page) => Promise<unknown>): Promise<Visitor> {
  const { options, first, frame } = exceptions[host] ?? {};
  const visitor = await Visitor.on(browser, `demo/hosts/${host}.html`, options, prepare);
  const inner = visitor.page.frames().find((one) => one.url().endsWith('framed.html'));
  const there = frame && inner ? visitor.in(inner) : visitor;
  await first?.(there);
  return there;
}

/** Scrolls a bit, takes the focus into a field, and lets the pointer rest where it paints nothing. */
async function settle({ page, frame }: Visitor): Promise<void> {
  await page.mouse.move(2, 2);
  await frame.evaluate(async () => {
    // Where the page itself does not scroll, a part of it may.
    for (const part of [document.scrollingElement, document.body, document.querySelector('main')])
      part?.scrollTo({ top: 120, behavior: 'instant' });
    document.querySelector<HTMLElement>('input[name=name]')?.focus({ preventScroll: true });
    // Styles that animate come to rest.
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})));
  });
}

/**
 * Whether what is at the middle of this part of the guide is the guide, and all of it is in the window. (A locator's
 * `evaluate` would leave the driver's own listeners on the page.)
 */
const onTop = ({ frame }: Visitor, selector: string) =>
  frame.evaluate((selector) => {
    const guides = Array.from(document.querySelectorAll('symptom-guide'));
    const part = guides.map(({ shadowRoot }) => shadowRoot?.querySelector(selector)).find((one) => one);
    if (!part) return 'no such part';
    const { left, top, right, bottom, width, height } = part.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return {
      hit: hit?.closest('symptom-guide') ? 'the guide' : (hit?.outerHTML.slice(0, 80) ?? 'nothing'),
      inWindow: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
    };
  }, selector);
const seen = { hit: 'the guide', inWindow: true };

const changes = ({ frame }: Visitor) => frame.evaluate(() => hostWatch.changes());
const unexpected = (lines: readonly string[], allowed = /^$/) => lines.filter((line) => !allowed.test(line));

describe.each(hosts)('%s', (host) => {
  const {
    inline,
    longer,
    advice,
    open,
    says = emergency,
    outcome = /Get help now/,
    close = /^Close$/,
    console: allowed,
  } = exceptions[host] ?? {};

  test('the guide opens, ends in an emergency and closes; the page is as it was', async () => {
    visitor = await visit(host, (page) => page.route('**/symptom-guide.js', (route) => route.abort()));
    await settle(visitor);
    const without = await visitor.frame.evaluate(() => hostWatch.state());
    await visitor.page.context().close();
    /** How the page differs from one without the guide. */
    const differs = async (kinds: RegExp) =>
      (await visitor.frame.evaluate((before) => hostWatch.differences(before, hostWatch.state()), without)).filter(
        (line) => kinds.test(line),
      );

    visitor = await visit(host);
    const { frame } = visitor;
    const launcher = frame.locator('.launcher');
    const panel = frame.locator('.panel');
    if (inline) await visitor.group(/./).waitFor();
    else await launcher.waitFor();
    await settle(visitor);
    await frame.evaluate(() => hostWatch.mark());
    if (!inline) expect(await launcher.count()).toBe(1);
    if (!longer)
      expect(await differs(/^(style|place|text|attributes|children|scroll|global|\w+\.prototype)/)).toEqual([]);

    if (open) await open(visitor);
    else if (!inline) {
      expect(await onTop(visitor, '.launcher')).toEqual(seen);
      await launcher.click();
    }
    if (advice) await frame.getByRole('heading', { name: 'The guide could not load' }).waitFor();
    else await visitor.group(says[0]?.[0] as RegExp).waitFor();
    if (!inline) expect(await onTop(visitor, '.panel')).toEqual(seen);
    if (!advice) {
      await visitor.answerAll(says);
      await visitor.outcome(outcome).waitFor();
    }
    if (!inline) await panel.getByRole('button', { name: close }).click();
    await settle(visitor);
    // A guide that stays open minds the keyboard on the screen.
    expect(unexpected(await changes(visitor), longer && /^listeners: visualViewport/)).toEqual([]);
    expect(unexpected(await frame.evaluate(() => hostWatch.console), allowed)).toEqual([]);
    expect(unexpected(visitor.console, allowed)).toEqual([]);

    await frame.evaluate(() => {
      for (const guide of document.querySelectorAll('symptom-guide')) guide.remove();
    });
    expect(await differs(/^(listeners|children|global|\w+\.prototype|document\.)/)).toEqual([]);
  });
});

test('the watch names what a naughty widget does', async () => {
  visitor = await Visitor.on(browser, 'demo/hosts/tag-async.html');
  await settle(visitor);
  const found = await visitor.frame.evaluate(() => {
    hostWatch.mark();
    (document.querySelector('h1') as HTMLElement).style.color = 'red';
    document.querySelector<HTMLElement>('footer')?.setAttribute('tabindex', '0');
    document.querySelector<HTMLElement>('footer')?.focus({ preventScroll: true });
    scrollTo(0, 300);
    Object.assign(globalThis, { naughty: true });
    addEventListener('resize', () => {});
    matchMedia('print').addEventListener('change', () => {});
    localStorage.setItem('naughty', '1');
    document.title = 'New message!';
    console.error('naughty');
    return [...hostWatch.changes(), ...hostWatch.console];
  });
  for (const line of [
    /^style of .*h1: color was rgb\(.*\), is rgb\(255, 0, 0\)/,
    /^focus was .*input, is .*footer/,
    /^scroll of window was 0, 120, is 0, 300/,
    /^global naughty was absent, is boolean/,
    /^listeners: window resize was absent, is 1/,
    /^listeners: matchMedia\("print"\) change was absent, is 1/,
    /^localStorage naughty was absent, is 1/,
    /^document\.title was .*, is New message!/,
    /^console\.error: naughty/,
  ])
    expect(found).toContainEqual(expect.stringMatching(line));
});
