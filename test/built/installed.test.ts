import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

/**
 * The command as it is installed, in a process of its own; what it does is in test/cli/command.test.ts.
 * @module-tag release
 */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'installed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

test('installed from its package in an empty folder: a new flow, its check, and what a wrong call gets', () => {
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    encoding: 'utf8',
  });
  const npm = (...args: string[]) => execFileSync('npm', args, { cwd: folder, encoding: 'utf8' });
  npm('init', '-y');
  npm('install', '--offline', '--no-audit', '--no-fund', `./${packed.trim().split('\n').at(-1)}`);
  // Nothing is installed beside it: the command is one file.
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['symptom-guide']);
  expect(npm('exec', '--offline', '--', 'symptom-guide', 'new', 'knee-pain')).toContain('knee-pain');
  const checked = npm('exec', '--offline', '--', 'symptom-guide', 'check', 'knee-pain');
  expect(checked).toContain('knee-pain: proved over 528 conversations, 5 vignettes, 0 problems, 1 warning');
  expect(JSON.parse(read('knee-pain/flow.json')).$schema).toBe('./flow.schema.json');
  expect(JSON.parse(read('knee-pain/flow.schema.json')).title).toContain('flow');
  const { status, stderr } = spawnSync('npx', ['--offline', 'symptom-guide', 'check', 'nowhere'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(status).toBe(2);
  expect(stderr).toBe('symptom-guide: nowhere: there is no such file or folder.\n');
}, 120_000);
