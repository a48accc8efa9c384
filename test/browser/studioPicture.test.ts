import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { localFlow } from '../bench/flows.js';
import { matrix } from '../fixtures/matrix.js';
import { findings } from './axeFindings.js';
import { flowIn } from './conversation.js';
import { Visitor } from './visitor.js';

// @module-tag studio

/** An editor who has the picture of a flow open; of the sciatica flow if no other is given. */
async function editor(options = {}, flow?: object) {
  const visitor = await Visitor.on('dist/studio/index.html#open=sciatica', options, async (page) => {
    if (flow) await page.route('**/flows/sciatica/flow.json', (route) => route.fulfill({ json: flow }));
  });
  const { page } = visitor;
  await page.getByRole('tab', { name: 'Picture' }).click();
  const picture = page.getByRole('application', { name: /^Picture of the flow/ });
  await picture.waitFor();
  const node = (name: RegExp) => picture.getByRole('button', { name });
  const scale = async () => Number.parseFloat((await page.locator('.picture-scale').textContent()) ?? '');
  return { visitor, page, picture, node, scale };
}
const middle = async (of: Locator) => {
  const box = await of.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
/** Whether a node is wholly within the picture's frame. */
const inSight = async (node: Locator, picture: Locator) => {
  const [a, b] = [await node.boundingBox(), await picture.boundingBox()];
  return !!a && !!b && a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
};

describe('the picture', () => {
  test('is zoomed and moved by buttons, keys, wheel and drag, and stays so when another part was open', async () => {
    const { page, picture, node, scale } = await editor();
    const fit = await scale();
    await page.getByRole('button', { name: '100 %' }).click();
    expect(await scale()).toBe(100);
    await page.getByRole('button', { name: 'Zoom out' }).click();
    expect(await scale()).toBe(80);
    await picture.focus();
    await page.keyboard.press('0');
    expect(await scale()).toBe(fit);

    const question = node(/^Question 4 of/);
    const before = await middle(question);
    await page.keyboard.press('ArrowRight');
    expect((await middle(question)).x).toBeCloseTo(before.x - 80, 0);
    await page.mouse.move(before.x, before.y);
    await page.mouse.wheel(0, 60);
    await expect.poll(async () => (await middle(question)).y).toBeCloseTo(before.y - 60, 0);
    const at = await middle(question);
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x + 50, at.y + 70, { steps: 4 });
    await page.mouse.up();
    expect((await middle(question)).x).toBeCloseTo(at.x + 50, 0);
    // A drag that began on a question does not choose it.
    expect(await question.getAttribute('aria-pressed')).toBe('false');

    const under = await middle(question);
    await page.mouse.move(under.x, under.y);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -60);
    await page.keyboard.up('Control');
    await expect.poll(scale).toBeGreaterThan(fit);
    expect((await middle(question)).x).toBeCloseTo(under.x, 0);
    const [kept, place] = [await scale(), await middle(question)];
    await page.getByRole('tab', { name: 'Proof' }).click();
    await page.getByRole('tab', { name: 'Picture' }).click();
    await question.waitFor();
    expect(await scale()).toBe(kept);
    expect((await middle(question)).y).toBeCloseTo(place.y, 0);
  });

  test('is gone through and chosen by keyboard alone, and what is gone to is in sight', async () => {
    const { page, picture } = await editor();
    await page.getByRole('button', { name: '100 %' }).click();
    await picture.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Home');
    const focused = page.locator(':focus');
    expect(await focused.getAttribute('aria-label')).toMatch(/^Question 1 of 28/);
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('ArrowDown');
      expect(await inSight(focused, picture)).toBe(true);
    }
    expect(await focused.getAttribute('aria-label')).toMatch(/^Question 13 of 28/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const details = page.getByRole('region', { name: '2 red flags: Get help now' });
    expect(await details.getByText('Raised if').count()).toBe(2);
    await page.keyboard.press('ArrowRight');
    expect(await focused.getAttribute('aria-label')).toMatch(/^Outcome, emergency/);
    await page.keyboard.press('Escape');
    expect(await details.count()).toBe(0);
    await page.keyboard.press('Home');
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit: Question 7 of 28' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('tab', { name: 'Outline' }).getAttribute('aria-selected')).toBe('true');
  });

  test('follows the conversation of the preview as it is answered', async () => {
    const { page, node } = await editor();
    const frame = page.frameLocator('.preview iframe');
    expect(await node(/^Question 1 of/).getAttribute('aria-label')).toContain('Asked now.');
    await frame.getByText('18 to 44').click();
    await node(/^Question 2 of .*Asked now\./).waitFor();
    expect(await node(/^Question 1 of/).getAttribute('aria-label')).toContain('Asked in this conversation.');
    await node(/^Outcome, urgent/).click();
    await page.getByRole('button', { name: /^Show in preview/ }).click();
    await node(/^Outcome, urgent: See a doctor today\. Reached in this conversation\./).waitFor();
  });

  test('is saved as a file that opens by itself', async () => {
    const { visitor, page } = await editor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as SVG' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`sciatica-${flowIn('en').version}.svg`);
    const parts: Buffer[] = [];
    for await (const part of await download.createReadStream()) parts.push(part as Buffer);
    const svg = Buffer.concat(parts).toString('utf8');
    const read = await page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'image/svg+xml');
      return [document.querySelector('parsererror')?.textContent, document.querySelector('title')?.textContent];
    }, svg);
    expect(read).toEqual([undefined, 'Sciatica guide: a picture of the flow']);
    expect(visitor.console).toEqual([]);
  });

  test('of a thousand questions is drawn as far as it is in sight, and moves', { tags: ['slow'] }, async () => {
    const flow = localFlow(1000);
    // The checker takes too long for emergencies in chains as long as these.
    for (const flag of flow.redFlags) flag.outcome = 'today';
    const { page, picture, node, scale } = await editor({}, flow);
    await page.getByRole('button', { name: '100 %' }).click();
    expect(await scale()).toBe(100);
    await expect.poll(() => picture.locator('[data-node]').count()).toBeLessThan(200);
    await picture.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await node(/^Outcome, routine: You could book/).waitFor();
    expect(await inSight(page.locator(':focus'), picture)).toBe(true);
  });
});

for (const [look, options] of [
  ['light', {}],
  ['dark', { colorScheme: 'dark' as const }],
  ['narrow', { viewport: { width: 420, height: 900 } }],
] as const)
  describe(look, matrix(look === 'light'), () => {
    test('axe finds nothing, in the picture, its details and its list', async () => {
      const { visitor, page, node } = await editor(options);
      const found = [await findings(visitor, '.studio-main')];
      await node(/^Question 11 of/).focus();
      await page.keyboard.press('Enter');
      found.push(await findings(visitor, '.studio-main'));
      await page.getByLabel('What leads to').selectOption('emergency');
      found.push(await findings(visitor, '.studio-main'));
      await page.getByRole('button', { name: 'Show as list' }).click();
      found.push(await findings(visitor, '.studio-main'));
      expect(found.flat()).toEqual([]);
    });
  });
