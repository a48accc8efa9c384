import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { smallJson } from '../fixtures/smallFlow.js';

let folder: string;
const root = process.cwd();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(root);
  rmSync(folder, { recursive: true });
});

/** What the command says and its exit code, run from the folder of the test. */
async function run(...args: string[]) {
  let [stdout, stderr] = ['', ''];
  const status = await runProgram(args, {
    write: (text) => {
      stdout += text;
    },
    complain: (text) => {
      stderr += text;
    },
    colours: false,
  });
  return { status, stdout, stderr };
}
const write = (file: string, content: unknown) => {
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(
    join(folder, file),
    typeof content === 'string' || content instanceof Buffer ? content : JSON.stringify(content),
  );
};
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('bad input gets one clear line, and no file is touched', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  test.each<[string, 1 | 2, RegExp, (() => void) | undefined, string[]]>([
    [
      'a path that is not there',
      2,
      /^symptom-guide: nowhere: there is no such file or folder\.$/,
      undefined,
      ['check', 'nowhere'],
    ],
    [
      'a folder without a flow',
      2,
      /^symptom-guide: empty: there is no flow\.json in it, nor in a folder in it\.$/,
      () => mkdirSync(join(folder, 'empty')),
      ['check', 'empty'],
    ],
    [
      'a flow.json that is a folder',
      2,
      /^symptom-guide: .*flow\.json: this is not a file\.$/,
      () => mkdirSync(join(folder, 'x/flow.json'), { recursive: true }),
      ['check', 'x'],
    ],
    [
      'a file of 50 MB',
      2,
      /^symptom-guide: .*flow\.json: 50\.0 MB is too large for a flow \(at most 5 MB\)\.$/,
      () => write('x/flow.json', Buffer.alloc(50_000_000, 32)),
      ['check', 'x'],
    ],
    [
      'a binary file',
      1,
      /flow\.json:1:\d+ error not-text/,
      () => write('x/flow.json', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff, 0xfe])),
      ['check', 'x'],
    ],
    ['deep nesting', 1, /flow\.json:1:65 error too-deep/, () => write('x/flow.json', deep), ['check', 'x']],
    ['an empty file', 1, /flow\.json:1:1 error not-json/, () => write('x/flow.json', ''), ['check', 'x']],
    ['null', 1, /flow\.json:1:1 error wrong-type/, () => write('x/flow.json', 'null'), ['check', 'x']],
    ['an unknown format', 2, /--format.*text, json, github, sarif/, undefined, ['check', '--format', 'xml']],
    ['an unknown command', 2, /unknown command 'validate'/, undefined, ['validate']],
    ['a missing argument', 2, /missing required argument 'new'/, undefined, ['diff', 'one']],
    [
      'a diff with what is no flow',
      2,
      /^symptom-guide: x\.json: this flow cannot be read; "symptom-guide check x\.json" says why\.$/,
      () => write('x.json', '{}'),
      ['diff', 'x.json', 'x.json'],
    ],
    ['a script of what is no flow', 2, /this flow cannot be read/, () => write('x/flow.json', '{}'), ['script', 'x']],
    [
      'a language that is none',
      2,
      /^symptom-guide: Spanish!: this is not a language code/,
      () => write('x/flow.json', smallJson()),
      ['translate', 'x', 'Spanish!'],
    ],
    ['a new flow with a bad id', 2, /^symptom-guide: Knee pain: this is not an id/, undefined, ['new', 'Knee pain']],
    [
      'a new flow where there is one',
      2,
      /^symptom-guide: .*: this is there already, and nothing is overwritten\.$/,
      () => mkdirSync(join(folder, 'x')),
      ['new', 'x'],
    ],
    [
      'a place that is not there to write to',
      2,
      /^symptom-guide: nowhere\/out\.html: there is no such folder\.$/,
      () => write('x/flow.json', smallJson()),
      ['script', 'x', '-o', 'nowhere/out.html'],
    ],
  ])('%s', async (_, status, expected, prepare, args) => {
    prepare?.();
    const before = readdirSync(folder, { recursive: true }).sort();
    const result = await run(...args);
    const said = `${result.stdout}${result.stderr}`.trim();
    expect(result.status, said).toBe(status);
    expect(said).toMatch(expected);
    expect(said).not.toMatch(/^\s+at .*:\d+:\d+/m);
    if (status === 2) expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(before);
  });
});

test('a flow of a billion conversations is proved like any other', async () => {
  const json = smallJson();
  const [, story] = json.sections;
  for (let i = 0; i < 40; i++) story?.questions.push({ ...story.questions[2], id: `extra-${i}` });
  write('x/flow.json', json);
  const { stdout } = await run('check', 'x', '--format', 'json');
  expect(BigInt(JSON.parse(stdout).flows[0].conversations)).toBeGreaterThan(10n ** 18n);
});

describe('diff', () => {
  beforeEach(() => {
    write('old.json', smallJson());
    const json = smallJson() as ReturnType<typeof smallJson> & { redFlags: unknown[]; version: string };
    json.redFlags.splice(2, 1);
    json.version = '1.1.0';
    write('new/flow.json', json);
  });

  // 4 of the 8 tick lists have "numb"; 2 of them have "weak" too, which within hours still is an emergency.
  test('tells who ends differently, with one of them', async () => {
    const { status, stdout } = await run('diff', 'old.json', 'new');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^small 1\.0\.0 → small 1\.1\.0\n/);
    expect(stdout).toContain(
      '103,158 of 275,088 possible patients end differently (37.5 %), 103,158 of them less urgently.',
    );
    expect(stdout).toMatch(/^emergency +doctor +[\d,]+ +LESS URGENT\n +such as signs-now: numb/m);
  });

  test('--forbid-less-urgent fails when anyone ends less urgently, and only then', async () => {
    const worse = await run('diff', '--forbid-less-urgent', 'old.json', 'new');
    expect(worse.status).toBe(1);
    expect(worse.stdout).toContain('Forbidden: somebody ends less urgently than before.');
    expect((await run('diff', '--forbid-less-urgent', 'new', 'old.json')).status).toBe(0);
    expect(await run('diff', '--forbid-less-urgent', 'old.json', 'old.json')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Nobody ends differently, of 275,088 possible patients.'),
    });
  });

  test('says of nobody that they end as before who could not be compared', async () => {
    const json = smallJson();
    const [, story] = json.sections;
    const desk = story?.questions[2] as { choices: object[] };
    desk.choices.push({ id: 'sometimes', label: 'Sometimes' });
    write('more.json', json);
    const { stdout } = await run('diff', 'old.json', 'more.json');
    expect(stdout).toContain('Not compared, because only one version has them:\n  after: the choice "sometimes"');
    expect(stdout).toMatch(/^Of what both versions ask, nobody ends differently, of [\d,]+ possible patients\.$/m);
    expect(stdout).not.toContain('Nobody');
  });

  test('--format json, for programs', async () => {
    const found = JSON.parse((await run('diff', '--format', 'json', 'old.json', 'new')).stdout);
    expect(found).toMatchObject({ patients: '275088', differently: '103158', lessUrgently: '103158' });
    expect(found.moves[0].witness[0]).toHaveProperty('question');
  });
});

describe('translate', () => {
  const texts = () => JSON.parse(read('x/es.json')).texts as Record<string, string>;
  const keyOf = (ids: string) => Object.keys(texts()).find((key) => key.startsWith(`${ids}#`)) as string;

  test('writes what is missing, keeps what is there, marks what is stale, and loses nothing', async () => {
    const json = smallJson();
    write('x/flow.json', json);
    const first = await run('translate', 'x', 'es');
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(/es\.json: 0 translated, \d+ missing, 0 stale/);
    expect(first.stdout).toContain('add "es" to "languages"');
    const pain = keyOf('sections.story.pain.ask');
    expect(texts()[pain]).toBe('TODO How bad?');

    const overlay = JSON.parse(read('x/es.json'));
    overlay.texts[pain] = '¿Cuánto le duele?';
    overlay.texts[keyOf('title')] = 'Guía';
    write('x/es.json', overlay);
    (json.sections[1]?.questions[1] as { ask: string }).ask = 'How bad is it now?';
    write('x/flow.json', json);
    expect((await run('translate', 'x', 'es')).stdout).toContain('1 translated');
    expect(texts()[keyOf('title')]).toBe('Guía');
    expect(texts()[pain]).toBeUndefined();
    expect(texts()[keyOf('sections.story.pain.ask')]).toBe('TODO How bad is it now? (before: ¿Cuánto le duele?)');
    const again = read('x/es.json');
    await run('translate', 'x', 'es');
    expect(read('x/es.json')).toBe(again);

    // The old text comes back, and with it its translation.
    write('x/flow.json', smallJson());
    await run('translate', 'x', 'es');
    expect(texts()[pain]).toBe('¿Cuánto le duele?');
  });

  test('a file that cannot be read is not touched', async () => {
    write('x/flow.json', smallJson());
    write('x/es.json', '{ "texts": ');
    expect(await run('translate', 'x', 'es')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('nothing was written'),
    });
    expect(read('x/es.json')).toBe('{ "texts": ');
  });
});

test('script: one page, to the terminal or a file', async () => {
  write('x/flow.json', smallJson());
  const { status, stdout } = await run('script', 'x');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^<!doctype html>/);
  expect(stdout).toContain('@page');
  expect(await run('script', 'x', '--output', 'out.html')).toMatchObject({ status: 0, stdout: '' });
  expect(read('out.html')).toBe(stdout);
});

test('graph: for Mermaid and for Stately', async () => {
  write('x/flow.json', smallJson());
  expect((await run('graph', 'x')).stdout).toMatch(/flowchart TD/);
  expect(JSON.parse((await run('graph', 'x', '--format', 'xstate')).stdout)).toHaveProperty('states');
});
