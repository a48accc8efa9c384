import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { release } from './release.js';

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
