import { expect, test } from 'vitest';
import { vignetteCount } from './conversation.js';
import { Editor } from './editor.js';

// @module-tag studio

let editor: Editor;

/** The guide, as if somebody had taken "I'm not sure" out of a red flag and saved that. */
const unsureBooks = (text: string) => {
  const flow = JSON.parse(text) as { redFlags: { id: string; when: unknown }[] };
  const named = (when: unknown): boolean => JSON.stringify(when).includes('not-sure');
  const without = (when: unknown): unknown =>
    JSON.parse(JSON.stringify(when).replace(/,"not-sure"|"not-sure",/g, '')) as unknown;
  for (const flag of flow.redFlags) if (named(flag.when)) flag.when = without(flag.when);
  return JSON.stringify(flow, null, 2);
};

test('a danger is told in words, and Show me plays the conversation that ends wrongly', async () => {
  editor = await Editor.open({}, { 'flow.json': unsureBooks });
  const { page, preview } = editor;
  await editor.checked();
  await page
    .locator('.verdict.wrong')
    .getByText(/must not be published/)
    .click();
  const problem = page.getByRole('listitem').filter({ hasText: 'can end in booking' }).first();
  await problem.getByRole('button', { name: /^Show me/ }).click();
  await preview.getByRole('heading', { name: /You could book a consult/ }).waitFor();
  await expect.poll(() => editor.told.textContent()).toContain('can end in booking');
});

test('where all conversations end, and the red flags, each with an example that is played', async () => {
  editor = await Editor.open();
  const { page, preview } = editor;
  await editor.goTo('Proof');
  await editor.checked();
  await page
    .getByRole('row', { name: /See a doctor today.*Urgent/ })
    .first()
    .waitFor();
  const flag = page.getByRole('row', { name: /ces-saddle/ });
  expect(await flag.textContent()).toMatch(/only if.*Numb, tingly or odd/);
  expect(Number(await flag.locator('.number').textContent())).toBeGreaterThan(0);
  await flag.getByRole('button', { name: /^Show me/ }).click();
  await preview.getByRole('heading', { name: /Get help now/ }).waitFor();
});

test('the patient in the preview becomes a vignette; changed so that it fails, it says so; undone, it passes', async () => {
  editor = await Editor.open();
  const { page, preview } = editor;
  await editor.goTo('Proof');
  await editor.checked();
  await page.getByText(/Answer in the preview until it ends/).waitFor();
  await preview.getByRole('button', { name: 'Under 16' }).click();
  await page.getByLabel('Start at').waitFor();
  await page.getByRole('button', { name: /^Show me: the shortest way to “Get help now”/ }).click();
  await page.getByLabel('Who is this?').fill('A patient of this morning');
  await page.getByLabel('Who is this?').press('Enter');
  await page.getByText(`${vignetteCount + 1} vignettes, and all end as they should.`).waitFor();

  await page.getByLabel('Find').fill('this morning');
  const own = page.getByRole('listitem').filter({ hasText: 'A patient of this morning' });
  await own.getByText('Passes').waitFor();
  await own.getByRole('button', { name: /^Change the vignette/ }).click();
  await own.getByLabel('Has to end in').selectOption({ label: 'You could book a consult' });
  await own.getByText('Fails').waitFor();
  await own
    .locator('.differences')
    .getByText(/^expected the outcome "book", got "emergency"/)
    .waitFor();
  await page.locator('.verdict.wrong').waitFor();
  await page.keyboard.press('Control+z');
  await own.getByText('Passes').waitFor();
  await page.locator('.verdict.right').waitFor();
});
