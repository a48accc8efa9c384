import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explore, NotProved } from '../../src/check/explore.js';
import type { Code, Finding } from '../../src/check/problem.js';
import { provenFindings, signsLowerUrgency } from '../../src/check/rules.js';
import type { Answers } from '../../src/flow/answer.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { Flow } from '../../src/flow/schema.js';
import { hashOf } from '../../src/flow/stamp.js';
import { compileFlow } from '../../src/machine/compile.js';
import { raisedFlags, replay } from '../../src/machine/session.js';
import { anyFlow } from '../fixtures/arbitraryFlow.js';
import { smallFlow } from '../fixtures/smallFlow.js';
import { mutantsOf } from './mutants.js';

const read = (file: string): unknown => JSON.parse(readFileSync(`flows/sciatica/${file}`, 'utf8'));
const sciatica = parseFlow(read('flow.json')).flow as Flow;

/** What an editor sees who plays the conversation of a problem in the preview. */
function played(flow: Flow, { witness = [] }: Finding) {
  const answers: Answers = Object.fromEntries(witness.map(({ question, answer }) => [question, answer]));
  const end = replay(compileFlow(flow), answers);
  return { end, outcome: end.outcome, raised: raisedFlags(flow, end.answers).map(({ id }) => id) };
}

/** Everything that is proved of a flow; none if it cannot be shown or proved. */
function findings(flow: Flow): Finding[] {
  if (!parseFlow(flow).flow) return [];
  try {
    const signs = signsLowerUrgency(flow);
    let step = signs.next();
    while (!step.done) step = signs.next();
    return [...provenFindings(flow, explore(flow)), ...step.value];
  } catch (error) {
    if (error instanceof NotProved) return [];
    throw error;
  }
}

/** What a message promises of its conversation. */
const promises: Partial<Record<Code, (flow: Flow, finding: Finding) => void>> = {
  'flag-not-asked'(flow, finding) {
    const { outcome, raised } = played(flow, finding);
    const [, flag] = finding.message.match(/red flag "(.+?)"/) ?? [];
    expect(outcome?.urgency, finding.message).toBe('routine');
    expect(raised, finding.message).not.toContain(flag);
  },
  'unsure-books'(flow, finding) {
    const { outcome, end } = played(flow, finding);
    const [, question] = finding.message.match(/"not-sure" to "(.+?)"/) ?? [];
    expect(outcome?.urgency, finding.message).toBe('routine');
    expect([end.answers[question as string]].flat(), finding.message).toContain('not-sure');
  },
  'sign-lowers-urgency'(flow, finding) {
    const [, sign, to] = finding.message.match(/ticks "(.+?)" too ends in "(.+?)"/) ?? [];
    const { outcome, end } = played(flow, finding);
    expect(outcome?.id, finding.message).toBe(to);
    expect(Object.values(end.answers).flat(), finding.message).toContain(sign);
  },
};

/** A graver question is asked only of those who do not tick a milder sign, which ends the conversation. */
const milderFirst = smallFlow((json) => {
  const flags = json.redFlags as { id: string; outcome: string }[];
  for (const flag of flags)
    if (flag.id === 'long-and-bad') flag.outcome = 'emergency';
    else if (flag.id === 'weakness') flag.outcome = 'doctor';
});

const everyPromise = Object.keys(promises) as Code[];
/** Some mutants, by their names: whoever adds a choice to the flow has the same ones, and perhaps one more. */
const someMutants = mutantsOf(sciatica).filter(({ name }) => Number.parseInt(hashOf(name), 16) % 61 === 0);

test.each<[string, Flow[], Code[]]>([
  ['small flows of any kind', [milderFirst, ...fc.sample(anyFlow(4), { numRuns: 150, seed: 20261125 })], everyPromise],
  ['the sciatica flow', someMutants.map(({ flow }) => flow), everyPromise],
])('each problem of %s is seen by whoever plays its conversation', (_, flows, among) => {
  const seen = new Map<Code, number>();
  for (const flow of flows)
    for (const finding of findings(flow)) {
      const promise = promises[finding.code];
      expect(finding.witness !== undefined, finding.message).toBe(promise !== undefined);
      promise?.(flow, finding);
      seen.set(finding.code, (seen.get(finding.code) ?? 0) + 1);
    }
  expect([...seen.keys()]).toEqual(expect.arrayContaining(among));
});
