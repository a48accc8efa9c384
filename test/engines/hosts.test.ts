import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { conversations, saysIn } from '../browser/conversation.js';
import type { Says } from '../browser/visitor.js';
import { desktop, type Engine, run } from './engine.js';
import { found, start } from './engines.js';
import { Person } from './person.js';
import { Record } from './record.js';

/** What `demo/hosts/watch.js` puts on a page. */
type HostWatch = { mark(): void; changes(): string[]; console: string[] };

/** What differs from an ordinary visit to a host. A new page in the folder needs nothing here. */
type Host = {
  /** Why no driver gets to the guide there. */
  unreachable?: string;
  /** What a visitor of this page presses first. */
  first?: string;
  /** What on the page opens the guide, where the bubble cannot be reached. */
  openers?: readonly string[];
  /** There is no bubble. */
  inline?: true;
  /** The visitor gets the safety advice instead of a question. */
  advice?: true;
  label?: string;
  says?: readonly Says[];
  outcome?: RegExp;
  close?: string;
  /** What the console may say. */
  console?: RegExp;
};
const exceptions: { [host: string]: Host } = {
  'consent-wall': { first: 'Accept all' },
  'css-right-to-left': {
    label: 'افحص أعراضك',
    says: saysIn('ar', conversations.emergency),
    outcome: /اطلب المساعدة الآن/,
    close: 'إغلاق',
  },
  'element-inline': { inline: true },
  'focus-trap': { openers: ['New here?', 'two-minute'] },
  'frame-sandbox': { unreachable: 'a sandbox without an origin shows no other page what is in it' },
  'host-dialog': { openers: ['New here?', 'two-minute'] },
  'no-modules': { advice: true, console: /chat\.js|script-src|content security policy/ },
};

const hosts = readdirSync('demo/hosts')
  .filter((file) => file.endsWith('.html') && file !== 'index.html')
  .map((file) => file.slice(0, -'.html'.length));

const record = new Record();
afterAll(() => console.log(record.table()));

describe.each(found)('in %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start(name);
    await engine.open('about:blank', desktop);
  });
  afterEach(async ({ task }) => {
    // The next page is to find a visitor who has said nothing yet.
    await run(engine, () => sessionStorage.clear());
    const row = record.of(engine);
    row.pages += 1;
    if (task.result?.state === 'fail') row.findings += 1;
  });
  afterAll(() => engine?.close());

  /** Scrolls a bit, takes the focus into a field, and lets the pointer rest in a corner. */
  const settle = async () => {
    await engine.click(2, 2);
    await run(engine, () => {
      const frames = [...document.querySelectorAll<HTMLIFrameElement>('iframe, frame')];
      const frame = frames.find(({ contentDocument }) => contentDocument?.querySelector('symptom-guide'));
      const inner = frame?.contentDocument ?? document;
      // Where the page itself does not scroll, a part of it may.
      for (const part of [inner.scrollingElement, inner.body, inner.querySelector('main')])
        part?.scrollTo({ top: 120, behavior: 'instant' });
      inner.querySelector<HTMLElement>('input[name=name]')?.focus({ preventScroll: true });
      for (const animation of inner.getAnimations()) animation.finish();
    });
  };
  /** Asks the page's watch something; `mark` starts it afresh. */
  const watch = (what: 'mark' | 'changes' | 'console') =>
    run(
      engine,
      (what) => {
        const frames = [...document.querySelectorAll<HTMLIFrameElement>('iframe, frame')];
        const frame = frames.find(({ contentDocument }) => contentDocument?.querySelector('symptom-guide'));
        const { hostWatch } = (frame?.contentWindow ?? globalThis) as unknown as { hostWatch: HostWatch };
        if (what === 'mark') hostWatch.mark();
        return what === 'changes' ? hostWatch.changes() : what === 'console' ? hostWatch.console : [];
      },
      what,
    );

  test.each(hosts.filter((host) => !exceptions[host]?.unreachable))('%s', async (host) => {
    const { first, openers, inline, advice, says, outcome, close, label, ...rest } = exceptions[host] ?? {};
    await engine.go(`${inject('origin')}/demo/hosts/${host}.html`);
    const person = new Person(engine, inline, label);
    if (first) await person.tapsHost(first);
    await settle();
    if (inline) await person.find('group', '.');
    else await person.bubble();
    for (const opener of openers?.slice(0, -1) ?? []) await person.tapsHost(opener);
    await settle();
    await watch('mark');
    const last = openers?.at(-1);
    if (last) await person.tapsHost(last);
    else if (!inline) await person.tap('button', person.label);
    if (advice) {
      await person.find('heading', 'The guide could not load');
      expect((await person.find('link', '^Call 911$')).href).toBe('tel:911');
    } else {
      await person.answersAll(says ?? saysIn('en', conversations.emergency));
      await person.find('heading', outcome ?? /Get help now/);
      record.of(engine).conversations += 1;
    }
    if (!inline) expect((await person.panel()).free).toBe(true);
    if (!inline) await person.tap('button', `^${close ?? 'Close'}$`);
    await settle();
    expect(await watch('changes')).toEqual([]);
    expect((await watch('console')).filter((line) => !rest.console?.test(line))).toEqual([]);
  });
});
