import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkFolder } from '../../../src/check/check.js';
import { commandAt, commandDesk } from '../../../src/studio/desk/commandDesk.js';
import type { DeskFile } from '../../../src/studio/desk/desk.js';
import { type Directory, directoryDesk } from '../../../src/studio/desk/directoryDesk.js';
import { looseDesk, nameOf } from '../../../src/studio/desk/looseDesk.js';
import { asBytes, newDesk, shippedDesk } from '../../../src/studio/desk/openDesk.js';
import { format } from '../../../src/studio/layout.js';

const flow = { name: 'flow.json', text: '{ "id": "knee-pain" }' };

test('the command is known by the secret in its address, and by nothing else', () => {
  const secret = 'a-_9'.padEnd(43, 'x');
  expect(commandAt(`http://127.0.0.1:20000/${secret}/studio/index.html`)?.href).toBe(
    `http://127.0.0.1:20000/${secret}/api/`,
  );
  expect(commandAt('https://clinic.example/dist/studio/index.html')).toBeUndefined();
  expect(commandAt('https://clinic.example/studio/')).toBeUndefined();
});

describe('the command', () => {
  const file = (name: string, text: string) => ({ name, text, edition: text.length.toString() });
  let there: DeskFile[];
  let asked: [string, RequestInit][];
  let answer: (() => Response) | undefined;
  let events: EventTarget;
  let heard: [string, string | undefined][];
  let said: string[];
  const send = (event: string, data: unknown) =>
    events.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(data) }));
  const editions = () => Object.fromEntries(there.map(({ name, edition }) => [name, edition]));
  const open = async () => {
    const desk = await commandDesk(new URL('http://127.0.0.1:20000/token/api/'));
    const stop = desk.watch(
      (name, now) => heard.push([name, now?.text]),
      (line) => said.push(line),
    );
    return { desk, stop, files: await desk.read() };
  };
  beforeEach(() => {
    there = [file('flow.json', '{}'), file('es.json', '{ }')];
    [asked, heard, said, answer] = [[], [], [], undefined];
    vi.stubGlobal('fetch', async (address: URL, init: RequestInit) => {
      asked.push([address.pathname, init]);
      return answer?.() ?? Response.json({ name: 'small', identity: 'x', files: there, leftAlone: [] });
    });
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        constructor() {
          super();
          events = this;
        }
        close() {}
      },
    );
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('is asked to write over an edition, or a new file; what it refuses is told in its words', async () => {
    const { desk } = await open();
    answer = () => Response.json({ edition: '9' });
    expect(await desk.save('flow.json', '{"a":1}', '2')).toEqual({ saved: true, edition: '9' });
    expect(asked.at(-1)).toMatchObject([
      '/token/api/files/flow.json',
      { body: '{"a":1}', headers: { 'If-Match': '"2"' } },
    ]);
    await desk.save('fr.json', '{}', undefined);
    expect(asked.at(-1)?.[1].headers).toMatchObject({ 'If-None-Match': '*' });
    answer = () => Response.json({ theirs: file('flow.json', 'theirs') }, { status: 412 });
    expect(await desk.save('flow.json', '{}', '9')).toMatchObject({ saved: false, theirs: { text: 'theirs' } });
    answer = () => new Response('flow.json is write-protected.', { status: 403 });
    await expect(desk.save('flow.json', '{}', '9')).rejects.toThrow('flow.json is write-protected.');
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await expect(desk.save('flow.json', '{}', '9')).rejects.toThrow('is it still running?');
  });

  test('tells changes, and those before it was listened to or while it was out of reach', async () => {
    await open();
    send('editions', editions());
    send('change', { name: 'flow.json', file: file('flow.json', 'theirs') });
    send('change', { name: 'flow.json', file: file('flow.json', 'theirs') });
    expect(heard).toEqual([['flow.json', 'theirs']]);
    heard = [];
    there = [file('flow.json', 'theirs again'), file('fr.json', 'new')];
    send('editions', editions());
    await vi.waitFor(() =>
      expect(heard).toEqual([
        ['flow.json', 'theirs again'],
        ['fr.json', 'new'],
        ['es.json', undefined],
      ]),
    );
  });

  test('out of reach for long is said, and when it is back', async () => {
    vi.useFakeTimers();
    await open();
    events.dispatchEvent(new Event('error'));
    send('editions', editions());
    await vi.advanceTimersByTimeAsync(10_000);
    expect(said).toEqual([]);
    events.dispatchEvent(new Event('error'));
    events.dispatchEvent(new Event('error'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(said).toEqual([expect.stringContaining('has stopped')]);
    send('editions', editions());
    expect(said[1]).toContain('is back');
  });
});

test('a new guide is laid out, and proved', async () => {
  const desk = newDesk('knee-pain');
  expect(await desk.read()).toEqual([]);
  const files = new Map(desk.starts?.map(({ name, text }) => [name, text]));
  for (const text of files.values()) expect(format(text)).toBe(text);
  expect(checkFolder({ name: 'knee-pain', files })).toMatchObject({
    errors: 0,
    vignettes: 5,
    flow: { id: 'knee-pain' },
  });
});

test('loose files keep their line ends and their mark in what is downloaded', async () => {
  const got: [string, string][] = [];
  const opened = [
    { name: 'flow.json', text: '\uFEFF{\r\n  "id": "knee-pain"\r\n}\r\n' },
    { name: 'vignettes.json', text: '{\n}\n' },
  ].map(asBytes);
  const desk = looseDesk(nameOf(opened), opened, (name, text) => got.push([name, text]));
  expect(desk.name).toBe('knee-pain');
  const files = await desk.read();
  expect(files.map(({ text }) => text)).toEqual(['{\n  "id": "knee-pain"\n}\n', '{\n}\n']);
  for (const { name, text, edition } of files) await desk.save(name, text, edition);
  expect(got).toEqual([
    ['flow.json', '\uFEFF{\r\n  "id": "knee-pain"\r\n}\r\n'],
    ['vignettes.json', '{\n}\n'],
  ]);
});

test.each<[string, { name: string; bytes: Uint8Array }[], RegExp]>([
  ['without a flow.json', [asBytes({ name: 'es.json', text: '{}' })], /There is no flow\.json/],
  ['none', [], /There is no flow\.json/],
  ['with another file', [asBytes(flow), asBytes({ name: 'My notes.json', text: '{}' })], /My notes\.json/],
  ['in another encoding', [{ name: 'flow.json', bytes: new Uint8Array([0x7b, 0xe9]) }], /UTF-8/],
])('files %s are refused in words', (_, files, words) => {
  expect(() => looseDesk('x', files)).toThrow(words);
});

test('a flow.json that cannot be read is opened all the same, to be mended', async () => {
  const opened = [asBytes({ name: 'flow.json', text: '{ half' })];
  expect((await looseDesk(nameOf(opened), opened).read())[0]?.text).toBe('{ half');
});

test('a guide that was shipped is fetched whole; one that was not is told in words', async () => {
  const served: Record<string, string> = {
    'flows/index.json': '{ "knee-pain": ["flow.json", "es.json"] }',
    'flows/knee-pain/flow.json': flow.text,
    'flows/knee-pain/es.json': '{}',
  };
  vi.stubGlobal('location', { href: 'https://clinic.example/studio/' });
  vi.stubGlobal('fetch', async (address: URL) => {
    const text = served[address.href.slice('https://clinic.example/studio/'.length)];
    return new Response(text, { status: text === undefined ? 404 : 200 });
  });
  const files = await (await shippedDesk('knee-pain')).read();
  expect(files.map(({ name, text }) => [name, text])).toEqual([
    ['flow.json', flow.text],
    ['es.json', '{}'],
  ]);
  await expect(shippedDesk('toString')).rejects.toThrow('There is no guide “toString” here.');
  delete served['flows/index.json'];
  await expect(shippedDesk('knee-pain')).rejects.toThrow('could not be fetched');
  vi.unstubAllGlobals();
});

/** A folder as the browser gives it. */
function fakeDirectory(files: Record<string, string>) {
  const there = new Map(Object.entries(files));
  let clock = 0;
  const times = new Map<string, number>();
  const directory: Directory = {
    name: 'knee-pain',
    async *values() {
      for (const name of there.keys()) yield { kind: 'file', name };
      yield { kind: 'directory', name: 'images' };
    },
    async getFileHandle(name, options) {
      if (!there.has(name) && !options?.create) throw new DOMException('', 'NotFoundError');
      return {
        async getFile() {
          const bytes = new TextEncoder().encode(there.get(name));
          return { lastModified: times.get(name) ?? 0, size: bytes.length, arrayBuffer: async () => bytes.buffer };
        },
        async createWritable() {
          let written = '';
          return {
            async write(data: string) {
              written += data;
            },
            async close() {
              there.set(name, written);
              times.set(name, ++clock);
            },
          };
        },
      };
    },
  };
  return {
    directory,
    there,
    outside(name: string, text: string | undefined) {
      times.set(name, ++clock);
      if (text === undefined) there.delete(name);
      else there.set(name, text);
    },
  };
}

test('a folder of the browser is read and written in place, never over what others wrote', async () => {
  const { directory, there, outside } = fakeDirectory({
    'flow.json': '{\r\n}\r\n',
    'vignettes.json': '{}',
    'flow.schema.json': '{}',
    'notes.txt': '',
  });
  const desk = directoryDesk(directory);
  const files = await desk.read();
  expect(files.map(({ name, text }) => [name, text])).toEqual([
    ['flow.json', '{\n}\n'],
    ['vignettes.json', '{}'],
  ]);
  const [first] = files as [DeskFile];
  const saved = await desk.save('flow.json', '{\n  "a": 1\n}\n', first.edition);
  expect(saved.saved).toBe(true);
  expect(there.get('flow.json')).toBe('{\r\n  "a": 1\r\n}\r\n');
  // Over an edition that is gone by now: theirs comes back.
  expect(await desk.save('flow.json', '{}', first.edition)).toMatchObject({
    saved: false,
    theirs: { text: '{\n  "a": 1\n}\n' },
  });
  expect(await desk.save('es.json', '{}', undefined)).toMatchObject({ saved: true });
  expect(there.get('es.json')).toBe('{}');
  outside('es.json', undefined);
  expect(await desk.save('es.json', '{}', 'old')).toEqual({ saved: false, theirs: undefined });
  expect(there.has('es.json')).toBe(false);
});

test('a folder of the browser tells what others change, and not what was saved here', async () => {
  vi.useFakeTimers();
  const listeners = new EventTarget();
  vi.stubGlobal('addEventListener', listeners.addEventListener.bind(listeners));
  vi.stubGlobal('removeEventListener', listeners.removeEventListener.bind(listeners));
  const { directory, outside } = fakeDirectory({ 'flow.json': '{}', 'es.json': '{}' });
  const desk = directoryDesk(directory);
  const [first] = (await desk.read()).filter(({ name }) => name === 'flow.json') as [DeskFile];
  const heard: [string, string | undefined][] = [];
  const stop = desk.watch((name, now) => heard.push([name, now?.text]));
  await desk.save('flow.json', '{ "mine": 1 }', first.edition);
  await vi.advanceTimersByTimeAsync(5000);
  expect(heard).toEqual([]);
  outside('flow.json', '{ "theirs": 1 }');
  outside('es.json', undefined);
  outside('fr.json', '{ "new": 1 }');
  vi.useRealTimers();
  listeners.dispatchEvent(new Event('focus'));
  await vi.waitFor(() =>
    expect(heard).toEqual([
      ['flow.json', '{ "theirs": 1 }'],
      ['fr.json', '{ "new": 1 }'],
      ['es.json', undefined],
    ]),
  );
  stop();
  vi.unstubAllGlobals();
});

test('a folder without a flow.json is refused in words', async () => {
  await expect(directoryDesk(fakeDirectory({ 'es.json': '{}' }).directory).read()).rejects.toThrow(
    'There is no flow.json in “knee-pain”: open the folder of one flow.',
  );
});
