import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { findings } from './axeFindings.js';
import { StudioCommand } from './studioCommand.js';
import { browserRefuses, Visitor } from './visitor.js';

// @module-tag studio

const command = StudioCommand.forThisFile();
let visitor: Visitor | undefined;
beforeEach(() => {
  visitor = undefined;
});

const file = (name: string) => command.file(name);
const onDisk = () => command.read('flow.json');
const original = readFileSync('flows/sciatica/flow.json', 'utf8');
const titled = (words: string) => original.replace(/"title": "[^"]*"/, `"title": "${words}"`);

/** A page of the studio; all of a test are in one browser profile. */
async function open(url = command.address): Promise<Page> {
  if (visitor) return visitor.openAnother(url);
  visitor = await Visitor.at(url, undefined, { viewport: { width: 1440, height: 900 } });
  return visitor.page;
}
const verdict = (page: Page) => page.getByText(/proved over/);
const told = (page: Page, words: RegExp) => page.getByRole('status').filter({ hasText: words });
const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
const dialog = (page: Page, name: RegExp) => page.getByRole('dialog', { name });
const inPreview = (page: Page, text: string) => page.frameLocator('iframe[src="preview.html"]').getByText(text).first();
const findingsOn = (page: Page) => findings({ page }, 'html');

/** Somebody else changes the title on disk, and the studio takes it over. */
async function changeOutside(page: Page, words: string): Promise<void> {
  writeFileSync(file('flow.json'), titled(words));
  await told(page, /flow\.json was changed outside/).waitFor();
}

describe('with the command', () => {
  test('a change outside is taken over and shown; undone here, it is unsaved; saved, it is on disk', async () => {
    const page = await open();
    await verdict(page).waitFor();
    await changeOutside(page, 'Theirs');
    await inPreview(page, 'Theirs').waitFor();
    // Taken over, it is what is saved: there is nothing to save.
    await page.keyboard.press('Control+s');
    await told(page, /Everything is saved/).waitFor();
    await button(page, 'Undo').click();
    await button(page, 'Save').press('Enter');
    const asked = dialog(page, /^Save$/);
    await asked.getByText('flow.json').first().waitFor();
    expect(await findingsOn(page)).toEqual([]);
    expect(onDisk()).toBe(titled('Theirs'));
    await button(page, 'Save 1 file').click();
    await told(page, /^Saved 1 file\.$/).waitFor();
    await asked.waitFor({ state: 'detached' });
    expect(onDisk()).toBe(original);
    // The focus is back where it was before it was asked.
    expect(await button(page, 'Save').evaluate((one) => one === document.activeElement)).toBe(true);
    await page.reload();
    await verdict(page).waitFor();
    expect(await dialog(page, /not saved/).count()).toBe(0);
  });

  test('changes outside and here in the same line are asked about, and nothing is overwritten before', async () => {
    const page = await open();
    await verdict(page).waitFor();
    await changeOutside(page, 'Theirs');
    await button(page, 'Undo').click();
    writeFileSync(file('flow.json'), titled('Theirs again'));
    const asked = dialog(page, /flow\.json was changed outside/);
    await asked.waitFor();
    // Keys of somebody who was typing answer nothing.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await button(page, 'See both').click();
    await asked.getByText('"title": "Theirs again",').waitFor();
    expect(await findingsOn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    // Saving asks again.
    await page.keyboard.press('Control+s');
    await asked.waitFor();
    expect(onDisk()).toBe(titled('Theirs again'));
    await button(page, 'Keep mine').click();
    await button(page, 'Save').click();
    await button(page, 'Save 1 file').click();
    await told(page, /^Saved 1 file\.$/).waitFor();
    expect(onDisk()).toBe(original);
  });

  test('a deleted file is kept here and can be saved again', async () => {
    const page = await open();
    await verdict(page).waitFor();
    rmSync(file('vignettes.json'));
    await told(page, /vignettes\.json was deleted outside/).waitFor();
    await button(page, 'Save').click();
    await button(page, 'Save 1 file').click();
    await told(page, /^Saved 1 file\.$/).waitFor();
    expect(readFileSync(file('vignettes.json'), 'utf8')).toBe(readFileSync('flows/sciatica/vignettes.json', 'utf8'));
  });

  test('what was not saved is there again after the page was closed, and after the command was stopped', async () => {
    const page = await open();
    await verdict(page).waitFor();
    await changeOutside(page, 'Theirs');
    await button(page, 'Undo').click();
    // At once: what was done last is kept while the page closes.
    await page.close({ runBeforeUnload: true });
    const again = await open();
    const asked = dialog(again, /^You have changes from \d\d:\d\d that were not saved\.$/);
    await asked.waitFor();
    expect(await findingsOn(again)).toEqual([]);
    await again.keyboard.press('Escape');
    await asked.waitFor({ state: 'detached' });
    // Not decided, it is asked again.
    visitor?.allowOnConsole(browserRefuses);
    await command.stop();
    await told(again, /command has stopped/).waitFor();
    await command.start();
    const third = await open();
    await asked.page().close();
    const offered = dialog(third, /not saved/);
    await offered.waitFor();
    await third.getByRole('button', { name: 'Go on with them' }).click();
    await told(third, /are back/).waitFor();
    await button(third, 'Save').click();
    await button(third, 'Save 1 file').click();
    await told(third, /^Saved 1 file\.$/).waitFor();
    expect(onDisk()).toBe(original);
    await third.reload();
    await verdict(third).waitFor();
    expect(await offered.count()).toBe(0);
  });

  test('what another page works on is not offered as left behind', async () => {
    const page = await open();
    await verdict(page).waitFor();
    await changeOutside(page, 'Theirs');
    await button(page, 'Undo').click();
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('symptom-guide-studio')));
    const other = await open();
    await verdict(other).waitFor();
    await expect(dialog(other, /not saved/).waitFor({ timeout: 1000 })).rejects.toThrow();
  });

  test('saving in one page is noticed in the other', async () => {
    const [page, other] = [await open(), await open()];
    await verdict(page).waitFor();
    await verdict(other).waitFor();
    await changeOutside(page, 'Theirs');
    await button(page, 'Undo').click();
    await told(other, /changed outside/).waitFor();
    await button(page, 'Save').click();
    await button(page, 'Save 1 file').click();
    await told(page, /^Saved 1 file\.$/).waitFor();
    await inPreview(other, JSON.parse(original).title).waitFor();
    expect(await told(page, /outside/).count()).toBe(0);
  });
});

test('each part of the studio works under the policy that the command sends', async () => {
  const page = await open();
  await verdict(page).waitFor();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await expect(tab.getAttribute('aria-selected')).resolves.toBe('true');
    // Workers, styles and frames that are refused are told on the console.
    await page.waitForLoadState('networkidle').catch(() => undefined);
  }
  await page.frameLocator('iframe[title="Clinical script"]').getByRole('heading').first().waitFor();
  await inPreview(page, JSON.parse(original).title).waitFor();
});

describe('as static files', () => {
  const studio = () => `${inject('origin')}/dist/studio/index.html`;

  test('it begins with a choice, such as files', async () => {
    const page = await open(studio());
    await page.getByRole('heading', { name: 'Studio of the symptom guide' }).waitFor();
    expect(await findingsOn(page)).toEqual([]);
    await page.getByLabel('Files of a guide').setInputFiles([file('flow.json'), file('vignettes.json')]);
    await verdict(page)
      .or(page.getByText(/errors?: must not/))
      .waitFor();
  });

  test('a new guide is proved at once, and its two files are downloaded', async () => {
    const page = await open(studio());
    await page.getByLabel(/Its name/).fill('knee-pain');
    await page.keyboard.press('Enter');
    await verdict(page).waitFor();
    await button(page, 'Save').click();
    const asked = dialog(page, /^Save$/);
    await asked.getByText(/downloads them/).waitFor();
    const [flow] = await Promise.all([page.waitForEvent('download'), button(page, 'Download flow.json').click()]);
    expect(flow.suggestedFilename()).toBe('flow.json');
    const saved = join(command.folder, '..', 'downloaded.json');
    await flow.saveAs(saved);
    expect(JSON.parse(readFileSync(saved, 'utf8')).id).toBe('knee-pain');
    const [vignettes] = await Promise.all([page.waitForEvent('download'), button(page, 'Download 1 file').click()]);
    expect(vignettes.suggestedFilename()).toBe('vignettes.json');
    await asked.waitFor({ state: 'detached' });
    await told(page, /^Downloaded 1 file\./).waitFor();
  });

  test('the address names a flow that is opened at once', async () => {
    const page = await open(`${studio()}#open=sciatica`);
    await verdict(page).waitFor();
    await page.getByRole('heading', { name: /sciatica/ }).waitFor();
  });

  test('the sciatica guide is there to look at', async () => {
    const page = await open(studio());
    await button(page, 'Look at the sciatica guide').click();
    await verdict(page).waitFor();
    await inPreview(page, JSON.parse(original).title).waitFor();
  });
});
