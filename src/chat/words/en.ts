/**
 * The interface's own words in English until the first outcome; flows bring all others. `{n}` and the like are filled
 * in by the chat. What is said by the parts for later stands with them.
 */
export const en = {
  helpNow: 'Get help now',
  restart: 'Start again',
  close: 'Close',
  back: 'Back to the questions',
  progress: 'Question {at} of at most {atMost}',
  done: 'Your result',
  draft: 'Draft: no clinician has signed off these questions yet.',
  conversation: 'Conversation',
  you: 'You said',
  change: 'Change your answer: {ask}',
  changing: 'You said: {answer}. Your other answers stay.',
  keep: 'Keep my answer',
  why: 'Why do you ask?',
  next: 'Continue',
  skip: 'Skip this one',
  skipped: 'Skipped',
  tickOne: 'Tick at least one, or the last one if none fits.',
  pickOne: 'Pick a number first.',
  outOfRange: 'Type a whole number from {min} to {max}.',
  dropped: 'Because of that change, I no longer need your answer to: {questions}',
  stillHelp: 'You told us before: {answers}. If that was right, please still get help now.',
  stillDoctor: 'You told us before: {answers}. If that was right, please still see a doctor today.',
  resume: 'Welcome back. Do you want to go on where you stopped?',
  goOn: 'Go on',
  clear: 'Clear all your answers and start again?',
  clearYes: 'Yes, clear them',
  clearNo: 'No, go on',
  notDiagnosis: 'This guide points to the right kind of care. It is not a diagnosis.',
  newTab: 'opens in a new tab',
  emergency: 'Emergency',
  urgent: 'Urgent',
  soon: 'Before you book',
  routine: 'No warning signs found',
};

/** The interface words of one language. */
export type Words = typeof en;

/** Puts values into the `{names}` of an interface text. */
export function say(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
