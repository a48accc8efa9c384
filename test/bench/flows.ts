import { parseFlow } from '../../src/flow/parse.js';
import type { Condition, Flow, Question } from '../../src/flow/schema.js';

/** The types of question in turn, about as often as in the sciatica flow. */
const kinds = [
  'choice',
  'choices',
  'choice',
  'scale',
  'choice',
  'choices',
  'choice',
  'number',
  'choices',
  'choice',
] as const;
const perSection = 10;
const questionsPerFlag = 4;
const flagged = ['emergency', 'today', 'doctor'] as const;

const idOf = (i: number) => `q${i}`;
const kindOf = (i: number) => kinds[i % kinds.length] as (typeof kinds)[number];

function question(i: number): Question {
  const about = {
    id: idOf(i),
    ask: `Question ${i}: which of these is true for you?`,
    ...(i > 0 ? { when: followUp(i) } : {}),
  };
  const notSure = { id: 'not-sure', label: "I'm not sure" };
  switch (kindOf(i)) {
    case 'choice':
      return {
        ...about,
        type: 'choice',
        choices: [...['yes', 'some', 'no'].map((id) => ({ id, label: `It is ${id}` })), notSure],
      };
    case 'choices':
      return {
        ...about,
        type: 'choices',
        choices: [
          ...['one', 'two', 'three', 'four'].map((id) => ({ id, label: `Sign ${id}` })),
          notSure,
          { id: 'none', label: 'None of these', exclusive: true },
        ],
      };
    case 'scale':
      return { ...about, type: 'scale', min: 0, max: 10, minLabel: 'None', maxLabel: 'Worst' };
    case 'number':
      return { ...about, type: 'number', min: 0, max: 104, unit: 'weeks' };
  }
}

/** A comparison that is true of some of the answers to a question: `worst` for the sign of a red flag. */
function sign(i: number, worst = false): Condition {
  switch (kindOf(i)) {
    case 'choice':
      return { question: idOf(i), is: worst ? 'yes' : ['yes', 'some'] };
    case 'choices':
      return { question: idOf(i), is: worst ? ['one', 'two'] : ['one', 'two', 'three', 'not-sure'] };
    case 'scale':
      return { question: idOf(i), atLeast: worst ? 9 : 3 };
    case 'number':
      return worst ? { question: idOf(i), atMost: 1 } : { question: idOf(i), atLeast: 6 };
  }
}

/** When a question is asked: after a sign in the one before, or, every other time, unless there was the worst one. */
function followUp(i: number): Condition {
  return i % 2 === 0 ? sign(i - 1) : { not: sign(i - 1, true) };
}

/**
 * A flow of `count` questions, as long flows are: every question is conditional on the one before, and nothing looks
 * further back; a red flag every fourth question, of one sign or of two in a row, for each urgency in turn; sections of
 * ten questions, of which every other one stops when a flag was raised.
 */
export function localFlow(count: number): Flow {
  const numbers = Array.from({ length: count }, (_, i) => i);
  const flags = numbers.filter((i) => i % questionsPerFlag === 1);
  const json = {
    format: 1,
    id: 'local',
    version: '1',
    language: 'en',
    title: `A flow of ${count} questions`,
    review: { status: 'draft', by: '', on: '', next: '' },
    sections: Array.from({ length: Math.ceil(count / perSection) }, (_, s) => ({
      id: `s${s}`,
      title: `Section ${s}`,
      ...(s % 2 === 0 ? { stopIfFlagged: true } : {}),
      questions: numbers.slice(s * perSection, (s + 1) * perSection).map(question),
    })),
    redFlags: flags.map((i, f) => ({
      id: `f${i}`,
      when: f % 2 === 0 ? { all: [sign(i - 1), sign(i, true)] } : sign(i, true),
      outcome: flagged[f % flagged.length],
      because: 'This needs a look.',
      source: ['s'],
    })),
    sources: [{ id: 's', title: 'A source', url: 'https://example.org/' }],
    outcomes: [
      { id: 'emergency', urgency: 'emergency', title: 'Get help now', content: [] },
      { id: 'today', urgency: 'urgent', title: 'See a doctor today', content: [] },
      { id: 'doctor', urgency: 'soon', title: 'See a doctor first', content: [] },
      { id: 'book-special', urgency: 'routine', title: 'Book, with care', content: [], when: sign(count - 1) },
      { id: 'book', urgency: 'routine', title: 'You could book', content: [] },
    ],
  };
  const { flow, problems } = parseFlow(json);
  if (problems) throw new Error(JSON.stringify(problems));
  return flow;
}
