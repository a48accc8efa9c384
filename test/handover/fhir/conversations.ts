import { type Answer, type Answers, hasChoices } from '../../../src/flow/answer.js';
import type { Flow, Question } from '../../../src/flow/schema.js';
import { compileFlow } from '../../../src/machine/compile.js';
import { replayer } from '../../../src/machine/session.js';

/** The same numbers every time, so that a failure can be looked at. */
export function dice(seed: number): (sides: number) => number {
  let state = Math.imul(seed + 1, 2654435761);
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function anyAnswer(question: Question, roll: (sides: number) => number): Answer {
  if (question.optional && roll(4) === 0) return null;
  if (!hasChoices(question)) return question.min + roll(question.max - question.min + 1);
  const pick = question.choices[roll(question.choices.length)];
  if (!pick) throw new Error('There is nothing to choose.');
  if (question.type === 'choice') return pick.id;
  const others = question.choices.filter(({ exclusive }) => !exclusive && !pick.exclusive && roll(4) === 0);
  return question.choices.filter((choice) => choice === pick || others.includes(choice)).map(({ id }) => id);
}

/** A conversation to its end, mostly without warning signs, so that many get far. */
export function anyConversation(flow: Flow, seed: number) {
  const replayed = replayer(compileFlow(flow));
  const roll = dice(seed);
  let answers: Answers = {};
  for (;;) {
    const now = replayed(answers);
    const { question } = now;
    if (!question) return now;
    const calm = hasChoices(question) && question.choices.find(({ exclusive, id }) => exclusive || id === 'no');
    const answer =
      calm && roll(5) > 0 ? (question.type === 'choices' ? [calm.id] : calm.id) : anyAnswer(question, roll);
    answers = { ...answers, [question.id]: answer };
  }
}
