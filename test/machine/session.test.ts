import { describe, expect, test } from 'vitest';
import { type Answers, questionsOf } from '../../src/flow/answer.js';
import { compileFlow } from '../../src/machine/compile.js';
import { progressOf } from '../../src/machine/progress.js';
import { createSession, decidingAnswers, raisedFlags, replay } from '../../src/machine/session.js';
import { smallFlow } from '../fixtures/smallFlow.js';

const flow = smallFlow();
const machine = compileFlow(flow);
const routine: Answers = { 'signs-now': ['none'], weeks: 3, pain: 4, desk: 'no' };
const end = (answers: Answers) => replay(machine, answers).outcome?.id;
const question = (id: string) => {
  const found = questionsOf(flow).find((candidate) => candidate.id === id);
  if (!found) throw new Error(id);
  return found;
};

describe('a conversation', () => {
  test('asks the questions of the file in order, skipping those whose condition is false', () => {
    expect(replay(machine, routine).steps.map((step) => step.question.id)).toEqual([
      'signs-now',
      'weeks',
      'pain',
      'desk',
    ]);
    expect(replay(machine, {}).question?.id).toBe('signs-now');
    expect(replay(machine, { 'signs-now': ['weak'] }).question?.id).toBe('weak-since');
  });

  test('ends at once at an emergency', () => {
    const { outcome, steps } = replay(machine, { ...routine, 'signs-now': ['numb'] });
    expect(outcome?.id).toBe('emergency');
    expect(steps).toHaveLength(1);
    expect(end({ ...routine, 'signs-now': ['weak'], 'weak-since': 'hours' })).toBe('emergency');
  });

  test('ends after a section with stopIfFlagged, not before', () => {
    const { outcome, steps } = replay(machine, { ...routine, 'signs-now': ['weak'], 'weak-since': 'weeks' });
    expect(outcome?.id).toBe('today');
    expect(steps.map((step) => step.question.id)).toEqual(['signs-now', 'weak-since']);
  });

  test('the most urgent raised flag decides, whatever the order in the file', () => {
    expect(end({ ...routine, 'signs-now': ['weak', 'not-sure'], 'weak-since': 'weeks' })).toBe('today');
    expect(end({ ...routine, 'signs-now': ['not-sure'] })).toBe('doctor');
    expect(end({ ...routine, weeks: 12, pain: 8 })).toBe('doctor');
  });

  test('without a flag, the first routine outcome whose condition holds', () => {
    expect(end(routine)).toBe('book');
    expect(end({ ...routine, desk: 'yes' })).toBe('desk-book');
    expect(end({ ...routine, desk: null })).toBe('book');
  });

  test('waits at a question whose answer it does not offer', () => {
    expect(replay(machine, { ...routine, weeks: 999 }).question?.id).toBe('weeks');
    expect(replay(machine, { ...routine, pain: null }).question?.id).toBe('pain');
  });

  test('an answer to a question that is not asked counts for nothing', () => {
    expect(end({ ...routine, 'weak-since': 'hours' })).toBe('book');
  });

  test('is plain data but for two names, so that it opens elsewhere', () => {
    expect(JSON.parse(JSON.stringify(machine.config)).states['signs-now'].meta.question.id).toBe('signs-now');
  });
});

describe('changing an answer', () => {
  test('keeps later answers that are still asked, drops the others and names them', () => {
    const session = createSession(flow);
    session.answer(question('signs-now'), ['none']);
    session.answer(question('weeks'), 3);
    session.answer(question('pain'), 4);
    expect(session.answer(question('signs-now'), ['none'])).toEqual([]);
    expect(session.question.value?.id).toBe('desk');

    const weak = createSession(flow, { 'signs-now': ['weak'], 'weak-since': 'weeks' });
    expect(weak.answer(question('signs-now'), ['none']).map(({ id }) => id)).toEqual(['weak-since']);
    expect(weak.answers.value).toEqual({ 'signs-now': ['none'] });
  });

  test('to an emergency and back loses nothing', () => {
    const session = createSession(flow, routine);
    expect(session.answer(question('signs-now'), ['numb'])).toEqual([]);
    expect(session.outcome.value?.id).toBe('emergency');
    expect(session.steps.value).toHaveLength(1);
    session.answer(question('signs-now'), ['none']);
    expect(session.outcome.value?.id).toBe('book');
  });

  test('a new question in between is asked, then the conversation goes on where it was', () => {
    const session = createSession(flow, routine);
    session.answer(question('signs-now'), ['weak']);
    expect(session.question.value?.id).toBe('weak-since');
    session.answer(question('signs-now'), ['none']);
    expect(session.outcome.value?.id).toBe('book');
  });

  test('an answer that is not offered throws', () => {
    expect(() => createSession(flow).answer(question('weeks'), 9999)).toThrow(/"weeks" does not offer/);
  });
});

describe('saved answers', () => {
  test('that no longer fit are left out, and the rest is kept', () => {
    const session = createSession(flow, { 'signs-now': ['gone'], weeks: 3, stranger: 'x' });
    expect(session.answers.value).toEqual({ weeks: 3 });
    expect(session.question.value?.id).toBe('signs-now');
  });

  test('from a hostile place do no harm', () => {
    const junk = JSON.parse('{"__proto__":{"signs-now":["none"]},"weeks":{"toString":1},"pain":[]}') as Answers;
    expect(createSession(flow, junk).answers.value).toEqual({});
  });
});

test('progress never goes backwards, and its bound never grows', () => {
  const session = createSession(flow);
  const seen = [progressOf(session)];
  for (const [id, answer] of Object.entries(routine)) {
    session.answer(question(id), answer);
    seen.push(progressOf(session));
  }
  expect(seen.map((progress) => progress && [progress.at, progress.atMost])).toEqual([
    [1, 4],
    [2, 4],
    [3, 4],
    [4, 4],
    undefined,
  ]);
});

test('the answers that decided are named, each with the choices that counted', () => {
  const answers: Answers = { 'signs-now': ['weak', 'not-sure'], 'weak-since': 'weeks' };
  const today = flow.outcomes.find(({ id }) => id === 'today');
  if (!today) throw new Error('The fixture has changed.');
  expect(raisedFlags(flow, answers).map(({ id }) => id)).toEqual(['unsure', 'weakness']);
  expect(decidingAnswers(flow, today, answers).map((reason) => reason.choices.map(({ label }) => label))).toEqual([
    ['I am weak'],
  ]);
});
