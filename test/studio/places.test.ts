import { expect, test } from 'vitest';
import { pathOf, targetAt } from '../../src/studio/places.js';
import { smallFlow } from '../fixtures/smallFlow.js';

const flow = smallFlow();

test('what has an id is found in its file, and what stands there is found by its place', () => {
  const targets = [
    ...flow.sections.flatMap(({ id, questions }) => [
      { section: id },
      ...questions.map((question) => ({ question: question.id })),
    ]),
    ...flow.redFlags.map(({ id }) => ({ redFlag: id })),
    ...flow.outcomes.map(({ id }) => ({ outcome: id })),
  ];
  expect(targets.length).toBeGreaterThan(5);
  for (const target of targets) {
    const path = pathOf(flow, target);
    expect(path, JSON.stringify(target)).toBeDefined();
    expect(targetAt(flow, path ?? [])).toEqual(target);
    // Deep inside of it, too.
    expect(targetAt(flow, [...(path ?? []), 'title'])).toEqual(target);
  }
});

test('what is not there has no place, and what belongs to nothing is nothing', () => {
  expect(pathOf(flow, { question: 'nobody' })).toBeUndefined();
  expect(targetAt(flow, ['title'])).toBeUndefined();
  expect(targetAt(flow, ['sections', 99])).toBeUndefined();
  expect(targetAt(flow, ['sources', 0, 'url'])).toBeUndefined();
});
