import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { laterEn } from '../../src/chat/later/words.js';
import { en } from '../../src/chat/words/en.js';
import type { Vignettes } from '../../src/check/vignettes.js';
import { type Answers, hasChoices } from '../../src/flow/answer.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { Flow } from '../../src/flow/schema.js';
import { type SummaryPart, summarize, summaryParts, summaryText } from '../../src/handover/summary.js';
import { compileFlow } from '../../src/machine/compile.js';
import { replay } from '../../src/machine/session.js';
import { smallFlow } from '../fixtures/smallFlow.js';

const read = (file: string) => JSON.parse(readFileSync(`flows/sciatica/${file}`, 'utf8'));
const sciatica = parseFlow(read('flow.json')).flow as Flow;
const machine = compileFlow(sciatica);
const { baseline, vignettes } = read('vignettes.json') as Vignettes;
const words = { ...laterEn, ...en };

function of(flow: Flow, answers: Answers, language = 'en') {
  const end = replay(flow === sciatica ? machine : compileFlow(flow), answers);
  const calls = (end.outcome?.actions ?? []).filter((action) => 'call' in action).map(({ label }) => label);
  const context = { language, date: '2026-05-01', values: { 'emergency.number': '999' }, calls };
  const summary = summarize(flow, end, context);
  const all = summaryParts(summary, words);
  const lines = (part: SummaryPart['part']) => all.find((one) => one.part === part)?.lines ?? [];
  return { end, summary, lines, text: summaryText(summary, words) };
}

describe('every vignette of the sciatica flow', () => {
  const patients = vignettes.map(({ title, answers }) => ({
    title,
    ...of(sciatica, { ...baseline, ...answers } as Answers),
  }));
  const bookings = sciatica.outcomes.flatMap(({ actions }) =>
    (actions ?? []).filter((action) => 'book' in action).map(({ label }) => label),
  );

  test.each(patients)('$title', ({ end, summary, lines, text }) => {
    const asked = summary.sections.flatMap(({ answers }) => answers);
    expect(asked.map(({ question }) => question)).toEqual(end.steps.map(({ question }) => question.id));
    expect(summary.outcome?.id).toBe(end.outcome?.id);

    const said = (['about', 'first', 'yes', 'other'] as const).flatMap(lines).flatMap((line) => line.said);
    const ticked: string[] = [];
    for (const { question, answer } of end.steps) {
      if (!hasChoices(question)) continue;
      const given = [answer].flat();
      const no = lines('no').flatMap((line) => (line.ask === question.ask ? line.said : []));
      for (const { id, label, exclusive } of question.choices) {
        if (given.includes(id) && id !== 'none' && id !== 'not-sure') ticked.push(label);
        const denied =
          question.type === 'choices' &&
          !given.includes(id) &&
          !given.includes('not-sure') &&
          !exclusive &&
          id !== 'not-sure';
        expect(no.includes(label), `no to ${label}`).toBe(denied);
      }
    }
    const choices = end.steps.flatMap(({ question }) => (hasChoices(question) ? question.choices : []));
    const labels = new Set(choices.filter(({ id }) => id !== 'not-sure').map(({ label }) => label));
    // Each tick once among what was said, and nothing that was not ticked.
    expect(said.filter((label) => labels.has(label)).sort()).toEqual(ticked.sort());

    const routine = end.outcome?.urgency === 'routine';
    if (!routine) expect(bookings.filter((label) => text.includes(label))).toEqual([]);
    if (end.outcome?.urgency === 'emergency') expect(text).toMatch(/^Emergency: Get help now\nCall 999\n/);
    expect(lines('first').length > 0).toBe(!routine);
    // Read out in under a minute: people say some 150 words in one.
    const first = lines('first').flatMap((line) => [line.ask ?? '', ...line.said]);
    expect(first.join(' ').split(/\s+/).length).toBeLessThan(130);
    expect(text).not.toMatch(/undefined|\{|\*\*/);
    const last = text.split('\n').at(-1);
    expect(last).toBe(`${en.notDiagnosis} Sciatica guide, version ${sciatica.version}. ${en.draft}`);
  });

  test('there are bookings to leave out', () => expect(bookings.length).toBeGreaterThan(0));

  test('what decided comes first but for the age, and what is not there last', () => {
    const titles = ['Most important:', 'What I ticked:', 'Not sure:', 'Other answers:', 'No:'];
    for (const { text } of patients) {
      const order = text.split('\n').filter((line) => titles.includes(line));
      expect(order).toEqual(titles.filter((title) => order.includes(title)));
      const age = text.indexOf('How old are you?');
      expect(text.slice(0, age)).not.toMatch(/\n(Yes|Not sure|Other answers|No):/);
    }
  });
});

describe('not sure', () => {
  test('is not a no to what was left unticked', () => {
    const { lines, summary, text } = of(sciatica, { ...baseline, 'bladder-bowel-saddle': ['not-sure'] } as Answers);
    const sign = "I can't pee, or it is hard to start";
    expect(lines('no').some(({ said }) => said.includes(sign))).toBe(false);
    expect(lines('notSure')[0]?.said).toContain(sign);
    expect(text).toContain(`- Not sure: ${sign}`);
    // These words alone would not say of what.
    const ask = 'Since this pain began, have any of these changed or started?';
    expect(lines('first')).toEqual([{ ask, said: ["I'm not sure"] }]);
    const answer = summary.sections.flatMap(({ answers }) => answers).find((one) => one.ask === ask);
    expect(answer?.notSure).toEqual({ id: 'not-sure', text: "I'm not sure", decided: true });
  });

  test('to a single choice, too', () => {
    const { lines } = of(sciatica, { ...baseline, onset: 'on-off', trend: 'not-sure', seen: 'yes' } as Answers);
    expect(lines('notSure')).toEqual([{ ask: 'How is it going?', said: ["I'm not sure"] }]);
  });
});

describe('numbers, scales, and what was skipped', () => {
  const answers = { 'signs-now': ['none'], weeks: 200, pain: 6, desk: null };

  test('as they are said, in the language of the summary', () => {
    expect(of(smallFlow(), answers).lines('other')).toEqual([
      { ask: 'For how many weeks?', said: ['200 weeks'] },
      { ask: 'How bad?', said: ['6 of 10 (0: none; 10: worst)'] },
      { ask: 'Do you sit a lot?', said: ['Skipped'] },
    ]);
    const arabic = of(smallFlow(), answers, 'ar-EG');
    expect(arabic.lines('other')[0]?.said).toEqual([`${new Intl.NumberFormat('ar-EG').format(200)} weeks`]);
    expect(arabic.text).toContain(new Intl.DateTimeFormat('ar-EG', { dateStyle: 'long' }).format(new Date(2026, 4, 1)));
  });

  test('a number that decided stands with what decided', () => {
    const { lines } = of(smallFlow(), { ...answers, pain: 9 });
    expect(lines('first').map(({ ask }) => ask)).toEqual(['For how many weeks?', 'How bad?']);
    expect(lines('other').map(({ ask }) => ask)).toEqual(['Do you sit a lot?']);
  });

  test('"none of these" is said by what is not there, unless it says more', () => {
    const { lines } = of(sciatica, baseline as Answers);
    const said = lines('other').flatMap((line) => line.said);
    expect(said).toContain('None of these, it came bit by bit');
    expect(said).not.toContain('None of these');
  });
});

test('a conversation that goes on has no outcome, and only what was asked', () => {
  const { summary, text } = of(smallFlow(), { 'signs-now': ['weak'] });
  expect(summary.outcome).toBeUndefined();
  expect(summary.sections.map(({ id }) => id)).toEqual(['safety']);
  expect(text).toContain('I am weak');
  expect(text).not.toContain('Since when?');
});

test('marks and placeholders are gone from the texts', () => {
  const flow = smallFlow((json) => {
    Object.assign(json.sections[0]?.questions[0] ?? {}, { ask: 'Any of **these**? Call {emergency.number}.' });
  });
  expect(of(flow, { 'signs-now': ['weak'] }).lines('yes')).toEqual([
    { ask: 'Any of these? Call 999.', said: ['I am weak'] },
  ]);
});
