import { describe, expect, test } from 'vitest';
import { checkFolder } from '../../../src/check/check.js';
import type { Answers } from '../../../src/flow/answer.js';
import { createSession } from '../../../src/machine/session.js';
import { openProject } from '../../../src/studio/project.js';
import {
  addVignette,
  duplicateVignette,
  removeVignette,
  setAnswer,
  setField,
  vignettesFile,
  vignettesIn,
} from '../../../src/studio/proof/vignetteEdits.js';
import { smallFlow } from '../../fixtures/smallFlow.js';
import { fileOf } from '../../fixtures/studioProject.js';

const flow = smallFlow();
const baseline = { 'signs-now': ['none'], weeks: 3, pain: 4, desk: 'no' };
const project = (vignettes?: object) =>
  openProject('small', [
    ['flow.json', fileOf(flow)],
    ...(vignettes ? [[vignettesFile, fileOf(vignettes)] as const] : []),
  ]);
const opened = () => project({ baseline, vignettes: [{ title: 'Typical', answers: {}, outcome: 'book' }] });
const runs = (of: ReturnType<typeof project>) =>
  checkFolder({ name: 'small', files: new Map(of.files.value.map((name) => [name, of.file(name).text.value])) }).runs;
const ends = (answers: Answers) => {
  const session = createSession(flow, answers);
  return { asked: session.asked.value, outcome: session.outcome.value?.id as string };
};

describe('a conversation becomes a vignette', () => {
  test('that says only what differs from the baseline, and ends as it did', () => {
    const one = opened();
    const { asked, outcome } = ends({ 'signs-now': ['weak'], 'weak-since': 'weeks' });
    addVignette(one, flow, 'Slow', asked, outcome);
    expect(vignettesIn(one)?.vignettes[1]).toEqual({
      title: 'Slow',
      answers: { 'signs-now': ['weak'], 'weak-since': 'weeks' },
      outcome: 'today',
      redFlags: runs(one)?.[1]?.redFlags,
    });
    expect(runs(one)?.map(({ differences }) => differences)).toEqual([[], []]);
    expect(one.undo()?.about).toBe('Add the vignette “Slow”');
    expect(one.changed.value).toBe(false);
  });

  test('and the first of all makes the file', () => {
    const one = project();
    const { asked, outcome } = ends(baseline);
    addVignette(one, flow, 'Typical', asked, outcome);
    expect(one.files.value).toContain(vignettesFile);
    expect(vignettesIn(one)).toMatchObject({
      baseline,
      vignettes: [{ title: 'Typical', answers: {}, outcome: 'book' }],
    });
    expect(runs(one)?.[0]?.differences).toEqual([]);
  });
});

test('another answer is written down, and one that is the baseline again needs no mention', () => {
  const one = opened();
  setAnswer(one, 0, 'desk', 'yes');
  expect(vignettesIn(one)?.vignettes[0]?.answers).toEqual({ desk: 'yes' });
  expect(runs(one)?.[0]?.outcome).toBe('desk-book');
  expect(runs(one)?.[0]?.differences[0]?.message).toContain('expected the outcome "book", got "desk-book"');
  setAnswer(one, 0, 'desk', 'no');
  expect(vignettesIn(one)?.vignettes[0]?.answers).toEqual({});
});

test('what a clinician expects can be changed, a patient copied and taken out, each one step of undo', () => {
  const one = opened();
  setField(one, 0, 'outcome', 'doctor');
  duplicateVignette(one, 0);
  expect(vignettesIn(one)?.vignettes.map(({ title, outcome }) => [title, outcome])).toEqual([
    ['Typical', 'doctor'],
    ['Typical (copy)', 'doctor'],
  ]);
  removeVignette(one, 0);
  expect(vignettesIn(one)?.vignettes.map(({ title }) => title)).toEqual(['Typical (copy)']);
  one.undo();
  one.undo();
  one.undo();
  expect(one.changed.value).toBe(false);
});
