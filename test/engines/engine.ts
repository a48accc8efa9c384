/** The browser engines that visitors have. */
export const engineNames = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof engineNames)[number];

/** Width and height of what a page sees of its window, in CSS pixels. */
export type Size = { width: number; height: number };
export const desktop: Size = { width: 1280, height: 860 };
export const phone: Size = { width: 375, height: 740 };

/** Keys that a visitor presses. */
export type Key = 'Tab' | 'Enter' | 'Escape' | 'Space' | `${number}`;

/** A running browser with one window, driven from outside: no page can tell it from a person at the machine. */
export type Engine = {
  readonly name: EngineName;
  readonly version: string;
  /** Opens an address in a new window, with nothing stored or opened before. */
  open(url: string, size: Size): Promise<void>;
  /** Goes to another address in the same window; what was stored stays. */
  go(url: string): Promise<void>;
  reload(): Promise<void>;
  /** The value of a JavaScript expression in the page, as JSON has it. No content security policy forbids it. */
  evaluate(expression: string): Promise<unknown>;
  /** Presses and releases the mouse at this point of the window, in CSS pixels. */
  click(x: number, y: number): Promise<void>;
  key(key: Key): Promise<void>;
  setSize(size: Size): Promise<void>;
  /** Writes a PNG file of what the window shows. */
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * Calls a function in the page and returns what it returns. It is sent as text, so it may use nothing from outside but
 * its arguments; both ways only what JSON can say.
 */
export async function run<T, A extends unknown[]>(engine: Engine, act: (...given: A) => T, ...given: A): Promise<T> {
  return (await engine.evaluate(`(${act})(...${JSON.stringify(given)})`)) as T;
}
