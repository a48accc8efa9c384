import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, onTestFinished, test } from 'vitest';
import { type Receiver, startReceiver } from '../../demo/receiver/server.js';
import type { AllWords } from '../../src/chat/later/words.js';
import { sendAr } from '../../src/chat/words/sendAr.js';
import { sendEn } from '../../src/chat/words/sendEn.js';
import { sendEs } from '../../src/chat/words/sendEs.js';
import type { Submission } from '../../src/handover/submission.js';
import { wrongInFhir } from '../fixtures/fhirR4.js';
import { release } from '../release.js';
import { findings } from './axeFindings.js';
import { conversations, type Language, saysIn, wordsOf } from './conversation.js';
import { browserRefuses, Visitor } from './visitor.js';

let visitor: Visitor;
let server: Server;
let address: string;
/** The page of the clinic that the guide is on. */
let site: string;
let language: Language;
/** What the clinic's receiver got, and the statuses it answers with, the last one from then on. */
let got: { method: string; url: string; key: string | undefined; body: string }[];
let statuses: number[];
beforeEach(async () => {
  got = [];
  statuses = [201];
  language = 'en';
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      // Served for real: a page without an address may not reach this computer.
      if (method === 'GET')
        return response.writeHead(200, { 'Content-Type': 'text/html' }).end(url === '/' ? page() : '');
      got.push({ method, url, key: headers['idempotency-key'] as string | undefined, body });
      const status = method === 'OPTIONS' ? 204 : statuses.length > 1 ? statuses.shift() : statuses[0];
      response.writeHead(status ?? 500, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Headers': 'content-type, idempotency-key',
        'Access-Control-Allow-Methods': 'POST',
      });
      response.end();
    });
  }).listen(0);
  // Later than its visitors, who would miss it.
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  address = `http://localhost:${port}/in`;
  site = `http://127.0.0.1:${port}`;
});

const page =
  () => `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Clinic</title><link rel="icon" href="data:,">
  <meta name="viewport" content="width=device-width"></head><body><main><h1>Clinic</h1></main>
  <script src="${inject('origin')}/${release}/symptom-guide.js" data-country="US" data-phone="+1 555 0100"
   data-clinic-name="Riverside" data-privacy="https://riverside.example/privacy" data-send="${address}"></script></body></html>`;
const button = (name: string) => visitor.panel.getByRole('button', { name, exact: true });
const posts = () => got.filter(({ method }) => method === 'POST');

const words = (): AllWords => wordsOf[language];
const offer = () => button(words().send.replace('{clinic}', 'Riverside'));

/** Comes to a result, with the offer to send. */
async function finish(answers: Parameters<typeof saysIn>[1], title: RegExp, options = {}): Promise<void> {
  visitor = await Visitor.at(`${site}/`, (page) => page.clock.install(), options);
  await visitor.page.locator('symptom-guide').getByRole('button').first().click();
  await visitor.answerAll(saysIn(language, answers));
  await visitor.outcome(title).waitFor();
  await offer().waitFor();
}
async function type(name = 'Ana Pérez', contact = '+1 555 0142'): Promise<void> {
  const form = { en: sendEn, es: sendEs, ar: sendAr }[language];
  await visitor.panel.getByLabel(form.name).fill(name);
  await visitor.panel.getByLabel(form.contact).fill(contact);
}
async function fillIn(answers: Parameters<typeof saysIn>[1], title: RegExp, options = {}): Promise<void> {
  await finish(answers, title, options);
  await offer().click();
  await type();
}
const agree = () => visitor.panel.getByRole('checkbox', { name: /I agree/ }).check();
/** Lets the pauses between tries pass, until something is told. */
async function afterSomeTries(text: Locator): Promise<void> {
  visitor.allowOnConsole(browserRefuses);
  const seen = async () => {
    await visitor.page.clock.fastForward(1000);
    return text.isVisible();
  };
  await expect.poll(seen).toBe(true);
}
const notSure = () => visitor.panel.getByText(/cannot be sure whether it arrived/);
const sent = () => visitor.panel.getByText('Sent: Riverside has your answers.');
/** Whether all of an element is where the visitor can see it, below the chat's header. */
const inView = (of: Locator) =>
  of.evaluate((element) => {
    const box = element.closest('.scroller')?.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return box !== undefined && top >= box.top && bottom <= box.bottom;
  });
const look = async (name: string) => {
  if (process.env.PAGES) await visitor.page.screenshot({ path: `${process.env.PAGES}/send-${name}.png` });
};

test('nothing is asked for before consent; two failures bring no duplicate; no name in an address or a storage', async () => {
  statuses = [503, 503, 201];
  await fillIn(conversations.typical, /You could book/);
  await look('form');
  await button('Send').click();
  await visitor.panel.getByText(/Without it, nothing is sent/).waitFor();
  expect(await findings(visitor)).toEqual([]);
  await look('error');
  expect(got).toEqual([]);
  await agree();
  // At the top of what is visible: what comes in place of the form would end above that.
  await button('Send').evaluate((element) => element.scrollIntoView());
  await button('Send').click();
  await afterSomeTries(sent());
  await expect.poll(() => inView(sent())).toBe(true);
  await look('sent');
  expect(await findings(visitor)).toEqual([]);
  expect(posts()).toHaveLength(3);
  expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
  expect(new Set(posts().map(({ body }) => body)).size).toBe(1);
  const body = JSON.parse(posts()[0]?.body ?? '') as Submission;
  expect(body).toMatchObject({
    format: 1,
    key: posts()[0]?.key,
    patient: { name: 'Ana Pérez', contact: '+1 555 0142' },
  });
  expect(body.response).toMatchObject({ resourceType: 'QuestionnaireResponse', status: 'completed' });
  expect(body.response).not.toHaveProperty('subject');
  const stored = await visitor.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  for (const text of [stored, ...visitor.requests, ...got.map(({ url }) => url)]) expect(text).not.toMatch(/Ana|0142/);
});

test('three failures: it says that nobody can be sure, and Try again brings it once, under the same key', async () => {
  statuses = [503, 503, 503, 201];
  await fillIn(conversations.emergency, /Get help now/, { viewport: { width: 375, height: 740 }, colorScheme: 'dark' });
  await agree();
  await look('emergency');
  await button('Send').click();
  await afterSomeTries(notSure());
  await look('failed');
  expect(await inView(visitor.panel.getByRole('alert').filter({ hasText: /cannot be sure/ }))).toBe(true);
  const saving = visitor.page.waitForEvent('download');
  await visitor.panel.locator('.send').getByRole('button', { name: 'Save as a file' }).click();
  await saving;
  const saved = visitor.panel.getByText('Saved. Look in your downloads.');
  await saved.waitFor();
  expect(await inView(saved)).toBe(true);
  expect(await findings(visitor)).toEqual([]);
  await button('Try again').click();
  await sent().waitFor();
  await expect.poll(() => inView(sent())).toBe(true);
  expect(posts()).toHaveLength(4);
  expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
});

test('up to consent the page asks for nothing but the guide’s own files, at any host', async () => {
  await fillIn(conversations.typical, /You could book/);
  await agree();
  const own = [`${site}/`, `${inject('origin')}/${release}/`];
  expect(visitor.requests.filter((url) => url !== own[0] && !url.startsWith(own[1] as string))).toEqual([]);
  const before = visitor.requests.length;
  await button('Send').click();
  await sent().waitFor();
  expect(visitor.requests.slice(before)).toEqual([address]);
});

test('another language in mid-form keeps what was typed, and wants the tick for its own words', async () => {
  await fillIn(conversations.typical, /You could book/);
  await agree();
  await visitor.panel.getByRole('combobox').selectOption('es');
  await visitor.panel.getByText(sendEs.nothingYet).waitFor();
  expect(await visitor.panel.getByLabel(sendEs.name).inputValue()).toBe('Ana Pérez');
  expect(await visitor.panel.getByLabel(sendEs.contact).inputValue()).toBe('+1 555 0142');
  expect(await visitor.panel.getByRole('checkbox').isChecked()).toBe(false);
  await visitor.panel.getByRole('checkbox').check();
  await button(sendEs.send).click();
  await visitor.panel.getByText('Enviado: Riverside tiene sus respuestas.').waitFor();
  const { consent, response } = JSON.parse(posts()[0]?.body ?? '') as Submission;
  expect(consent).toMatchObject({ language: 'es', text: expect.stringContaining('Acepto') });
  expect(response.language).toBe('es');
});

test.each(['SendForm.js', 'fhir.js'])('%s does not arrive: one line, and Try again that works', async (file) => {
  await finish(conversations.typical, /You could book/);
  const lost = new RegExp(`/${file.replace('.', '\\.')}(\\?|$)`);
  await visitor.page.route(lost, (route) => route.abort());
  visitor.allowOnConsole(browserRefuses);
  await offer().click();
  const line = visitor.panel.getByRole('alert').filter({ hasText: 'That could not be loaded.' });
  await line.waitFor();
  expect(await line.count()).toBe(1);
  expect(await findings(visitor)).toEqual([]);
  await look(`lost-${file}`);
  // Not yet.
  await button('Try again').click();
  await button('Try again').waitFor();
  expect(await line.count()).toBe(1);
  await visitor.page.unroute(lost);
  await button('Try again').click();
  await type();
  await agree();
  await button('Send').click();
  await sent().waitFor();
});

test.each([
  ['emergency', /Get help now/],
  ['urgent', /See a doctor today/],
] as const)(
  '%s: the offer stands after all calls and advice, and first says that it is no way to get help',
  async (urgency, title) => {
    await finish(conversations[urgency], title);
    const after = await visitor.panel.locator('.send').evaluate((send) => {
      const card = send.closest('.outcome') as Element;
      const others = [...card.querySelectorAll('a[href^="tel:"], .actions, .lead, .because, .blocks, .callout, .card')];
      const first = (send as HTMLElement).innerText.trim().split('\n')[0];
      const follows = others.filter((one) => !(one.compareDocumentPosition(send) & Node.DOCUMENT_POSITION_FOLLOWING));
      return { first, others: others.length, wrong: follows.map((one) => one.className) };
    });
    expect(after.first).toBe(
      'Sending is no way to get help: it may be hours before anyone reads it. First do what is said above.',
    );
    expect(after.others).toBeGreaterThan(2);
    expect(after.wrong).toEqual([]);
    await offer().click();
    await visitor.panel.getByLabel('Your name').waitFor();
    expect((await visitor.panel.locator('.send').innerText()).trim()).toMatch(/^Sending is no way to get help/);
  },
);

test('right to left in Arabic', async () => {
  language = 'ar';
  await fillIn(conversations.typical, /./, { viewport: { width: 375, height: 740 } });
  await look('arabic-form');
  await button(sendAr.send).click();
  await visitor.panel.getByText(sendAr.noAgree).waitFor();
  expect(await findings(visitor)).toEqual([]);
  const send = visitor.panel.locator('.send');
  const look1 = await send.evaluate((section) => {
    const { left, right } = section.getBoundingClientRect();
    const label = section.querySelector('.agree') as HTMLElement;
    const box = label.querySelector('input')?.getBoundingClientRect();
    const out = [...section.querySelectorAll('*')].filter((one) => {
      const { left: from, right: to, width } = one.getBoundingClientRect();
      return width > 1 && (from < left - 1 || to > right + 1);
    });
    const { direction } = getComputedStyle(section);
    return { direction, boxAtStart: Number(box?.left) > (left + right) / 2, out: out.map((one) => one.outerHTML) };
  });
  expect(look1).toEqual({ direction: 'rtl', boxAtStart: true, out: [] });
  await visitor.panel.getByRole('checkbox').check();
  await button(sendAr.send).click();
  await visitor.panel.getByText(sendAr.sent.replace('{clinic}', 'Riverside')).waitFor();
  await look('arabic-sent');
  const { consent, response } = JSON.parse(posts()[0]?.body ?? '') as Submission;
  expect(consent).toMatchObject({ language: 'ar', text: expect.stringContaining('أوافق') });
  expect(response.language).toBe('ar');
});

test('by keyboard alone, from the offer to success', async () => {
  await finish(conversations.typical, /You could book/);
  const { keyboard } = visitor.page;
  const focused = () =>
    visitor.page.evaluate(() => {
      const element = document.querySelector('symptom-guide')?.shadowRoot?.activeElement as HTMLInputElement | null;
      return element?.id || element?.textContent || '';
    });
  const tabTo = async (target: string) => {
    for (let times = 0; times < 40 && (await focused()) !== target; times++) await keyboard.press('Tab');
    expect(await focused()).toBe(target);
  };
  await tabTo('Send your answers to Riverside');
  await keyboard.press('Enter');
  await expect.poll(focused).toBe(sendEn.nothingYet);
  await tabTo('send-name');
  await keyboard.type('Ana');
  // Enter sends, or says what is missing and goes there.
  await keyboard.press('Enter');
  await expect.poll(focused).toBe('send-contact');
  await keyboard.type('ana@example.org');
  await tabTo('send-agreed');
  await keyboard.press('Space');
  await tabTo('Send');
  await keyboard.press('Enter');
  await expect.poll(focused, { timeout: 10_000 }).toBe('Sent: Riverside has your answers.');
  expect(posts()).toHaveLength(1);
});

describe('to the reference receiver', () => {
  let folder: string;
  let receiver: Receiver;
  let log: string[];
  const start = async (port = 0) => {
    receiver = await startReceiver({
      data: folder,
      host: '127.0.0.1',
      port,
      origins: [site],
      keep: 90,
      behindProxy: false,
      log: (line) => log.push(line),
    });
  };
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'receiver-'));
    log = [];
    await start();
    address = `${receiver.address}/submissions`;
  });
  afterEach(async () => {
    await receiver.stop();
    rmSync(folder, { recursive: true });
  });
  /** What the practice sees, with its token. */
  const list = async () => {
    const headers = { Authorization: `Bearer ${receiver.token}` };
    const answer = await fetch(`${receiver.address}/submissions`, { headers });
    return (await answer.json()) as { total: number; submissions: { key: string; patient: Submission['patient'] }[] };
  };
  const tries = () => log.filter((line) => line.includes(' POST /submissions ')).map((line) => line.split(' ')[3]);

  test('what the visitor agreed to is stored, and listed for who has the token', async () => {
    await fillIn(conversations.typical, /You could book/);
    await agree();
    expect((await list()).total).toBe(0);
    await button('Send').click();
    await sent().waitFor();
    const { total, submissions } = await list();
    expect(total).toBe(1);
    expect(submissions[0]).toMatchObject({
      urgent: false,
      outcome: { urgency: 'routine' },
      patient: { name: 'Ana Pérez', contact: '+1 555 0142' },
      language: 'en',
    });
    expect((await fetch(`${receiver.address}/submissions`)).status).toBe(401);
    const headers = { Authorization: `Bearer ${receiver.token}` };
    const answer = await fetch(`${receiver.address}/submissions/${submissions[0]?.key}`, { headers });
    const { submission } = (await answer.json()) as { submission: Submission };
    expect(wrongInFhir(submission.response)).toEqual([]);
    expect(submission.consent.text).toContain('I agree that my answers about my health are sent to Riverside.');
    expect(submission.summary).toContain('You could book a consult');
  });

  test('a page of another origin is refused, nothing is stored, and the visitor is told so', async () => {
    const own = site;
    site = site.replace('127.0.0.1', 'localhost');
    await fillIn(conversations.typical, /You could book/);
    site = own;
    await agree();
    await button('Send').click();
    await afterSomeTries(visitor.panel.getByRole('alert').filter({ hasText: 'Riverside' }));
    expect(await sent().count()).toBe(0);
    expect((await list()).total).toBe(0);
  });

  test('stopped, then started again at the same place: Try again brings it once', async () => {
    await fillIn(conversations.typical, /You could book/);
    await agree();
    const { port } = new URL(receiver.address);
    await receiver.stop();
    await button('Send').click();
    await afterSomeTries(notSure());
    await start(Number(port));
    await button('Try again').click();
    await sent().waitFor();
    expect((await list()).total).toBe(1);
    expect(tries()).toEqual(['201']);
  });

  test('it stores, but its answers are lost: three tries and one more are one submission', async () => {
    let cut = true;
    const between = createServer((asked, answer) => {
      const { method, url, headers } = asked;
      const passed = request(`${receiver.address}${url}`, { method, headers }, (response) => {
        if (method === 'POST' && cut) {
          response.resume().on('end', () => answer.destroy());
          return;
        }
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      });
      asked.pipe(passed);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => between.once('listening', resolve));
    address = `http://127.0.0.1:${(between.address() as AddressInfo).port}/submissions`;
    try {
      await fillIn(conversations.typical, /You could book/);
      await agree();
      await button('Send').click();
      await afterSomeTries(notSure());
      expect((await list()).total).toBe(1);
      cut = false;
      await button('Try again').click();
      await sent().waitFor();
      // A browser repeats by itself what got no answer on a connection that had been used before.
      expect(tries().length).toBeGreaterThanOrEqual(4);
      expect(tries()[0]).toBe('201');
      expect(new Set(tries().slice(1))).toEqual(new Set(['200']));
      expect((await list()).total).toBe(1);
    } finally {
      between.closeAllConnections();
      between.close();
    }
  });
});
