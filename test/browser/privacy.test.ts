import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Answers, hasChoices, questionsOf } from '../../src/flow/answer.js';
import { conversations, exactly, flowIn, saysIn, wordsOf } from './conversation.js';
import { FaultyServer } from './faultyServer.js';
import { browserRefuses, Visitor } from './visitor.js';

/**
 * Privacy as a list: everything that a whole conversation asks for, keeps and tells, recorded by the servers, by the
 * browser and inside the page.
 */

let server: FaultyServer;
let visitor: Visitor;
/** Every request of the browser profile, of whatever type, and every line on the console, of whatever level. */
let requests: string[];
let lines: string[];
beforeEach(async () => {
  server = await FaultyServer.start();
});

const { version } = flowIn('en');
const storageKey = 'symptom-guide:sciatica';

/** What the page kept and told: the way it was done, where, and what. */
type Kept = [way: string, where: string, what: string];
type Recorder = { kept: Kept[]; told: [type: string, detail: string][] };

/** Runs in every frame before anything else: whatever keeps, sends or tells anything is written down first. */
function record(): void {
  const own: Recorder = { kept: [], told: [] };
  if (window === window.top) Object.assign(window, { recorder: own });
  const { kept, told } = (window.top as unknown as { recorder: Recorder }).recorder;
  const inFrame = window === window.top ? '' : ' in a frame';
  const text = (value: unknown): string => {
    try {
      return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
    } catch {
      return String(value);
    }
  };
  const note = (way: string, where: unknown, what: unknown) => kept.push([way + inFrame, text(where), text(what)]);
  const method = (on: object | undefined, name: string, way = name) => {
    const before = on && (on as Record<string, unknown>)[name];
    if (typeof before !== 'function') return;
    Object.assign(on as object, {
      [name](this: unknown, ...given: unknown[]) {
        note(way, given[0], given[1]);
        return Reflect.apply(before, this, given);
      },
    });
  };
  const setter = (on: object, name: string, way: string) => {
    const before = Object.getOwnPropertyDescriptor(on, name);
    if (!before?.set) return;
    const { set } = before;
    Object.defineProperty(on, name, {
      ...before,
      set(value: unknown) {
        note(way, '', value);
        set.call(this, value);
      },
    });
  };
  const made = (name: string) => {
    const before = (window as unknown as Record<string, unknown>)[name];
    if (typeof before !== 'function') return;
    const proxy = new Proxy(before, {
      construct(target, given, as) {
        note(`new ${name}`, given[0], given[1]);
        return Reflect.construct(target, given, as);
      },
    });
    Object.assign(window, { [name]: proxy });
  };
  for (const name of ['setItem', 'removeItem', 'clear']) method(Storage.prototype, name);
  method(IDBFactory.prototype, 'open', 'indexedDB.open');
  method(globalThis.CacheStorage?.prototype, 'open', 'caches.open');
  method(History.prototype, 'pushState');
  method(History.prototype, 'replaceState');
  method(Navigator.prototype, 'sendBeacon');
  method(globalThis.ServiceWorkerContainer?.prototype, 'register', 'serviceWorker.register');
  method(window, 'postMessage');
  method(MessagePort.prototype, 'postMessage', 'port.postMessage');
  method(window, 'open', 'window.open');
  setter(Document.prototype, 'cookie', 'cookie');
  setter(Document.prototype, 'title', 'title');
  setter(window, 'name', 'window.name');
  for (const name of ['BroadcastChannel', 'WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'RTCPeerConnection'])
    made(name);
  made('FontFace');

  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) {
    told.push([event.type, text(event instanceof CustomEvent ? event.detail : null)]);
    return dispatchEvent.call(this, event);
  };
  // Nobody can tap a print dialog or a share sheet here.
  window.print = () => {
    window.dispatchEvent = (event) => dispatchEvent.call(window, event);
    window.dispatchEvent(new Event('beforeprint'));
    window.dispatchEvent(new Event('afterprint'));
  };
  navigator.canShare = () => true;
  navigator.share = async () => {};
}

/** A visitor on a clinic's page whose guide comes from another origin. */
async function arrive(attributes = '', body = '', options: BrowserContextOptions = {}): Promise<void> {
  const url = server.page(
    '/',
    `<!doctype html><html lang="en"><head><title>Riverside</title><link rel="icon" href="data:,">
     <script async src="${server.base}symptom-guide.js" data-phone="+1 555 0100" data-country="US"
      data-clinic-name="Riverside" data-booking="https://book.example/new?from=guide" ${attributes}></script>
     </head><body><h1>Clinic</h1><p>Welcome.</p>${body}</body></html>`,
  );
  requests = [];
  lines = [];
  visitor = await Visitor.at(
    url,
    async (page: Page) => {
      const context = page.context();
      context.on('request', (request) => requests.push(request.url()));
      page.on('websocket', (socket) => requests.push(socket.url()));
      page.on('console', (message) => lines.push(message.text()));
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.addInitScript(record);
    },
    options,
  );
  await visitor.launcher.waitFor();
}

const recorder = () =>
  visitor.page.evaluate(() => (window as unknown as { recorder: Recorder }).recorder) as Promise<Recorder>;
/** The files of the guide that were asked for, each once, in the order of the alphabet. */
const files = () =>
  [...new Set(server.seen.filter(({ url }) => url.startsWith(server.host)).map(({ url }) => url))]
    .map((url) => url.replace(server.base, ''))
    .sort();
const guideEvents = async () => (await recorder()).told.filter(([type]) => type.startsWith('guide-'));

/** What the browser holds for the page, wherever a page can put something. */
async function held() {
  const inPage = await visitor.page.evaluate(async () => ({
    session: { ...sessionStorage } as Record<string, string>,
    local: { ...localStorage } as Record<string, string>,
    databases: (await indexedDB.databases()).length,
    caches: globalThis.isSecureContext ? (await caches.keys()).length : 0,
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
    fonts: document.fonts.size,
    fontFaces: [
      ...document.styleSheets,
      ...document.adoptedStyleSheets,
      ...(document.querySelector('symptom-guide')?.shadowRoot?.adoptedStyleSheets ?? []),
    ].flatMap((sheet) => [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule)).length,
    name: window.name,
    state: JSON.stringify(history.state),
    entries: history.length,
    title: document.title,
    url: location.href,
  }));
  return { ...inPage, cookies: (await visitor.page.context().cookies()).length };
}
const nothing = {
  session: {},
  local: {},
  databases: 0,
  caches: 0,
  workers: 0,
  fonts: 0,
  fontFaces: 0,
  name: '',
  state: 'null',
  title: 'Riverside',
  cookies: 0,
};

/** Everything that could tell somebody what was answered: ids of choices and of follow-up questions, and all words. */
function tellTales(answers: Answers): string[] {
  return (['en', 'es'] as const).flatMap((language) =>
    questionsOf(flowIn(language)).flatMap((question) => {
      const answer = answers[question.id];
      if (answer === undefined) return [];
      const given = hasChoices(question) ? question.choices.filter(({ id }) => [answer].flat().includes(id)) : [];
      return [question.ask, ...(question.when ? [question.id] : []), ...given.flatMap(({ id, label }) => [id, label])];
    }),
  );
}

/** Every place outside the one stored entry where an answer stands: empty when nothing tells anything. */
async function leaks(answers: Answers): Promise<string[]> {
  const { kept, told } = await recorder();
  const now = await held();
  const places: [string, string][] = [
    ...requests.map((url): [string, string] => ['address', url]),
    ...server.seen.flatMap(({ url, referer, body }): [string, string][] => [
      ['request', url],
      ['referer', referer ?? ''],
      ['body', body],
    ]),
    ...lines.map((line): [string, string] => ['console', line]),
    ...told.map(([type, detail]): [string, string] => [`event ${type}`, `${type} ${detail}`]),
    ...kept.map(([way, where, what]): [string, string] => [
      way,
      way === 'setItem' && where === storageKey ? where : `${where} ${what}`,
    ]),
    ...Object.entries(now.session).map(([key, value]): [string, string] => [
      'session',
      key === storageKey ? key : `${key} ${value}`,
    ]),
    ...Object.entries(now.local).map(([key, value]): [string, string] => ['local', `${key} ${value}`]),
    ['title', now.title],
    ['url', now.url],
    ['name', now.name],
    ['state', now.state],
  ];
  const tales = tellTales(answers).map((tale) => [tale, encodeURIComponent(tale)]);
  return places.flatMap(([place, text]) =>
    tales
      .filter(([tale, encoded]) => {
        const found = new RegExp(`(?<![\\w-])${exactly(tale as string).source.slice(1, -1)}(?![\\w-])`);
        return found.test(text) || (encoded !== tale && text.includes(encoded as string));
      })
      .map(([tale]) => `${place}: ${tale}`),
  );
}

const code = (...names: string[]) => names.map((name) => `chat/${name}.js`);
const { typical, emergency, urgent } = conversations;

describe('before anybody shows interest', () => {
  test('the page asks for the tag and nothing else, keeps nothing and tells only that the guide is ready', async () => {
    await arrive('', '<p style="height: 3000px">Long page</p>');
    await visitor.page.mouse.move(200, 200);
    await visitor.page.mouse.wheel(0, 900);
    await visitor.page.keyboard.press('End');
    await visitor.page.waitForLoadState('networkidle');
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /',
      `GET ${server.base}symptom-guide.js`,
    ]);
    expect(requests.filter((url) => !url.startsWith('data:')).sort()).toEqual(
      [`${server.clinic}/`, `${server.base}symptom-guide.js`].sort(),
    );
    expect(await held()).toMatchObject(nothing);
    expect(await recorder()).toEqual({ kept: [], told: [['guide-ready', 'null']] });
    expect(lines).toEqual([]);
  });
});

describe('a whole conversation', () => {
  test('typical: topics, search, another language, an answer changed, the result copied, printed and shared', async () => {
    await arrive();
    const { page, panel } = visitor;
    const chosen = (name: string) => panel.getByRole('button', { name, exact: true });
    await visitor.open();
    await panel.getByText('Questions about treatment?').click();
    await panel.getByRole('searchbox').fill('cup');
    await chosen('What is cupping?').click();
    const says = saysIn('en', typical);
    await visitor.answerAll(says.slice(0, 3));
    await panel.getByRole('combobox').selectOption('es');
    await visitor.answerAll(saysIn('es', typical).slice(3, 5));
    await panel.getByRole('combobox').selectOption('en');
    await visitor.answerAll(says.slice(5));
    await visitor.outcome(/You could book/).waitFor();
    await panel
      .getByRole('button', { name: /^Change/ })
      .first()
      .click();
    await visitor.answer(says[0] as (typeof says)[0]);
    await visitor.outcome(/You could book/).waitFor();
    for (const name of ['Copy', 'Print', 'Share']) await chosen(name).click();
    await panel.getByRole('status').filter({ hasText: 'Shared' }).waitFor();
    await chosen(wordsOf.en.close).click();
    await visitor.launcher.click();

    expect(files()).toEqual(
      [
        'symptom-guide.js',
        'flows/sciatica/flow.json',
        'flows/sciatica/es.json',
        ...code('chat', 'parts', 'warn', 'attend', 'search', 'languages', 'parse', 'es'),
      ].sort(),
    );
    expect(server.seen.filter(({ method, body }) => method !== 'GET' || body)).toEqual([]);
    expect(server.seen.filter(({ url }) => url.includes('?'))).toEqual([]);
    // The clinic's origin alone goes to the guide's host, and between its own files their names.
    const referers = new Set(server.seen.map(({ referer }) => referer?.replace(/chat\/\w+\.js$/, '')));
    expect([...referers].sort()).toEqual([`${server.clinic}/`, server.base, undefined].sort());
    const others = requests.filter((url) => !/^(data:|about:)/.test(url) && !url.startsWith(server.base));
    expect(others).toEqual([`${server.clinic}/`]);

    const { kept } = await recorder();
    expect([...new Set(kept.map(([way, where]) => `${way} ${where}`))].sort()).toEqual(
      [`removeItem ${storageKey}`, `setItem ${storageKey}`, 'title in a frame '].sort(),
    );
    // The name of the sheet of paper, in the frame that was printed and is gone.
    expect(kept.filter(([way]) => way.startsWith('title'))).toEqual([['title in a frame', '', 'Sciatica guide']]);
    const entries = kept.filter(([way]) => way === 'setItem').map(([, , what]) => JSON.parse(what));
    for (const entry of entries) {
      expect(['flow', 'version', 'answers', 'before', 'language']).toEqual(expect.arrayContaining(Object.keys(entry)));
    }
    expect(entries.at(-1)).toEqual({ flow: 'sciatica', version, answers: expect.anything(), language: 'en' });
    const now = await held();
    expect(now).toMatchObject({ ...nothing, session: { [storageKey]: expect.anything() }, url: `${server.clinic}/` });
    expect(Object.keys(now.session)).toEqual([storageKey]);

    const about = { flow: 'sciatica', version };
    const sections = new Set(
      (await guideEvents()).filter(([type]) => type === 'guide-step').map(([, detail]) => detail),
    );
    expect([...sections].map((detail) => JSON.parse(detail))).toEqual(
      ['about', 'warning-signs', 'health', 'story', 'treatment-safety'].map((section) => ({ ...about, section })),
    );
    expect((await guideEvents()).filter(([type]) => type !== 'guide-step')).toEqual([
      ['guide-ready', 'null'],
      ['guide-open', 'null'],
      ['guide-outcome', JSON.stringify({ ...about, outcome: 'book', urgency: 'routine' })],
      ['guide-close', 'null'],
      ['guide-open', 'null'],
    ]);
    expect(lines).toEqual([]);
    expect(await leaks(typical)).toEqual([]);
    await page.close();
  });

  test.each([
    ['emergency', emergency, /Get help now/, 'emergency'],
    ['urgent', urgent, /See a doctor today/, 'see-doctor-today'],
  ] as const)('%s: only the guide’s own files; nothing tells an answer', async (urgency, answers, title, outcome) => {
    await arrive();
    await visitor.open();
    await visitor.answerAll(saysIn('en', answers));
    await visitor.outcome(title).waitFor();
    await visitor.panel.getByRole('button', { name: 'Copy', exact: true }).click();
    await visitor.panel.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
    expect(files()).toEqual(
      ['symptom-guide.js', 'flows/sciatica/flow.json', ...code('chat', 'parts', 'warn', 'attend')].sort(),
    );
    expect((await guideEvents()).at(-1)).toEqual([
      'guide-outcome',
      JSON.stringify({ flow: 'sciatica', version, outcome, urgency }),
    ]);
    expect(lines).toEqual([]);
    expect(await leaks(answers)).toEqual([]);
  });

  test('with remember="none" nothing is kept at all', async () => {
    await arrive('data-remember="none"');
    await visitor.open();
    await visitor.answerAll(saysIn('en', urgent));
    await visitor.outcome(/See a doctor today/).waitFor();
    expect((await recorder()).kept).toEqual([]);
    expect(await held()).toMatchObject({ ...nothing, session: {} });
    await visitor.page.reload();
    await visitor.open();
    await visitor.group(/How old/).waitFor();
  });
});

test('where a link leads, nobody learns which page the visitor came from', async () => {
  await arrive();
  const { page, panel } = visitor;
  const referers: (string | undefined)[] = [];
  await page.context().route('https://book.example/**', (route) => {
    referers.push(route.request().headers().referer);
    return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Book</title>' });
  });
  await visitor.open();
  await visitor.answerAll(saysIn('en', typical));
  await visitor.outcome(/You could book/).waitFor();
  const out = panel.locator('a[href^="http"]');
  for (const link of await out.all()) expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
  const opened = page.context().waitForEvent('page');
  await panel.getByRole('link', { name: /^Book/ }).first().click();
  const target = await opened;
  await target.waitForLoadState();
  expect(await target.evaluate(() => [document.referrer, window.opener, window.name])).toEqual(['', null, '']);
  expect(target.url()).toBe('https://book.example/new?from=guide');
  expect(referers).toEqual([undefined]);
  await target.close();
});

describe('these tests can fail', () => {
  test('a page that passes on every event of the guide is seen, and learns no answer', async () => {
    await arrive(
      '',
      `<script>for (const type of ['guide-step', 'guide-outcome']) addEventListener(type, ({ detail }) => {
        localStorage.setItem('seen', JSON.stringify(detail));
        document.title = JSON.stringify(detail);
        navigator.sendBeacon('/seen', JSON.stringify(detail));
      })</script>`,
    );
    visitor.allowOnConsole(browserRefuses);
    await visitor.open();
    await visitor.answerAll(saysIn('en', urgent));
    await visitor.outcome(/See a doctor today/).waitFor();
    const ways = new Set((await recorder()).kept.map(([way, where]) => `${way} ${where}`));
    for (const way of ['setItem seen', 'title ', 'sendBeacon /seen']) expect([...ways]).toContain(way);
    await expect.poll(() => server.seen.filter(({ method }) => method === 'POST').length).toBeGreaterThan(0);
    expect(await leaks(urgent)).toEqual([]);
  });

  test('a page that reads the screen and passes an answer on is reported, whatever way it takes', async () => {
    await arrive(
      '',
      `<script>addEventListener('guide-outcome', () => {
        const said = document.querySelector('symptom-guide').shadowRoot.querySelector('.said p').textContent;
        sessionStorage.setItem('copy', said);
        localStorage[said] = '1';
        document.title = said;
        window.name = said;
        document.cookie = 'said=' + encodeURIComponent(said);
        history.replaceState(said, '', '#' + encodeURIComponent(said));
        navigator.sendBeacon('/said', said);
        new Image().src = '/pixel?' + encodeURIComponent(said);
        console.debug(said);
        dispatchEvent(new CustomEvent('said', { detail: said }));
      })</script>`,
    );
    visitor.allowOnConsole(browserRefuses);
    await visitor.open();
    await visitor.answerAll(saysIn('en', urgent));
    await visitor.outcome(/See a doctor today/).waitFor();
    await expect.poll(() => server.seen.some(({ url }) => url.startsWith('/pixel'))).toBe(true);
    await expect.poll(() => server.seen.some(({ body }) => body)).toBe(true);
    const told = new Set((await leaks(urgent)).map((leak) => leak.slice(0, leak.indexOf(':'))));
    expect([...told].sort()).toEqual(
      [
        'address',
        'body',
        'console',
        'cookie',
        'event said',
        'local',
        'name',
        'replaceState',
        'request',
        'sendBeacon',
        'session',
        'setItem',
        'state',
        'title',
        'url',
        'window.name',
      ].sort(),
    );
    expect((await held()).cookies).toBe(1);
  });
});
