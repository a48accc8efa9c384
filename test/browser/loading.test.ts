import type { Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { matrix } from '../fixtures/matrix.js';
import { type Fault, FaultyServer } from './faultyServer.js';
import { browserRefuses, Visitor } from './visitor.js';

/** Real faults of a real network: each visitor sees advice, and gets the guide when the fault is gone. */

let server: FaultyServer;
let visitor: Visitor;
beforeEach(async () => {
  server = await FaultyServer.start();
});
afterAll(() => console.log(table()));

/** The table that is printed at the end: what a visitor saw at each fault. */
const rows: string[][] = [['what', 'fault', 'seen', 'code', 'console', 'Try again']];
function table(): string {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? [];
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')).join('\n');
}

/** The clinic's page, whose tag names the guide's files on another origin. */
const clinicPage = (attributes = '', head = '') =>
  server.page(
    '/',
    `<!doctype html><html lang="en"><head>${head}<link rel="icon" href="data:,">
     <script async src="${server.base}symptom-guide.js" data-phone="+1 555 0100" data-country="US" ${attributes}></script>
     </head><body><h1>Clinic</h1></body></html>`,
  );

type Told = { code: string; message: string };
const errors = () => visitor.page.evaluate(() => (globalThis as unknown as { errors: Told[] }).errors);
const ours = () => visitor.consoleOfGuide;

/** A visitor on that page, who has tapped nothing yet. */
async function arrive(attributes = '', head = ''): Promise<void> {
  visitor = await Visitor.at(clinicPage(attributes, head), async (page: Page) => {
    page.setDefaultTimeout(12_000);
    // Time goes on as ever, but a test can let more of it pass.
    await page.clock.install();
    await page.addInitScript(() => {
      const errors: unknown[] = [];
      Object.assign(globalThis, { errors });
      addEventListener('guide-error', (event) => errors.push((event as CustomEvent).detail));
    });
  });
  visitor.allowOnConsole(browserRefuses);
  await visitor.launcher.waitFor();
}

const advice = () => visitor.page.getByRole('heading', { name: 'The guide could not load' });

/** Whom to call is on screen. */
async function seesSafetyAdvice(): Promise<void> {
  await advice().waitFor();
  await visitor.panel.getByText(/Call 911 now if:/).waitFor();
  expect(await visitor.panel.getByRole('link', { name: 'Call 911' }).getAttribute('href')).toBe('tel:911');
  expect(await visitor.panel.getByRole('link', { name: /Call the clinic/ }).getAttribute('href')).toBe('tel:+15550100');
  expect(await visitor.panel.getByRole('button', { name: 'Try again' }).isVisible()).toBe(true);
}

/** From the first question to the outcome that nobody may miss. */
async function completesAnEmergency(): Promise<void> {
  await visitor.answer([/How old|Cuántos años/, /18 to 44|18 a 44/]);
  await visitor.answer([/have any of these changed|ha cambiado o empezado/, /I can't pee|No puedo orinar/]);
  await visitor.outcome(/Get help now|Pida ayuda ya/).waitFor();
}

/** Taps, and lets so much time pass as the guide waits at most for what may still come. */
async function tapUntilLate(): Promise<void> {
  await visitor.launcher.click();
  await visitor.panel.getByRole('status').getByText('Loading').waitFor();
  await visitor.page.clock.fastForward(5000);
  await seesSafetyAdvice();
}

/** Taps, and sees the advice. */
async function tapUntilAdvice(): Promise<void> {
  await visitor.launcher.click();
  await seesSafetyAdvice();
}

const failing: Fault[] = [
  'status 404',
  'status 500',
  'an error page with status 200',
  'a text with status 200',
  'cut off half way',
  'half of it, as if complete',
  'half of it, to be cached for an hour',
  'an empty answer',
  'connection reset',
  'no CORS header',
  'a redirect to itself',
];
const stalling: Fault[] = ['no answer for 30 s', 'half of it, then nothing for 30 s'];

/** One fault of each kind for the chat and the flow; in the full run, all of them for every file. */
const inGate = (what: string, fault: Fault) =>
  ['chat', 'flow', 'later parts'].includes(what) &&
  ['status 404', 'an error page with status 200', 'cut off half way', 'no answer for 30 s'].includes(fault);

/** Files without which there is no first question. */
const needed = {
  chat: { path: /\/chat\.js$/, attributes: '', codes: ['chat-not-loaded'] },
  flow: { path: /\/flow\.json$/, attributes: '', codes: ['flow-not-loaded', 'flow-not-json'] },
  translation: { path: /\/es\.json$/, attributes: 'data-language="es"', codes: ['flow-not-loaded', 'flow-not-json'] },
  'code for translations': {
    path: /\/(languages|es|parse)\.js$/,
    attributes: 'data-language="es"',
    codes: ['chat-not-loaded'],
  },
};

describe.each(Object.entries(needed))('the %s', (what, { path, attributes, codes }) => {
  // A module is nothing but what its type says; a flow is text, whatever type a host gives to it.
  const wrongType: Fault[] = path.test('/chat.js') || path.test('/es.js') ? ['its own text, as text/plain'] : [];

  for (const fault of [...failing, ...wrongType])
    test(`${fault}: advice and a code; Try again brings the guide`, matrix(inGate(what, fault)), async () => {
      await arrive(attributes);
      server.break(path, fault);
      await tapUntilAdvice();
      await expect.poll(errors).toHaveLength(1);
      const [{ code, message }] = (await errors()) as [Told];
      expect(codes).toContain(code);
      expect(ours()).toEqual([`[symptom-guide] ${server.base}: ${message}`]);
      server.heal();
      await visitor.panel.getByRole('button', { name: 'Try again' }).click();
      await completesAnEmergency();
      expect(await errors()).toHaveLength(1);
      expect(ours()).toHaveLength(1);
      rows.push([what, fault, 'advice', code, message.replaceAll(server.host, ''), 'guide']);
    });

  for (const fault of stalling)
    test(`${fault}: advice; Try again brings the guide`, matrix(inGate(what, fault)), async () => {
      await arrive(attributes);
      server.break(path, fault);
      await tapUntilLate();
      expect(await errors()).toEqual([{ code: 'late', message: 'late' }]);
      expect(ours()).toEqual([`[symptom-guide] ${server.base}: late`]);
      server.heal();
      await visitor.panel.getByRole('button', { name: 'Try again' }).click();
      await completesAnEmergency();
      rows.push([what, fault, 'advice', 'late', 'late', 'guide']);
    });
});

test('a flow of any type is a flow', async () => {
  await arrive();
  server.break(/\/flow\.json$/, 'its own text, as text/plain');
  await visitor.launcher.click();
  await completesAnEmergency();
  expect(visitor.console).toEqual([]);
  rows.push(['the flow', 'its own text, as text/plain', 'guide', '', '', '']);
});

test('many tries without a network take nothing from the try that has one', async () => {
  await arrive();
  await visitor.page.context().setOffline(true);
  await tapUntilAdvice();
  for (let tries = 1; tries <= 7; tries++) {
    await visitor.panel.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(errors).toHaveLength(tries + 1);
  }
  await visitor.page.context().setOffline(false);
  await visitor.panel.getByRole('button', { name: 'Try again' }).click();
  await completesAnEmergency();
  expect(ours()).toHaveLength(8);
});

test('what hangs replaces the advice when it comes', async () => {
  await arrive();
  server.break(/\/(flow\.json|chat\.js)$/, 'half of it, then nothing for 30 s');
  await visitor.launcher.click();
  await visitor.panel.getByRole('status').getByText('Loading').waitFor();
  await visitor.page.clock.fastForward(5000);
  await seesSafetyAdvice();
  server.goOn();
  await completesAnEmergency();
  expect(await errors()).toEqual([{ code: 'late', message: 'late' }]);
  expect(ours()).toHaveLength(1);
});

describe('the whole host', () => {
  test.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ['refuses connections', () => server.down(), () => server.up()],
    [
      'cannot be reached: the visitor is offline',
      () => visitor.page.context().setOffline(true),
      () => visitor.page.context().setOffline(false),
    ],
  ])('%s: advice and a code; Try again brings the guide', async (fault, fail, recover) => {
    await arrive();
    await fail();
    await tapUntilAdvice();
    await expect.poll(errors).toHaveLength(1);
    const [{ code, message }] = (await errors()) as [Told];
    expect(code).toBe('chat-not-loaded');
    expect(ours()).toEqual([`[symptom-guide] ${server.base}: ${message}`]);
    // Once more in vain: one more failure, told once.
    await visitor.panel.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(errors).toHaveLength(2);
    await seesSafetyAdvice();
    expect(ours()).toHaveLength(2);
    await recover();
    await visitor.panel.getByRole('button', { name: 'Try again' }).click();
    await completesAnEmergency();
    expect(await errors()).toHaveLength(2);
    rows.push(['the host', fault, 'advice', code, message.replaceAll(server.host, ''), 'guide']);
  });
});

describe('a content security policy of the page that', () => {
  const policy = (content: string) => `<meta http-equiv="Content-Security-Policy" content="${content}">`;
  test.each<[string, () => string, string]>([
    [
      'allows the tag and not the chat',
      () => policy(`script-src ${server.base}symptom-guide.js; connect-src ${server.host}`),
      'chat-not-loaded',
    ],
    [
      'allows scripts and no requests',
      () => policy(`script-src ${server.host}; connect-src 'self'`),
      'flow-not-loaded',
    ],
    ['has a default only', () => policy(`default-src 'self'; script-src ${server.host}`), 'flow-not-loaded'],
  ])('%s: advice and a code, each time', async (fault, head, expected) => {
    await arrive('', head());
    await tapUntilAdvice();
    await expect.poll(errors).toHaveLength(1);
    const [{ code, message }] = (await errors()) as [Told];
    expect(code).toBe(expected);
    expect(ours()).toEqual([`[symptom-guide] ${server.base}: ${message}`]);
    await visitor.panel.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(errors).toHaveLength(2);
    await seesSafetyAdvice();
    expect(ours()).toHaveLength(2);
    rows.push(['policy', fault, 'advice', code, message.replaceAll(server.host, ''), 'advice again']);
  });
});

describe('what is fetched later', () => {
  for (const fault of [...failing, 'its own text, as text/plain' as const, ...stalling])
    test(
      `${fault}: the conversation goes on to its outcome without it`,
      matrix(inGate('later parts', fault)),
      async () => {
        await arrive();
        server.break(/\/parts\.js$/, fault);
        await visitor.launcher.click();
        await completesAnEmergency();
        await visitor.panel.getByRole('link', { name: 'Call 911' }).waitFor();
        expect(await errors()).toEqual([]);
        expect(ours()).toEqual([]);
        expect(await visitor.page.getByRole('button', { name: 'Copy' }).count()).toBe(0);
        rows.push(['later parts', fault, 'guide without them', '', '', '']);
      },
    );
});
