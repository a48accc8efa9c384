import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoServer } from '../../demo/server.js';

/** A repository with the demo, and with what nobody may have. */
const files: Record<string, string> = {
  'demo/index.html': 'demo',
  'demo/hosts/index.html': 'hosts',
  'demo/clinic.json': '{}',
  'demo/.env.json': 'secret',
  'demo/.hidden/page.html': 'secret',
  'demo/receiver/receiver-data/token': 'secret',
  'demo/receiver/receiver-data/submissions.db': 'secret',
  'dist/symptom-guide/1.0.0/symptom-guide.js': 'guide',
  'flows/sciatica/flow.json': '{}',
  'flows/sciatica/flow.json.bak': 'secret',
  'node_modules/tailwindcss/preflight.css': 'css',
  'node_modules/vite/package.json': 'secret',
  'receiver-data/token': 'secret',
  'receiver-data/submissions.db': 'secret',
  'receiver-data/exported.json': 'secret',
  'package.json': 'secret',
  'src/page.html': 'secret',
  'democracy/page.html': 'secret',
  '.git/config': 'secret',
  '.env': 'secret',
};
const root = realpathSync(mkdtempSync(join(tmpdir(), 'demo-')));
let server: PreviewServer;
beforeAll(async () => {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  symlinkSync(join(root, 'package.json'), join(root, 'demo/linked.json'));
  symlinkSync(join(root, 'receiver-data'), join(root, 'demo/data'));
  symlinkSync(join(root, 'demo/.env.json'), join(root, 'demo/env.json'));
  symlinkSync(join(root, 'demo/clinic.json'), join(root, 'demo/settings.json'));
  // As the repository's own, and without its builds.
  server = await preview({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { outDir: '.' },
    preview: { port: 0, host: '127.0.0.1', cors: false },
    plugins: [demoServer()],
  });
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});

type Answer = { status: number; text: string; headers: Record<string, string | string[] | undefined> };
/** Asks for this address as it is written: `fetch` would first resolve the dots in it. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((answered, failed) => {
    const { port } = server.httpServer.address() as AddressInfo;
    request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => answered({ status: response.statusCode ?? 0, text, headers: response.headers }));
    })
      .on('error', failed)
      .end();
  });

test.each([
  ['/demo/index.html', 'demo'],
  ['/demo/', 'demo'],
  ['/demo/hosts/?a=1', 'hosts'],
  ['/d%65mo/index.html', 'demo'],
  ['/demo/clinic.json?t=../x', '{}'],
  ['/demo/settings.json', '{}'],
  ['/dist/symptom-guide/1.0.0/symptom-guide.js', 'guide'],
  ['/flows/sciatica/flow.json', '{}'],
  ['/node_modules/tailwindcss/preflight.css', 'css'],
])('%s is served', async (path, text) => {
  expect(await ask(path)).toMatchObject({ status: 200, text });
});

test('the root leads to the demo', async () => {
  expect(await ask('/')).toMatchObject({ status: 302, headers: { location: '/demo/index.html' } });
});

describe('what is not served gets one plain line, and no page may read it', () => {
  const secrets = [
    'receiver-data/token',
    'receiver-data/submissions.db',
    'receiver-data/exported.json',
    '.git/config',
    '.env',
    'package.json',
    'src/page.html',
  ];
  const ways: ((file: string) => string)[] = [
    (file) => `/${file}`,
    (file) => `//${file}`,
    (file) => `/./${file}`,
    (file) => `/demo/../${file}`,
    (file) => `/demo/%2e%2e/${file}`,
    (file) => `/demo/.%2E/${file}`,
    (file) => `/demo/%252e%252e/${file}`,
    (file) => `/demo/..%2f${file}`,
    (file) => `/demo/..%5c${file}`,
    (file) => `/demo/..\\${file}`,
    (file) => `/demo/hosts/../../${file}`,
    (file) => `/demo//../${file}`,
    (file) => `/demo/..;/${file}`,
    (file) => `/demo/%00/../${file}`,
    (file) => `/demo/index.html/../../${file}`,
    (file) => `/demo/index.html?/../../${file}`.replace('?', '%3f'),
    (file) => `/${file}/`,
    (file) => `/${encodeURIComponent(file)}`,
    (file) => `/${file.replace(/^./, (first) => `%${first.charCodeAt(0).toString(16)}`)}`,
    (file) => `/${file.toUpperCase()}`,
    (file) => `/${file}?import&raw`,
    (file) => `/${file}#`,
    (file) => `/@fs${root}/${file}`,
    (file) => `/@fs/${root}/${file}?raw??`,
    (file) => `/@id/${file}`,
    (file) => `/demo/@fs${root}/${file}`,
    (file) => `${root}/${file}`,
    (file) => `http://127.0.0.1/${file}`,
    (file) => `file://${root}/${file}`,
    (file) => `/demo/data/${file.split('/').at(-1)}`,
  ];
  const others = [
    '/demo',
    '/demo/nothing.html',
    '/demo/hosts',
    '/demo/.env.json',
    '/demo/%2eenv.json',
    '/demo/.hidden/page.html',
    '/demo/env.json',
    '/demo/linked.json',
    '/demo/receiver/receiver-data/token',
    '/demo/receiver/receiver-data/submissions.db',
    '/democracy/page.html',
    '/node_modules/vite/package.json',
    '/node_modules/tailwindcss/../vite/package.json',
    '/flows/sciatica/flow.json.bak',
    '/flows/sciatica/flow.json%00.js',
    '/flows/sciatica/flow.json::$DATA',
    '/flows/%',
    '/%ff',
    '/@vite/client',
    '/receiver-data/',
    '/receiver-data',
  ];
  async function refuses(path: string) {
    const { status, text, headers } = await ask(path, { Origin: 'http://localhost:3000' });
    expect(text, path).toMatch(/^There is no such page[^\n<>]+\n$/);
    expect(status).toBe(404);
    expect(headers['content-type']).toMatch(/^text\/plain/);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
  test.each(ways.map((way) => [way('FILE'), way] as const))('%s', async (_, way) => {
    for (const file of secrets) await refuses(way(file));
  });
  test.each(others)('%s', refuses);

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])('to %s', async (method) => {
    expect((await ask('/demo/index.html', {}, method)).status).toBe(404);
  });
});

describe('who may read it', () => {
  const reads = async (origin: string, path = '/flows/sciatica/flow.json') => {
    const { headers } = await ask(path, { Origin: origin });
    expect(headers.vary).toContain('Origin');
    return headers['access-control-allow-origin'];
  };
  test.each([
    'http://localhost',
    'http://localhost:4173',
    'https://localhost:4173',
    'http://127.0.0.1:1',
    'http://[::1]:8080',
  ])('a page of %s', async (origin) => {
    expect(await reads(origin)).toBe(origin);
  });
  test.each([
    'https://other.example',
    'http://localhost.other.example',
    'http://localhost:4173.other.example',
    'http://127.0.0.1.other.example',
    'http://notlocalhost',
    'http://192.168.1.2',
    'file://',
    'null',
    '*',
  ])('not a page of %s', async (origin) => {
    expect(await reads(origin)).toBeUndefined();
  });
  test('a frame without an origin: only what a clinic publishes', async () => {
    expect(await reads('null', '/dist/symptom-guide/1.0.0/symptom-guide.js')).toBe('null');
    for (const path of ['/demo/clinic.json', '/dist/../flows/sciatica/flow.json'])
      expect((await ask(path, { Origin: 'null' })).headers['access-control-allow-origin']).toBeUndefined();
  });
  test('a name that leads to this computer, as another site may give one to it, is refused', async () => {
    expect((await ask('/flows/sciatica/flow.json', { Host: 'other.example' })).status).toBe(403);
  });
});

test('node_modules may be a link', async () => {
  const linked = realpathSync(mkdtempSync(join(tmpdir(), 'demo-')));
  try {
    cpSync(join(root, 'demo/index.html'), join(linked, 'demo/index.html'));
    symlinkSync(join(root, 'node_modules'), join(linked, 'node_modules'));
    const { servedPath } = await import('../../demo/server.js');
    const css = '/node_modules/tailwindcss/preflight.css';
    expect(servedPath(linked, css)).toBe(css);
  } finally {
    rmSync(linked, { recursive: true });
  }
});
