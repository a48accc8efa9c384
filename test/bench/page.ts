import type { Browser } from 'playwright-core';
import { type Phone, withBrowser, withPhone } from './phone.js';
import { median, quantile } from './quantiles.js';
import { judge } from './table.js';
import { addedBlocking, blocking, busy, drawn, scripts, tasks, traced } from './trace.js';
import { pages, timedScripts, webHost } from './webHost.js';

/** After the load event, so that what is late counts as well, in ms. */
const settle = 700;
const loader = '/symptom-guide.js';

/** What one visit to a page costs; times in ms. */
type Visit = {
  fcp: number;
  lcp: number;
  load: number;
  cls: number;
  blocked: number;
  requests: number;
  bytes: number;
};
/** What a trace of one visit shows, in ms. */
type Traced = { main: number; drawing: number; script: number; added: number };
/** What the loader measured of itself, in ms. */
type Timed = { script: number; layout: number };

/** All visits to a page: those at one place of the two lists were made right after one another. */
export type PageCost = {
  bare: Visit[];
  tagged: Visit[];
  traces: { bare: Traced[]; tagged: Traced[] };
  timed: Timed[];
  bubble: Timed[];
};

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function visit({ page, devtools }: Phone, url: string): Promise<Visit> {
  let requests = 0;
  let bytes = 0;
  devtools.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('data:')) requests++;
  });
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await devtools.send('Network.enable');
  await page.goto(url, { waitUntil: 'load' });
  await wait(settle);
  const seen = await page.evaluate(async (blocking) => {
    const entries = (type: string) =>
      new Promise<PerformanceEntry[]>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
        observer.observe({ type, buffered: true });
        setTimeout(() => resolve([]), 200);
      });
    const [paint, largest, shifts, long] = await Promise.all(
      ['paint', 'largest-contentful-paint', 'layout-shift', 'longtask'].map(entries),
    );
    const navigation = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
    return {
      fcp: paint?.find(({ name }) => name === 'first-contentful-paint')?.startTime ?? Number.NaN,
      lcp: largest?.at(-1)?.startTime ?? Number.NaN,
      load: navigation.loadEventEnd,
      cls: (shifts ?? []).reduce((sum, shift) => sum + (shift as PerformanceEntry & { value: number }).value, 0),
      blocked: (long ?? []).reduce((sum, { duration }) => sum + Math.max(0, duration - blocking), 0),
    };
  }, blocking);
  return { ...seen, requests, bytes };
}

async function trace({ page, devtools }: Phone, url: string): Promise<Traced> {
  const spans = await traced(devtools, async () => {
    await page.goto(url, { waitUntil: 'load' });
    await wait(settle);
  });
  const own = scripts(spans, loader);
  return {
    main: busy(tasks(spans)),
    drawing: busy(drawn(spans)),
    script: busy(own),
    added: addedBlocking(spans, own),
  };
}

async function time({ page }: Phone, url: string, script: string): Promise<Timed> {
  await page.goto(`${url}?bare`, { waitUntil: 'load' });
  await wait(settle);
  return page.evaluate(
    (src) =>
      new Promise<Timed>((resolve) => {
        const script = document.createElement('script');
        script.src = src;
        script.onload = () => resolve((window as unknown as { loaderTimes: Timed }).loaderTimes);
        document.body.append(script);
      }),
    `${new URL(url).origin}${script}`,
  );
}

/** Visits one page with and without the tag, in turn, so that what else the machine does meets both alike. */
async function costOf(browser: Browser, url: string, pairs: number): Promise<PageCost> {
  const cost: PageCost = { bare: [], tagged: [], traces: { bare: [], tagged: [] }, timed: [], bubble: [] };
  const [bare, tagged] = [`${url}?bare`, url];
  // The first visit of a browser pays for much that later ones do not.
  await withPhone(browser, (phone) => visit(phone, tagged));
  for (let i = 0; i < pairs; i++) {
    cost.bare.push(await withPhone(browser, (phone) => visit(phone, bare)));
    cost.tagged.push(await withPhone(browser, (phone) => visit(phone, tagged)));
    cost.traces.bare.push(await withPhone(browser, (phone) => trace(phone, bare)));
    cost.traces.tagged.push(await withPhone(browser, (phone) => trace(phone, tagged)));
    cost.timed.push(await withPhone(browser, (phone) => time(phone, url, timedScripts.loader)));
    cost.bubble.push(await withPhone(browser, (phone) => time(phone, url, timedScripts.bubble)));
  }
  return cost;
}

/** What the tag costs each of the pages: visits with and without it, in pairs, on a slow phone with an empty cache. */
export async function measurePages(pairs: number): Promise<Record<keyof typeof pages, PageCost>> {
  const host = await webHost();
  try {
    return await withBrowser(async (browser) => ({
      clinic: await costOf(browser, host.origin + pages.clinic, pairs),
      plain: await costOf(browser, host.origin + pages.plain, pairs),
    }));
  } finally {
    await host.close();
  }
}

/** Most that the loader may keep the main thread busy, in ms, at the slowdown. */
const loaderLimit = 5;

/** The columns of {@link rowsOf}. */
export const columns = ['', 'without', 'with', 'difference', 'quarter', 'three quarters', 'bar', ''];

/** The lines of the table for one page. */
export function rowsOf({ bare, tagged, traces, timed, bubble }: PageCost): string[][] {
  const digits = (unit: string) => (unit === 'ms' ? 1 : unit === '' ? 3 : 0);
  const row = <T>(what: string, without: T[], withTag: T[], of: (one: T) => number, unit: string, bar?: number) => {
    const differences = withTag.map((one, i) => of(one) - of(without[i] as T));
    const show = (value: number) => `${value.toFixed(digits(unit))} ${unit}`.trim();
    return [
      what,
      show(median(without.map(of))),
      show(median(withTag.map(of))),
      ...[0.5, 0.25, 0.75].map((share) => show(quantile(differences, share))),
      ...(bar === undefined ? [] : judge(median(differences), bar, unit)),
    ];
  };
  const own = (what: string, list: number[], bar?: number) => [
    what,
    '',
    ...[0.5, 0.5, 0.25, 0.75].map((share) => `${quantile(list, share).toFixed(1)} ms`),
    ...(bar === undefined ? [] : judge(median(list), bar, 'ms')),
  ];
  const { bare: plain, tagged: full } = traces;
  return [
    row('first contentful paint', bare, tagged, ({ fcp }) => fcp, 'ms'),
    row('largest contentful paint', bare, tagged, ({ lcp }) => lcp, 'ms'),
    row('load event', bare, tagged, ({ load }) => load, 'ms'),
    row('layout shift (CLS)', bare, tagged, ({ cls }) => cls, '', 0),
    row('total blocking time', bare, tagged, ({ blocked }) => blocked, 'ms', 0),
    own(
      "of it the loader's",
      full.map(({ added }) => added),
      0,
    ),
    row('requests', bare, tagged, ({ requests }) => requests, 'files'),
    row('over the network', bare, tagged, ({ bytes }) => bytes, 'bytes'),
    row('main thread, all', plain, full, ({ main }) => main, 'ms'),
    row('style, layout, paint', plain, full, ({ drawing }) => drawing, 'ms'),
    own(
      'loader, by the trace',
      full.map(({ script }) => script),
      loaderLimit,
    ),
    row('script, by its own clock', bubble, timed, ({ script }) => script, 'ms'),
    row('and its style, layout', bubble, timed, ({ layout }) => layout, 'ms'),
  ];
}
