export { say } from '../../flow/text.js';

/**
 * The interface's own words in English until the first outcome; flows bring all others. `{n}` and the like are filled
 * in by the chat. What is said by the parts for later stands with them.
 */
export const en = {
  helpNow: 'Get help now',
  restart: 'Clear my answers',
  close: 'Close',
  back: 'Back to the questions',
  done: 'Your result',
  draft: 'Draft: no clinician has signed off these questions yet.',
  overdue: 'Please call us to check that this advice is current.',
  conversation: 'Conversation',
  you: 'You said',
  change: 'Change your answer: {ask}',
  changing: 'You said: {answer}. Your other answers stay.',
  keep: 'Keep my answer',
  why: 'Why do you ask?',
  next: 'Continue',
  skip: 'Skip this one',
  skipped: 'Skipped',
  separator: '; ',
  tickOne: 'Tick what fits first.',
  untick: 'To say none, untick the others first.',
  dropped: 'Because of that change, I no longer need your answer to: {questions}',
  stillHelp: 'You told us before: {answers}. If that was right, please still get help now.',
  stillDoctor: 'You told us before: {answers}. If that was right, please still see a doctor today.',
  changed: 'These questions have changed since. I kept your answers that still fit.',
  resume: 'Welcome back. Do you want to continue where you stopped, or start over?',
  goOn: 'Continue',
  startOver: 'Start over',
  clear: 'Clear all your answers and start over?',
  clearYes: 'Yes, clear them',
  clearNo: 'No, keep them',
  notDiagnosis: 'This guide points to the right kind of care. It is not a diagnosis.',
  loading: 'One moment …',
  again: 'Try again',
  newTab: 'opens in a new tab',
  emergency: 'Emergency',
  urgent: 'Urgent',
  soon: 'Before you book',
  routine: 'No warning signs found',
};

/** The interface words of one language. */
export type Words = typeof en;
