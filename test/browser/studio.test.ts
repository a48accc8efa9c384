import { describe, expect, test } from 'vitest';
import { matrix } from '../fixtures/matrix.js';
import { findings } from './axeFindings.js';
import { Editor } from './editor.js';

// @module-tag studio

let editor: Editor;

const parts = ['Outline', 'Source', 'Picture', 'Proof', 'Languages', 'Publish'];

test('the parts are reached by keys, and each says what it is', async () => {
  editor = await Editor.open();
  const { page } = editor;
  await page.getByRole('tab', { name: 'Outline' }).focus();
  for (const part of [...parts.slice(1), 'Outline']) {
    await page.keyboard.press('ArrowRight');
    const tab = page.getByRole('tab', { name: part, selected: true });
    await expect.poll(() => tab.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('tabpanel', { name: part }).waitFor();
  }
  expect(editor.visitor.console).toEqual([]);
});

describe('the preview', () => {
  test('starts at any question, shows what was answered, and leads to where that stands', async () => {
    editor = await Editor.open();
    const { page, preview } = editor;
    await page.getByLabel('Start at').selectOption({ label: 'How bad is the pain now?' });
    await preview.getByRole('group', { name: 'How bad is the pain now?' }).waitFor();
    await expect.poll(() => editor.told.textContent()).toContain('How bad is the pain now?');
    await page.getByText(/\d+ answers so far/).click();
    await page.getByRole('list').getByRole('button', { name: 'How old are you?' }).waitFor();

    // A click on a question that was asked leads to it; the chat itself does nothing then.
    await editor.goTo('Source');
    await preview.getByText('How old are you?').click();
    await expect.poll(() => page.locator('.cm-content').textContent()).toContain('"How old are you?"');
    await page.getByRole('button', { name: 'Start again' }).click();
    await preview.getByRole('button', { name: '18 to 44' }).waitFor();
  });

  test('is the guide on a phone and on a desktop page, in any of its languages', async () => {
    editor = await Editor.open();
    const { page, preview } = editor;
    await preview.getByRole('button', { name: '18 to 44' }).click();
    await page.getByLabel('Screen of the preview').selectOption('desktop');
    await preview
      .getByRole('dialog')
      .getByRole('group', { name: /Since this pain began/ })
      .waitFor();
    await page.getByLabel('Language of the preview').selectOption('ar');
    await expect.poll(() => preview.locator('.chat').getAttribute('dir')).toBe('rtl');
    // The answer is still there.
    await page.getByText('1 answer so far').waitFor();
    await page.getByLabel('Screen of the preview').selectOption('bubble');
    await preview.getByRole('button', { name: 'Check your symptoms' }).waitFor();
  });

  test('takes no focus while somebody works beside it', async () => {
    editor = await Editor.open();
    const { page, preview } = editor;
    await editor.goTo('Proof');
    const show = page.getByRole('button', { name: /^Show me: the shortest way to “Get help now”/ });
    await show.press('Enter');
    await preview.getByRole('heading', { name: /Get help now/ }).waitFor();
    expect(await show.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

for (const [look, options] of [
  ['light', {}],
  ['dark', { colorScheme: 'dark' as const }],
  ['narrow', { viewport: { width: 420, height: 800 } }],
  ['forced colours', { forcedColors: 'active' as const }],
] as const)
  describe(look, matrix(look === 'light'), () => {
    test('axe finds nothing in any part, nor around them, and nothing runs out of the window', async () => {
      editor = await Editor.open(options);
      const { page } = editor;
      for (const part of parts) {
        await editor.goTo(part);
        await editor.checked();
        expect(await findings(editor.visitor, '.studio'), part).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide, part).toBeLessThanOrEqual(0);
      }
    });
  });
