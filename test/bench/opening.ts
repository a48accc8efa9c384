import type { Browser } from 'playwright-core';
import { type Phone, withBrowser, withPhone } from './phone.js';
import { median, quantile } from './quantiles.js';
import { judge } from './table.js';
import { pages, webHost } from './webHost.js';

/** A realistic way to a server and back, in ms. */
const roundTrip = 100;
/** How long before a tap the pointer comes to rest on the launcher, in ms. */
const hover = 200;
/** How long a finger stays on the screen in a tap, in ms: shorter than most people's. */
const touch = 80;
/** After the first question, for what comes later to come, in ms. */
const settle = 1000;
/** Most from the tap to the first question, in ms, at the slowdown: from the cache, and beside one round trip. */
const limits = { warm: 100, cold: 150 };

/** How the first tap is made: with what in the cache, over which network, and whether a hover came before it. */
type Way = { cache: 'cold' | 'warm'; latency: number; hover: boolean };
/**
 * From a tap to the first question in the page, and to the end of the frame that shows it, in ms; and what moved by
 * itself from then on, as layout shift (CLS).
 */
type Opened = { drawn: number; painted: number; shift: number };
export type Opening = Way & { taps: Opened[] };

/** In the page: notes when the first tap was, and when the first question was drawn and painted. */
function watch(): void {
  const opened = new Promise<Omit<Opened, 'shift'>>((resolve) => {
    addEventListener(
      'click',
      (tap) => {
        const guide = document.querySelector('symptom-guide') as HTMLElement;
        const observer = new MutationObserver(() => {
          if (!guide.shadowRoot?.querySelector('[role=group][data-focus] button, [role=group][data-focus] input'))
            return;
          observer.disconnect();
          const drawn = performance.now() - tap.timeStamp;
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve({ drawn, painted: performance.now() - tap.timeStamp });
            port2.postMessage(0);
          });
        });
        observer.observe(guide.shadowRoot as ShadowRoot, { childList: true, subtree: true });
      },
      { capture: true, once: true },
    );
  });
  Object.assign(globalThis, { opened });
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function tap({ page, devtools }: Phone, url: string, hovers: boolean): Promise<Opened> {
  await page.goto(url, { waitUntil: 'load' });
  await wait(500);
  const box = await page.getByRole('button', { name: 'Check your symptoms' }).boundingBox();
  if (!box) throw new Error('The launcher is not on screen.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.evaluate(watch);
  if (hovers) {
    await page.mouse.move(x, y);
    await wait(hover);
    await page.mouse.click(x, y);
  } else {
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await wait(touch);
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
  const opened = (await page.evaluate('opened')) as Omit<Opened, 'shift'>;
  await wait(settle);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[];
          resolve(shifts.reduce((sum, { value, hadRecentInput }) => sum + (hadRecentInput ? 0 : value), 0));
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(0), 300);
      }),
  );
  return { ...opened, shift };
}

async function open(browser: Browser, url: string, way: Way): Promise<Opened> {
  return withPhone(browser, async (phone) => {
    const { devtools } = phone;
    if (way.cache === 'warm') {
      await tap(phone, url, false);
      await wait(500);
    }
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: way.latency,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
    return tap(phone, url, way.hover);
  });
}

/** First taps on the launcher, of every kind in turn, each on a fresh slow phone; `warm`: its second page. */
export async function measureOpening(rounds: number): Promise<Opening[]> {
  const ways = (['cold', 'warm'] as const).flatMap((cache) =>
    [0, roundTrip].flatMap((latency) => [false, true].map((hover): Opening => ({ cache, latency, hover, taps: [] }))),
  );
  const host = await webHost();
  try {
    await withBrowser(async (browser) => {
      for (let round = 0; round < rounds; round++)
        for (const way of ways) way.taps.push(await open(browser, host.origin + pages.clinic, way));
    });
  } finally {
    await host.close();
  }
  return ways;
}

/** The columns of {@link openingRow}. */
export const openingColumns = [
  'cache',
  'round trip',
  'hover',
  'taps',
  'moved',
  'drawn',
  'painted',
  'quarter',
  'three quarters',
  'bar',
  '',
];

/** The line of the table for one way to tap. */
export function openingRow({ cache, latency, hover, taps }: Opening): string[] {
  const painted = taps.map((one) => one.painted);
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  return [
    cache,
    ms(latency),
    hover ? 'yes' : 'no',
    String(taps.length),
    Math.max(...taps.map(({ shift }) => shift)).toFixed(3),
    ms(median(taps.map(({ drawn }) => drawn))),
    ...[0.5, 0.25, 0.75].map((share) => ms(quantile(painted, share))),
    ...judge(median(painted), limits[cache] + (cache === 'cold' ? latency : 0), 'ms'),
  ];
}
