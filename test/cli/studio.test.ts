import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import files from 'node:fs/promises';
import { request } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openDeskFolder } from '../../src/cli/deskFolder.js';
import { startStudio } from '../../src/cli/studio.js';
import { type RunningStudio, startStudioServer } from '../../src/cli/studioServer.js';
import { smallJson } from '../fixtures/smallFlow.js';

/** From now on no file can be renamed, as on a disk that breaks or is full. */
function breakDisk(): void {
  const rename = vi.spyOn(files, 'rename').mockRejectedValue(Object.assign(new Error('no room'), { code: 'ENOSPC' }));
  syncBuiltinESMExports();
  onTestFinished(() => {
    rename.mockRestore();
    syncBuiltinESMExports();
  });
}

let root: string;
let folder: string;
let built: string;
let studio: RunningStudio;
const flow = `${JSON.stringify(smallJson(), null, 2)}\n`;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'studio-'));
  folder = join(root, 'flows/small');
  built = join(root, 'dist');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(built, 'studio/assets'), { recursive: true });
  mkdirSync(join(built, 'symptom-guide/1.2.3'), { recursive: true });
  writeFileSync(join(folder, 'flow.json'), flow);
  writeFileSync(join(folder, 'vignettes.json'), '{}\n');
  writeFileSync(join(built, 'studio/index.html'), '<title>Studio</title>');
  writeFileSync(join(built, 'studio/assets/index.js'), 'export {};');
  writeFileSync(join(built, 'symptom-guide/1.2.3/symptom-guide.js'), '// the guide');
  writeFileSync(join(built, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'secret.json'), '{"secret":1}');
  studio = await startStudioServer({ folder: await openDeskFolder(folder), built, version: '1.2.3', port: 0 });
});
afterEach(async () => {
  await studio.stop();
  rmSync(root, { recursive: true });
});

const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const write = (name: string, text: string | Buffer) => writeFileSync(join(folder, name), text);
const at = (path: string) => new URL(`../${path}`, studio.address);
type Got = { status: number; text: string; headers: Record<string, string | string[] | undefined> };

/** Asks as any program may: also with a path and headers that a browser would not send. */
const ask = (
  path: string | URL,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
) =>
  new Promise<Got>((done, failed) => {
    const { port, host } = new URL(studio.address);
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        method,
        path: typeof path === 'string' ? path : path.pathname + path.search,
        headers: { host, ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part) => {
          text += part;
        });
        response.on('end', () => done({ status: response.statusCode ?? 0, text, headers: response.headers }));
      },
    );
    asked.on('error', failed).end(body);
  });
const folderNow = async () =>
  JSON.parse((await ask(at('api/folder'))).text) as {
    name: string;
    files: { name: string; text: string; edition: string }[];
    leftAlone: string[];
  };
const edition = async (name: string) => {
  const file = (await folderNow()).files.find((one) => one.name === name);
  if (!file) throw new Error(`There is no ${name}.`);
  return file.edition;
};
const put = (name: string, body: string | Buffer, headers: Record<string, string>) =>
  ask(at(`api/files/${name}`), { method: 'PUT', body, headers: { 'content-type': 'text/plain', ...headers } });
const over = (base: string) => ({ 'if-match': `"${base}"` });
const asNew = { 'if-none-match': '*' };

describe('who gets in', () => {
  test('with the whole address: the studio, the guide for its preview, and the folder', async () => {
    expect((await ask(new URL(studio.address))).text).toContain('<title>Studio');
    const script = await ask(at('studio/assets/index.js'));
    expect(script.text).toBe('export {};');
    expect(script.headers['content-type']).toMatch(/javascript/);
    expect((await ask(at('symptom-guide/1.2.3/symptom-guide.js'))).text).toBe('// the guide');
    const { name, files } = await folderNow();
    expect(name).toBe('small');
    expect(files.map((file) => [file.name, file.text])).toEqual([
      ['flow.json', flow],
      ['vignettes.json', '{}\n'],
    ]);
  });

  test('the start of the address leads to the studio', async () => {
    const { status, headers } = await ask(at('.'));
    expect([status, headers.location]).toEqual([302, new URL(studio.address).pathname]);
  });

  test('the token is long, and another one each time', async () => {
    const [, token = ''] = new URL(studio.address).pathname.split('/');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const other = await startStudioServer({ folder: await openDeskFolder(folder), built, version: '1.2.3', port: 0 });
    expect(other.address).not.toContain(token);
    await other.stop();
  });

  test.each(['/', '/studio/', '/studio/index.html', '/api/folder', '//api/folder', '/undefined/api/folder'])(
    'without the token, %s is not there',
    async (path) => {
      const { status, text } = await ask(path);
      expect(status).toBe(404);
      expect(text).not.toContain('Small guide');
    },
  );

  test('nor with a token that is nearly right', async () => {
    const path = at('api/folder').pathname;
    const wrong = path.replace(/^\/(.)/, (_, first) => `/${first === 'A' ? 'B' : 'A'}`);
    expect((await ask(wrong)).status).toBe(404);
    expect((await ask(path.replace('/api', 'A/api'))).status).toBe(404);
  });

  test.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    'localhost',
    '127.0.0.1.evil.example:PORT',
    '0.0.0.0:PORT',
  ])('a page that reaches this computer under the name "%s" is refused', async (host) => {
    const { port } = new URL(studio.address);
    const { status, text } = await ask(at('api/folder'), { headers: { host: host.replace('PORT', port) } });
    expect(status).toBe(403);
    expect(text).not.toContain('Small guide');
  });

  test('localhost is this computer, too', async () => {
    const { port } = new URL(studio.address);
    expect((await ask(at('api/folder'), { headers: { host: `localhost:${port}` } })).status).toBe(200);
  });

  test.each(['https://evil.example', 'null', 'http://127.0.0.1', 'http://localhost:PORT', 'http://127.0.0.1:1'])(
    'a page of %s is refused, even with the token',
    async (origin) => {
      const { port } = new URL(studio.address);
      const headers = { origin: origin.replace('PORT', port) };
      expect((await ask(at('api/folder'), { headers })).status).toBe(403);
      const written = await put('flow.json', '{}', { ...over(await edition('flow.json')), ...headers });
      expect(written.status).toBe(403);
      expect(read('flow.json')).toBe(flow);
    },
  );

  test('every answer keeps the address to itself, and says what it is', async () => {
    for (const path of [new URL(studio.address), at('api/folder'), at('nothing'), '/']) {
      const { headers } = await ask(path);
      expect(headers).toMatchObject({
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
    expect((await ask(at('api/folder'))).headers['cache-control']).toBe('no-store');
  });

  test.each([
    'secret.txt',
    'studio/../secret.txt',
    'studio/..%2fsecret.txt',
    'studio/%2e%2e/secret.txt',
    'studio/..\\secret.txt',
  ])('%s is outside of what is served', async (path) => {
    const { status, text } = await ask(`${at('.').pathname}${path}`);
    expect(text).not.toContain('secret');
    expect(status).toBeGreaterThanOrEqual(400);
  });

  test('only this computer can connect', async () => {
    const { port } = new URL(studio.address);
    // The same port on all addresses is still free: so the studio has only the loopback one.
    const free = await new Promise((done) => {
      const probe = createServer().once('error', () => done(false));
      probe.listen(Number(port), '127.0.0.2', () => probe.close(() => done(true)));
    });
    expect(free).toBe(true);
  });
});

describe('writing', () => {
  test('over the edition that was read: the file is what was given, its mode is kept, and nothing else is there', async () => {
    chmodSync(join(folder, 'flow.json'), 0o640);
    const { status, text } = await put('flow.json', '{ "new": 1 }\n', over(await edition('flow.json')));
    expect(status).toBe(200);
    expect(read('flow.json')).toBe('{ "new": 1 }\n');
    expect(JSON.parse(text).edition).toBe(await edition('flow.json'));
    expect(statSync(join(folder, 'flow.json')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['flow.json', 'vignettes.json']);
  });

  test('a new file', async () => {
    expect((await put('pt-BR.json', '{}', asNew)).status).toBe(200);
    expect(read('pt-BR.json')).toBe('{}');
  });

  test('over another edition: nothing is written, and theirs comes back', async () => {
    const mine = await edition('flow.json');
    write('flow.json', '{ "theirs": 1 }');
    const { status, text } = await put('flow.json', '{ "mine": 1 }', over(mine));
    expect(status).toBe(412);
    expect(JSON.parse(text).theirs).toMatchObject({ name: 'flow.json', text: '{ "theirs": 1 }' });
    expect(read('flow.json')).toBe('{ "theirs": 1 }');
  });

  test('of a file that is gone, or as new where there is one: the same', async () => {
    const mine = await edition('vignettes.json');
    unlinkSync(join(folder, 'vignettes.json'));
    const gone = await put('vignettes.json', '{}', over(mine));
    expect([gone.status, JSON.parse(gone.text)]).toEqual([412, { theirs: null }]);
    expect(existsSync(join(folder, 'vignettes.json'))).toBe(false);
    expect((await put('flow.json', '{}', asNew)).status).toBe(412);
    expect(read('flow.json')).toBe(flow);
  });

  test('two at once over the same edition: one of them gets in', async () => {
    const mine = await edition('flow.json');
    const all = await Promise.all(['{"a":1}', '{"b":1}'].map((text) => put('flow.json', text, over(mine))));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412]);
    const won = all.findIndex(({ status }) => status === 200);
    expect(read('flow.json')).toBe(['{"a":1}', '{"b":1}'][won]);
  });

  test('that fails leaves the old file, and nothing beside it', async () => {
    const mine = await edition('flow.json');
    breakDisk();
    const { status, text } = await put('flow.json', '{}', over(mine));
    expect([status, text]).toEqual([500, 'There is no room left on the disk.']);
    expect(read('flow.json')).toBe(flow);
    expect(readdirSync(folder)).toEqual(['flow.json', 'vignettes.json']);
  });

  test.each<[string, string, string | Buffer, Record<string, string>, number, RegExp]>([
    ['no edition', 'flow.json', '{}', {}, 400, /edition/],
    ['an edition that is none', 'flow.json', '{}', { 'if-match': 'x' }, 400, /edition/],
    ['both', 'flow.json', '{}', { 'if-match': '"x"', 'if-none-match': '*' }, 400, /edition/],
    ['a script', 'flow.js', '{}', asNew, 400, /name/],
    ['no extension', 'flow', '{}', asNew, 400, /name/],
    ['a hidden file', '.env.json', '{}', asNew, 400, /name/],
    ['the schema', 'flow.schema.json', '{}', asNew, 400, /name/],
    ['capitals', 'Flow.json', '{}', asNew, 400, /name/],
    ['a way out', '..%2fsecret.json', '{}', asNew, 400, /name/],
    ['a way out with a backslash', '..%5csecret.json', '{}', asNew, 400, /name/],
    ['a null in the name', 'a%00.json', '{}', asNew, 400, /name/],
    ['a stream of a name', 'a.json:b.json', '{}', asNew, 400, /name/],
    ['6 MB', 'flow.json', Buffer.alloc(6_000_000, 32), asNew, 413, /too large/],
    [
      '6 MB in pieces',
      'flow.json',
      Buffer.alloc(6_000_000, 32),
      { ...asNew, 'transfer-encoding': 'chunked' },
      413,
      /too large/,
    ],
    ['a picture', 'flow.json', Buffer.from([0x89, 0x50, 0xff, 0]), asNew, 415, /text/],
    ['a text with a null', 'flow.json', '{}\0', asNew, 415, /text/],
    ['what says it is a picture', 'flow.json', '{}', { ...asNew, 'content-type': 'image/png' }, 415, /text/],
  ])('%s is refused in words', async (_, name, body, headers, status, said) => {
    const got = await put(name, body, headers);
    expect(got.text).toMatch(said);
    expect(got.status).toBe(status);
    expect(readdirSync(folder)).toEqual(['flow.json', 'vignettes.json']);
    expect(read('flow.json')).toBe(flow);
    expect(readFileSync(join(root, 'secret.json'), 'utf8')).toBe('{"secret":1}');
  });

  test('a text in pieces arrives whole', async () => {
    const text = JSON.stringify({ note: 'é'.repeat(100_000) });
    const headers = { ...over(await edition('flow.json')), 'transfer-encoding': 'chunked' };
    expect((await put('flow.json', text, headers)).status).toBe(200);
    expect(read('flow.json')).toBe(text);
  });

  test('a link that leads out of the folder is neither read nor written, nor one that leads nowhere', async () => {
    symlinkSync(join(root, 'secret.json'), join(folder, 'es.json'));
    symlinkSync(join(root, 'nowhere.json'), join(folder, 'fr.json'));
    const { files, leftAlone } = await folderNow();
    expect(files.map(({ name }) => name)).toEqual(['flow.json', 'vignettes.json']);
    expect(leftAlone).toHaveLength(2);
    for (const name of ['es.json', 'fr.json']) expect((await put(name, '{}', asNew)).status).toBe(403);
    expect(readFileSync(join(root, 'secret.json'), 'utf8')).toBe('{"secret":1}');
    expect(existsSync(join(root, 'nowhere.json'))).toBe(false);
  });

  test('a link within the folder stays one', async () => {
    write('real.json', '{"real":1}');
    symlinkSync('real.json', join(folder, 'es.json'));
    expect((await put('es.json', '{"real":2}', over(await edition('es.json')))).status).toBe(200);
    expect(read('real.json')).toBe('{"real":2}');
    expect(read('es.json')).toBe('{"real":2}');
  });

  test('a folder that is itself reached by a link is the folder', async () => {
    symlinkSync(folder, join(root, 'linked'));
    const linked = await openDeskFolder(join(root, 'linked'));
    expect((await linked.read()).files.map(({ name }) => name)).toEqual(['flow.json', 'vignettes.json']);
  });

  test('what another name shares is not changed under it', async () => {
    linkSync(join(folder, 'flow.json'), join(root, 'copy.json'));
    await put('flow.json', '{}', over(await edition('flow.json')));
    expect(readFileSync(join(root, 'copy.json'), 'utf8')).toBe(flow);
  });

  test.each([
    ['lines of Windows', '{\r\n  "a": 1\r\n}\r\n', '{\r\n  "a": 2,\r\n  "b": 3\r\n}\r\n'],
    ['a byte order mark', '\uFEFF{\n  "a": 1\n}\n', '\uFEFF{\n  "a": 2,\n  "b": 3\n}\n'],
    ['both', '\uFEFF{\r\n  "a": 1\r\n}\r\n', '\uFEFF{\r\n  "a": 2,\r\n  "b": 3\r\n}\r\n'],
    ['neither', '{\n  "a": 1\n}\n', '{\n  "a": 2,\n  "b": 3\n}\n'],
  ])('%s: the studio has plain lines, the file keeps its own', async (_, before, after) => {
    write('es.json', before);
    const { files } = await folderNow();
    expect(files.find(({ name }) => name === 'es.json')?.text).toBe('{\n  "a": 1\n}\n');
    await put('es.json', '{\n  "a": 2,\n  "b": 3\n}\n', over(await edition('es.json')));
    expect(read('es.json')).toBe(after);
  });

  test('a file in another encoding is not written over with what could not be read of it', async () => {
    const latin = Buffer.from('{"a":"caf\xe9"}', 'latin1');
    write('es.json', latin);
    expect((await put('es.json', '{}', over(await edition('es.json')))).status).toBe(415);
    expect(readFileSync(join(folder, 'es.json'))).toEqual(latin);
  });
});

describe('changes', () => {
  /** Listens as a page does. */
  const listen = async (client = 'me') => {
    const events: { event: string; data: { name: string; file: { text: string } | null } }[] = [];
    const stop = new AbortController();
    const response = await fetch(`${at('api/changes')}?client=${client}`, { signal: stop.signal });
    const reader = (async () => {
      let text = '';
      for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
        text += new TextDecoder().decode(part);
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks)
          events.push({
            event: /^event: (.*)$/m.exec(block)?.[1] ?? '',
            data: JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? 'null'),
          });
      }
    })().catch(() => {});
    await vi.waitFor(() => expect(events).toHaveLength(1));
    return {
      changes: () => events.filter(({ event }) => event === 'change').map(({ data }) => [data.name, data.file?.text]),
      first: events[0],
      async stop() {
        stop.abort();
        await reader;
      },
    };
  };
  const soon = { timeout: 10_000 };

  test('by others are told, with the new text: changed, new, replaced in one step, and gone', async () => {
    const page = await listen();
    expect(page.first).toEqual({
      event: 'editions',
      data: { 'flow.json': await edition('flow.json'), 'vignettes.json': await edition('vignettes.json') },
    });
    write('flow.json', '{ "theirs": 1 }\r\n');
    await vi.waitFor(() => expect(page.changes()).toEqual([['flow.json', '{ "theirs": 1 }\n']]), soon);
    write('es.json', '{}');
    await vi.waitFor(() => expect(page.changes()[1]).toEqual(['es.json', '{}']), soon);
    write('.new', '{ "replaced": 1 }');
    rmSync(join(folder, 'es.json'));
    cpSync(join(folder, '.new'), join(folder, 'es.json'));
    await vi.waitFor(() => expect(page.changes()[2]).toEqual(['es.json', '{ "replaced": 1 }']), soon);
    unlinkSync(join(folder, 'vignettes.json'));
    await vi.waitFor(() => expect(page.changes()[3]).toEqual(['vignettes.json', undefined]), soon);
    await page.stop();
  });

  test('of its own are not told to a page, but to another', async () => {
    const [me, other] = [await listen('me'), await listen('other')];
    const mine = { ...over(await edition('flow.json')), 'studio-client': 'me' };
    expect((await put('flow.json', '{ "mine": 1 }', mine)).status).toBe(200);
    await vi.waitFor(() => expect(other.changes()).toEqual([['flow.json', '{ "mine": 1 }']]), soon);
    // Whatever comes after it has come past it.
    write('vignettes.json', '{ "theirs": 1 }');
    await vi.waitFor(() => expect(me.changes()).toEqual([['vignettes.json', '{ "theirs": 1 }']]), soon);
    await Promise.all([me.stop(), other.stop()]);
  });

  test('to what is no file of the flow are nobody’s business', async () => {
    const page = await listen();
    write('notes.txt', 'x');
    write('flow.schema.json', '{}');
    write('flow.json', '{ "theirs": 1 }');
    await vi.waitFor(() => expect(page.changes()).toEqual([['flow.json', '{ "theirs": 1 }']]), soon);
    await page.stop();
  });
});

describe('pictures beside the flow', () => {
  test('are shown in the preview, and can do nothing', async () => {
    mkdirSync(join(folder, 'images'));
    write('images/knee.svg', '<svg/>');
    const { status, text, headers } = await ask(at('studio/draft/images/knee.svg'));
    expect([status, text, headers['content-type']]).toEqual([200, '<svg/>', 'image/svg+xml']);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'.*sandbox$/);
  });

  test('other files are not, nor pictures elsewhere', async () => {
    writeFileSync(join(root, 'out.png'), 'secret');
    symlinkSync(join(root, 'out.png'), join(folder, 'in.png'));
    for (const path of ['flow.json', 'in.png', '..%2f..%2fout.png', '%2e%2e/%2e%2e/out.png'])
      expect((await ask(`${at('studio/').pathname}draft/${path}`)).status).toBe(404);
  });
});

describe('the command', () => {
  const start = (path: string, port?: number) => {
    const said: string[] = [];
    const command = { port, open: false, built, version: '1.2.3' };
    return startStudio(path, command, (text) => said.push(text)).then((running) => ({ running, said }));
  };

  test('says in two lines where it is and how to stop it; the folder has the same port the next time', async () => {
    const first = await start(folder);
    expect(first.said).toHaveLength(2);
    expect(first.said[0]).toContain(first.running.address);
    expect(first.said[1]).toContain('Ctrl+C');
    // While the port is taken there is another one.
    const second = await start(folder);
    const [one, two] = [first, second].map(({ running }) => new URL(running.address).port);
    expect(two).not.toBe(one);
    await first.running.stop();
    const again = await start(folder);
    expect(new URL(again.running.address).port).toBe(one);
    await Promise.all([second.running.stop(), again.running.stop()]);
  });

  test('with the folder of all flows: the only one', async () => {
    const { running } = await start(join(root, 'flows'));
    expect((await fetch(new URL('../api/folder', running.address)).then((it) => it.json())).name).toBe('small');
    await running.stop();
  });

  test('with several flows there, it lists the commands to type', async () => {
    cpSync(folder, join(root, 'flows/other'), { recursive: true });
    await expect(start(join(root, 'flows'))).rejects.toThrow(
      /several flows.*\n {2}symptom-guide studio .*flows\/other\n {2}symptom-guide studio .*flows\/small$/,
    );
  });

  test('no flow, no build, and a port that is taken are told in one line', async () => {
    await expect(start(join(root, 'nowhere'))).rejects.toThrow('there is no such file or folder');
    await expect(start(folder, Number(new URL(studio.address).port))).rejects.toThrow('another program has this port');
    rmSync(join(built, 'studio/index.html'));
    await expect(start(folder)).rejects.toThrow('npm run build');
  });
});
