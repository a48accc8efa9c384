import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { smallJson } from '../fixtures/smallFlow.js';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'studio-'));
  folder = join(root, 'flows/small');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'flow.json'), `${JSON.stringify(smallJson(), null, 2)}\n`);
  writeFileSync(join(folder, 'vignettes.json'), '{}\n');
});
afterEach(() => rmSync(root, { recursive: true }));

test('as it is installed: it starts on a new flow, and Ctrl+C ends it cleanly', async () => {
  const program = resolve('dist/command/symptom-guide.js');
  const child = spawn(process.execPath, [program, 'studio', folder, '--no-open'], { stdio: 'pipe' });
  let said = '';
  let wrong = '';
  child.stdout.on('data', (part) => {
    said += part;
  });
  child.stderr.on('data', (part) => {
    wrong += part;
  });
  const ended = new Promise((done) => child.once('exit', (code) => done(code)));
  await vi.waitFor(() => expect(said + wrong).toContain('Ctrl+C'), { timeout: 20_000 });
  const [address = ''] = /http:\S+/.exec(said) ?? [];
  expect(await fetch(address).then((it) => it.text())).toContain('<title>Studio');
  expect((await fetch(new URL('../symptom-guide/1.0.0/symptom-guide.js', address))).status).toBe(200);
  // A page that listens does not hold it up.
  await fetch(new URL('../api/changes', address));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said).toContain('The studio has stopped.');
  expect(wrong).toBe('');
});
