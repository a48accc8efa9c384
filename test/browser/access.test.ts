import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findings } from './findings.js';
import { connect, type Says, Visitor } from './visitor.js';

let browser: Browser;
beforeAll(async () => {
  browser = await connect();
});
afterAll(() => browser.close());

const none = /^None of these/;
const routine: Says[] = [
  [/How old/, /65 or older/],
  [/have any of these changed/, none],
  [/fit your legs/, none],
  [/happening now/, none],
  [/How did this pain start/, none],
  [/Do any of these fit you/, none],
  [/Does any of this fit you/, none],
  [/And any of these/, none],
  [/How long have you had/, /More than 12/],
  [/How is it going/, /same/],
  [/first time/, /had it before/],
  [/Where do you feel/, /My lower leg/],
  [/How long can you sit/, /half an hour/],
  [/How bad/, 6],
  [/planned safely/, /Blood thinners/],
  [/about your blood/, /Aspirin/],
];

describe.each<[string, BrowserContextOptions]>([
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours', { forcedColors: 'active' }],
  ['320 px', { viewport: { width: 320, height: 640 } }],
])('%s', (_, options) => {
  test('axe finds nothing on any screen of a routine visit, nor on the others', async () => {
    const visitor = await Visitor.on(browser, 'demo/index.html', options);
    const found: [string, string[]][] = [];
    const look = async (screen: string) => {
      const list = await findings(visitor);
      if (list.length > 0) found.push([screen, list]);
    };
    await look('launcher');
    await visitor.open();
    await look('welcome');
    for (const says of routine) {
      await visitor.group(says[0]).waitFor();
      await look(String(says[0]));
      await visitor.answer(says);
    }
    await visitor.outcome(/You could book/).waitFor();
    await look('book');
    await visitor.panel.getByRole('button', { name: 'What is cupping?' }).click();
    await look('topic');
    await visitor.panel.getByRole('button', { name: 'Get help now' }).click();
    await look('help');
    await visitor.panel.getByRole('button', { name: 'Back to the questions' }).click();
    await visitor.panel.getByRole('button', { name: /Change your answer: Since this pain/ }).click();
    await look('changing');
    await visitor
      .group(/have any of these changed/)
      .getByRole('button', { name: 'Continue' })
      .click();
    await look('error');
    await visitor.answer([/have any of these changed/, /I can't pee/]);
    await visitor.outcome(/Get help now/).waitFor();
    await look('emergency');
    expect(found).toEqual([]);
    await visitor.page.context().close();
  });
});
