import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { conversations, saysIn, wordsOf } from '../browser/conversation.js';
import { hostOf, hosts } from '../fixtures/hostPages.js';
import { desktop, type Engine, run } from './engine.js';
import { engineOf, start, whyNot } from './engines.js';
import { EngineTable } from './engineTable.js';
import { Person } from './person.js';

/** What `demo/hosts/watch.js` puts on a page. */
type HostWatch = { mark(): void; changes(): string[]; console: string[] };

const table = new EngineTable();
afterAll(() => console.log(table.toString()));

/**
 * A conversation at each page of the gallery of hosts.
 * @module-tag matrix
 */
const name = engineOf(process.env);

// Chromium has its own test, which looks closer (test/browser/hosts.test.ts).
describe.skipIf(name === 'chromium' || whyNot(name))(`in ${name}`, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start(name);
    await engine.open('about:blank', desktop);
  });
  afterEach(async ({ task }) => {
    // The next page is to find a visitor who has said nothing yet.
    await run(engine, () => sessionStorage.clear());
    const row = table.of(engine);
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

  test.each(hosts.filter((host) => !hostOf(host).unreachable?.engines.includes(name)))('%s', async (host) => {
    const { first, openers, inline, longer, advice, arabic, console: allowed } = hostOf(host);
    const language = arabic ? 'ar' : 'en';
    await engine.go(`${inject('origin')}/demo/hosts/${host}.html`);
    const person = new Person(engine, inline, arabic && 'افحص أعراضك');
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
      await person.answersAll(saysIn(language, conversations.emergency));
      await person.find('heading', arabic ? /اطلب المساعدة الآن/ : /Get help now/);
      table.of(engine).conversations += 1;
    }
    if (!inline) expect((await person.panel()).free).toBe(true);
    if (!inline) await person.tap('button', `^${wordsOf[language].close}$`);
    await settle();
    // A guide that stays open minds the keyboard on the screen.
    const changes = (await watch('changes')).filter((line) => !(longer && /^listeners: visualViewport/.test(line)));
    expect(changes).toEqual([]);
    expect((await watch('console')).filter((line) => !allowed?.test(line))).toEqual([]);
  });
});
