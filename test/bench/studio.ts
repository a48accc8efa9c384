import type { Browser, Page } from 'playwright-core';
import type { Flow } from '../../src/flow/schema.js';
import { serve } from '../browser/setup.js';
import { localFlow } from './flows.js';
import { withBrowser } from './phone.js';
import { quantile } from './quantiles.js';
import { judge } from './table.js';

/** How many letters are typed into each field, after as many to warm up. */
const letters = 25;
/** Between two letters, in ms: a quick typist. */
const between = 180;
/** Most from a key to the fresh proof, and to the fresh preview, in ms; and least frames a second while typing. */
const limits = { sciatica: 50, framesASecond: 30 };

/** What one letter led to, in ms after its key was pressed; undefined: not before the next letter. */
type Letter = {
  painted: number;
  facts: number | undefined;
  proved: number | undefined;
  drawn: number | undefined;
};
/** All letters typed into one field. `frames`: the time between two frames while typing, in ms, of all of them. */
export type Typing = { flow: string; field: string; letters: Letter[]; frames: number[] };

/** In the page: notes when what a key leads to is there. */
function watch(): void {
  const marks: Record<string, number> = {};
  let pressed = 0;
  const frames: number[] = [];
  let last = 0;
  const tick = (now: number) => {
    if (last > 0 && pressed > 0) frames.push(now - last);
    last = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  addEventListener(
    'keydown',
    (event) => {
      pressed = event.timeStamp;
      for (const name of Object.keys(marks)) delete marks[name];
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          marks.painted ??= performance.now() - pressed;
        };
        port2.postMessage(0);
      });
    },
    true,
  );
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) if (startTime > pressed) marks[name] ??= startTime - pressed;
  }).observe({ type: 'mark' });
  Object.assign(globalThis, {
    letter: () => ({ ...marks }),
    frames: () => frames.splice(0),
  });
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function typeInto(page: Page, flow: string, field: string): Promise<Typing> {
  const found: Letter[] = [];
  for (let n = 0; n < 2 * letters; n++) {
    if (n === letters) await page.evaluate('frames()');
    await page.keyboard.type('a');
    await wait(between);
    const marks = (await page.evaluate('letter()')) as Record<string, number | undefined>;
    if (n < letters) continue;
    const { painted = Number.NaN, facts, proved } = marks;
    found.push({ painted, facts, proved, drawn: marks['preview-drawn'] });
  }
  return { flow, field, letters: found, frames: (await page.evaluate('frames()')) as number[] };
}

async function open(browser: Browser, origin: string, flow?: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.addInitScript(watch);
  if (flow !== undefined)
    await page.route('**/flows/sciatica/*.json', (route) => {
      const file = new URL(route.request().url()).pathname.split('/').at(-1);
      return route.fulfill({
        contentType: 'application/json',
        body: file === 'flow.json' ? flow : '{}',
      });
    });
  await page.goto(`${origin}/dist/studio/index.html#open=sciatica`);
  await page.locator('.verdict:not(.unknown)').waitFor({ timeout: 120_000 });
  await page.locator('.verdict-busy').waitFor({ state: 'detached', timeout: 120_000 });
  await wait(1000);
  return page;
}

/** Puts the cursor behind the first question's words, in the form or in the source. */
async function enter(page: Page, field: 'form' | 'source'): Promise<void> {
  if (field === 'form') {
    await page.getByRole('button', { name: 'Edit this question' }).click();
    await page.getByRole('textbox', { name: 'Question', exact: true }).focus();
    await page.keyboard.press('Control+End');
    return;
  }
  await page.getByRole('button', { name: 'Edit this question' }).click();
  await page.getByRole('tab', { name: 'Source' }).click();
  await wait(1500);
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('"ask": "');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ArrowRight');
}

/** A thousand questions, with the few problems that a guide has while somebody works on it. */
function longFlow(): Flow {
  const flow = localFlow(1000);
  // "I'm not sure" to the question of an emergency would be a problem of every other question.
  const redFlags = flow.redFlags.map((flag) => (flag.outcome === 'emergency' ? { ...flag, outcome: 'today' } : flag));
  return { ...flow, redFlags };
}

/** Types into the studio, built, in a real browser: the sciatica guide, and one of a thousand questions. */
export async function measureStudio(): Promise<Typing[]> {
  const server = await serve();
  try {
    return await withBrowser(async (browser) => {
      const found: Typing[] = [];
      for (const [name, text] of [
        ['sciatica', undefined],
        ['1,000 questions', JSON.stringify(longFlow(), null, 2)],
      ] as const) {
        for (const field of ['form', 'source'] as const) {
          const page = await open(browser, server.origin, text);
          await enter(page, field);
          found.push(await typeInto(page, name, field));
          await page.context().close();
        }
      }
      return found;
    });
  } finally {
    await server.close();
  }
}

export const studioColumns = [
  'flow',
  'typed into',
  'letter painted',
  'proof',
  'all problems',
  'preview',
  'not before next',
  'frame, median',
  'frame, longest',
  'bar',
  '',
];

/** A row of the table: medians, and the quarter and nine tenths of all that lie below. */
export function studioRow({ flow, field, letters: typed, frames }: Typing): string[] {
  const told = (pick: (letter: Letter) => number | undefined) => {
    const times = typed.flatMap((letter) => pick(letter) ?? []);
    if (times.length === 0) return '-';
    const at = (part: number) => quantile(times, part).toFixed(0);
    return `${at(0.5)} (${at(0.25)} to ${at(0.9)})`;
  };
  const late = typed.filter(({ proved, drawn }) => proved === undefined || drawn === undefined).length;
  const longest = Math.max(...frames);
  const half = (pick: (letter: Letter) => number | undefined) =>
    quantile(
      typed.map((letter) => pick(letter) ?? Number.POSITIVE_INFINITY),
      0.5,
    );
  const bar =
    flow === 'sciatica'
      ? judge(
          Math.max(
            half(({ facts }) => facts),
            half(({ drawn }) => drawn),
          ),
          limits.sciatica,
          'ms',
        )
      : judge(longest, Math.round(1000 / limits.framesASecond), 'ms a frame');
  return [
    flow,
    field,
    told(({ painted }) => painted),
    told(({ facts }) => facts),
    told(({ proved }) => proved),
    told(({ drawn }) => drawn),
    `${late} of ${typed.length}`,
    quantile(frames, 0.5).toFixed(0),
    longest.toFixed(0),
    ...bar,
  ];
}
