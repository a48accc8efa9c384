import type { View } from '../view.js';
import type { Words } from '../words/en.js';

/** The English words of the parts for later. */
export const laterEn = {
  progress: 'Question {at} of at most {atMost}',
  language: 'Language',
  draftTranslation: 'Draft: no clinician has checked this translation yet.',
  noLanguage: 'That language could not be loaded. Please try again.',
  pickOne: 'Pick a number first.',
  outOfRange: 'Type a whole number from {min} to {max}.',
  because: 'Because you told us',
  ask: 'You may also want to ask',
  // The result to take away.
  takeAway: 'Your answers, to read out or keep',
  saidNo: 'What you said no to',
  copy: 'Copy',
  copied: 'Copied',
  print: 'Print',
  share: 'Share',
  shared: 'Shared',
  save: 'Save as a file',
  saved: 'Saved. Look in your downloads.',
  noFile: 'No file there? Take the text by hand',
  more: 'More',
  fhir: "Save for a clinic's computer (FHIR)",
  fhirFor: 'Only if a clinic asks you for it: the same answers, for its computer to read.',
  notLoaded: 'That could not be loaded.',
  copyByHand: 'Press and hold to copy, or use your keyboard.',
  summaryTitle: 'My answers: {title}, {date}',
  summaryFirst: 'Most important',
  summaryYes: 'What I ticked',
  summaryNotSure: 'Not sure',
  summaryOther: 'Other answers',
  summaryNo: 'No',
  summaryVersion: '{title}, version {version}.',
  scaleAnswer: '{n} of {max}',
  scaleEnd: '{n}: {label}',
  // The offer to send it to the clinic; what is said once that is tapped stands with its form.
  send: 'Send your answers to {clinic}',
  theClinic: 'the clinic',
  sendFirst: 'Only if you want to. You see all of it before anything is sent.',
  sendNoHelp: 'Sending is no way to get help: it may be hours before anyone reads it. First do what is said above.',
  sentBefore: 'You changed an answer after you sent them. The clinic has the earlier ones.',
  // Topics.
  treatment: 'Questions about treatment?',
  find: 'Type to find',
  found: '{n} found',
  nothing: 'Nothing found. Try another word.',
  bodyFront: 'Front',
  bodyBack: 'Back',
  // Opening hours.
  openNow: 'Open now',
  openUntil: 'Open now, until {time}',
  closedNow: 'Closed now',
  opensAt: 'Opens at {time}',
  opensTomorrow: 'Opens tomorrow at {time}',
  opensOn: 'Opens on {day} at {time}',
  clinicTime: "(clinic's time)",
};

/** All words of one language. */
export type AllWords = Words & typeof laterEn;

/** The words of the view's language; of English, those that came with the first question lack the ones here. */
export function allWords({ words }: Pick<View, 'words'>): AllWords {
  return { ...laterEn, ...words };
}
