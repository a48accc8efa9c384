import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hostOf, hosts } from '../fixtures/hostPages.js';
import { matrix } from '../fixtures/matrix.js';
import { conversations, exactly, saysIn, wordsOf } from './conversation.js';
import { browserRefuses, Visitor } from './visitor.js';

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

let visitor: Visitor;

const press = ({ frame }: Visitor, name: string) => frame.getByRole('button', { name }).click();

async function visit(host: string, prepare?: (page: Page) => Promise<unknown>): Promise<Visitor> {
  const { first, openers = [], frame } = hostOf(host);
  const visitor = await Visitor.on(`demo/hosts/${host}.html`, {}, prepare);
  const inner = visitor.page.frames().find((one) => one.url().endsWith('framed.html'));
  const there = frame && inner ? visitor.in(inner) : visitor;
  for (const name of [...(first ? [first] : []), ...openers.slice(0, -1)]) await press(there, name);
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

/** One of each way in, a strict policy, and hosts that lay something over the bubble. */
const inGate = ['tag-async', 'element-inline', 'csp-strict', 'cookie-banner', 'css-important', 'focus-trap', 'frame'];

for (const host of hosts)
  describe(host, matrix(inGate.includes(host)), () => {
    const { inline, longer, advice, openers = [], arabic, console: allowed } = hostOf(host);
    const language = arabic ? 'ar' : 'en';
    const says = saysIn(language, conversations.emergency);

    test('the guide opens, ends in an emergency and closes; the page is as it was', async () => {
      visitor = await visit(host, (page) => page.route('**/symptom-guide.js', (route) => route.abort()));
      await settle(visitor);
      visitor.allowOnConsole(browserRefuses, ...(allowed ? [allowed] : []));
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
      // A host may wait for a first sign of life before it lets the tag in.
      await settle(visitor);
      if (inline) await visitor.group(/./).waitFor();
      else await launcher.waitFor();
      await settle(visitor);
      await frame.evaluate(() => hostWatch.mark());
      if (!inline) expect(await launcher.count()).toBe(1);
      if (!longer)
        expect(await differs(/^(style|place|text|attributes|children|scroll|global|\w+\.prototype)/)).toEqual([]);

      const opener = openers.at(-1);
      if (opener) await press(visitor, opener);
      else if (!inline) {
        expect(await onTop(visitor, '.launcher')).toEqual(seen);
        await launcher.click();
      }
      if (advice) await frame.getByRole('heading', { name: 'The guide could not load' }).waitFor();
      else await visitor.group(says[0]?.[0] as RegExp).waitFor();
      if (!inline) expect(await onTop(visitor, '.panel')).toEqual(seen);
      if (!advice) {
        await visitor.answerAll(says);
        await visitor.outcome(arabic ? /اطلب المساعدة الآن/ : /Get help now/).waitFor();
      }
      if (!inline) await panel.getByRole('button', { name: exactly(wordsOf[language].close) }).click();
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
  visitor = await Visitor.on('demo/hosts/tag-async.html');
  visitor.allowOnConsole(/^naughty$/);
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
