import type { Browser } from 'playwright-core';
import type { Answers } from '../../src/flow/answer.js';
import { conversations, saysIn } from '../browser/conversation.js';
import { type Phone, withBrowser, withPhone } from './phone.js';
import { pages, webHost } from './webHost.js';

/**
 * What the page holds once all garbage is collected: bytes of JavaScript heap; of them the objects, closures, texts
 * and lists; and numbers of the rest.
 */
type Held = { heap: number; objects: number; nodes: number; listeners: number; documents: number };
/** What is held after the rounds for warming up, half-way, and at the end. */
export type Growth = { what: string; rounds: number; held: [warm: Held, half: Held, end: Held] };

/** The first rounds fill caches of the browser and compile what runs for the first time. */
const warmUp = 20;
/** Objects that grow by less than this in a round are the book-keeping of the browser and of this measurement, in bytes. */
const noise = 1024;

/** The heap's kinds of nodes that hold what a script made: no compiled code, and no records of the browser's own. */
const made = new Set([
  'object',
  'closure',
  'string',
  'concatenated string',
  'sliced string',
  'regexp',
  'array',
  'bigint',
]);

type Snapshot = {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
};

/** The bytes of all that scripts made. */
async function objects({ devtools }: Phone): Promise<number> {
  const chunks: string[] = [];
  const collect = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  devtools.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  devtools.off('HeapProfiler.addHeapSnapshotChunk', collect);
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let sum = 0;
  for (let i = 0; i < nodes.length; i += fields.length)
    if (made.has(types[0][nodes[i + type] ?? -1] ?? '')) sum += nodes[i + size] ?? 0;
  return sum;
}

async function hold(phone: Phone): Promise<Held> {
  const { devtools } = phone;
  for (let i = 0; i < 3; i++) await devtools.send('HeapProfiler.collectGarbage');
  // First: it collects more than was asked for, code that was not run lately too.
  const bytes = await objects(phone);
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (metric: string) => metrics.find(({ name }) => name === metric)?.value ?? Number.NaN;
  return {
    heap: of('JSHeapUsedSize'),
    objects: bytes,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    documents: of('Documents'),
  };
}

/** In the page: opens the guide and closes it again. */
async function openAndClose(): Promise<void> {
  const guide = document.querySelector('symptom-guide') as HTMLElement & { open(): void; close(): void };
  guide.open();
  while (!guide.shadowRoot?.querySelector('[role=group]')) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  guide.close();
  await new Promise(requestAnimationFrame);
}

/** In the page: takes the element away and puts it back, with the guide open. */
async function removeAndAdd(): Promise<void> {
  const guide = document.querySelector('symptom-guide') as HTMLElement & { open(): void };
  guide.open();
  while (!guide.shadowRoot?.querySelector('[role=group]')) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  guide.remove();
  await new Promise(requestAnimationFrame);
  document.body.append(guide);
}

/** In the page: removes the element and puts a new one in its place, as a page that swaps its content does. */
async function replaceByNew(): Promise<void> {
  const guide = document.querySelector('symptom-guide') as HTMLElement & { open(): void };
  guide.open();
  while (!guide.shadowRoot?.querySelector('[role=group]')) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  guide.replaceWith(guide.cloneNode());
  await new Promise(requestAnimationFrame);
}

/** In the page: answers question after question by its labels, up to the outcome, and starts over. */
async function converse(labels: string[][]): Promise<void> {
  const guide = document.querySelector('symptom-guide') as HTMLElement & { open(): void; restart(): void };
  guide.open();
  const find = (selector: string) => [...(guide.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
  const named = (selector: string, name: string) =>
    find(selector).find((one) => (one.closest('label') ?? one).textContent?.includes(name) || one.ariaLabel === name);
  for (const [ask, ...said] of labels) {
    const start = performance.now();
    while (find('#question').at(-1)?.textContent !== ask || !find('[role=group]')[0]?.querySelector('button,input')) {
      if (performance.now() - start > 10_000) throw new Error(`"${ask}" is not asked.`);
      await new Promise(requestAnimationFrame);
    }
    for (const label of said) {
      const choice =
        named('[role=group] input', label) ??
        find('[role=group] input').find((one) => (one as HTMLInputElement).value === label) ??
        named('[role=group] button', label);
      if (!choice) throw new Error(`"${ask}" does not offer "${label}".`);
      choice.click();
      await new Promise(requestAnimationFrame);
    }
    find('[role=group] [type=submit]')[0]?.click();
    await new Promise(requestAnimationFrame);
  }
  while (find('h3').length === 0) await new Promise(requestAnimationFrame);
  guide.restart();
  await new Promise(requestAnimationFrame);
}

const labelsOf = (answers: Answers): string[][] =>
  saysIn('en', answers).map((says) =>
    says.map((one) => (typeof one === 'number' ? String(one) : one.source.slice(1, -1).replace(/\\(.)/g, '$1'))),
  );

/** The whole conversations of one round: one to each outcome. */
const everyOutcome = Object.values(conversations).map((answers) => labelsOf(answers));

async function grow(
  browser: Browser,
  url: string,
  what: string,
  rounds: number,
  round: (phone: Phone) => Promise<void>,
): Promise<Growth> {
  return withPhone(browser, async (phone) => {
    await phone.devtools.send('Performance.enable');
    await phone.devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    await phone.page.goto(url, { waitUntil: 'load' });
    await phone.page.waitForFunction(() => customElements.get('symptom-guide'));
    const after = async (count: number) => {
      for (let i = 0; i < count; i++) await round(phone);
      return hold(phone);
    };
    return { what, rounds, held: [await after(warmUp), await after(rounds / 2), await after(rounds / 2)] };
  });
}

/** What stays in memory when the guide is opened and closed, gone through, or taken away, again and again. */
export async function measureMemory(rounds: number): Promise<Growth[]> {
  const host = await webHost();
  const url = host.origin + pages.clinic;
  try {
    return await withBrowser(async (browser) => [
      await grow(browser, url, 'opened and closed', rounds, ({ page }) => page.evaluate(openAndClose)),
      await grow(browser, url, 'a conversation, restarted', rounds, async ({ page }) => {
        for (const labels of everyOutcome) await page.evaluate(converse, labels);
      }),
      await grow(browser, url, 'removed and added again', rounds, ({ page }) => page.evaluate(removeAndAdd)),
      await grow(browser, url, 'replaced by a new one', rounds, ({ page }) => page.evaluate(replaceByNew)),
    ]);
  } finally {
    await host.close();
  }
}

/** The columns of {@link growthRow}. */
export const memoryColumns = [
  '',
  'rounds',
  'heap at first',
  'heap at last',
  'a round',
  'objects a round',
  'nodes',
  'listeners',
  'documents',
  'bar',
  '',
];

/** The line of the table for one thing done again and again. A leak grows in both halves. */
export function growthRow({ what, rounds, held: [warm, half, end] }: Growth): string[] {
  const keys = ['nodes', 'listeners', 'documents'] as const;
  const grows = (key: keyof Held, atLeast: number) => half[key] - warm[key] > atLeast && end[key] - half[key] > atLeast;
  const leaks = grows('objects', (noise * rounds) / 2) || keys.some((key) => grows(key, 0));
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
  return [
    what,
    String(rounds),
    kB(warm.heap),
    kB(end.heap),
    kB((end.heap - warm.heap) / rounds),
    kB((end.objects - warm.objects) / rounds),
    ...keys.map((key) => [warm, half, end].map((one) => one[key]).join(' ')),
    'no growth',
    leaks ? 'missed' : 'met',
  ];
}
