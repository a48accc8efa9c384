import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { satisfiedBy } from '../../src/check/residual.js';
import { Run, type RunState } from '../../src/check/run.js';
import type { Flow } from '../../src/flow/schema.js';
import { progressOf } from '../../src/machine/progress.js';
import { createSession } from '../../src/machine/session.js';
import { everyAnswer } from '../fixtures/answers.js';
import { anyFlow } from '../fixtures/arbitraryFlow.js';

/** Walks a flow with random answers; at each question tells what the progress says, and what can really still come. */
function* walk(flow: Flow, run: Run, longest: Map<string, number>, pick: (n: number) => number) {
  const ahead = (state: RunState, at: number): number => {
    const key = `${at} ${run.key(state)}`;
    const known = longest.get(key);
    if (known !== undefined) return known;
    const step = run.steps[at];
    let most = 0;
    if (step && !run.happens(state, step, at)) most = ahead(skip(state, at), at + 1);
    else if (step && !step.ask) most = run.flaggedEnd(state, at) ? 0 : ahead(run.pass(state, at), at + 1);
    else if (step) {
      const { matter } = run.matters(state, step);
      for (const group of run.groups(step, matter, 0n)) {
        const next = run.decide(state, step, at, group);
        most = Math.max(most, 1 + (next.emergency ? 0 : ahead(next.state, at + 1)));
      }
    }
    longest.set(key, most);
    return most;
  };
  const skip = (state: RunState, at: number) => {
    const step = run.steps[at];
    return step?.ask ? run.decide(state, step, at, undefined).state : run.pass(state, at);
  };
  const session = createSession(flow);
  let state = run.start;
  let at = 0;
  for (let question = session.question.value; question; question = session.question.value) {
    for (let step = run.steps[at]; step && step.ask !== question; step = run.steps[++at]) state = skip(state, at);
    const progress = progressOf(session);
    if (!progress) throw new Error('A question has a place.');
    yield { at: progress.at, atMost: progress.atMost, really: progress.at - 1 + ahead(state, at), question };
    const answers = [...everyAnswer(question)];
    const answer = answers[pick(answers.length)] ?? null;
    const step = run.steps[at] as (typeof run.steps)[number];
    const { matter } = run.matters(state, step);
    const satisfied = answer === null ? 0n : satisfiedBy(question, step.bits, answer) & matter;
    const group = run.groups(step, matter, 0n).find((one) => one.satisfied === satisfied);
    state = run.decide(state, step, at++, group).state;
    session.answer(question, answer);
  }
}

test('on any flow, progress never promises fewer questions than can come, and never grows', () => {
  fc.assert(
    fc.property(anyFlow(4), fc.infiniteStream(fc.nat(1e6)), (flow, numbers) => {
      const pick = (n: number) => (numbers.next().value as number) % n;
      let before = Number.POSITIVE_INFINITY;
      for (const { at, atMost, really } of walk(flow, new Run(flow, false), new Map(), pick)) {
        expect(atMost).toBeGreaterThanOrEqual(really);
        expect(atMost).toBeLessThanOrEqual(before);
        expect(at).toBeLessThanOrEqual(atMost);
        before = atMost;
      }
    }),
    { numRuns: 1000 },
  );
});

test('in the sciatica flow it is exact at the start and for nearly everybody, and never more than two too high', () => {
  const flow = JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8')) as Flow;
  const run = new Run(flow, false);
  const longest = new Map<string, number>();
  let seed = 7;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  let steps = 0;
  let exact = 0;
  for (let i = 0; i < 400; i++)
    // Mostly the last answer, "None of these", so that many conversations get far.
    for (const { at, atMost, really } of walk(flow, run, longest, (n) =>
      random() < 0.7 ? n - 1 : Math.floor(random() * n),
    )) {
      if (at === 1) expect(atMost).toBe(really);
      expect(atMost - really).toBeLessThanOrEqual(2);
      expect(atMost).toBeGreaterThanOrEqual(really);
      steps++;
      if (atMost === really) exact++;
    }
  expect(steps).toBeGreaterThan(2000);
  expect(exact / steps).toBeGreaterThan(0.9);
});
