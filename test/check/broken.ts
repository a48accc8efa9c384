import { checkFolder } from '../../src/check/check.js';
import type { Code } from '../../src/check/problem.js';
import { fingerprintOf } from '../../src/flow/fingerprint.js';
import type { Overlay } from '../../src/flow/schema.js';
import { mapTexts, reviewedTextsOf } from '../../src/flow/translate.js';
import { smallJson } from '../fixtures/small.js';

// biome-ignore lint/suspicious/noExplicitAny: files are broken as an editor would, anywhere in the JSON.
type Json = any;
export type Files = { flow: Json; vignettes: Json; es?: Json };

/** A flow folder without any problem. */
function sound(): Files {
  const flow = { ...smallJson(), review: { status: 'approved', by: 'Dr A', on: '2026-05-01', next: '2027-05-01' } };
  const vignettes = {
    baseline: { 'signs-now': ['none'], weeks: 3, pain: 4, desk: 'no' },
    vignettes: [
      { title: 'Typical', answers: {}, outcome: 'book', redFlags: [], shows: ['Early days'] },
      { title: 'Desk', answers: { desk: 'yes' }, outcome: 'desk-book' },
      { title: 'Numb', answers: { 'signs-now': ['numb'] }, outcome: 'emergency' },
      { title: 'Fast', answers: { 'signs-now': ['weak'], 'weak-since': 'hours' }, outcome: 'emergency' },
      { title: 'Slow', answers: { 'signs-now': ['weak'], 'weak-since': 'weeks' }, outcome: 'today' },
      { title: 'Unsure', answers: { 'signs-now': ['not-sure'] }, outcome: 'doctor' },
      { title: 'Long and bad', answers: { weeks: 12, pain: 8 }, outcome: 'doctor' },
    ],
  };
  return { flow, vignettes };
}

/** The question about warning signs. */
export const signs = ({ flow }: Files) => flow.sections[0].questions[0];
const overlay = (files: Files, texts: object) => {
  files.flow.languages = ['es'];
  const reviewed = { language: 'es', of: '1.0.0', reviewedBy: 'Dra. A, 2026-05-01', texts: { ...texts } };
  files.es = { ...reviewed, reviewedTexts: reviewedTextsOf(files.flow, reviewed as Overlay) };
};
/** A whole overlay, of a kind. */
const spanish = (flow: Json) => {
  const texts: Record<string, string> = {};
  mapTexts(flow, (key, text) => {
    texts[key] = `¡${text}!`;
    return text;
  });
  return { texts };
};
const place = (texts: object, ids: string) => Object.keys(texts).find((key) => key.startsWith(`${ids}#`)) as string;
/** A sentence that is hard to read. */
export const hard =
  'Approximately everybody experiencing considerable neurological deterioration necessitates immediate evaluation by professionals.';

/** What to break, and the place that must be named: file:line:column, path, and what is marked there. */
export type Fixture = {
  break: (files: Files) => void;
  /** Breaks the text of flow.json instead. */
  text?: (text: string) => string;
  at: string;
  path: string;
  marked: string;
  says: RegExp;
};

/**
 * One for each code; a code without one does not compile. No file can show that a red flag ends less urgently: the
 * format rules it out, and the walk proves that anew each time.
 */
export const fixtures: Record<Exclude<Code, 'flag-ends-less-urgently'>, Fixture> = {
  'missing-file': {
    break: (files) => (files.flow.languages = ['es']),
    at: 'es.json:1:1',
    path: '',
    marked: '',
    says: /there is no es.json in small/,
  },
  'not-text': {
    break: () => {},
    text: (text) => text.replace('Small guide', 'Small \0 guide'),
    at: 'flow.json:6:19',
    path: '',
    marked: '\0',
    says: /not a UTF-8 text/,
  },
  'not-json': {
    break: () => {},
    text: (text) => text.replace('"format": 1,', '"format": 1'),
    at: 'flow.json:3:3',
    path: '',
    marked: '"id"',
    says: /a comma is missing before this/,
  },
  'too-deep': {
    break: () => {},
    text: (text) => text.replace('"Small guide"', '['.repeat(99) + ']'.repeat(99)),
    at: 'flow.json:6:75',
    path: '',
    marked: '[',
    says: /more than 64 brackets/,
  },
  'duplicate-key': {
    break: () => {},
    text: (text) => text.replace('"title": "Small guide",', '"title": "Small guide",\n  "title": "Again",'),
    at: 'flow.json:7:3',
    path: 'title',
    marked: '"title"',
    says: /"title" is here twice/,
  },
  'unknown-key': {
    break: (files) => (signs(files).hlep = 'Tick.'),
    at: 'flow.json:48:11',
    path: 'sections.0.questions.0.hlep',
    marked: '"hlep"',
    says: /no field "hlep" here; did you mean "help"/,
  },
  'missing-key': {
    break: (files) => delete signs(files).ask,
    at: 'flow.json:24:17',
    path: 'sections.0.questions.0.ask',
    marked: '"signs-now"',
    says: /"ask" is missing/,
  },
  'wrong-type': {
    break: (files) => (signs(files).optional = 'yes'),
    at: 'flow.json:48:23',
    path: 'sections.0.questions.0.optional',
    marked: '"yes"',
    says: /"optional" must be true or false/,
  },
  'wrong-value': {
    break: ({ flow }) => (flow.outcomes[1].urgency = 'urgnt'),
    at: 'flow.json:198:18',
    path: 'outcomes.1.urgency',
    marked: '"urgnt"',
    says: /"urgnt" is none of: .*; did you mean "urgent"/,
  },
  'bad-id': {
    break: ({ flow }) => (flow.redFlags[0].id = 'Unsure!'),
    at: 'flow.json:112:13',
    path: 'redFlags.0.id',
    marked: '"Unsure!"',
    says: /"Unsure!" is not an id/,
  },
  'duplicate-id': {
    break: ({ flow }) => (flow.topics[1].id = 'signs'),
    at: 'flow.json:277:13',
    path: 'topics.1.id',
    marked: '"signs"',
    says: /topic id "signs" is used twice/,
  },
  'newer-format': {
    break: ({ flow }) => (flow.format = 2),
    at: 'flow.json:2:13',
    path: 'format',
    marked: '2',
    says: /format 2 is newer than 1/,
  },
  'unknown-question': {
    break: ({ flow }) => (flow.redFlags[0].when.question = 'sings-now'),
    at: 'flow.json:114:21',
    path: 'redFlags.0.when.question',
    marked: '"sings-now"',
    says: /no question "sings-now"; did you mean "signs-now"/,
  },
  'unknown-choice': {
    break: ({ flow }) => (flow.redFlags[2].when.is = ['nunb']),
    at: 'flow.json:140:11',
    path: 'redFlags.2.when.is.0',
    marked: '"nunb"',
    says: /no choice "nunb"; did you mean "numb"/,
  },
  'unknown-outcome': {
    break: ({ flow }) => (flow.redFlags[0].outcome = 'docter'),
    at: 'flow.json:117:18',
    path: 'redFlags.0.outcome',
    marked: '"docter"',
    says: /no outcome "docter"; did you mean "doctor"/,
  },
  'unknown-red-flag': {
    break: ({ vignettes }) => (vignettes.vignettes[2].redFlags = ['numbnes']),
    at: 'vignettes.json:36:9',
    path: 'vignettes.2.redFlags.0',
    marked: '"numbnes"',
    says: /no red flag "numbnes"; did you mean "numbness"/,
  },
  'unknown-source': {
    break: ({ flow }) => flow.redFlags[0].source.push('bmj'),
    at: 'flow.json:121:9',
    path: 'redFlags.0.source.1',
    marked: '"bmj"',
    says: /no source "bmj"/,
  },
  'unknown-topic': {
    break: ({ flow }) => (flow.help = 'sign'),
    at: 'flow.json:16:11',
    path: 'help',
    marked: '"sign"',
    says: /no topic "sign"; did you mean "signs"/,
  },
  'unknown-placeholder': {
    break: ({ flow }) => (flow.intro[0] = 'Call {clinic.fone}.'),
    at: 'flow.json:14:5',
    path: 'intro.0',
    marked: '"Call {clinic.fone}."',
    says: /no placeholder "\{clinic.fone\}"; did you mean "clinic.phone"/,
  },
  'unknown-setting': {
    break: ({ flow }) => (flow.outcomes[4].content[2].when.clinic = 'contry'),
    at: 'flow.json:249:23',
    path: 'outcomes.4.content.2.when.clinic',
    marked: '"contry"',
    says: /no clinic setting "contry"; did you mean "country"/,
  },
  'wrong-comparison': {
    break: ({ flow }) => (flow.redFlags[4].when.all[0] = { question: 'weeks', is: 'many' }),
    at: 'flow.json:164:11',
    path: 'redFlags.4.when.all.0',
    marked: '{',
    says: /"weeks" is answered by a number/,
  },
  'topic-in-itself': {
    break: ({ flow }) => flow.topics[0].content.push({ topic: 'signs' }),
    at: 'flow.json:270:13',
    path: 'topics.0',
    marked: '"signs"',
    says: /topic "signs" contains itself/,
  },
  'section-never-asked': {
    break: ({ flow }) => {
      // Whatever is ticked raises a flag, and the section stops.
      flow.redFlags[0].when.is = ['not-sure', 'none'];
    },
    at: 'flow.json:71:13',
    path: 'sections.1',
    marked: '"story"',
    says: /nobody gets to the section "story"/,
  },
  'question-never-asked': {
    break: ({ flow }) => {
      // Whatever the pain is, it is an emergency, which ends the conversation at once.
      flow.redFlags[4] = { ...flow.redFlags[4], when: { question: 'pain', atLeast: 0 }, outcome: 'emergency' };
    },
    at: 'flow.json:92:17',
    path: 'sections.1.questions.2',
    marked: '"desk"',
    says: /nobody is asked "desk", nor can give its choices yes, no/,
  },
  'outcome-never-reached': {
    break: ({ flow }) => {
      flow.outcomes[3].when = {
        all: [
          { question: 'signs-now', is: 'numb' },
          { question: 'desk', is: 'yes' },
        ],
      };
    },
    at: 'flow.json:213:13',
    path: 'outcomes.3',
    marked: '"desk-book"',
    says: /nobody reaches the outcome "desk-book"/,
  },
  'asked-later': {
    break: ({ flow }) => (flow.sections[1].questions[0].when = { not: { question: 'pain', atLeast: 5 } }),
    at: 'flow.json:82:20',
    path: 'sections.1.questions.0.when.not',
    marked: '{',
    says: /"pain" is not answered yet/,
  },
  'when-always': {
    break: ({ flow }) => (flow.sections[1].questions[1].when = { question: 'weeks', atLeast: 0 }),
    at: 'flow.json:90:19',
    path: 'sections.1.questions.1.when',
    marked: '{',
    says: /holds for everybody who gets here: question "pain"/,
  },
  'when-never': {
    break: ({ flow }) => (flow.outcomes[4].content[1].when = { question: 'weeks', atLeast: 600 }),
    at: 'flow.json:238:19',
    path: 'outcomes.4.content.1.when',
    marked: '{',
    says: /"weeks" goes from 0 to 520|no answers at all/,
  },
  'no-last-routine': {
    break: ({ flow }) => (flow.outcomes[4].when = { question: 'desk', is: 'no' }),
    at: 'flow.json:266:15',
    path: 'outcomes.4.when',
    marked: '{',
    says: /last routine outcome must have no "when"/,
  },
  'two-exclusive': {
    break: (files) => (signs(files).choices[2].exclusive = true),
    at: 'flow.json:44:21',
    path: 'sections.0.questions.0.choices.3',
    marked: '"none"',
    says: /"signs-now" has more than one/,
  },
  'number-range': {
    break: ({ flow }) => (flow.sections[1].questions[0].min = 600),
    at: 'flow.json:78:18',
    path: 'sections.1.questions.0.min',
    marked: '600',
    says: /no whole number is from 600 to 520/,
  },
  'not-proved': {
    break: ({ flow }) => {
      // Each of these answers is needed until a question at the very end: more than fifty thousand situations.
      const add = (id: string) =>
        flow.sections[1].questions.push({ ...flow.sections[1].questions[2], id, optional: false });
      const pairs = Array.from({ length: 17 }, (_, i) => [`first-${i}`, `last-${i}`] as const);
      for (const [first] of pairs) add(first);
      for (const [, last] of pairs) add(last);
      flow.outcomes[3].when = {
        any: pairs.map((pair) => ({ all: pair.map((question) => ({ question, is: 'yes' })) })),
      };
    },
    at: 'flow.json:3:9',
    path: '',
    marked: '"small"',
    says: /More than 50,000 situations have to be told apart after the question "first-14"/,
  },
  'flag-never-raised': {
    break: ({ flow }) =>
      (flow.redFlags[3].when = { all: [{ question: 'signs-now', is: 'none' }, flow.redFlags[3].when] }),
    at: 'flow.json:148:13',
    path: 'redFlags.3',
    marked: '"weak-fast"',
    says: /nobody can raise the red flag "weak-fast"/,
  },
  'flag-not-asked': {
    break: ({ flow }) => delete flow.redFlags[3].onlyIfAsked,
    at: 'flow.json:148:13',
    path: 'redFlags.3',
    marked: '"weak-fast"',
    says: /somebody can book without an answer to what red flag "weak-fast" asks: signs-now: /,
  },
  'unsure-books': {
    break: ({ flow }) =>
      (flow.redFlags[0].when = { all: [flow.redFlags[0].when, { question: 'signs-now', is: 'weak' }] }),
    at: 'flow.json:39:21',
    path: 'sections.0.questions.0.choices.2',
    marked: '"not-sure"',
    says: /"not-sure" to "signs-now".*can end in booking: signs-now: not-sure/,
  },
  'sign-lowers-urgency': {
    break: ({ flow }) => {
      // Weakness ends the conversation before the graver question.
      flow.redFlags[1].outcome = 'doctor';
      flow.redFlags[4].outcome = 'emergency';
      delete flow.redFlags[3].onlyIfAsked;
      flow.redFlags[3].when.is = ['hours', 'weeks'];
      flow.redFlags.splice(3, 1);
    },
    at: 'flow.json:35:21',
    path: 'sections.0.questions.0.choices.1',
    marked: '"weak"',
    says: /whoever ticks "weak" too ends in "doctor" instead of "emergency": signs-now: none, weak-since: hours, weeks: 12, pain: 8/,
  },
  'exclusive-sign': {
    break: (files) => (signs(files).choices[0].exclusive = true),
    at: 'flow.json:31:21',
    path: 'sections.0.questions.0.choices.0',
    marked: '"numb"',
    says: /"numb" of "signs-now" is a sign that counts, and clears/,
  },
  'skippable-sign': {
    break: ({ flow }) => (flow.sections[1].questions[1].optional = true),
    at: 'flow.json:90:23',
    path: 'sections.1.questions.1.optional',
    marked: 'true',
    says: /"pain" can be skipped, and red flag "long-and-bad" reads it/,
  },
  'flag-with-not': {
    break: ({ flow }) => (flow.redFlags[4].when.all[1] = { not: { question: 'pain', atMost: 7 } }),
    at: 'flow.json:169:20',
    path: 'redFlags.4.when.all.1.not',
    marked: '{',
    says: /answer to "pain" can take back red flag "long-and-bad"/,
  },
  'booking-when-flagged': {
    break: ({ flow }) => (flow.outcomes[1].actions = flow.outcomes[4].actions),
    at: 'flow.json:204:9',
    path: 'outcomes.1.actions.0',
    marked: '{',
    says: /"today" is for people with a red flag, and offers to book/,
  },
  'plan-when-flagged': {
    break: ({ flow }) => {
      flow.topics[1].plan = true;
      flow.outcomes[2].content.push({ topic: 'cups' });
    },
    at: 'flow.json:210:9',
    path: 'outcomes.2.content.1',
    marked: '{',
    says: /"doctor" is for people with a red flag, and shows a plan/,
  },
  'emergency-without-call': {
    break: ({ flow }) => delete flow.outcomes[0].actions,
    at: 'flow.json:183:13',
    path: 'outcomes.0',
    marked: '"emergency"',
    says: /"emergency" has no button that always calls/,
  },
  'clinic-in-triage': {
    break: ({ flow }) => (flow.redFlags[0].when = { clinic: 'country', is: 'GB' }),
    at: 'flow.json:114:19',
    path: 'redFlags.0.when.clinic',
    marked: '"country"',
    says: /clinic settings may change words/,
  },
  'flag-to-routine': {
    break: ({ flow }) => (flow.redFlags[0].outcome = 'book'),
    at: 'flow.json:117:18',
    path: 'redFlags.0.outcome',
    marked: '"book"',
    says: /red flag "unsure" leads to "book"/,
  },
  'flag-without-because': {
    break: ({ flow }) => delete flow.redFlags[0].because,
    at: 'flow.json:112:13',
    path: 'redFlags.0.because',
    marked: '"unsure"',
    says: /has no reason/,
  },
  'flag-without-source': {
    break: ({ flow }) => (flow.redFlags[0].source = []),
    at: 'flow.json:119:17',
    path: 'redFlags.0.source',
    marked: '[',
    says: /names no source/,
  },
  'none-missing': {
    break: (files) => delete signs(files).choices[3].exclusive,
    at: 'flow.json:43:21',
    path: 'sections.0.questions.0.choices.3',
    marked: '"none"',
    says: /"none" of "signs-now" does not clear the other choices/,
  },
  'image-without-alt': {
    break: ({ flow }) => flow.outcomes[4].content.push({ image: 'legs.png' }),
    at: 'flow.json:259:9',
    path: 'outcomes.4.content.4.alt',
    marked: '{',
    says: /no "alt"/,
  },
  'unsafe-link': {
    break: ({ flow }) => (flow.topics[1].content[0] = 'Cups. [More](http://example.org/cups)'),
    at: 'flow.json:280:9',
    path: 'topics.1.content.0',
    marked: '"Cups. [More](http://example.org/cups)"',
    says: /"http:..example.org.cups" is not an https/,
  },
  'duplicate-label': {
    break: (files) => (signs(files).choices[1].label = 'I am numb'),
    at: 'flow.json:36:24',
    path: 'sections.0.questions.0.choices.1.label',
    marked: '"I am numb"',
    says: /"I am numb" is offered twice/,
  },
  'stray-markup': {
    break: ({ flow }) => (flow.intro[0] = '**A few questions.'),
    at: 'flow.json:14:5',
    path: 'intro.0',
    marked: '"**A few questions."',
    says: /"\*\*" is shown as it is/,
  },
  'missing-translation': {
    break: (files) => {
      const { texts } = spanish(files.flow);
      delete texts[place(texts, 'sections.story.pain.ask')];
      overlay(files, texts);
    },
    at: 'es.json:5:12',
    path: 'texts.sections.story.pain.ask#38fe4',
    marked: '{',
    says: /no translation of "How bad\?"/,
  },
  'stale-translation': {
    break: (files) => {
      const { texts } = spanish(files.flow);
      overlay(files, texts);
      files.flow.sections[1].questions[1].ask = 'How bad is it?';
    },
    at: 'es.json:22:5',
    path: 'texts.sections.story.pain.ask#38fe4',
    marked: '"sections.story.pain.ask#38fe4"',
    says: /the text is now "How bad is it\?"/,
  },
  'translation-not-reviewed': {
    break: (files) => {
      overlay(files, spanish(files.flow).texts);
      delete files.es.reviewedBy;
    },
    at: 'es.json:2:15',
    path: 'language',
    marked: '"es"',
    says: /nobody has reviewed the translation "es"/,
  },
  'translation-review-outdated': {
    break: (files) => {
      overlay(files, spanish(files.flow).texts);
      files.es.texts[place(files.es.texts, 'sections.story.pain.ask')] = '¿Cuánto?';
    },
    at: 'es.json:55:20',
    path: 'reviewedTexts',
    marked: '"6bfebf12"',
    says: /the translation is not what Dra. A, 2026-05-01 reviewed any more/,
  },
  'unused-translation': {
    break: (files) => {
      overlay(files, { ...spanish(files.flow).texts, 'questions.gone.ask#12345': '¿Y eso?' });
    },
    at: 'es.json:54:5',
    path: 'texts.questions.gone.ask#12345',
    marked: '"questions.gone.ask#12345"',
    says: /no text is "questions.gone.ask#12345"/,
  },
  'translation-differs': {
    break: (files) => {
      const { texts } = spanish(files.flow);
      texts[place(texts, 'outcomes.emergency.label')] = 'Llame';
      overlay(files, texts);
    },
    at: 'es.json:35:39',
    path: 'texts.outcomes.emergency.label#f4a6e',
    marked: '"Llame"',
    says: /\{emergency.number\} of the text is missing in the translation/,
  },
  todo: {
    break: (files) => (signs(files).todo = 'Ask a clinician.'),
    at: 'flow.json:48:19',
    path: 'sections.0.questions.0.todo',
    marked: '"Ask a clinician."',
    says: /to do: Ask a clinician/,
  },
  'not-reviewed': {
    break: ({ flow }) => (flow.review.status = 'draft'),
    at: 'flow.json:8:15',
    path: 'review.status',
    marked: '"draft"',
    says: /no clinician has approved version 1.0.0/,
  },
  'review-unsigned': {
    break: ({ flow }) => (flow.review.by = ''),
    at: 'flow.json:9:11',
    path: 'review.by',
    marked: '""',
    says: /"approved" needs "by"/,
  },
  'review-outdated': {
    break: () => {},
    text: (text) => text.replace('A few questions.', 'A few more questions.'),
    at: 'flow.json:11:42',
    path: 'review.fingerprint',
    marked: '"c9f06ae7"',
    says: /not what Dr A approved on 2026-05-01 any more/,
  },
  'review-overdue': {
    break: ({ flow }) => (flow.review.next = '2026-11-22'),
    at: 'flow.json:11:13',
    path: 'review.next',
    marked: '"2026-11-22"',
    says: /due on 2026-11-22/,
  },
  'hard-to-read': {
    break: ({ flow }) => (flow.redFlags[0].because = hard),
    at: 'flow.json:118:18',
    path: 'redFlags.0.because',
    marked:
      '"Approximately everybody experiencing considerable neurological deterioration necessitates immediate evaluation by professionals."',
    says: /reading grade \d+\.\d, above 8: "Approximately/,
  },
  'too-many-choices': {
    break: ({ flow }) => {
      const [, , desk] = flow.sections[1].questions;
      for (let i = 0; i < 7; i++) desk.choices.push({ id: `more-${i}`, label: 'More' });
    },
    at: 'flow.json:92:17',
    path: 'sections.1.questions.2',
    marked: '"desk"',
    says: /"desk" has 9 choices, more than 8/,
  },
  'region-not-drawn': {
    break: (files) => (signs(files).choices[1].region = 'foot'),
    at: 'flow.json:37:25',
    path: 'sections.0.questions.0.choices.1.region',
    marked: '"foot"',
    says: /"foot" is not drawn: "signs-now" has no body map/,
  },
  'region-twice': {
    break: (files) => {
      signs(files).picture = 'body';
      signs(files).choices[0].region = 'thigh';
      signs(files).choices[1].region = 'thigh';
    },
    at: 'flow.json:38:25',
    path: 'sections.0.questions.0.choices.1.region',
    marked: '"thigh"',
    says: /"thigh" of the body map is "numb" already, not "weak"/,
  },
  'vignette-failed': {
    break: ({ vignettes }) => (vignettes.vignettes[2].outcome = 'book'),
    at: 'vignettes.json:34:18',
    path: 'vignettes.2.outcome',
    marked: '"book"',
    says: /"Numb": expected the outcome "book", got "emergency": red flag "numbness", for "signs-now" was answered numb/,
  },
  'flag-without-vignette': {
    break: ({ vignettes }) => vignettes.vignettes.splice(3, 1),
    at: 'flow.json:148:13',
    path: 'redFlags.3',
    marked: '"weak-fast"',
    says: /no vignette has the red flag "weak-fast"/,
  },
  'outcome-without-vignette': {
    break: ({ vignettes }) => vignettes.vignettes.splice(1, 1),
    at: 'flow.json:213:13',
    path: 'outcomes.3',
    marked: '"desk-book"',
    says: /no vignette has the outcome "desk-book"/,
  },
  'choice-without-vignette': {
    break: ({ vignettes }) => vignettes.vignettes.splice(1, 1),
    at: 'flow.json:98:21',
    path: 'sections.1.questions.2.choices.0',
    marked: '"yes"',
    says: /no vignette has the choice "yes" of "desk"/,
  },
};

/** Breaks a sound folder, and checks it. */
export const check = ({ break: change, text }: Pick<Fixture, 'break' | 'text'>) => {
  const files = sound();
  change(files);
  const texts = new Map(
    Object.entries({ 'flow.json': files.flow, 'vignettes.json': files.vignettes, 'es.json': files.es })
      .filter(([, json]) => json !== undefined)
      .map(([file, json]) => [file, JSON.stringify(json, null, 2)]),
  );
  // A clinician approved it as it is.
  const signed = `$1, "fingerprint": "${fingerprintOf(files.flow)}"`;
  texts.set('flow.json', (texts.get('flow.json') ?? '').replace(/("next": "[^"]*")/, signed));
  if (text) texts.set('flow.json', text(texts.get('flow.json') as string));
  return { report: checkFolder({ name: 'small', files: texts }, '2026-11-23'), texts };
};
