import { mkdirSync } from 'node:fs';
import type { BrowserContextOptions } from 'playwright-core';
import { test } from 'vitest';
import { release } from '../release.js';
import { conversations, exactly, flowIn, type Language, saysIn, wordsOf } from './conversation.js';
import { Visitor } from './visitor.js';

/** Pictures of every screen for people to look at: `npm run screenshots`. */
const folder = process.env.SCREENSHOTS ?? 'dist/screenshots';
const languages = (process.env.LANGUAGES ?? 'en,ar').split(',') as Language[];

const phone: BrowserContextOptions = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 860 } };
const looks: Record<string, BrowserContextOptions> = {
  phone,
  'phone-dark': { ...phone, colorScheme: 'dark' },
  desktop,
  'desktop-dark': { ...desktop, colorScheme: 'dark' },
};

for (const language of languages)
  for (const [look, options] of Object.entries(looks))
    test(`${language}, ${look}`, async () => {
      const words = wordsOf[language];
      const flow = flowIn(language);
      const dir = `${folder}/${language}-${look}`;
      mkdirSync(dir, { recursive: true });
      let count = 0;
      const arrive = async () =>
        Visitor.onHtml(
          `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
          <meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Clinic</title>
          <link rel="stylesheet" href="/demo/clinic.css"><main><h1>Riverside Acupuncture</h1><p>12 River Road</p></main>
          <script src="/${release}/symptom-guide.js" data-clinic-name="Riverside Acupuncture" data-phone="+1 555 0100"
          data-booking="https://riverside.example/book" data-country="GB"></script></html>`,
          async () => {},
          options,
        );
      let visitor = await arrive();
      const shoot = async (name: string) => {
        // The pointer rests beside the panel, so that nothing looks hovered; the fade is over.
        await visitor.page.mouse.move(3, 3);
        await visitor.page.waitForTimeout(250);
        await visitor.page.screenshot({ path: `${dir}/${String(++count).padStart(2, '0')}-${name}.png` });
      };
      const button = (name: string) => visitor.panel.getByRole('button', { name: exactly(name) });
      const open = async () => {
        await visitor.launcher.click();
        await visitor.group(/./).waitFor();
        // The parts for later are there.
        await visitor.panel.getByRole('combobox').waitFor();
      };
      const change = (id: string) => {
        const question = flow.sections.flatMap(({ questions }) => questions).find((one) => one.id === id);
        return button(words.change.replace('{ask}', question?.ask ?? ''));
      };
      const walk = async (name: keyof typeof conversations, each = false) => {
        for (const says of saysIn(language, conversations[name])) {
          await visitor.group(says[0]).waitFor();
          if (each) await shoot(`question-${count}`);
          await visitor.answer(says);
        }
        await visitor.panel.getByRole('button', { name: words.copy }).waitFor();
      };

      await shoot('launcher');
      await open();
      await walk('routine', true);
      await shoot('routine');
      const scroll = async (by: number) =>
        visitor.panel.locator('.scroller').evaluate((box, far) => box.scrollBy(0, far), by);
      for (const part of [1, 2, 3]) {
        await scroll(560);
        await shoot(`routine-part-${part}`);
      }
      const topic = flow.topics?.find(({ id }) => id === 'what-is-cupping');
      await button(topic?.ask ?? '').click();
      await shoot('topic');
      await change('bladder-bowel-saddle').click();
      await shoot('changing');
      await visitor.panel.getByRole('button', { name: words.next }).click();
      await shoot('error');
      await button(words.keep).click();
      await visitor.panel.getByRole('button', { name: exactly(words.helpNow) }).click();
      await shoot('help');
      await button(words.back).click();
      await button(words.restart).click();
      await shoot('clear');
      await button(words.clearNo).click();
      await visitor.page.reload();
      await open();
      await shoot('resume');
      await visitor.page.context().close();

      for (const name of ['emergency', 'urgent', 'soon'] as const) {
        visitor = await arrive();
        await open();
        await walk(name);
        await shoot(name);
        await scroll(560);
        await shoot(`${name}-below`);
        if (name === 'emergency') {
          await change('bladder-bowel-saddle').click();
          const signs = flow.sections
            .flatMap(({ questions }) => questions)
            .find(({ id }) => id === 'bladder-bowel-saddle');
          if (signs?.type !== 'choices') throw new Error('The flow has changed.');
          const label = (id: string) => exactly(signs.choices.find((choice) => choice.id === id)?.label ?? '');
          await visitor.panel.getByRole('checkbox', { name: label('saddle') }).uncheck();
          await visitor.panel.getByRole('button', { name: label('none') }).click();
          await shoot('warning');
        }
        await visitor.page.context().close();
      }
    });
