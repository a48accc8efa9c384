import { afterEach, expect, test, vi } from 'vitest';
import { newestOnly } from '../../../src/studio/proof/newest.js';

afterEach(() => vi.unstubAllGlobals());

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

test('work on what is old is given up as soon as something newer comes, and the newest is finished', async () => {
  const log: string[] = [];
  const check = newestOnly(function* (name: string) {
    for (let step = 1; step <= 3; step++) {
      log.push(`${name}${step}`);
      // While the first is worked on, somebody types twice.
      if (name === 'a' && step === 1) {
        check('b');
        check('c');
      }
      yield;
    }
  });
  check('a');
  await settled();
  expect(log).toEqual(['a1', 'c1', 'c2', 'c3']);
  check('d');
  await settled();
  expect(log.slice(4)).toEqual(['d1', 'd2', 'd3']);
});

test('what breaks is told as an error of the worker, at any step, and the next is worked on all the same', async () => {
  const told: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => told.push(error));
  const log: string[] = [];
  const check = newestOnly(function* (name: string) {
    if (name === 'at once') throw new Error(name);
    yield;
    if (name === 'later') throw new Error(name);
    log.push(name);
  });
  for (const name of ['at once', 'later', 'well']) {
    check(name);
    await settled();
  }
  expect(told.map((error) => (error as Error).message)).toEqual(['at once', 'later']);
  expect(log).toEqual(['well']);
});
