import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { matrix } from '../fixtures/matrix.js';
import { findings } from './axeFindings.js';
import { Visitor } from './visitor.js';

// @module-tag studio

/** The source of the shipped flow, open and checked. */
async function source(options: BrowserContextOptions = {}): Promise<Page> {
  const { page } = await Visitor.on('dist/studio/index.html#open=sciatica', {
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  page.setDefaultTimeout(20_000);
  await page.getByRole('tab', { name: 'Source' }).click();
  await page.getByText(/^\d warnings? in flow\.json; 2 in other files$/).waitFor();
  return page;
}

const text = (page: Page) => page.getByRole('textbox', { name: /^Text of / });
const said = (page: Page) => page.locator('.spoken');

/** Puts the cursor behind the first place of a text, as somebody does who searches for it. */
async function find(page: Page, what: string): Promise<void> {
  await text(page).focus();
  await page.keyboard.press('Control+f');
  const field = page.getByRole('textbox', { name: 'Find' });
  await field.press('Control+a');
  await field.pressSequentially(what);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
}

/** The line that the cursor is on. */
const line = (page: Page) => page.locator('.cm-activeLine').innerText();

test('what is typed is undone across files, in the order it was done, and the cursor goes there', async () => {
  const page = await source();
  await find(page, 'How old are you');
  await page.keyboard.type(' today');
  expect(await line(page)).toContain('How old are you today?');
  await page.getByRole('button', { name: 'vignettes.json' }).click();
  await find(page, 'it is hard to start peeing');
  await page.keyboard.type(' now');
  await expect.poll(() => page.getByRole('button', { name: /^vignettes.json.*not saved/ }).count()).toBe(1);
  await page.getByRole('button', { name: /^flow.json.*not saved/ }).click();
  await page.keyboard.press('Control+z');
  await expect.poll(() => line(page)).toMatch(/hard to start peeing"/);
  await page.keyboard.press('Control+z');
  await expect.poll(() => line(page)).toContain('How old are you?');
  await expect.poll(() => said(page).innerText()).toBe('Undone: Typing in flow.json.');
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => said(page).innerText()).toBe('Done again: Typing in flow.json.');
  await expect.poll(() => line(page)).toContain('How old are you today?');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => line(page)).toContain('How old are you?');
});

test('a wrong id is marked with what was meant, and mended by keyboard alone', async () => {
  const page = await source();
  await find(page, '"question": "danger');
  await page.keyboard.press('Backspace');
  await page.locator('.cm-lintRange-error').first().waitFor();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('F8');
  await page.keyboard.press('F8');
  await expect.poll(() => said(page).innerText()).toMatch(/there is no question "dange"; did you mean "danger"\?/);
  expect(await said(page).innerText()).toMatch(/full stop: Write "danger"/);
  await page.keyboard.press('Control+.');
  await expect.poll(() => said(page).innerText()).toMatch(/^Fixed: Write "danger"/);
  expect(await line(page)).toContain('"danger"');
  await page.getByText(/^\d warnings? in flow\.json/).waitFor();
  await expect.poll(() => page.locator('.cm-lintRange-error').count(), { timeout: 15_000 }).toBe(0);
  // One step of undo takes the fix back, by its name.
  await page.keyboard.press('Control+z');
  await expect.poll(() => said(page).innerText()).toBe('Undone: Fix: Write "danger".');
});

test('F2 renames an id in every file, refuses one that is taken, and is one step of undo', async () => {
  const page = await source();
  await find(page, '"pee-hard');
  await page.keyboard.press('F2');
  const dialog = page.getByRole('dialog', { name: 'Rename the choice pee-hard' });
  await dialog.waitFor();
  await page.keyboard.type('poo');
  await dialog.getByText('There is a choice "poo" already.').waitFor();
  expect(await dialog.getByRole('button', { name: 'Rename' }).isDisabled()).toBe(true);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('pee-slow');
  await dialog
    .getByText(/^Changes \d+ places in flow.json, \d+ places in vignettes.json, 1 place in ar.json/)
    .waitFor();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  expect(await line(page)).toContain('"pee-slow"');
  expect(await page.getByRole('button', { name: /not saved/ }).count()).toBe(4);
  await page.getByText(/^1 warning in flow\.json; 2 in other files$/).waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => page.getByRole('button', { name: /not saved/ }).count()).toBe(0);
});

test('ids are completed in conditions with what they mean, and fields with what they are for', async () => {
  const page = await source();
  await find(page, '"question": "danger');
  await page.keyboard.press('Control+Backspace');
  await page.keyboard.type('bla');
  const list = page.getByRole('listbox');
  const option = list.getByRole('option', { name: /^bladder-bowel-saddle.*Since this pain began/ });
  await option.waitFor();
  // Enter that comes as soon as the list is a new line: somebody was just typing.
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
  await expect.poll(() => line(page)).toContain('"question": "bladder-bowel-saddle"');
  await find(page, '"stopIfFlagged": true,');
  await page.keyboard.type(' "');
  await list.getByRole('option', { name: 'when' }).waitFor();
  await page.keyboard.type('no');
  await list.getByRole('option', { name: 'note' }).waitFor();
  await page.getByText('For editors. Never shown.').waitFor();
  await page.waitForTimeout(300);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Mine');
  await expect.poll(() => line(page)).toMatch(/"stopIfFlagged": true, "note": "Mine",?$/);
});

test('broken JSON is told in words, shown where it is, and mended', async () => {
  const page = await source();
  await find(page, '"format": 1,');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+End');
  await page.getByText('flow.json cannot be read. Line 4: a comma is missing before this.').waitFor();
  await page.getByRole('button', { name: 'Go there' }).click();
  await expect.poll(() => line(page)).toContain('"id": "sciatica"');
  await page.keyboard.press('Control+.');
  await page.getByText(/^1 warning in flow\.json; 2 in other files$/).waitFor();
  expect(await page.getByRole('button', { name: /not saved/ }).count()).toBe(0);
});

test('from the text to the preview and back, and the place is kept over other parts', async () => {
  const page = await source();
  await find(page, '"ask": "How long can you sit');
  await page.keyboard.press('Alt+p');
  await expect.poll(() => said(page).innerText()).toBe('The preview shows the question "sitting"');
  await page.waitForTimeout(400);
  await page.getByRole('tab', { name: 'Proof' }).click();
  await page.getByRole('tab', { name: 'Source' }).click();
  expect(await line(page)).toContain('How long can you sit');
  await expect.poll(() => page.locator('.cm-activeLine').isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Start again' }).click();
  await page.getByRole('button', { name: 'Edit this question' }).click();
  await expect.poll(() => page.locator('.source-found').first().innerText()).toContain('{');
  await expect.poll(() => page.locator('.source-found').nth(1).innerText()).toContain('"id": "age"');
});

test('Tab leaves the text', async () => {
  const page = await source();
  await text(page).focus();
  await page.keyboard.press('Tab');
  expect(await text(page).evaluate((element) => element.contains(document.activeElement))).toBe(false);
});

for (const [look, options] of [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { viewport: { width: 420, height: 900 } }],
] satisfies [string, BrowserContextOptions][])
  test(`axe finds nothing: ${look}`, matrix(look === 'light'), async () => {
    const page = await source(options);
    const look = () => findings({ page }, '.source');
    expect(await look()).toEqual([]);
    await find(page, '"pee-hard');
    await page.keyboard.press('Control+f');
    expect(await look()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F8');
    await page.keyboard.press('Control+Space');
    expect(await look()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F2');
    expect(await look()).toEqual([]);
  });
