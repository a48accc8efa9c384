import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { matrix } from '../fixtures/matrix.js';
import { findings } from './axeFindings.js';
import { flowIn } from './conversation.js';
import { Visitor } from './visitor.js';

// @module-tag studio

let visitor: Visitor;

/** The studio with the shipped flow, its outline in front. */
async function open(options = {}): Promise<Page> {
  visitor = await Visitor.on('dist/studio/index.html#open=sciatica', {
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  await visitor.page.getByRole('treeitem', { name: 'Is any of this happening now?' }).waitFor();
  // What the checker finds is counted in the lines, which may make one longer: a person waits for that to settle.
  await visitor.page.locator('.verdict.right').waitFor();
  return visitor.page;
}
const spoken = (page: Page) => page.locator('.spoken');
const line = (page: Page, name: string | RegExp) => page.getByRole('treeitem', { name }).first();
/** The sections and questions, in order. */
const order = (page: Page) =>
  page
    .getByRole('treeitem')
    .evaluateAll((lines) =>
      lines
        .filter((one) => one.getAttribute('data-at')?.startsWith('sections/'))
        .map((one) => one.querySelector('.row-label')?.textContent ?? ''),
    );

test('a question is dragged to another place, also into another section, and back by Undo', async () => {
  const page = await open();
  const before = await order(page);
  const [moved, target] = ['Is any of this happening now?', 'Do any of these fit you?'];
  const on = line(page, target);
  const box = await on.boundingBox();
  await line(page, moved).dragTo(on, { targetPosition: { x: 80, y: (box?.height ?? 30) - 3 } });
  await expect
    .poll(() => spoken(page).textContent())
    .toContain('Moved the question “Is any of this happening now?” to place 2 of 7');
  const after = await order(page);
  expect(after.indexOf(moved)).toBe(after.indexOf(target) + 1);
  // A follow-up of it is asked before it now: that is said, and counted.
  await expect.poll(() => spoken(page).textContent(), { timeout: 40_000 }).toMatch(/new problem/);
  await expect.poll(() => line(page, /Which fits the beat or bulge best/).textContent()).toMatch(/\d problem/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => order(page)).toEqual(before);
});

test('with the keyboard alone: a warning sign with its red flag, and an undo of all of it', async () => {
  const page = await open();
  const { keyboard } = page;
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id ?? '');
  const tabTo = async (id: RegExp) => {
    for (let n = 0; n < 120 && !id.test(await focused()); n++) await keyboard.press('Tab');
    expect(await focused()).toMatch(id);
  };
  await page.getByRole('searchbox', { name: 'Find a question' }).focus();
  await keyboard.type('fit you history');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect.poll(focused).toBe('outline-form-title');
  await tabTo(/choices-new$/);
  await keyboard.type('I have fallen twice');
  await keyboard.press('Enter');
  await expect.poll(focused).toBe('“I have fallen twice” is a warning sign');
  const said = () => page.evaluate(() => (document.activeElement as HTMLSelectElement).selectedOptions[0]?.textContent);
  for (let n = 0; n < 5 && (await said()) !== '→ See a doctor first'; n++) await keyboard.press('ArrowDown');
  await tabTo(/because$/);
  await keyboard.type('Falls can have a cause to look for.');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  for (
    let n = 0;
    n < 40 && (await page.evaluate(() => document.activeElement?.textContent)) !== 'Add the red flag';
    n++
  )
    await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect.poll(() => spoken(page).textContent()).toContain('“I have fallen twice” is a warning sign now');
  await expect.poll(focused).toBe('“I have fallen twice” is a warning sign');
  await keyboard.press('Control+Z');
  await keyboard.press('Control+Z');
  await expect.poll(() => spoken(page).textContent()).toContain('Undone: Add the choice “I have fallen twice”');
  expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
});

for (const [look, options] of [
  ['light', {}],
  ['dark', { colorScheme: 'dark' as const }],
  ['narrow', { viewport: { width: 420, height: 900 } }],
] as const)
  test(`axe finds nothing, whatever is chosen: ${look}`, {
    ...matrix(look === 'light'),
    timeout: 240_000,
  }, async () => {
    const page = await open(options);
    const found: [string, string[]][] = [];
    const look = async (what: string) => {
      const list = await findings(visitor, found.length === 0 && what === 'the guide' ? '.outline' : '.outline-main');
      if (list.length > 0) found.push([what, list]);
    };
    await look('the guide');
    const { redFlags, topics } = flowIn('en');
    for (const name of [
      'First, your safety',
      'Is any of this happening now?',
      'Where do you feel the pain?',
      'How bad is the pain now?',
      'When did the numb or odd',
      'Get help now',
      'You could book a consult',
      `Red flags (${redFlags.length})`,
      `Topics (${topics?.length})`,
    ]) {
      await line(page, name).click();
      await page.locator('#outline-form-title').waitFor();
      await look(name);
    }
    await line(page, `Red flags (${redFlags.length})`).press('ArrowRight');
    await line(page, /Sex has changed/).click();
    await look('a red flag');
    await page.getByRole('button', { name: 'Add …' }).click();
    await look('the menu');
    await page.getByRole('button', { name: 'A question', exact: true }).click();
    await page.getByRole('heading', { name: 'Add a question' }).waitFor();
    await look('adding');
    await line(page, 'Is any of this happening now?').click();
    await page.getByRole('combobox', { name: /short of breath” is a warning sign/ }).selectOption({ index: 1 });
    await look('a new red flag');
    await page.getByRole('textbox', { name: 'Question', exact: true }).fill('');
    await page.getByRole('button', { name: /is empty/ }).waitFor();
    await look('a problem');
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await look('removing');
    expect(found).toEqual([]);
  });
