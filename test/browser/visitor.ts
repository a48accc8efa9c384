import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Frame,
  type Locator,
  type Page,
} from 'playwright-core';
import { inject } from 'vitest';

/** A question and what this visitor says: the labels to tap or tick, or the number to pick. */
export type Says = readonly [question: RegExp, ...labels: (RegExp | number)[]];

/** Someone on a clinic's page, who sees and does only what a person can: by role and by name. */
export class Visitor {
  private constructor(
    readonly page: Page,
    /** What the page said on the console, warnings and worse. */
    readonly console: string[],
    /** The address of every request, in order. */
    readonly requests: string[],
    /** Where the guide is: the page itself, or a frame in it. */
    readonly frame: Frame = page.mainFrame(),
  ) {}

  /** The same visitor, in a frame of the page. */
  in(frame: Frame): Visitor {
    return new Visitor(this.page, this.console, this.requests, frame);
  }

  /** Opens a page of the served repository in a fresh browser profile. */
  static on(
    browser: Browser,
    path: string,
    options: BrowserContextOptions = {},
    prepare: (page: Page) => Promise<unknown> = async () => {},
  ): Promise<Visitor> {
    return Visitor.at(browser, `${inject('origin')}/${path}`, prepare, options);
  }

  /** Opens any address in a fresh browser profile. */
  static async at(
    browser: Browser,
    url: string,
    prepare: (page: Page) => Promise<unknown> = async () => {},
    options: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
    const page = await context.newPage();
    const lines: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => ['warning', 'error'].includes(message.type()) && lines.push(message.text()));
    page.on('pageerror', (error) => lines.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await prepare(page);
    await page.goto(url, { waitUntil: 'load' });
    return new Visitor(page, lines, requests);
  }

  /** Opens a page of this HTML, served beside the built widget. */
  static onHtml(
    browser: Browser,
    html: string,
    prepare: (page: Page) => Promise<unknown> = async () => {},
    options: BrowserContextOptions = {},
  ) {
    return Visitor.on(browser, 'host.html', options, async (page) => {
      await page.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
      await prepare(page);
    });
  }

  get launcher(): Locator {
    return this.frame.getByRole('button', { name: 'Check your symptoms' });
  }

  get panel(): Locator {
    return this.frame.getByRole('dialog', { name: 'Check your symptoms' });
  }

  /** Taps the bubble and waits for the first question. */
  async open(): Promise<void> {
    await this.launcher.click();
    await this.group(/./).waitFor();
  }

  /** The controls of the question that is asked now. */
  group(question: RegExp): Locator {
    return this.frame.getByRole('group', { name: question });
  }

  /** Answers one question as a person would. */
  async answer([question, ...labels]: Says): Promise<void> {
    const group = this.group(question);
    await group.waitFor();
    for (const label of labels) {
      if (typeof label === 'number')
        await group.getByRole('radio', { name: String(label), exact: true }).check({ force: true });
      else if ((await group.getByRole('checkbox', { name: label }).count()) > 0)
        await group.getByRole('checkbox', { name: label }).check();
      else {
        await group.getByRole('button', { name: label }).click();
        return;
      }
    }
    await group.getByRole('button', { name: /^(Continue|Continuar|متابعة)$/ }).click();
  }

  async answerAll(all: readonly Says[]): Promise<void> {
    for (const says of all) await this.answer(says);
  }

  /** The headline of the outcome, with its level in words. */
  outcome(name: RegExp): Locator {
    return this.frame.getByRole('heading', { level: 3, name });
  }
}

/** The browser that all tests share. */
export function connect(): Promise<Browser> {
  return chromium.connect(inject('browser'));
}
