import type { BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { Visitor } from './visitor.js';

/** Somebody who edits the sciatica guide in the studio, from its static files; nothing of it is saved. */
export class Editor {
  private constructor(
    /** What the browser tells of the page: console, requests. */
    readonly visitor: Visitor,
    readonly page: Page,
  ) {}

  /** Opens the studio; `change` makes another text of a file of the guide, as if it were saved like this. */
  static async open(
    options: BrowserContextOptions = {},
    change: Record<string, (text: string) => string> = {},
  ): Promise<Editor> {
    const visitor = await Visitor.on(
      'dist/studio/index.html#open=sciatica',
      { viewport: { width: 1440, height: 900 }, ...options },
      async (page) => {
        for (const [file, edit] of Object.entries(change))
          await page.route(`**/flows/sciatica/${file}`, async (route) =>
            route.fulfill({ contentType: 'application/json', body: edit(await (await route.fetch()).text()) }),
          );
      },
    );
    await visitor.page.getByRole('tablist').waitFor();
    return new Editor(visitor, visitor.page);
  }

  /** The guide in the preview. */
  get preview(): FrameLocator {
    return this.page.frameLocator('iframe[title="The guide as visitors see it"]');
  }

  /** The part that is open. */
  get part(): Locator {
    return this.page.getByRole('tabpanel');
  }

  /** What is told in the last line. */
  get told(): Locator {
    return this.page.locator('.spoken');
  }

  /** Opens a part of the studio. */
  async goTo(part: string): Promise<void> {
    await this.page.getByRole('tab', { name: part }).click();
  }

  /** Waits until the checker has said all there is to say. */
  async checked(): Promise<void> {
    await this.page.locator('.verdict-busy').waitFor({ state: 'detached' });
    await this.page.locator('.verdict:not(.unknown)').waitFor();
  }
}
