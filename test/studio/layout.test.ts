import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { format, print } from '../../src/studio/layout.js';

const folder = mkdtempSync(join(tmpdir(), 'layout-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the repository's formatter makes of these texts. */
function formatted(texts: readonly string[]): string[] {
  const { formatter } = JSON.parse(readFileSync('biome.json', 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ root: true, formatter }));
  const inside = join(folder, 'texts');
  rmSync(inside, { recursive: true, force: true });
  mkdirSync(inside);
  texts.forEach((text, i) => {
    writeFileSync(join(inside, `${i}.json`), text);
  });
  const biome = resolve('node_modules/.bin/biome');
  execFileSync(biome, ['format', '--write', inside, '--config-path', folder], { cwd: folder, stdio: 'pipe' });
  return texts.map((_, i) => readFileSync(join(inside, `${i}.json`), 'utf8'));
}

test('the shipped files are laid out already', () => {
  for (const file of ['flow.json', 'vignettes.json', 'es.json', 'ar.json']) {
    const text = readFileSync(`flows/sciatica/${file}`, 'utf8');
    expect(format(text) === text).toBe(true);
  }
});

/** Values as they stand in flows: texts of any length around where a line ends, numbers, nested lists and objects. */
const values = fc.letrec<{ value: unknown; object: Record<string, unknown>; list: unknown[] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    fc.string({ maxLength: 12 }),
    fc.nat(130).map((length) => 'x'.repeat(length)),
    fc.constantFrom('héllo wörld', 'مرحبا بك', '38 °C', '“quoted” – dash', '痛み', '🙂 face', 'e\u0301', null, true),
    fc.integer({ min: -5, max: 2000 }),
    tie('object'),
    tie('list'),
  ),
  object: fc.dictionary(fc.constantFrom('id', 'label', 'when', 'question', 'is', 'content', 'text'), tie('value')),
  list: fc.array(tie('value'), { maxLength: 5 }),
}));

test('any text is laid out as the formatter does it', () => {
  const texts = fc
    .sample(fc.tuple(values.object, fc.constantFrom(undefined, 1)), { numRuns: 300, seed: 7 })
    .map(([value, space]) => JSON.stringify(value, null, space));
  const theirs = formatted(texts);
  texts.forEach((text, i) => {
    expect(format(text)).toBe(theirs[i]);
  });
});

test('what just fits and what just does not is told apart as the formatter does it', () => {
  const fills = ['x', 'é', '痛', '🙂', 'م', 'e\u0301', '–', '\u200d', '\u00a0', '1'];
  const texts = fills.flatMap((fill) =>
    Array.from({ length: 70 }, (_, n) => {
      const long = `${fill.repeat(20)}${'y'.repeat(40 + n)}`;
      return JSON.stringify({
        a: { b: [long], c: 1 },
        d: [
          { e: long.slice(2), f: 'x' },
          { e: long.slice(2), f: 'x' },
        ],
      });
    }),
  );
  const theirs = formatted(texts);
  texts.forEach((text, i) => {
    expect(format(text)).toBe(theirs[i]);
  });
});

test('what is added anew is laid out as the formatter leaves it', () => {
  const texts = fc.sample(values.object, { numRuns: 100, seed: 3 }).map((value) => `${print(value, 0, 0, true)}\n`);
  expect(texts).toEqual(formatted(texts));
});

test('a text that is not JSON is left alone', () => {
  for (const text of ['', '{ "a": 1', '{ "a": 1, }', '{ "a": 1 } // remark']) expect(format(text)).toBe(text);
});
