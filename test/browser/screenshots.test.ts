import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { connect, type Says, Visitor } from './visitor.js';

/** Pictures for people to look at: `npm run screenshots`. Two of them are kept in `demo/pictures` for the README. */
const folder = process.env.SCREENSHOTS ?? 'dist/screenshots';

let browser: Browser;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await connect();
});
afterAll(() => browser.close());

const none = /^None of these/;
const start: Says[] = [
  [/How old/, /45 to 59/],
  [/have any of these changed/, none],
];
const routine: Says[] = [
  ...start,
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
  [/planned safely/, /Blood thinners/],
  [/about your blood/, /Aspirin/],
];
const journeys: Record<string, Says[]> = {
  question: start,
  emergency: [...start.slice(0, 1), [/have any of these changed/, /Numb, tingly/], [/When did/, /last 2 weeks/]],
  urgent: [...start, [/fit your legs/, /One foot drops/], ...routine.slice(3, 8)],
  soon: [
    ...start,
    [/fit your legs/, none],
    ...routine.slice(3, 6),
    [/Does any of this fit you/, /lost weight/],
    [/And any of these/, none],
  ],
  book: routine,
};
const looks: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 860 } },
  phone: { viewport: { width: 375, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' },
};

for (const [look, options] of Object.entries(looks)) {
  for (const [name, journey] of Object.entries(journeys)) {
    test(`${look}, ${name}`, async () => {
      const visitor = await Visitor.on(browser, 'demo/index.html', options);
      await visitor.open();
      await visitor.answerAll(journey);
      // The pointer rests beside the panel, so that nothing looks hovered; the fade is over.
      await visitor.page.mouse.move(5, 5);
      await visitor.page.waitForTimeout(300);
      await visitor.page.screenshot({ path: `${folder}/${look}-${name}.png` });
      await visitor.page.context().close();
    });
  }
}
