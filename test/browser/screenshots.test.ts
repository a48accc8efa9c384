import { mkdirSync } from 'node:fs';
import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { screens } from '../../demo/gallery/screens.js';
import { stillness } from './axeFindings.js';
import type { Language } from './conversation.js';
import { ScreenPage } from './screenPage.js';

/** Pictures of every screen of the gallery, for people to look at: `npm run screenshots`. */
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
      const dir = `${folder}/${language}-${look}`;
      mkdirSync(dir, { recursive: true });
      const page = await ScreenPage.open({ language, options });
      const missing: string[] = [];
      for (const [at, screen] of screens.entries()) {
        try {
          await page.show(screen);
          await stillness(page.visitor);
          await page.visitor.page.screenshot({ path: `${dir}/${String(at + 1).padStart(3, '0')}-${screen.id}.png` });
        } catch (error) {
          missing.push(`${screen.id}: ${(error as Error).message}`);
        }
      }
      expect(missing).toEqual([]);
    });
