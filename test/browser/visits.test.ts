import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { browserRefuses, type Says, Visitor } from './visitor.js';

// What happens at hosts of the gallery in the course of a visit: pages that come and go under the guide.

let visitor: Visitor;

const host = async (name: string) => {
  visitor = await Visitor.on(`demo/hosts/${name}.html`);
  await visitor.launcher.first().waitFor();
};
const age: Says = [/How old/, /18 to 44/];
const bladder: Says = [/have any of these changed/, /I can't pee/];
const emergency = () => visitor.outcome(/Get help now/).waitFor();

test('opened from a disk, where browsers load no modules: the safety advice, and one line that says why', async () => {
  visitor = await Visitor.at(pathToFileURL('demo/hosts/file.html').href);
  await visitor.launcher.click();
  await visitor.page.getByRole('heading', { name: 'The guide could not load' }).waitFor();
  expect(await visitor.panel.getByRole('link', { name: 'Call 911' }).getAttribute('href')).toBe('tel:911');
  visitor.allowOnConsole(browserRefuses);
  const ours = visitor.consoleOfGuide;
  expect(ours).toEqual([expect.stringMatching(/file:.*chat\.js/)]);
});

describe('an app that throws its body away', () => {
  test.each([
    ['the same element again', 1],
    ['a new element', 1],
    ['the tag again', 1],
    ['no guide here', 0],
  ])('and puts in %s: what was said is not lost', async (view, guides) => {
    await host('spa-swap');
    await visitor.open();
    await visitor.answer(age);
    await visitor.group(bladder[0]).waitFor();
    await visitor.page.getByRole('button', { name: view }).click();
    await expect.poll(() => visitor.page.locator('symptom-guide').count()).toBe(guides);
    if (guides === 0) {
      expect(await visitor.panel.count()).toBe(0);
      return;
    }
    await visitor.open();
    const goOn = visitor.page.getByRole('button', { name: 'Continue', exact: true });
    // Asked only where the conversation had to be read from the storage.
    await goOn.or(visitor.group(bladder[0])).first().waitFor();
    if (await visitor.group(/Welcome back/).count()) await goOn.click();
    await visitor.answer(bladder);
    await emergency();
    expect(visitor.console).toEqual([]);
  });
});

test('two guides with two flows on one page: each has its own conversation', async () => {
  await host('element-two');
  const inline = visitor.page.getByRole('region', { name: 'Check your symptoms' });
  await inline.getByRole('checkbox', { name: 'It gets worse every day' }).check();
  await inline.getByRole('button', { name: 'Continue' }).click();
  await visitor.launcher.click();
  await visitor.answer(age);
  await visitor.answer(bladder);
  await emergency();
  expect(await inline.getByRole('heading', { level: 3, name: /See a doctor first/ }).count()).toBe(1);
  expect(visitor.console).toEqual([]);
});

test('an app that changes its address keeps the open guide', async () => {
  await host('spa-history');
  await visitor.open();
  await visitor.answer(age);
  await visitor.page.getByRole('link', { name: 'Prices' }).first().click();
  await visitor.page.goBack();
  await visitor.answer(bladder);
  await emergency();
  expect(visitor.console).toEqual([]);
});

test('to another page, and Back: the visitor goes on where they were', async () => {
  await host('back-forward');
  await visitor.open();
  await visitor.answer(age);
  await visitor.group(bladder[0]).waitFor();
  await visitor.page.getByRole('link', { name: 'To another page' }).click();
  await visitor.launcher.waitFor();
  await visitor.page.goBack();
  await visitor.launcher.waitFor();
  await visitor.open();
  await visitor
    .group(/Welcome back/)
    .getByRole('button', { name: 'Continue' })
    .click();
  await visitor.answer(bladder);
  await emergency();
  expect(visitor.console).toEqual([]);
});
