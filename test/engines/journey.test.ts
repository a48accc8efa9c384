import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Answers } from '../../src/flow/answer.js';
import { conversations, saysIn, wordsOf } from '../browser/conversation.js';
import { desktop, type Engine, phone, run, type Size } from './engine.js';
import { engineOf, start, whyNot } from './engines.js';
import { EngineTable } from './engineTable.js';
import { Person } from './person.js';

const home = `${inject('origin')}/demo/index.html`;
const inline = `${inject('origin')}/demo/inline.html`;
const age = /How old/;
const bladder = /have any of these changed/;

/** Pictures to compare the engines by, for people to look at. */
const pictures = 'dist/screenshots/engines';
mkdirSync(pictures, { recursive: true });

const table = new EngineTable();
afterAll(() => console.log(table.toString()));

/** @module-tag matrix */
const name = engineOf(process.env);

describe.skipIf(whyNot(name))(`in ${name}`, () => {
  let engine: Engine;
  let person: Person;
  beforeAll(async () => {
    engine = await start(name);
  });
  afterEach(async ({ task }) => {
    const row = table.of(engine);
    row.pages += 1;
    if (task.result?.state === 'fail') row.findings += 1;
    expect(await person.console()).toEqual([]);
  });
  afterAll(() => engine?.close());

  const arrive = async (url = home, size = desktop) => {
    person = await Person.at(engine, url, size, url === inline);
  };
  /** Goes through a conversation in English until its outcome. */
  const converse = async (answers: Answers, outcome: RegExp) => {
    await person.answersAll(saysIn('en', answers));
    await person.find('heading', outcome);
    table.of(engine).conversations += 1;
  };
  const shoot = async (size: Size, what: string) => {
    // The pointer rests beside the guide, and the fade is over.
    await pause(250);
    await engine.screenshot(`${pictures}/${size === phone ? 'phone' : 'desktop'}-${what}-${name}.png`);
  };
  const page = () =>
    run(engine, () => ({
      top: scrollY,
      focus: document.activeElement?.tagName,
      stored: localStorage.length + sessionStorage.length + document.cookie.length,
      asked: performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => name.match(/symptom-guide\/[^/]+\/(.*)/)?.[1] ?? []),
    }));

  test('before the tap there is a bubble, and nothing was asked for or stored', async () => {
    await arrive();
    const bubble = await person.bubble();
    expect(bubble.free).toBe(true);
    expect(bubble.x).toBeGreaterThan(desktop.width / 2);
    expect(bubble.height).toBeGreaterThanOrEqual(44);
    expect(await page()).toEqual({ top: 0, focus: 'BODY', stored: 0, asked: ['symptom-guide.js'] });
  });

  test('the tap opens the guide: the focus goes into it, the page stays where it was and usable', async () => {
    await arrive();
    await run(engine, () => scrollTo({ top: 400, behavior: 'instant' }));
    await person.opens();
    expect(await person.focus()).toBe('How old are you?');
    expect(await page()).toMatchObject({ top: 400, focus: 'SYMPTOM-GUIDE' });
    expect(await person.see('button', '^Check your symptoms$')).toEqual([]);
    await engine.click(200, 600);
    await run(engine, () => document.querySelector<HTMLElement>('a')?.focus({ preventScroll: true }));
    expect(await page()).toMatchObject({ top: 400, focus: 'A' });
    expect((await person.panel()).free).toBe(true);
  });

  test('emergency: at once, with a call and no booking; the answer can be changed, the warning stays', async () => {
    await arrive();
    await person.opens();
    await converse(conversations.emergency, /Emergency.*Get help now/);
    expect(await person.focus()).toMatch(/Get help now/);
    expect((await person.find('link', '^Call 911$')).href).toBe('tel:911');
    expect(await person.see('link', 'Book')).toEqual([]);
    await person.tap('button', /Change your answer: Since this pain/);
    await person.tap('checkbox', /Numb, tingly/, bladder);
    await person.answers([bladder, /^None of these/]);
    await person.find('group', /fit your legs/);
    await person.sees('please still get help now');
  });

  test('see a doctor today', async () => {
    await arrive();
    await person.opens();
    await converse(conversations.urgent, /Urgent.*See a doctor today/);
    expect(await person.see('link', 'Book')).toEqual([]);
  });

  test('book a consult: with every kind of question, and a result to take away', async () => {
    await arrive();
    await person.opens();
    await converse(conversations.routine, /You could book a consult/);
    expect((await person.find('link', 'Book a consult')).href).toBe('https://riverside.example/book');
    await person.find('button', `^${wordsOf.en.copy}$`);
    await person.find('button', `^${wordsOf.en.print}$`);
    expect(await page()).toMatchObject({ top: 0 });
  });

  test('Escape closes it, and the bubble has the focus; Close does too', async () => {
    await arrive();
    await person.opens();
    await person.press('Escape');
    await person.bubble();
    expect(await person.see('dialog', '')).toEqual([]);
    expect((await person.bubble()).focused).toBe(true);
    await person.tap('button', '^Check your symptoms$');
    await person.tap('button', '^Close$');
    expect((await person.bubble()).focused).toBe(true);
    expect(await page()).toMatchObject({ top: 0 });
  });

  test('after a reload it offers to continue', async () => {
    await arrive();
    await person.opens();
    await person.answers([age, /18 to 44/]);
    await person.find('group', bladder);
    await person.reloads();
    await person.bubble();
    expect(await page()).toMatchObject({ focus: 'BODY', asked: ['symptom-guide.js'] });
    await person.opens();
    await person.answers([/Welcome back/, /^Continue$/]);
    await person.find('group', bladder);
  });

  test('in Arabic from right to left, and back', async () => {
    await arrive();
    await person.opens();
    await person.tap('button', '^العربية$');
    const [ask] = saysIn('ar', conversations.emergency)[0] ?? [];
    expect((await person.find('group', ask ?? '')).dir).toBe('rtl');
    await person.answersAll(saysIn('ar', conversations.emergency).slice(0, 1));
    await person.tap('button', `^${wordsOf.ar.restart}$`);
    await person.tap('button', `^${wordsOf.ar.clearYes}$`);
    await person.tap('button', '^English$');
    expect((await person.find('group', age)).dir).toBe('ltr');
  });

  test('"Get help now" from the first second', async () => {
    await arrive();
    await person.opens();
    await person.tap('button', '^Get help now$');
    expect((await person.find('link', '^Call 911$')).free).toBe(true);
    expect(await person.focus()).toBe('Get help now');
    await person.tap('button', '^Back to the questions$');
    await person.answers([age, /18 to 44/]);
    await person.find('group', bladder);
  });

  test.each([
    ['a desktop', desktop],
    ['a phone', phone],
  ])('pictures on %s', async (_, size) => {
    await arrive(home, size);
    await person.bubble();
    await shoot(size, '1-launcher');
    await person.opens();
    await person.find('combobox', '.');
    await shoot(size, '2-first-question');
    const says = saysIn('en', conversations.routine);
    const map = says.findIndex(([question]) => /Where do you feel/.test(question.source));
    await person.answersAll(says.slice(0, map));
    await person.find('group', /Where do you feel/);
    await shoot(size, '3-body-map');
    await person.answersAll(says.slice(map));
    await person.find('heading', /You could book/);
    await shoot(size, '4-outcome');
  });

  test('by the keyboard alone', async () => {
    await arrive();
    await person.bubble();
    for (let tabs = 0; tabs < 60 && !(await person.bubble()).focused; tabs++) await person.press('Tab');
    await person.press('Enter');
    await person.find('group', age);
    await person.press('3');
    await person.find('group', bladder);
    await person.press('Tab');
    await person.press('Space');
    expect((await person.find('checkbox', "I can't pee")).checked).toBe(true);
    for (let tabs = 0; tabs < 12 && (await person.focus()) !== 'Continue'; tabs++) await person.press('Tab');
    await person.press('Enter');
    await person.find('heading', /Get help now/);
    expect(await person.focus()).toMatch(/Get help now/);
    table.of(engine).conversations += 1;
    await person.press('Escape');
    expect((await person.bubble()).focused).toBe(true);
  });

  test('on a phone: over the whole screen, and what is under it takes no focus', async () => {
    await arrive(home, phone);
    await person.opens();
    const { x, y, width, height } = await person.panel();
    // A phone has no scroll bar beside the page; the desktop's Firefox does.
    const room = await run(engine, () => document.documentElement.clientWidth);
    expect({ x, y, width, height }).toEqual({ x: room / 2, y: phone.height / 2, width: room, height: phone.height });
    await run(engine, () => document.querySelector<HTMLElement>('a')?.focus());
    expect(await page()).toMatchObject({ top: 0, focus: 'SYMPTOM-GUIDE' });
    await converse(conversations.emergency, /Get help now/);
    expect(await person.sideways()).toBe(0);
    await person.press('Escape');
    expect((await person.bubble()).focused).toBe(true);
    expect(await page()).toMatchObject({ top: 0 });
  });

  test('in the page itself: no bubble, nothing takes the focus, and it works', async () => {
    await arrive(inline);
    await person.find('group', age);
    expect(await page()).toMatchObject({ top: expect.any(Number), focus: 'BODY' });
    expect(await person.see('button', '^Check your symptoms$')).toEqual([]);
    await person.find('region', '^Check your symptoms$');
    await converse(conversations.emergency, /Get help now/);
    expect((await person.find('link', '^Call 911$')).href).toBe('tel:911');
  });

  test('when the flow is not there: safety advice, and another try', async () => {
    await arrive();
    await person.bubble();
    await run(engine, () => {
      const guide = document.querySelector('symptom-guide') as HTMLElement & { flow: string };
      guide.setAttribute('flow', '/nowhere.json');
      // Where the pointer rests on the bubble from before, another one is on its way already: it is forgotten.
      guide.flow = '';
    });
    await person.tap('button', '^Check your symptoms$');
    await person.find('heading', '^The guide could not load$');
    expect((await person.find('link', '^Call 911$')).href).toBe('tel:911');
    expect((await person.find('link', '^Call Riverside Acupuncture: ')).href).toBe('tel:+15550100');
    expect(await person.console()).toEqual([expect.stringMatching(/^\[symptom-guide\] .*nowhere\.json/)]);
    await run(engine, () => document.querySelector('symptom-guide')?.setAttribute('flow', 'sciatica'));
    await person.tap('button', '^Try again$');
    await person.answers([age, /18 to 44/]);
    await person.find('group', bladder);
    await person.forgets();
  });
});
