import { expect, test, vi } from 'vitest';
import { newestOnly } from '../../../src/studio/proof/newest.js';

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

test('what goes wrong in the work is reported as an error, for the page to hear', async () => {
  const reported = vi.fn();
  vi.stubGlobal('reportError', reported);
  const check = newestOnly(function* () {
    yield;
    throw new Error('broken');
  });
  check('a');
  await settled();
  vi.unstubAllGlobals();
  expect(reported).toHaveBeenCalledWith(new Error('broken'));
});
