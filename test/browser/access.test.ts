import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { sendWords } from '../../src/chat/later/submission.js';
import { release } from '../release.js';
import { findings } from './axeFindings.js';
import { conversations, exactly, flowIn, type Language, saysIn, wordsOf } from './conversation.js';
import { Visitor } from './visitor.js';

/** What is cut off or runs out of the panel, on the screen as it is now. */
const overflowing = (visitor: Visitor) =>
  visitor.page.evaluate(() => {
    const root = document.querySelector('symptom-guide')?.shadowRoot;
    const panel = root?.querySelector('.panel')?.getBoundingClientRect();
    if (!root || !panel) return [];
    const top = root.querySelector('.top')?.getBoundingClientRect().height ?? 0;
    if (top > panel.height / 2) return [`the header takes ${top} of ${panel.height} pixels`];
    return [...root.querySelectorAll<HTMLElement>('.chat *')].flatMap((element) => {
      // What only a screen reader meets, and what lies over something else on purpose, takes no room.
      if (element.closest('.sr, svg, select, option, [hidden], .scale input')) return [];
      const box = element.getBoundingClientRect();
      const out = box.width > 0 && (box.left < panel.left - 1 || box.right > panel.right + 1);
      const cut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'hidden';
      return out || cut ? [`${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`] : [];
    });
  });

/** Twice the text, as a visitor sets it in the browser: everything in the guide is measured in it. */
const largeText = '.panel{font-size:32px!important}';

describe.concurrent.each<[string, Language, BrowserContextOptions, string?]>([
  ['light', 'en', {}],
  ['dark', 'en', { colorScheme: 'dark' }],
  ['forced colours', 'en', { forcedColors: 'active' }],
  ['320 px', 'en', { viewport: { width: 320, height: 640 } }],
  ['200 % text', 'en', { viewport: { width: 1280, height: 860 } }, largeText],
  ['200 % text on a phone', 'es', { viewport: { width: 375, height: 740 } }, largeText],
  ['right to left', 'ar', {}],
  ['right to left, dark, 320 px', 'ar', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
])('%s', (_, language, options, style) => {
  test('axe finds nothing and nothing is cut off, on any screen of a routine visit and on the others', async () => {
    const words = wordsOf[language];
    const visitor = await Visitor.onHtml(
      `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><title>Clinic</title>
      <meta name="viewport" content="width=device-width"><main><h1>Clinic</h1></main><script
      src="/${release}/symptom-guide.js" data-country="GB" data-booking="https://clinic.example/book"
      data-send="https://clinic.example/in" data-privacy="https://clinic.example/privacy"></script></html>`,
      async (page) => {
        if (style)
          await page.addInitScript((css) => {
            const attach = Element.prototype.attachShadow;
            Element.prototype.attachShadow = function (how) {
              const root = attach.call(this, how);
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(css);
              queueMicrotask(() => root.adoptedStyleSheets.push(sheet));
              return root;
            };
          }, style);
      },
      options,
    );
    const found: [string, string[]][] = [];
    const look = async (screen: string) => {
      const list = [...(await findings(visitor)), ...(await overflowing(visitor))];
      if (list.length > 0) found.push([screen, list]);
    };
    const button = (name: string) => visitor.panel.getByRole('button', { name: exactly(name) });
    const questions = flowIn(language).sections.flatMap((section) => section.questions);
    const change = (id: string) =>
      button(words.change.replace('{ask}', questions.find((question) => question.id === id)?.ask ?? ''));
    await look('launcher');
    await visitor.open();
    await visitor.panel.getByRole('combobox').waitFor();
    await look('welcome');
    for (const says of saysIn(language, conversations.routine)) {
      await visitor.group(says[0]).waitFor();
      await look(String(says[0]));
      await visitor.answer(says);
    }
    await button(words.copy).waitFor();
    await look('routine');
    await button(words.send.replace('{clinic}', words.theClinic)).click();
    const form = sendWords({ language }).words;
    await visitor.panel.getByLabel(form.name).waitFor();
    await look('consent');
    await button(form.send).click();
    await visitor.panel.getByText(form.noAgree).waitFor();
    await look('consent, nothing filled in');
    await button(form.cancel).click();
    const topic = flowIn(language).topics?.find(({ id }) => id === 'what-is-cupping');
    await button(topic?.ask ?? '').click();
    await look('topic');
    await button(words.helpNow).click();
    await look('help');
    await button(words.back).click();
    await button(words.restart).click();
    await look('clear');
    await button(words.clearNo).click();
    await change('bladder-bowel-saddle').click();
    await look('changing');
    await visitor.panel.getByRole('button', { name: exactly(words.next) }).click();
    await look('error');
    const [, bladder, since] = saysIn(language, conversations.emergency);
    if (!bladder || !since) throw new Error('The conversation has changed.');
    await visitor.answer(bladder);
    await visitor.answer(since);
    await visitor.panel.getByRole('heading', { level: 3 }).waitFor();
    await look('emergency');
    expect(found).toEqual([]);
    await visitor.page.context().close();
    // Some thirty screens each, five of them at once.
  }, 240_000);
});
