import { describe, expect, test } from 'vitest';
import { screens } from '../../demo/gallery/screens.js';
import { matrix } from '../fixtures/matrix.js';
import { findings } from './axeFindings.js';
import { type Look, ScreenPage } from './screenPage.js';
import type { Visitor } from './visitor.js';

/** What is cut off or runs out of the panel, on the screen as it is now. */
const overflowing = (visitor: Visitor) =>
  visitor.page.evaluate(() => {
    const root = document.querySelector('symptom-guide')?.shadowRoot;
    const panel = root?.querySelector('.panel, .inline')?.getBoundingClientRect();
    if (!root || !panel) return ['there is no guide on the page'];
    const top = root.querySelector('.top')?.getBoundingClientRect().height ?? 0;
    if (top > panel.height / 2) return [`the header takes ${top} of ${panel.height} pixels`];
    return [...root.querySelectorAll<HTMLElement>(':is(.chat, .safety) *')].flatMap((element) => {
      // What only a screen reader meets, and what lies over something else on purpose, takes no room.
      if (element.closest('.sr, svg, select, option, [hidden], .scale input')) return [];
      const box = element.getBoundingClientRect();
      const out = box.width > 0 && (box.left < panel.left - 1 || box.right > panel.right + 1);
      const cut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === 'hidden';
      return out || cut ? [`${element.tagName}.${element.className}: ${element.textContent?.slice(0, 40)}`] : [];
    });
  });

const looks: Record<string, Look & { gate?: true }> = {
  light: { language: 'en', gate: true },
  dark: { language: 'en', options: { colorScheme: 'dark' } },
  'forced colours': { language: 'en', options: { forcedColors: 'active' } },
  '320 px': { language: 'en', options: { viewport: { width: 320, height: 640 } } },
  // As a visitor sets it in the browser: everything in the guide is measured in it.
  '200 % text': { language: 'en', options: { viewport: { width: 1280, height: 860 } }, largeText: true },
  '200 % text on a phone': { language: 'es', options: { viewport: { width: 375, height: 740 } }, largeText: true },
  'right to left': { language: 'ar' },
  'right to left, dark, 320 px': {
    language: 'ar',
    options: { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
    gate: true,
  },
};

describe('axe finds nothing and nothing is cut off, on any screen', () => {
  for (const [name, { gate, ...look }] of Object.entries(looks))
    test(name, { ...matrix(gate === true), timeout: 240_000 }, async () => {
      const page = await ScreenPage.open(look);
      const found: string[] = [];
      for (const screen of screens.filter(({ like }) => !gate || !like)) {
        const where = `${name} (${look.language}), screen "${screen.id}"`;
        try {
          await page.show(screen);
          const list = [...(await findings(page.visitor)), ...(await overflowing(page.visitor))];
          found.push(...list.map((one) => `${where}: ${one}`));
        } catch (error) {
          found.push(`${where}: ${(error as Error).message}`);
        }
      }
      expect(found).toEqual([]);
    });
});
