import type { BrowserContextOptions } from 'playwright-core';
import { controls, type Screen, usualSettings } from '../../demo/gallery/screens.js';
import { type Language, wordsOf } from './conversation.js';
import { Visitor } from './visitor.js';

const controlNames = Object.keys(controls) as (keyof typeof controls)[];

/** How a screen is looked at: the language, and what the device is set to. */
export type Look = { language: Language; options?: BrowserContextOptions; largeText?: true };

/** The page `demo/gallery/screen.html`, on which screens of the table are shown one after another. */
export class ScreenPage {
  private constructor(
    readonly visitor: Visitor,
    private readonly look: Look,
  ) {}

  /** Opens the page, with no screen yet. */
  static async open(look: Look): Promise<ScreenPage> {
    const page = new ScreenPage(await Visitor.on(ScreenPage.path(look), look.options), look);
    // Screens on which something fails, or a review is overdue, say so to whoever has the page.
    page.visitor.allowOnConsole(/^\[symptom-guide\]/);
    await page.ready();
    return page;
  }

  private static path({ language, largeText }: Look): string {
    return `demo/gallery/screen.html?language=${language}${largeText ? '&text=200' : ''}`;
  }

  private async ready(): Promise<void> {
    await this.visitor.page.locator('html[data-ready=yes]').waitFor();
  }

  /**
   * Shows a screen in place of the one before. Throws, with what is missing, when it does not come, or when something
   * was tapped that is not called as the table has it.
   */
  async show({ id, pretend, settings }: Screen): Promise<void> {
    const { page } = this.visitor;
    // Parts that are here cannot fail any more, and those that failed do not come any more.
    if (pretend?.parts || this.lacksParts) {
      await page.reload({ waitUntil: 'load' });
      await this.ready();
    }
    this.lacksParts = pretend?.parts !== undefined;
    const tapped = await page.evaluate(
      (id) => (globalThis as unknown as { showScreen: ShowScreen }).showScreen(id),
      id,
    );
    // The gallery's own flow is in English.
    const words = wordsOf[settings?.flow ? 'en' : this.look.language];
    for (const { selector, name } of tapped) {
      const key = controlNames.find((one) => controls[one] === selector);
      const word = key && words[key].replace('{clinic}', usualSettings['clinic-name']);
      if (word && name !== word) throw new Error(`what is tapped as "${key}" is called "${name}", not "${word}"`);
    }
  }

  private lacksParts = false;
}

type ShowScreen = (id: string) => Promise<{ selector: string; name: string }[]>;
