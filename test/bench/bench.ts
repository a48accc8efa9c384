import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Bench } from 'tinybench';
import { getShortestPaths } from 'xstate/graph';
import { checkFolder } from '../../src/check/check.js';
import { type Exploration, explore } from '../../src/check/explore.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { Flow } from '../../src/flow/schema.js';
import { compileFlow, type StepMeta } from '../../src/machine/compile.js';
import { everyAnswer } from '../fixtures/answers.js';
import { measureConversation, summarise } from './conversation.js';
import { localFlow } from './flows.js';
import { growthRow, measureMemory, memoryColumns } from './memory.js';
import { measureOpening, openingColumns, openingRow } from './opening.js';
import { columns, measurePages, rowsOf } from './page.js';
import { measureStudio, studioColumns, studioRow } from './studio.js';
import { print } from './table.js';

/**
 * `npm run bench`: how long the proof takes, and what the guide costs a page and a visitor; `npm run bench -- page`
 * (or several names) only these sections. Times depend on the machine, so what counts are the ratios, within one run.
 * Every size of a flow is measured in a process of its own, so that none pays for the garbage of another and one that
 * runs out of memory ends alone.
 */

/** The largest heap that a measured process may have, in MB. */
const heapLimit = 2048;

/** The median of many warm runs, in ms; of one run only when it takes longer than `time`. */
async function median(run: () => unknown, time = 1000): Promise<number> {
  const bench = new Bench({ time, iterations: 1, warmupTime: time / 4, warmupIterations: 1, throws: true });
  bench.add('run', () => {
    run();
  });
  await bench.warmup();
  const [task] = await bench.run();
  const samples = [...(task?.result?.samples ?? [])].sort((a, b) => a - b);
  const middle = samples[Math.floor(samples.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured.');
  return middle;
}

/** Memory in use on the heap, in bytes, after all garbage was collected. */
function heapUsed(): number {
  if (!globalThis.gc) throw new Error('Run node with --expose-gc.');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
/** The most memory that this process ever had, in bytes. */
const peak = () => process.resourceUsage().maxRSS * 1024;

/** One run, with the memory that its result keeps. */
function once<T>(run: () => T): { result: T; ms: number; kept: number } {
  const before = heapUsed();
  const start = performance.now();
  const result = run();
  const ms = performance.now() - start;
  return { result, ms, kept: heapUsed() - before };
}

/** The fewest questions to each outcome that can be reached. */
type Reached = Record<string, number>;

function reachedBy(found: Exploration): Reached {
  const reached = [...found.outcomes].flatMap(([id, { shortest }]) =>
    shortest ? [[id, shortest.questions] as const] : [],
  );
  return Object.fromEntries(reached.sort());
}

/** XState's own way to look at every state: it is given every answer that each question takes. */
function shortestPaths(flow: Flow) {
  return getShortestPaths(compileFlow(flow), {
    events: (state) => {
      const { question } = Object.assign({}, ...Object.values(state.getMeta())) as StepMeta;
      return question
        ? everyAnswer(question).map((answer) => ({ type: 'answer' as const, question: question.id, answer }))
        : [];
    },
    // What a conversation can still come to depends on where it is and what was answered: nothing less tells it apart.
    serializeState: ({ value, context }) => JSON.stringify([value, context.answers]),
  });
}

function reachedByPaths(paths: ReturnType<typeof shortestPaths>): Reached {
  const reached: Reached = {};
  for (const { state, weight } of paths) {
    const { outcome } = Object.assign({}, ...Object.values(state.getMeta())) as StepMeta;
    if (outcome) reached[outcome.id] = Math.min(weight, reached[outcome.id] ?? Number.POSITIVE_INFINITY);
  }
  return Object.fromEntries(Object.entries(reached).sort());
}

type Compared = { paths: number; states: number; pathsKept: number; explorer: number; explorerKept: number };
type Grown = { ms: number; conversations: string; situations: number; kept: number; before: number; peak: number };
type Shipped = Record<'parseFlow' | 'explore' | 'checkFolder', number>;

/** What a process measures, by name. */
const tasks = {
  async compare(count: number): Promise<Compared> {
    const flow = localFlow(count);
    const first = once(() => shortestPaths(flow));
    const own = once(() => explore(flow));
    const [byPaths, byExplorer] = [reachedByPaths(first.result), reachedBy(own.result)];
    if (JSON.stringify(byPaths) !== JSON.stringify(byExplorer))
      throw new Error(`They disagree: ${JSON.stringify(byPaths)}, ${JSON.stringify(byExplorer)}`);
    const states = first.result.length;
    const slow = first.ms > 1000;
    first.result.length = 0;
    return {
      paths: slow ? first.ms : await median(() => shortestPaths(flow)),
      states,
      pathsKept: first.kept,
      explorer: await median(() => explore(flow)),
      explorerKept: own.kept,
    };
  },

  async growth(count: number): Promise<Grown> {
    const flow = localFlow(count);
    heapUsed();
    const before = peak();
    const { result, ms, kept } = once(() => explore(flow));
    const most = peak();
    const { conversations, situations } = result;
    return {
      ms: ms > 10_000 ? ms : await median(() => explore(flow), 2000),
      conversations: String(conversations),
      situations,
      kept,
      before,
      peak: most,
    };
  },

  async sciatica(): Promise<Shipped> {
    const read = (file: string) => readFileSync(`flows/sciatica/${file}`, 'utf8');
    const json: unknown = JSON.parse(read('flow.json'));
    const { flow } = parseFlow(json);
    if (!flow) throw new Error('flows/sciatica/flow.json cannot be shown.');
    const files = new Map(['flow.json', 'vignettes.json'].map((file) => [file, read(file)]));
    return {
      parseFlow: await median(() => parseFlow(json)),
      explore: await median(() => explore(flow), 3000),
      checkFolder: await median(() => checkFolder({ name: 'sciatica', files }), 3000),
    };
  },
};

/** Runs a task in a process of its own; the reason when it did not get through. */
function measure<T>(task: keyof typeof tasks, count: number, seconds: number): T | string {
  const script = process.argv[1] as string;
  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', `--max-old-space-size=${heapLimit}`, script, '--task', task, String(count)],
    { encoding: 'utf8', timeout: seconds * 1000, maxBuffer: 2 ** 28 },
  );
  if (error) return (error as NodeJS.ErrnoException).code === 'ETIMEDOUT' ? `more than ${seconds} s` : String(error);
  if (/heap out of memory/.test(stderr)) return `more than ${heapLimit} MB`;
  if (/^NotProved/m.test(stderr)) return 'not proved';
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

const number = (n: number) => n.toLocaleString('en', { maximumSignificantDigits: 3 });
const time = (ms: number) => (ms < 1000 ? `${number(ms)} ms` : `${number(ms / 1000)} s`);
/** Less than a tenth of a megabyte is noise. */
const memory = (bytes: number) => (bytes < 2 ** 20 / 10 ? '< 0.1 MB' : `${number(bytes / 2 ** 20)} MB`);

function compare(): void {
  const rows: string[][] = [];
  for (let count = 2; ; count++) {
    const found = measure<Compared>('compare', count, 30);
    if (typeof found === 'string') {
      rows.push([String(count), '', found]);
      break;
    }
    const { paths, states, pathsKept, explorer, explorerKept } = found;
    const ratio = `${number(paths / explorer)} x`;
    rows.push([
      String(count),
      states.toLocaleString('en'),
      time(paths),
      memory(pathsKept),
      time(explorer),
      memory(explorerKept),
      ratio,
    ]);
    if (paths > 5000) break;
  }
  print(
    '1. XState getShortestPaths and the explorer, on the same flows. Both reach the same outcomes, by as few questions.',
    ['questions', 'states', 'getShortestPaths', 'kept', 'explorer', 'kept', 'ratio'],
    rows,
  );
  console.log(
    '   "kept": the heap that the result holds, garbage collected before and after. Times are medians of warm runs; one\n' +
      '   cold run where getShortestPaths takes more than 1 s.',
  );
}

function growth(): void {
  const rows: string[][] = [];
  let smaller: number | undefined;
  for (const count of [10, 100, 1000, 10_000]) {
    const found = measure<Grown>('growth', count, 60);
    if (typeof found === 'string') {
      rows.push([count.toLocaleString('en'), '', '', found]);
      break;
    }
    const ratio = smaller === undefined ? '' : `${number(found.ms / smaller)} x`;
    smaller = found.ms;
    rows.push([
      count.toLocaleString('en'),
      found.conversations.length.toLocaleString('en'),
      found.situations.toLocaleString('en'),
      time(found.ms),
      ratio,
      memory(found.kept),
      memory(found.before),
      memory(found.peak),
    ]);
  }
  print(
    '2. The explorer on ever longer flows. Ten times the questions: linear is about 10 x.',
    ['questions', 'digits', 'situations', 'time', 'ratio', 'kept', 'before', 'peak'],
    rows,
  );
  console.log(
    '   "digits" of the number of conversations; "situations" told apart after one question, at most; "kept": the heap\n' +
      '   that the result holds, garbage collected before and after; "before" and "peak": the most memory the process\n' +
      '   ever had, Node itself included (resident set), before and after the first run. Times are medians of\n' +
      '   warm runs; one cold run where it takes more than 10 s.',
  );
}

function sciatica(): void {
  const found = measure<Shipped>('sciatica', 0, 60);
  if (typeof found === 'string') throw new Error(found);
  const rows = Object.entries(found).map(([what, ms]) => [what, time(ms), `${number(ms / found.parseFlow)} x`]);
  print('3. The sciatica flow: the median of many warm runs.', ['', 'time', 'to parseFlow'], rows);
  console.log('   "checkFolder": the whole check, from the text of flow.json and vignettes.json to the report.\n');
}

async function conversation(): Promise<void> {
  const { answers, bare } = await measureConversation(5);
  print(
    '4. From an answer to the next question, whole conversations in a browser slowed down 4 x (ms, p50 / p95 / p99).',
    ['', 'answers', 'drawn', 'painted', 'in the next frame'],
    [summarise('a bare button on the same page', bare), summarise('the guide', answers)],
  );
  console.log('   "drawn": the next question is in the page; "painted": the frame that shows it is over.\n');
}

async function page(): Promise<void> {
  const pairs = 15;
  const found = await measurePages(pairs);
  for (const [name, cost] of Object.entries(found))
    print(
      `5. What the tag costs a page, the ${name} one: ${pairs} pairs of visits, a phone slowed down 4 x, nothing cached.`,
      columns,
      rowsOf(cost),
    );
  console.log(
    '   "without" and "with" the tag: medians; "difference": the median of the differences within each pair, and the\n' +
      '   quarter and three quarters that lie below; "bar": what the difference may be. Blocking: what tasks take beyond\n' +
      '   50 ms, "the loader\'s": those that it runs in. "main thread" down to "by the trace" (the loader compiled,\n' +
      '   evaluated, its element connected) is time of that thread alone. "by its own clock": the loader on a page that\n' +
      '   has settled, and in its place ("without") a script of five lines that draws a bubble with nothing behind it:\n' +
      '   what the browser and the machine need for the least there can be; "style, layout": what that makes necessary.\n',
  );
}

async function opening(): Promise<void> {
  print(
    '6. From the first tap to the first question, on the clinic page, a phone slowed down 4 x.',
    openingColumns,
    (await measureOpening(9)).map(openingRow),
  );
  console.log(
    '   "cache": "cold" on the first page of a fresh browser, "warm" on its second, after a conversation was begun on\n' +
      '   the first; "round trip": what every request waits for; "hover": the mouse rests on the launcher for 200 ms\n' +
      '   first, otherwise a finger is on the screen for 80 ms; "moved": the largest layout shift (CLS) by itself; "drawn": the question is in the page; "painted": the frame that shows it is\n' +
      '   over (medians, and the quarter and three quarters of all taps that lie below); "bar": what "painted" may be.\n',
  );
}

async function memoryGrowth(): Promise<void> {
  print(
    '7. What stays in memory, after all garbage is collected.',
    memoryColumns,
    (await measureMemory(20)).map(growthRow),
  );
  console.log(
    '   "heap at first": after 20 rounds for warming up, "at last" after 20 more, "a round": its growth in each, of\n' +
      '   which "objects" (closures, texts and lists, too) are what scripts made and is not compiled code or a record of\n' +
      '   the browser; a round of conversations is one to each outcome. "nodes", "listeners", "documents": at first,\n' +
      '   half-way, at last. "bar": neither these nor the objects, by 1 kB a round, grow in both halves.\n',
  );
}

async function studio(): Promise<void> {
  print(
    '8. In the studio, from a key to what it leads to, in ms after the key was pressed.',
    studioColumns,
    (await measureStudio()).map(studioRow),
  );
  console.log(
    '   Medians, and the quarter and nine tenths of all letters that lie below; 180 ms between two letters. "letter\n' +
      '   painted": the frame that shows the letter itself is over: what the browser and the machine need at least;\n' +
      '   "proof": the number of conversations in each outcome; "all problems": the prover\'s, with their places;\n' +
      '   "preview": the guide drawn anew; "not before next": letters after which one of these had not come when the\n' +
      '   next was typed (of a long flow, meant so: the preview waits for a pause). "frame": from one frame to the next.\n',
  );
}

/** The sections, by the names that `npm run bench -- NAME …` takes. */
const sections = { compare, growth, sciatica, conversation, page, opening, memory: memoryGrowth, studio };

const named = process.argv.slice(2);
const [first, task, count] = named;
if (first === '--task') console.log(JSON.stringify(await tasks[task as keyof typeof tasks](Number(count))));
else {
  const unknown = named.find((name) => !Object.hasOwn(sections, name));
  if (unknown)
    throw new Error(`There is no section "${unknown}". Usage: npm run bench -- [${Object.keys(sections).join('] [')}]`);
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}; at most ${heapLimit} MB of heap.`);
  for (const [name, section] of Object.entries(sections))
    if (named.length === 0 || named.includes(name)) await section();
}
