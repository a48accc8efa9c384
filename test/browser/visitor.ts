import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Frame,
  type Locator,
  type Page,
} from 'playwright-core';
import { inject, onTestFinished } from 'vitest';

/** What a browser says of a file that does not arrive or that a policy refuses. */
export const browserRefuses =
  /^(Failed to load|Fetch API cannot load|Connecting to|Loading the (script|image)|Access to)/;

/** A question and what this visitor says: the labels to tap or tick, or the number to pick. */
export type Says = readonly [question: RegExp, ...labels: (RegExp | number)[]];

/** The browser that all tests share; each worker has one connection to it, which ends with it. */
let connection: Promise<Browser> | undefined;
function connect(): Promise<Browser> {
  connection ??= chromium.connect(inject('browser'));
  return connection;
}

/** What a page said on its console, warnings and worse, which of it the test has looked at, and what it may say. */
type Console = { lines: string[]; seen: Set<string>; allowed: RegExp[] };

/**
 * Someone on a clinic's page, who sees and does only what a person can: by role and by name. Their browser profile is
 * closed when the test ends, which fails when the page's console said something that the test did not look at.
 */
export class Visitor {
  private constructor(
    readonly page: Page,
    private readonly said: Console,
    /** The address of every request, in order. */
    readonly requests: string[],
    /** Where the guide is: the page itself, or a frame in it. */
    readonly frame: Frame = page.mainFrame(),
  ) {}

  /** The same visitor, in a frame of the page. */
  in(frame: Frame): Visitor {
    return new Visitor(this.page, this.said, this.requests, frame);
  }

  /** All that the page said on the console so far, warnings and worse: the test has looked at it. */
  get console(): readonly string[] {
    for (const line of this.said.lines) this.said.seen.add(line);
    return [...this.said.lines];
  }

  /** What the guide itself said there: the test has looked at that, and at no other line. */
  get consoleOfGuide(): readonly string[] {
    const own = this.said.lines.filter((line) => line.startsWith('[symptom-guide]'));
    for (const line of own) this.said.seen.add(line);
    return own;
  }

  /** Lines like these on the console are no failure of the test. */
  allowOnConsole(...lines: RegExp[]): void {
    this.said.allowed.push(...lines);
  }

  /** Opens a page of the served repository in a fresh browser profile. */
  static on(
    path: string,
    options: BrowserContextOptions = {},
    prepare: (page: Page) => Promise<unknown> = async () => {},
  ): Promise<Visitor> {
    return Visitor.at(`${inject('origin')}/${path}`, prepare, options);
  }

  /** Opens any address in a fresh browser profile. */
  static async at(
    url: string,
    prepare: (page: Page) => Promise<unknown> = async () => {},
    options: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const browser = await connect();
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
    const said: Console = { lines: [], seen: new Set(), allowed: [] };
    onTestFinished(async () => {
      await context.close();
      const unexpected = said.lines.filter(
        (line) => !said.seen.has(line) && !said.allowed.some((one) => one.test(line)),
      );
      if (unexpected.length > 0) throw new Error(`The console of the page said:\n${unexpected.join('\n')}`);
    });
    const visitor = new Visitor(await context.newPage(), said, []);
    visitor.#listenTo(visitor.page);
    await prepare(visitor.page);
    await visitor.page.goto(url, { waitUntil: 'load' });
    return visitor;
  }

  /** Opens one more page in the same browser profile. */
  async openAnother(url: string): Promise<Page> {
    const page = await this.page.context().newPage();
    this.#listenTo(page);
    await page.goto(url, { waitUntil: 'load' });
    return page;
  }

  #listenTo(page: Page): void {
    const { lines } = this.said;
    page.on('console', (message) => ['warning', 'error'].includes(message.type()) && lines.push(message.text()));
    page.on('pageerror', (error) => lines.push(String(error)));
    page.on('request', (request) => this.requests.push(request.url()));
  }

  /** Opens a page of this HTML, served beside the built widget. */
  static onHtml(
    html: string,
    prepare: (page: Page) => Promise<unknown> = async () => {},
    options: BrowserContextOptions = {},
  ) {
    return Visitor.on('host.html', options, async (page) => {
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
