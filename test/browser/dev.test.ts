import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyRepository, environmentOfCopy } from '../fixtures/repositoryCopy.js';
import { release } from '../release.js';
import { Visitor } from './visitor.js';

/**
 * A copy of what `npm run dev` is made of, in which files can be saved.
 * @module-tag slow
 */
let folder: string;
let server: ChildProcess;
let origin: string;
beforeAll(async () => {
  folder = copyRepository();
  // What an earlier build left is nothing to the dev server.
  for (const file of ['symptom-guide.js', 'chat/chat.js', 'doctor.js', 'flows/sciatica/flow.json']) {
    mkdirSync(join(folder, release, file, '..'), { recursive: true });
    writeFileSync(join(folder, release, file), 'of an earlier build');
  }
  mkdirSync(join(folder, 'receiver-data'));
  mkdirSync(join(folder, 'demo/receiver-data'));
  mkdirSync(join(folder, 'demo/.hidden'));
  for (const file of [
    'demo/.hidden/page.html',
    '.secret',
    'receiver-data/token',
    'demo/.secret',
    'demo/receiver-data/token',
  ])
    writeFileSync(join(folder, file), 'b38f21c0');
  server = spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { cwd: folder, env: environmentOfCopy() });
  for await (const line of createInterface({ input: server.stdout as NodeJS.ReadableStream })) {
    const [, port] = /localhost:(\d+)\/demo\/index\.html/.exec(line) ?? [];
    if (!port) continue;
    origin = `http://127.0.0.1:${port}`;
    break;
  }
  expect(origin, 'It says where the demo is.').toBeDefined();
  server.stdout?.resume();
});
afterAll(async () => {
  const ended = once(server, 'close');
  if (server.kill()) await ended;
  rmSync(folder, { recursive: true });
});

/** Saves a file of the copy with one text instead of another. */
function save(file: string, from: string, to: string): void {
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text, file).toContain(from);
  writeFileSync(join(folder, file), text.replace(from, to));
}

/** A visitor of the demo clinic who has answered two questions, at the third. */
async function halfway(): Promise<Visitor> {
  const visitor = await Visitor.at(`${origin}/demo/index.html`);
  await visitor.open();
  await visitor.answer([/How old/, /18 to 44/]);
  await visitor.answer([/have any of these changed/, /^None of these/]);
  await visitor.group(/fit your legs/).waitFor();
  return visitor;
}

/** The guide is open where it was, and nobody was asked whether to go on. */
async function expectHalfway({ panel, group }: Pick<Visitor, 'panel' | 'group'>): Promise<void> {
  await group(/fit your legs/).waitFor();
  expect(await panel.getByText('18 to 44').count()).toBe(1);
}

test('a colour, a component and a word that are saved are on the page, with the guide where it was', async () => {
  const visitor = await halfway();
  const { page, panel } = visitor;
  const still = () => expectHalfway({ panel, group: (question) => visitor.group(question) });

  save('src/chat/chat.css', 'color: var(--text);', 'color: rgb(1, 2, 3);');
  await page.waitForFunction(() => {
    const title = document.querySelector('symptom-guide')?.shadowRoot?.querySelector('.bar h2');
    return title && getComputedStyle(title).color === 'rgb(1, 2, 3)';
  });
  await still();

  save('src/chat/Header.tsx', '{words.helpNow}', '{words.helpNow}, please');
  await panel.getByRole('button', { name: 'Get help now, please' }).waitFor();
  await still();

  save('flows/sciatica/flow.json', '"title": "Sciatica guide"', '"title": "Sore leg guide"');
  await panel.getByRole('heading', { name: 'Sore leg guide' }).waitFor();
  await still();

  // What a page was reloaded for is over: who loads it anew is asked, as on a clinic's page.
  await page.reload();
  await visitor.launcher.click();
  await panel.getByRole('button', { name: 'Start over' }).waitFor();
});

test('a flow that cannot be read, or is not proved, is told over the page, with the place', async () => {
  const file = 'flows/sciatica/flow.json';
  const good = readFileSync(join(folder, file), 'utf8');
  const visitor = await halfway();
  const { page, panel } = visitor;
  const still = () => expectHalfway({ panel, group: (question) => visitor.group(question) });
  visitor.allowOnConsole(/^\[vite\]/);

  writeFileSync(join(folder, file), good.slice(0, 1000));
  await page.getByText(/flows\/sciatica\/flow\.json:\d+:\d+ /).waitFor();
  await still();

  writeFileSync(join(folder, file), good.replace('"outcome": "emergency"', '"outcome": "book"'));
  const unproved = page.getByText(/flows\/sciatica\/flow\.json:\d+:\d+ red flag ".*" leads to "book"/);
  await unproved.waitFor();
  await still();
  // It stays until it is mended.
  await page.reload();
  await unproved.waitFor();

  writeFileSync(join(folder, file), good);
  await page.locator('vite-error-overlay').waitFor({ state: 'detached' });
});

test('the guide speaks the languages of its flow, and the embed doctor comes, from their sources', async () => {
  const visitor = await Visitor.at(`${origin}/demo/index.html#symptom-guide-debug`);
  visitor.allowOnConsole(/^\[symptom-guide\]/);
  await visitor.open();
  await visitor.panel.getByRole('button', { name: 'Español' }).click();
  await visitor.group(/Cuántos años/).waitFor();
  expect(visitor.requests.map((url) => new URL(url).pathname)).toContain(`/${release}/doctor.js`);
});

test.each([
  '.secret',
  'demo/.secret',
  'demo/.hidden/page.html',
  'receiver-data/token',
  'demo/receiver-data/token',
  'package.json',
  'vite.config.ts',
  'test/release.ts',
])('%s is nobody’s business, however it is asked for', async (file) => {
  for (const address of [file, `${file}?raw`, `${file}?import&raw`, `${file}?url`, `@fs${folder}/${file}`]) {
    const answer = await fetch(`${origin}/${address}`);
    expect(answer.status, address).toBeGreaterThanOrEqual(400);
    expect(await answer.text(), address).not.toContain(readFileSync(join(folder, file), 'utf8'));
  }
});

test('pages of this computer may take the guide from it, pages of other sites not', async () => {
  const allowed = async (from: string) =>
    (await fetch(`${origin}/src/embed/loader.ts`, { headers: { Origin: from } })).headers.get(
      'access-control-allow-origin',
    );
  expect(await allowed('http://localhost:8080')).toBe('http://localhost:8080');
  expect(await allowed('https://other.example')).toBeNull();
});
