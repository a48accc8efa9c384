import type { CDPSession } from 'playwright-core';

/**
 * One span of a browser's trace on a page's main thread, in ms of that thread's own processor time (the slowdown is
 * part of it), so that other programs of the machine do not count.
 */
export type Span = { name: string; url: string; start: number; end: number };

type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  tts?: number;
  tdur?: number;
  args: { name?: string; url?: string; fileName?: string; data?: { url?: string; frames?: unknown } };
};

const categories = [
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
  'disabled-by-default-v8.compile',
];

/** Records what the page's main thread does while `run` runs. */
export async function traced(devtools: CDPSession, run: () => Promise<void>): Promise<Span[]> {
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordUntilFull', includedCategories: categories },
  });
  await run();
  const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.end');
  await complete;
  // Other pages of the same browser are traced as well: the busiest main thread is the page's.
  const time = (list: TraceEvent[]) =>
    list.reduce((sum, { name, tdur = 0 }) => sum + (name === 'RunTask' ? tdur : 0), 0);
  const threads = events
    .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X'))
    .sort((a, b) => time(b) - time(a));
  return (threads[0] ?? []).map(({ name, tts = 0, tdur = 0, args }) => ({
    name,
    url: args.data?.url ?? args.url ?? args.fileName ?? '',
    start: tts / 1000,
    end: (tts + tdur) / 1000,
  }));
}

/** How long the thread was in any of these spans, in ms: spans inside one another count once. */
export function busy(spans: readonly Span[]): number {
  let sum = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    sum += Math.max(0, span.end - Math.max(span.start, end));
    end = Math.max(end, span.end);
  }
  return sum;
}

const drawing = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit', 'UpdateLayer']);

/** Style, layout and paint. */
export const drawn = (spans: readonly Span[]): Span[] => spans.filter(({ name }) => drawing.has(name));

/** Scripts whose address holds `part`: compiling, evaluating and everything they call. */
export const scripts = (spans: readonly Span[], part: string): Span[] =>
  spans.filter(({ url, name }) => url.includes(part) && /^(EvaluateScript|FunctionCall|v8\.)/.test(name));

/** The tasks of the thread, one after another. */
export const tasks = (spans: readonly Span[]): Span[] => spans.filter(({ name }) => name === 'RunTask');

/** From here on a task blocks: nobody's tap is answered meanwhile, in ms. */
export const blocking = 50;

/** How much longer than without these spans the thread was blocked, in ms: beyond 50 ms of each task. */
export function addedBlocking(all: readonly Span[], spans: readonly Span[]): number {
  return tasks(all).reduce((sum, task) => {
    const own = busy(spans.filter(({ start, end }) => start >= task.start && end <= task.end));
    const long = task.end - task.start;
    return sum + Math.max(0, long - blocking) - Math.max(0, long - own - blocking);
  }, 0);
}
