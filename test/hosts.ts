import { readdirSync } from 'node:fs';

/** What differs from an ordinary visit to a page of `demo/hosts`. A new page in the folder needs nothing here. */
export type Host = {
  /** The button that a visitor of this page presses first. */
  first?: string;
  /** The buttons on the page that lead to the guide, where the bubble cannot be reached. */
  openers?: readonly string[];
  /** The page speaks Arabic, and the guide with it. */
  arabic?: true;
  /** A guide is in the page, which is longer for it. */
  longer?: true;
  /** There is no bubble. */
  inline?: true;
  /** The guide is in a frame of the page. */
  frame?: true;
  /** The visitor gets the safety advice instead of a question. */
  advice?: true;
  /** What the console may say. */
  console?: RegExp;
  /** Engines whose driver cannot look at the page, and why. */
  unreachable?: { engines: readonly string[]; because: string };
};

const exceptions: Record<string, Host> = {
  // The bubble is under the banner until that is answered; the panel never is.
  'cookie-banner': { openers: ['two-minute'] },
  'consent-wall': { first: 'Accept all' },
  'css-right-to-left': { arabic: true },
  'element-inline': { inline: true, longer: true },
  'element-two': { longer: true },
  'focus-trap': { openers: ['New here?', 'two-minute'] },
  frame: { frame: true },
  'frame-sandbox': {
    frame: true,
    console: /Answers outlive no page load/,
    unreachable: {
      engines: ['chromium', 'firefox', 'webkit'],
      because: 'a sandbox without an origin shows no other page what is in it; the browser test looks from outside',
    },
  },
  'frame-sandbox-origin': { frame: true, console: /can escape its sandboxing/ },
  frameset: { frame: true },
  'host-dialog': { openers: ['New here?', 'two-minute'] },
  'js-broken': { advice: true, console: /The chat broke/ },
  'js-patched': {
    unreachable: {
      engines: ['webkit'],
      because: 'the page writes lists as JSON in its own way, the answers of the driver too',
    },
  },
  'no-modules': { advice: true, console: /module script|chat\.js|script-src|content security policy/i },
};

/** The pages of the gallery, by name. */
export const hosts: readonly string[] = readdirSync('demo/hosts')
  .filter((file) => file.endsWith('.html') && file !== 'index.html')
  .map((file) => file.slice(0, -'.html'.length));

/** What differs at this page. */
export const hostOf = (name: string): Host => exceptions[name] ?? {};
