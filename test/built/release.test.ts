import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { withCheckedTag } from '../../src/cli/integrity.js';
import { copyRepository, environmentOfCopy } from '../fixtures/repositoryCopy.js';
import { release } from '../release.js';

test('the demo pages name the release that is built', () => {
  const pages = readdirSync('demo', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  const named = pages.flatMap((page) =>
    Array.from(readFileSync(`demo/${page}`, 'utf8').matchAll(/dist\/symptom-guide\/[^/]*/g), ([path]) => [page, path]),
  );
  expect(named.length).toBeGreaterThan(1);
  expect(named.filter(([, path]) => path !== release)).toEqual([]);
});

test('what a clinic publishes holds no source map, and names none', () => {
  const files = readdirSync(release, { recursive: true, encoding: 'utf8' });
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  const scripts = files.filter((file) => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(5);
  expect(scripts.filter((file) => readFileSync(`${release}/${file}`, 'utf8').includes('sourceMappingURL'))).toEqual([]);
});

const integrity = (): Record<string, string> => JSON.parse(readFileSync(`${release}/integrity.json`, 'utf8'));

test('a release names the hash of each of its files, in the order of their names', () => {
  const files = readdirSync(release, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((file) => file.isFile() && file.name !== 'integrity.json')
    .map((file) => `${file.parentPath}/${file.name}`.slice(release.length + 1));
  expect(Object.keys(integrity())).toEqual(files.sort());
  for (const [file, hash] of Object.entries(integrity())) {
    const digest = createHash('sha384').update(readFileSync(`${release}/${file}`));
    expect(hash, file).toBe(`sha384-${digest.digest('base64')}`);
  }
});

/** A copy of the repository, to build elsewhere; taken away after `use`. */
function inACopy(use: (folder: string, build: (mode: string) => { status: number | null; stderr: string }) => void) {
  const folder = copyRepository();
  try {
    use(folder, (mode) =>
      spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--mode', mode], {
        cwd: folder,
        encoding: 'utf8',
        env: environmentOfCopy(),
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// So that anybody can build a release and see that it is the one that is published.
test('built again, in another folder, a release has the same hashes', { tags: ['release'] }, () => {
  inACopy((folder, build) => {
    for (const mode of ['loader', 'doctor', 'chat']) expect(build(mode)).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(join(folder, release, 'integrity.json'), 'utf8'))).toEqual(integrity());
  });
});

test('a flow that is not proved is not built, and what was built before is still there', () => {
  inACopy((folder, build) => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'earlier.txt'), 'earlier');
    const flow = JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8'));
    flow.redFlags[0].outcome = 'book';
    writeFileSync(join(folder, 'flows/sciatica/flow.json'), JSON.stringify(flow, null, 2));
    const { status, stderr } = build('loader');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^flows\/sciatica is not built; `npm run check` tells more\.$/m);
    expect(stderr).toMatch(/^flows\/sciatica\/flow\.json:\d+:\d+ red flag ".*" leads to "book"/m);
    expect(readFileSync(join(folder, 'dist', 'earlier.txt'), 'utf8')).toBe('earlier');
  });
});

test('README.md has the hash of the tag that is built', () => {
  const text = readFileSync('README.md', 'utf8');
  expect(text, 'The tag in README.md is of another build: run `npm run readme`.').toBe(
    withCheckedTag(text, integrity(), manifest.version),
  );
});
