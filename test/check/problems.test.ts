import { expect, test } from 'vitest';
import { explore } from '../../src/check/explore.js';
import { type Code, codes } from '../../src/check/problem.js';
import { provenFindings } from '../../src/check/rules.js';
import { check, type Files, type Fixture, fixtures, hard, signs } from '../fixtures/brokenFlows.js';
import { smallFlow } from '../fixtures/smallFlow.js';

test('the sound folder has none', () => {
  expect(check({ break: () => {} }).report.problems).toEqual([]);
});

test.each(Object.entries(fixtures) as [Code, Fixture][])('%s', (code, fixture) => {
  const { report, texts } = check(fixture);
  const found = report.problems.filter((problem) => problem.code === code);
  const told = report.problems.map((problem) => `${problem.code}: ${problem.message}`).join('\n');
  expect(found, told).toHaveLength(1);
  const [problem] = found as [(typeof found)[0]];
  const line = texts.get(problem.file)?.split('\n')[problem.line - 1] ?? '';
  expect({
    at: `${problem.file}:${problem.line}:${problem.column}`,
    path: problem.path.join('.'),
    marked: line.slice(problem.column - 1, problem.endLine === problem.line ? problem.endColumn - 1 : undefined),
  }).toEqual({ at: fixture.at, path: fixture.path, marked: fixture.marked });
  expect(problem.message).toMatch(fixture.says);
  expect(problem.message).not.toContain('\n');
  expect(problem.severity).toBe(codes[code].severity);
});

test('region-not-drawn: a body map without a single region, too; one with some is fine', () => {
  const problems = (change: (files: Files) => void) =>
    check({ break: change }).report.problems.map(({ code, path, message }) => [code, path.join('.'), message]);
  expect(problems((files) => (signs(files).picture = 'body'))).toEqual([
    [
      'region-not-drawn',
      'sections.0.questions.0.picture',
      '"signs-now" has a body map, and none of its choices has a region',
    ],
  ]);
  expect(
    problems((files) => {
      signs(files).picture = 'body';
      signs(files).choices[0].region = 'thigh';
    }),
  ).toEqual([]);
});

test('flag-ends-less-urgently: if the walk found one, it would be told with the conversation', () => {
  const flow = smallFlow();
  const tell = () => [{ question: 'signs-now', answer: ['numb'] }];
  const found = {
    ...explore(flow),
    endsLessUrgently: new Map([['numbness', { questions: 1, tell, outcome: 'book' }]]),
  };
  expect(provenFindings(flow, found)).toEqual([
    {
      code: 'flag-ends-less-urgently',
      path: ['redFlags', 2],
      message: 'red flag "numbness" leads to "emergency", but can end in "book": signs-now: numb',
      witness: tell(),
    },
  ]);
});

test('all problems are told at once: of the shape, of names, of safety and of content', () => {
  const { report } = check({
    break: (files) => {
      signs(files).hlep = 'Tick.';
      delete files.flow.title;
      files.flow.redFlags[0].when.question = 'sings-now';
      delete files.flow.outcomes[0].actions;
      files.flow.redFlags[1].because = hard;
      files.vignettes.vignettes[0].titel = 'x';
    },
  });
  expect(report.problems.map(({ code }) => code)).toEqual([
    'missing-key',
    'unknown-key',
    'unknown-question',
    'hard-to-read',
    'emergency-without-call',
    'unknown-key',
  ]);
  expect(report.found).toBeUndefined();
});
