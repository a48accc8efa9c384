import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sendWords } from '../../src/chat/later/submission.js';
import { matrix } from '../fixtures/matrix.js';
import { release } from '../release.js';
import { conversations, exactly, flowIn, saysIn, wordsOf } from './conversation.js';
import { type Says, Visitor } from './visitor.js';

let visitor: Visitor;

const none = /^None of these/;
const age: Says = [/How old/, /18 to 44/];
const bladder = /have any of these changed/;
const legs = /fit your legs/;
/** No warning sign at all: the safety questions in order, and the story. */
const safety: Says[] = [age, [bladder, none], [legs, none], [/happening now/, none], [/How did this pain start/, none]];
const health: Says[] = [
  [/Do any of these fit you/, none],
  [/Does any of this fit you/, none],
  [/And any of these/, none],
];
const story: Says[] = [
  [/How long have you had/, /2 to 6 weeks/],
  [/Where do you feel/, /My lower leg/],
  [/How long can you sit/, /half an hour/],
  [/How bad/, 5],
  [/planned safely/, none],
];

describe('one visitor to each outcome', () => {
  test('emergency: at once, with a call and no booking', async () => {
    visitor = await Visitor.on('demo/index.html');
    await visitor.open();
    await visitor.answerAll([age, [bladder, /I can't pee/]]);
    await visitor.outcome(/Emergency.*Get help now/).waitFor();
    expect(await visitor.panel.getByRole('link', { name: 'Call 911' }).getAttribute('href')).toBe('tel:911');
    expect(await visitor.panel.getByRole('link', { name: /Book/ }).count()).toBe(0);
    expect(await visitor.panel.getByRole('listitem').getByText("I can't pee, or it is hard to start").count()).toBe(1);
  });

  test('see a doctor today', async () => {
    visitor = await Visitor.on('demo/index.html');
    await visitor.open();
    await visitor.answerAll([age, [bladder, none], [legs, /One foot drops/], ...safety.slice(3), ...health]);
    await visitor.outcome(/Urgent.*See a doctor today/).waitFor();
    expect(await visitor.panel.getByRole('link', { name: /Book/ }).count()).toBe(0);
  });

  test('see a doctor first', async () => {
    visitor = await Visitor.on('demo/index.html');
    await visitor.open();
    await visitor.answerAll([
      ...safety,
      health[0] as Says,
      [/Does any of this fit you/, /lost weight/],
      health[2] as Says,
    ]);
    await visitor.outcome(/See a doctor first/).waitFor();
    expect(await visitor.panel.getByRole('link', { name: /Book/ }).count()).toBe(0);
  });

  test('book a consult: the plan, the topics, and a link that tells the clinic nothing', async () => {
    visitor = await Visitor.on('demo/index.html');
    await visitor.open();
    await visitor.answerAll([...safety, ...health, ...story]);
    await visitor.outcome(/You could book a consult/).waitFor();
    for (const card of ['Acupuncture', 'Electroacupuncture', 'Cupping'])
      expect(await visitor.panel.locator('summary').getByText(card, { exact: true }).count(), card).toBe(1);
    const book = visitor.panel.getByRole('link', { name: /Book a consult/ });
    expect(await book.getAttribute('href')).toBe('https://riverside.example/book');
    await visitor.panel
      .getByRole('button', { name: /Does acupuncture work/ })
      .first()
      .click();
    expect(await visitor.panel.getByText(/216/).count()).toBe(1);
  });
});

test('someone goes back and changes an answer', async () => {
  visitor = await Visitor.on('demo/index.html');
  await visitor.open();
  await visitor.answerAll([age, [bladder, /I leak pee/]]);
  await visitor.outcome(/Get help now/).waitFor();
  await visitor.panel.getByRole('button', { name: /Change your answer: Since this pain/ }).click();
  // The result is out of sight now; what it said is not.
  await visitor.panel.getByRole('paragraph').getByText('please still get help now').waitFor();
  await visitor
    .group(bladder)
    .getByRole('checkbox', { name: /I leak pee/ })
    .uncheck();
  await visitor.answer([bladder, none]);
  await visitor.group(legs).waitFor();
  expect(await visitor.panel.getByRole('paragraph').getByText('please still get help now').isVisible()).toBe(true);
  // The warning stays in sight, and does not hide the question.
  const warning = await visitor.panel.getByRole('paragraph').getByText('please still get help now').boundingBox();
  const ask = await visitor.panel.getByRole('log').getByText('Do any of these fit your legs?').boundingBox();
  expect(ask?.y).toBeGreaterThanOrEqual((warning?.y ?? 0) + (warning?.height ?? 0));
  await visitor.panel.getByRole('button', { name: /Change your answer: How old/ }).click();
  await visitor.answer([/How old/, /65 or older/]);
  await visitor.group(legs).waitFor();
  expect(await visitor.panel.getByRole('log').getByText('65 or older').count()).toBe(1);
});

test('someone uses only the keyboard', async () => {
  visitor = await Visitor.on('demo/index.html');
  const { keyboard } = visitor.page;
  await visitor.launcher.focus();
  await keyboard.press('Enter');
  await visitor.group(/How old/).waitFor();
  // A number key answers a single choice.
  await keyboard.press('3');
  await visitor.group(bladder).waitFor();
  // Tab goes from the new question to its controls, and no answer is given by arriving.
  await keyboard.press('Tab');
  await keyboard.press('Space');
  expect(await visitor.panel.getByRole('checkbox', { name: "I can't pee" }).isChecked()).toBe(true);
  await keyboard.press('1');
  expect(await visitor.panel.getByRole('checkbox', { name: "I can't pee" }).isChecked()).toBe(false);
  await keyboard.press('4');
  expect(await visitor.panel.getByRole('checkbox', { name: /Numb, tingly/ }).isChecked()).toBe(true);
  await keyboard.press('Enter');
  await visitor
    .group(/When did the numb/)
    .or(visitor.group(bladder))
    .first()
    .waitFor();
  if (await visitor.group(bladder).count()) {
    await visitor.group(bladder).getByRole('button', { name: 'Continue' }).focus();
    await keyboard.press('Enter');
  }
  await visitor.group(/When did the numb/).waitFor();
  await keyboard.press('1');
  await visitor.outcome(/Get help now/).waitFor();
  // Focus is on the headline of the result, so that a screen reader reads it.
  expect(await focused()).toMatch(/Get help now/);
  await keyboard.press('Escape');
  expect(await visitor.panel.count()).toBe(0);
  expect(await focused()).toBe('Check your symptoms');
});

async function focused(): Promise<string> {
  return visitor.page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent ?? '');
}

test('the page asked for nothing and stored nothing before the bubble was touched', async () => {
  visitor = await Visitor.on('demo/index.html');
  await visitor.launcher.waitFor();
  await visitor.page.waitForTimeout(500);
  const guide = (url: string) => url.includes(`/${release}/`);
  expect(visitor.requests.filter(guide).map((url) => new URL(url).pathname)).toEqual([`/${release}/symptom-guide.js`]);
  const stored = () =>
    visitor.page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      cookies: document.cookie,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
    }));
  expect(await stored()).toEqual({ local: 0, session: 0, cookies: '', databases: 0, caches: 0 });

  // A hover is the first sign of intent: flow and chat start side by side, and still nothing is stored.
  await visitor.launcher.hover();
  await expect
    .poll(() => visitor.requests.filter(guide).map((url) => new URL(url).pathname))
    .toEqual(['symptom-guide.js', 'flows/sciatica/flow.json', 'chat/chat.js'].map((file) => `/${release}/${file}`));
  expect(await stored()).toMatchObject({ local: 0, session: 0 });
  const origins = new Set(visitor.requests.map((url) => new URL(url).origin));
  expect(origins.size).toBe(1);
});

test('a reload in the same tab offers to continue, and nothing takes the focus by itself', async () => {
  visitor = await Visitor.on('demo/index.html');
  await visitor.open();
  await visitor.answerAll([age]);
  await visitor.group(bladder).waitFor();
  await visitor.page.reload();
  await visitor.launcher.waitFor();
  expect(await visitor.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  await visitor.launcher.click();
  await visitor
    .group(/Welcome back/)
    .getByRole('button', { name: 'Continue' })
    .click();
  await visitor.group(bladder).waitFor();
});

test('opening does not move the page, and the page stays usable on a desktop', async () => {
  visitor = await Visitor.on('demo/index.html');
  await visitor.page.evaluate(() => scrollTo({ top: 400, behavior: 'instant' }));
  await visitor.open();
  await visitor.answerAll([age]);
  await visitor.group(bladder).waitFor();
  expect(await visitor.page.evaluate(() => scrollY)).toBe(400);
  await visitor.page.mouse.click(200, 600);
  await visitor.page.evaluate(() => document.querySelector<HTMLElement>('a')?.focus());
  expect(await visitor.page.evaluate(() => document.activeElement?.tagName)).toBe('A');
});

test('inline: the guide is in the page, its fallback is gone, and nothing takes focus', async () => {
  visitor = await Visitor.on('demo/inline.html');
  await visitor.group(/How old/).waitFor();
  expect(await visitor.page.getByRole('region', { name: 'Check your symptoms' }).isVisible()).toBe(true);
  expect(await visitor.page.getByText('If the guide does not appear here').isVisible()).toBe(false);
  expect(await visitor.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  await visitor.answerAll([age, [bladder, /I can't pee/]]);
  await visitor.outcome(/Get help now/).waitFor();
});

test('on a phone: a modal dialog over the whole screen, and Escape closes it', async () => {
  visitor = await Visitor.on('demo/index.html', { viewport: { width: 375, height: 700 }, hasTouch: true });
  await visitor.launcher.tap();
  await visitor.group(/How old/).waitFor();
  expect(await visitor.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 700 });
  // What lies under a modal dialog cannot take focus.
  await visitor.page.evaluate(() => document.querySelector<HTMLElement>('a')?.focus());
  expect(await visitor.page.evaluate(() => document.activeElement?.tagName)).toBe('SYMPTOM-GUIDE');
  await visitor.page.keyboard.press('Escape');
  await visitor.launcher.waitFor();
});

test('events tell the page what happened, and never an answer', async () => {
  visitor = await Visitor.on('demo/index.html');
  await visitor.page.evaluate(() => {
    const seen: unknown[] = [];
    Object.assign(globalThis, { seen });
    for (const type of ['guide-open', 'guide-close', 'guide-step', 'guide-outcome', 'guide-error'])
      document.addEventListener(type, (event) => seen.push([type, (event as CustomEvent).detail]));
  });
  await visitor.open();
  await visitor.answerAll([age, [bladder, /I can't pee/]]);
  await visitor.outcome(/Get help now/).waitFor();
  await visitor.panel.getByRole('button', { name: 'Close' }).click();
  const { version } = JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8')) as { version: string };
  const about = { flow: 'sciatica', version };
  expect(await visitor.page.evaluate(() => (globalThis as unknown as { seen: unknown }).seen)).toEqual([
    ['guide-open', null],
    ['guide-step', { ...about, section: 'about' }],
    ['guide-step', { ...about, section: 'warning-signs' }],
    ['guide-outcome', { ...about, outcome: 'emergency', urgency: 'emergency' }],
    ['guide-close', null],
  ]);
});

for (const language of ['ar', 'es'] as const)
  test(`a whole conversation in ${language}, every name in that language`, matrix(language === 'ar'), async () => {
    const words = wordsOf[language];
    const { words: form } = sendWords({ language });
    visitor = await Visitor.onHtml(
      `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><title>Clinic</title><script
      src="/${release}/symptom-guide.js" data-country="GB" data-clinic-name="Riverside"
      data-send="https://clinic.example/in" data-privacy="https://clinic.example/privacy"></script></html>`,
    );
    await visitor.open();
    await visitor.answerAll(saysIn(language, conversations.routine));
    const title = flowIn(language).outcomes.find(({ id }) => id === 'book')?.title ?? '';
    await visitor.outcome(new RegExp(title)).waitFor();
    const button = (name: string) => visitor.panel.getByRole('button', { name: exactly(name) });
    const topic = flowIn(language).topics?.find(({ id }) => id === 'what-is-cupping');
    await button(topic?.ask ?? '').click();
    await button(words.send.replace('{clinic}', 'Riverside')).click();
    await visitor.panel.getByLabel(form.name).waitFor();
    await button(form.send).click();
    await visitor.panel.getByText(form.noAgree).waitFor();
  });
