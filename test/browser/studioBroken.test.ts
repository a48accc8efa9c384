import { expect, test } from 'vitest';
import { Editor } from './editor.js';

// @module-tag studio

let editor: Editor;

test('while the text is broken, preview, outline and picture keep the last good guide, and the way back is told', async () => {
  editor = await Editor.open();
  const { page, preview } = editor;
  await preview.getByRole('button', { name: '18 to 44' }).click();
  await preview.getByRole('group', { name: /Since this pain began/ }).waitFor();
  await editor.goTo('Source');
  // Wherever it is typed: at the start, in a text, between fields, at the end.
  for (const [move, typed] of [
    ['Control+Home', '{'],
    ['PageDown', '"'],
    ['PageDown', '}'],
    ['Control+End', ','],
  ] as const) {
    await page.locator('.cm-content').focus();
    await page.keyboard.press(move);
    await page.keyboard.press('End');
    await page.keyboard.type(typed);
    await page.locator('.verdict.wrong').waitFor();
    await page.getByText(/The text cannot be shown as it is now/).waitFor();
    await preview.getByRole('group', { name: /Since this pain began/ }).waitFor();

    await editor.goTo('Outline');
    await page.getByRole('treeitem', { name: /How old are you/ }).waitFor();
    await page
      .getByRole('button', { name: /Mend it in Source/ })
      .first()
      .waitFor();
    await editor.goTo('Picture');
    await page.getByRole('application', { name: /^Picture of the flow/ }).waitFor();
    await page.getByText(/last/).first().waitFor();
    await editor.goTo('Source');
    await page.keyboard.press('Control+z');
    await page.locator('.verdict.right').waitFor();
  }
  expect(await page.getByRole('button', { name: 'Save', exact: true }).getAttribute('aria-disabled')).toBe('true');
  expect(editor.visitor.console).toEqual([]);
});
