import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { matrix } from '../fixtures/matrix.js';
import { findings } from './axeFindings.js';
import { browserRefuses, type Says, Visitor } from './visitor.js';

let visitor: Visitor;

const none = /^None of these/;
const age: Says = [/How old/, /45 to 59/];
const bladder = /have any of these changed/;
const routine: Says[] = [
  age,
  [bladder, none],
  [/fit your legs/, /One leg tingles/],
  [/happening now/, none],
  [/How did this pain start/, /Long hours/],
  [/Do any of these fit you/, none],
  [/Does any of this fit you/, none],
  [/And any of these/, none],
  [/How long have you had/, /2 to 6 weeks/],
  [/Where do you feel/, /My lower leg/],
  [/How long can you sit/, /half an hour/],
  [/How bad/, 6],
  [/planned safely/, none],
];

const fold = () => visitor.page.getByText('Questions about treatment?');
const field = () => visitor.page.getByRole('searchbox', { name: 'Type to find' });
const chip = (name: string) => visitor.page.getByRole('button', { name, exact: true });
const answer = (name: string) => visitor.page.getByRole('group', { name, exact: true });
const offered = () => visitor.page.locator('.topics .chip').allTextContents();
const searches = () => visitor.requests.filter((url) => url.includes('/search.js'));
/** The name of what has the focus, as a screen reader says it. */
const focused = () =>
  visitor.page.evaluate(() => {
    const root = document.querySelector('symptom-guide')?.shadowRoot;
    const at = root?.activeElement;
    const label = at?.getAttribute('aria-labelledby');
    return at?.ariaLabel ?? (label ? root?.getElementById(label) : at)?.textContent;
  });

async function open(options: BrowserContextOptions = {}, prepare?: Parameters<typeof Visitor.on>[2]): Promise<void> {
  visitor = await Visitor.on('demo/index.html', options, prepare);
  await visitor.open();
}

describe('before the first answer', () => {
  test('a visitor asks, reads, and goes on; the question stays the first thing', async () => {
    await open();
    expect(await focused()).toBe('How old are you?');
    await fold().waitFor();
    expect(await chip('What is cupping?').isVisible()).toBe(false);
    await fold().click();
    await chip('What is cupping?').click();
    expect(await focused()).toBe('What is cupping?');
    await answer('What is cupping?')
      .getByText(/Cups use suction/)
      .waitFor();
    const [told, asked] = [
      await answer('What is cupping?').boundingBox(),
      await visitor.group(/How old/).boundingBox(),
    ];
    expect(asked?.y).toBeGreaterThan((told?.y ?? 0) + (told?.height ?? 0));
    expect(
      await visitor
        .group(/How old/)
        .getByRole('button')
        .first()
        .isVisible(),
    ).toBe(true);

    await visitor.answer(age);
    await visitor.group(bladder).waitFor();
    expect(await answer('What is cupping?').count()).toBe(1);
    expect(await offered()).toEqual([]);
    expect(await fold().count()).toBe(0);
    expect(visitor.console).toEqual([]);
  });

  test('what depends on answers is not told yet', async () => {
    await open();
    await fold().click();
    expect(await offered()).not.toContain('How often, and for how long?');
    await chip('What is acupuncture?').click();
    await answer('What is acupuncture?')
      .getByText(/Very thin needles/)
      .waitFor();
    expect(
      await answer('What is acupuncture?')
        .getByText(/how to lie/)
        .count(),
    ).toBe(0);
    await visitor.answerAll(routine);
    await visitor.outcome(/You could book/).waitFor();
    expect(
      await answer('What is acupuncture?')
        .getByText(/how to lie/)
        .count(),
    ).toBe(1);
    expect(await offered()).toContain('How often, and for how long?');
    expect(await offered()).not.toContain('What is acupuncture?');
  });

  test('on a phone, the answer comes to the top and the page behind does not scroll', async () => {
    await open({ viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true });
    await fold().click();
    await chip('Does acupuncture work for sciatica?').click();
    const [top, box] = [
      await visitor.page.locator('.scroller').boundingBox(),
      await answer('Does acupuncture work for sciatica?').boundingBox(),
    ];
    expect(Math.abs((box?.y ?? 0) - (top?.y ?? 0))).toBeLessThan(40);
    expect(await visitor.page.evaluate(() => scrollY)).toBe(0);
  });

  test('with the keyboard only', async () => {
    visitor = await Visitor.on('demo/index.html');
    const { keyboard } = visitor.page;
    const press = async (...keys: string[]) => {
      for (const key of keys) await keyboard.press(key);
    };
    await visitor.launcher.focus();
    await press('Enter');
    await fold().waitFor();
    // The question's six buttons come first, then why it is asked, then the topics.
    const order: (string | null | undefined)[] = [];
    for (let i = 0; i < 8; i++) {
      await press('Tab');
      order.push(await focused());
    }
    expect(order.slice(5)).toEqual(['65 or older', 'Why do you ask?', 'Questions about treatment?']);
    await press('Enter', 'Tab');
    await keyboard.type('cuping 1');
    await press('Enter');
    expect(await visitor.group(/How old/).count()).toBe(1);
    await press('Escape');
    expect([await field().inputValue(), await visitor.panel.isVisible()]).toEqual(['', true]);
    await keyboard.type('cuping');
    await expect.poll(offered).toContain('What is cupping?');
    await expect.poll(offered).not.toContain('What is sciatica?');
    // Past the field's own button to clear it, where the browser has one that takes the focus.
    await press('Tab');
    await press('Enter');
    expect(await focused()).toBe('What is cupping?');
    await press('Tab', 'Enter');
    await visitor.group(/have any of these changed|How old/).waitFor();
    await visitor.group(bladder).waitFor();
  });

  test('Escape in the empty field closes the guide', async () => {
    await open();
    await fold().click();
    await field().focus();
    await visitor.page.keyboard.press('Escape');
    await visitor.panel.waitFor({ state: 'hidden' });
  });
});

describe('type to find', () => {
  test('the search is fetched when the field is used, and not before', async () => {
    await open();
    await fold().click();
    expect(searches()).toEqual([]);
    await field().click();
    await expect.poll(searches).toHaveLength(1);
    await field().fill('cup');
    await field().blur();
    await field().focus();
    expect(searches()).toHaveLength(1);
  });

  test('a slip of the finger, a word of the answer, nothing found', async () => {
    await open();
    await fold().click();
    const all = await offered();
    await field().fill('efects side');
    await expect.poll(offered).toEqual(['What are the side effects?']);
    await visitor.panel.getByRole('status').getByText('1 found').waitFor();
    await field().fill('suction');
    await expect.poll(offered).toEqual(['What is cupping?']);
    await field().fill('xylophone');
    await visitor.panel.getByRole('status').getByText('Nothing found. Try another word.').waitFor();
    expect(await offered()).toEqual([]);
    await field().fill('');
    await expect.poll(offered).toEqual(all);
  });

  test('typed without its accent', async () => {
    await open({}, async (page) => {
      await page.route('**/flows/sciatica/flow.json', async (route) => {
        const text = await (await route.fetch()).text();
        await route.fulfill({ body: text.replace('"What is cupping?"', '"¿Qué es la punción?"') });
      });
    });
    await fold().click();
    await field().fill('puncion');
    await expect.poll(offered).toEqual(['¿Qué es la punción?']);
  });

  test('without the search, the letters typed are found in the questions', async () => {
    await open({}, async (page) => {
      await page.route('**/search.js*', (route) => route.abort());
    });
    visitor.allowOnConsole(browserRefuses);
    await fold().click();
    await field().pressSequentially('CUPP');
    await expect.poll(offered).toEqual(['What is cupping?']);
    await field().fill('suction');
    await visitor.panel.getByRole('status').getByText('Nothing found').waitFor();
    // Asked for when the field was come to and at the first letter, each time twice, and not with every letter.
    expect(searches().length).toBeLessThanOrEqual(6);
    await visitor.page.unrouteAll();
    await field().blur();
    await field().focus();
    await expect.poll(offered).toEqual(['What is cupping?']);
    await chip('What is cupping?').click();
    await answer('What is cupping?').waitFor();
  });
});

describe('never beside advice to see a doctor, nor between the questions', () => {
  test('nothing is offered at any question after the first', async () => {
    await open();
    for (const says of routine) {
      await visitor.group(says[0]).waitFor();
      if (says !== age)
        expect([String(says[0]), await fold().count(), await offered()]).toEqual([String(says[0]), 0, []]);
      await visitor.answer(says);
    }
    await visitor.outcome(/You could book/).waitFor();
    expect((await offered()).length).toBeGreaterThan(6);
  });

  test.each<[string, RegExp, Says[]]>([
    ['emergency', /Get help now/, [age, [bladder, /I can't pee/]]],
    [
      'urgent',
      /See a doctor today/,
      [age, [bladder, none], [/fit your legs/, /One foot drops/], ...routine.slice(3, 8)],
    ],
    [
      'soon',
      /See a doctor first/,
      [...routine.slice(0, 6), [/Does any of this fit you/, /lost weight/], [/And any of these/, none]],
    ],
  ])('%s: nothing is offered, and what was asked before is out of sight', async (_, title, journey) => {
    await open();
    await fold().click();
    await chip('What happens at the first visit?').click();
    await answer('What happens at the first visit?').waitFor();
    await visitor.answerAll(journey);
    await visitor.outcome(title).waitFor();
    expect(await answer('What happens at the first visit?').count()).toBe(0);
    expect([await fold().count(), await field().count(), await offered()]).toEqual([0, 0, []]);
  });

  test('a routine result that is changed into an emergency leaves no answer standing', async () => {
    await open();
    await fold().click();
    await chip('What is cupping?').click();
    await visitor.answerAll(routine);
    await visitor.outcome(/You could book/).waitFor();
    await chip('How often, and for how long?').click();
    expect(await focused()).toBe('How often, and for how long?');
    await visitor.page.getByRole('button', { name: /Change your answer: Since this pain/ }).click();
    await visitor
      .group(bladder)
      .getByRole('checkbox', { name: /I can't pee/ })
      .check();
    await visitor.group(bladder).getByRole('button', { name: 'Continue' }).click();
    await visitor.outcome(/Get help now/).waitFor();
    expect(await visitor.page.locator('[data-topic]').count()).toBe(0);
    expect(await visitor.panel.getByText(/Cups use suction|usual course/).count()).toBe(0);
    expect(await offered()).toEqual([]);
  });
});

for (const [look, options] of [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['320 px', { viewport: { width: 320, height: 640 } }],
] satisfies [string, BrowserContextOptions][])
  describe(look, matrix(look === 'light'), () => {
    test('axe finds nothing on the screens with topics, and nothing is wider than the screen', async () => {
      await open(options);
      const found: [string, string[]][] = [];
      const look = async (screen: string) => {
        const list = await findings(visitor);
        const wide = await visitor.page.locator('.scroller').evaluate((box) => box.scrollWidth > box.clientWidth);
        if (list.length > 0 || wide) found.push([screen, wide ? [...list, 'scrolls sideways'] : list]);
      };
      await fold().click();
      await look('folded out');
      await field().fill('needle');
      await visitor.panel
        .getByRole('status')
        .getByText(/\d found/)
        .waitFor();
      await look('found');
      await field().fill('xylophone');
      await visitor.panel.getByRole('status').getByText('Nothing found').waitFor();
      await look('nothing found');
      await field().fill('');
      await chip('What is cupping?').click();
      await look('answered');
      await visitor.answerAll(routine);
      await visitor.outcome(/You could book/).waitFor();
      await look('routine');
      await field().fill('visit');
      await visitor.panel
        .getByRole('status')
        .getByText(/\d found/)
        .waitFor();
      await look('found at the outcome');
      expect(found).toEqual([]);
    });
  });
