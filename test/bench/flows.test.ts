import { expect, test } from 'vitest';
import { explore } from '../../src/check/explore.js';
import { questionsOf } from '../../src/flow/answer.js';
import { localFlow } from './flows.js';

test('the flows that are measured are valid, of every size', () => {
  for (const count of [1, 2, 3, 7, 10, 1000]) expect(questionsOf(localFlow(count))).toHaveLength(count);
});

test('nothing in them is out of reach, so that all of it is walked', () => {
  const flow = localFlow(100);
  const found = explore(flow);
  expect(questionsOf(flow).filter(({ id }) => !found.asked.has(id))).toEqual([]);
  expect(flow.redFlags.filter(({ id }) => !found.raised.has(id))).toEqual([]);
  expect([...found.outcomes].filter(([, { conversations }]) => conversations === 0n)).toEqual([]);
  expect([...found.endsLessUrgently]).toEqual([]);
  expect(found.conversations).toBeGreaterThan(10n ** 20n);
});
