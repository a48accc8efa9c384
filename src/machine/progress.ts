import { type Answers, hasChoices, questionsOf } from '../flow/answer.js';
import { compare, evaluate } from '../flow/condition.js';
import type { Condition, Flow, Question } from '../flow/schema.js';
import type { Session } from './session.js';

/** Position in the conversation: this is question `at` of at most `atMost`. `atMost` never grows. */
export type Progress = { at: number; atMost: number };

/**
 * How many questions can still come, `question` included. A bound, not a guess: it counts every question whose
 * condition may yet hold, but not those that are asked only after a sign that would have ended the conversation.
 */
function mostAhead(flow: Flow, question: Question, given: Answers): number {
  const questions = questionsOf(flow);
  const open = new Set(questions.slice(questions.indexOf(question)).map(({ id }) => id));
  /** What the answers so far make of a condition; undefined while questions to come may decide it. */
  const settled = (when: Condition) =>
    evaluate(when, (atom) => ('clinic' in atom ? false : open.has(atom.question) ? undefined : compare(atom, given)));
  const possible = (when: Condition | undefined) => !when || settled(when) !== false;
  /** Whether this one answer raises a red flag, whatever else is answered. */
  const flags = (id: string, answer: string) =>
    flow.redFlags.some(
      ({ when }) =>
        evaluate(when, (atom) =>
          'question' in atom && atom.question === id && compare(atom, { [id]: answer }) ? true : undefined,
        ) === true,
    );
  /** Whether a conversation in which this question is asked has a raised flag: before it, or with any answer to it. */
  const meansFlag = (next: Question) =>
    (hasChoices(next) && !next.optional && next.choices.every((choice) => flags(next.id, choice.id))) ||
    (next.when !== undefined &&
      'is' in next.when &&
      [next.when.is].flat().every((answer) => flags((next.when as { question: string }).question, answer)));
  // Raised by what was said, whatever else will be; or by whatever will be said now.
  const certain = meansFlag(question) || flow.redFlags.some(({ when }) => settled(when) === true);
  let most = 0;
  let unflagged = 0;
  let flagged = 0;
  for (const section of flow.sections) {
    if (!section.questions.includes(question) && !possible(section.when)) continue;
    for (const next of section.questions) {
      if (!open.has(next.id) || !possible(next.when)) continue;
      if (meansFlag(next)) flagged++;
      else unflagged++;
    }
    most = Math.max(most, unflagged + flagged);
    if (section.stopIfFlagged && !section.when && section.questions.some(({ id }) => open.has(id))) {
      if (certain) return most;
      flagged = 0;
    }
  }
  return most;
}

/** Where a session stands; undefined when an outcome is reached. */
export function progressOf(session: Session): Progress | undefined {
  const question = session.question.value;
  const before = session.steps.value.length;
  return question && { at: before + 1, atMost: before + mostAhead(session.flow, question, session.asked.value) };
}
