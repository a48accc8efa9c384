// @ts-check
/**
 * All screens of the chat, once: the gallery beside this file draws them for people, and the browser tests visit them.
 * A screen names questions, choices and topics by the ids of the flow, and controls by the names of the interface's own
 * words, so that it is the same in every language.
 *
 * @typedef {import('../../src/flow/answer.js').Answers} Answers
 * @typedef {import('../../src/embed/options.js').AttributeName} AttributeName
 *
 * @typedef {object} Pretended What browser and network do on a screen, where it is not what they do anyway.
 * @property {'fails' | 'hangs'} [flow] The flow does not come, or is on its way for ever.
 * @property {'fails' | 'hangs'} [parts] What is fetched after the first question does not come. Needs a page of its own.
 * @property {'fails'} [languages] No other language can be loaded.
 * @property {'works' | 'fails'} [clipboard] Whether a page may copy.
 * @property {true} [share] The device has a share sheet.
 * @property {'sent' | 'refused' | 'notReached' | 'hangs'} [send] How the clinic's computer answers. Without it, it hangs.
 * @property {true} [offline] The browser says that it has no network.
 *
 * @typedef {(
 *   | { tap: Control }
 *   | { answer: Answers }
 *   | { change: string }
 *   | { tick: readonly [question: string, ...choices: (string | number)[]] }
 *   | { tapRegion: string }
 *   | { ask: string }
 *   | { find: string }
 *   | { type: readonly [field: Field, text: string] }
 *   | { unfold: number | 'all' }
 *   | { focus: Field }
 *   | { scrollTo: string }
 *   | { scrollBy: number }
 * )} Step What the visitor does next: taps a control; answers one question; taps the pencil of an answer; ticks choices
 *   or a number and no more; taps a region of the body map; asks about a topic; types the last word of a topic's question
 *   into the search; types into a field; opens one of the result's folded parts (the first is 0), or all; goes to a field;
 *   scrolls the conversation until something is at its top, or by so many pixels.
 *
 * @typedef {object} Screen
 * @property {string} id
 * @property {string} title What it shows, in words.
 * @property {string} shows A CSS selector in the guide's shadow root: what is in sight once the screen is there.
 * @property {Partial<Record<AttributeName, string>>} [settings] Attributes of the element; '' takes away a usual one.
 * @property {Answers} [said] What the visitor has answered, in the order asked; the last of it is tapped.
 * @property {Answers} [earlier] The answers of a grave result that was changed since.
 * @property {'same' | 'changed'} [returns] The visitor comes back after a reload; whether the flow is as it was.
 * @property {true} [closed] The bubble is not tapped.
 * @property {readonly Step[]} [steps]
 * @property {Pretended} [pretend]
 * @property {string} [like] The screen that this one is like, but for how far it is scrolled or what is unfolded: the gate of
 *   the tests looks at that one alone.
 *
 * @typedef {{ title: string, screens: Screen[] }} Group
 */

/** The languages of the gallery. */
export const languages = /** @type {const} */ (['en', 'es', 'ar']);

/** What the tag says on every screen, unless the screen says otherwise. @satisfies {Screen['settings']} */
export const usualSettings = {
  'clinic-name': 'Riverside Acupuncture',
  phone: '+1 555 0100',
  booking: 'https://riverside.example/book',
  country: 'GB',
};

/** Where screens with a form send to: nowhere, as the page answers itself. */
export const sendAddress = 'https://riverside.example/in';

/** Where each control is in the shadow root, under the name that its words have in the interface. */
export const controls = {
  helpNow: '.bar .help',
  restart: '.bar button.icon',
  why: 'details.why:not(.topics) > summary',
  treatment: 'details.topics > summary',
  next: '.controls [type=submit]',
  skip: '.controls .quiet',
  keep: '.controls .quiet:last-of-type',
  clearNo: '.controls > [data-key="1"]',
  copy: '.away-buttons > :first-child',
  save: '.away-buttons > :last-child',
  noFile: '.away > .plain',
  saidNo: '.away > details:not(:last-of-type) > summary',
  more: '.away > details:last-of-type > summary',
  send: '.send > .chip',
};
/** @typedef {keyof typeof controls | keyof typeof formControls} Control */

/** The same of what came with the form to send, whose words are apart. */
export const formControls = {
  agreed: '#send-agreed',
  sendForm: '.send form [type=submit]',
  cancel: '.send form .quiet',
  seeAll: '.send details > summary',
  forComputers: '.send details details > summary',
  stop: '.send .quiet',
  // Of the other languages the last: it is not in the files that are here.
  otherLanguage: '.languages .chip:last-child',
};

/** Fields, by the names that their labels have. */
export const fields = {
  language: '.language select',
  find: '.find input',
  number: '.number input',
  name: '#send-name',
  contact: '#send-contact',
};
/** @typedef {keyof typeof fields} Field */

/** @satisfies {Answers} */
const calm = {
  age: 'age-65-plus',
  'bladder-bowel-saddle': ['none'],
  legs: ['none'],
  danger: ['none'],
  start: ['sitting'],
  infection: ['none'],
  history: ['none'],
  'other-signs': ['none'],
};

/** One conversation to each outcome; the routine one meets every kind of question. @satisfies {Record<string, Answers>} */
export const conversations = {
  routine: {
    ...calm,
    legs: ['tingle'],
    onset: 'weeks-over-12',
    trend: 'same',
    first: 'had-before',
    where: ['buttock', 'below-knee'],
    sitting: 'about-30min',
    pain: 6,
    care: ['blood'],
    blood: ['antiplatelet'],
  },
  /** Whom the guide is mostly for: under 60, nothing found, some weeks of pain. */
  typical: {
    ...calm,
    age: 'age-45-59',
    onset: 'weeks-2-6',
    where: ['below-knee'],
    sitting: 'about-30min',
    pain: 6,
    care: ['none'],
  },
  emergency: { ...calm, 'bladder-bowel-saddle': ['saddle'], 'saddle-when': 'recent' },
  urgent: { ...calm, legs: ['foot-drop'] },
  soon: { ...calm, history: ['weight-loss'], age: 'age-45-59' },
};

const { routine, typical, emergency, urgent, soon } = conversations;

/**
 * The answers of a conversation before one of its questions.
 * @param {Answers} said
 * @param {string} question
 * @returns {Answers}
 */
function before(said, question) {
  const asked = Object.keys(said);
  if (!asked.includes(question)) throw new Error(`The conversation has no question "${question}".`);
  return Object.fromEntries(Object.entries(said).slice(0, asked.indexOf(question)));
}

/** What each question of the routine conversation shows, after the first. @satisfies {Record<string, string>} */
const questions = {
  'bladder-bowel-saddle': 'Several choices: bladder, bowel and numbness',
  legs: 'Several choices: the legs',
  danger: 'Several choices: danger now',
  start: 'Several choices: how it started',
  infection: 'Several choices: fever and the like',
  history: 'Several choices: health so far',
  'other-signs': 'Several choices: other signs',
  onset: 'One choice: for how long',
  trend: 'One choice: better or worse',
  first: 'One choice: the first time',
  where: 'Several choices on a body map',
  sitting: 'One choice with bars',
  pain: 'A scale from 0 to 10',
  care: 'Several choices: what to plan for',
  blood: 'Several choices that follow from the last',
};

const send = { send: sendAddress, privacy: 'https://riverside.example/privacy' };
const bare = { 'clinic-name': '', phone: '', booking: '', country: '' };
/** @type {readonly Step[]} */
const openForm = [{ tap: 'send' }];
/** @type {readonly Step[]} */
const fillIn = [...openForm, { type: ['name', 'Ana Lee'] }, { type: ['contact', '+1 555 0199'] }, { tap: 'agreed' }];
/** @type {readonly Step[]} */
const sendForm = [...fillIn, { tap: 'sendForm' }];

/** What stands at the end of a conversation, once the parts that come later are there. */
const result = '.outcome .away';
/** The first line of how the sending went. */
const sendEnd = '.send .first-line';
/** The flow of the gallery's own, with what the sciatica flow has not: it is approved, and overdue. */
const rare = { flow: './flow.json' };

/** @type {readonly Group[]} */
export const groups = [
  {
    title: 'Before the first question',
    screens: [
      { id: 'bubble', title: 'The bubble', closed: true, shows: '.launcher' },
      {
        id: 'bubble-label',
        title: 'The bubble with a label, a colour and a side of the clinic’s own',
        settings: { label: 'Back or leg pain? Try the two-minute check', accent: '#f3b98a', position: 'start' },
        closed: true,
        shows: '.launcher',
      },
      { id: 'loading', title: 'Loading', pretend: { flow: 'hangs' }, shows: '.safety output' },
      {
        id: 'safety-advice',
        title: 'Nothing loads: safety advice',
        pretend: { flow: 'fails' },
        shows: '.safety h2',
      },
      {
        id: 'safety-advice-bare',
        like: 'safety-advice',
        title: 'Nothing loads, and the clinic has set nothing',
        settings: bare,
        pretend: { flow: 'fails' },
        shows: '.safety h2',
      },
      {
        id: 'safety-advice-inline',
        title: 'Nothing loads, in the page',
        settings: { display: 'inline' },
        pretend: { flow: 'fails' },
        shows: '.safety h2',
      },
    ],
  },
  {
    title: 'The first screen',
    screens: [
      { id: 'welcome', title: 'The first question, and other languages', shows: '.languages' },
      { id: 'inline', title: 'In the page', settings: { display: 'inline' }, shows: '.languages' },
      {
        id: 'overdue',
        title: 'The flow’s review is overdue (in English only)',
        settings: rare,
        shows: '.intro .small',
      },
      {
        id: 'why',
        title: 'Why do you ask?',
        steps: [{ tap: 'why' }, { scrollTo: '.why' }],
        shows: '.why[open]:not(.topics)',
      },
      {
        id: 'topics',
        title: 'Questions about treatment',
        steps: [{ tap: 'treatment' }, { scrollTo: 'details.topics' }],
        shows: '.topics .chips',
      },
      {
        id: 'topics-found',
        title: 'A search among them',
        steps: [{ tap: 'treatment' }, { find: 'what-is-cupping' }, { scrollTo: 'details.topics' }],
        shows: '.finding .chip',
      },
      {
        id: 'topics-nothing',
        title: 'A search that finds nothing',
        steps: [{ tap: 'treatment' }, { type: ['find', 'xyzxyz'] }, { scrollTo: 'details.topics' }],
        shows: '.finding [role=status]:not(:empty)',
      },
      {
        id: 'topic-first',
        title: 'A topic, asked before the first answer',
        steps: [{ tap: 'treatment' }, { ask: 'what-is-cupping' }],
        shows: '[data-topic=what-is-cupping]',
      },
      {
        id: 'language-menu',
        title: 'The menu of languages has the focus',
        steps: [{ focus: 'language' }],
        shows: '.language select',
      },
      {
        id: 'no-language',
        title: 'A language that could not be loaded',
        pretend: { languages: 'fails' },
        steps: [{ tap: 'otherLanguage' }],
        shows: '.guide[data-current]:not(.ask)',
      },
    ],
  },
  {
    title: 'Questions',
    screens: [
      ...Object.entries(questions).map(([question, title]) => ({
        id: question,
        title,
        said: before(routine, question),
        shows: question === 'where' ? '.body-map' : '#question',
      })),
      {
        id: 'ticked',
        title: 'Two choices ticked',
        said: before(routine, 'bladder-bowel-saddle'),
        steps: [{ tick: ['bladder-bowel-saddle', 'pee-hard', 'saddle'] }],
        shows: 'input:checked',
      },
      {
        id: 'where-tapped',
        title: 'A region tapped on the body map',
        said: before(routine, 'where'),
        steps: [{ tapRegion: 'thigh' }],
        shows: 'g.ticked',
      },
      {
        id: 'pain-picked',
        title: 'A number picked on the scale',
        said: before(routine, 'pain'),
        steps: [{ tick: ['pain', 7] }],
        shows: '.scale :checked + span',
      },
      {
        id: 'number',
        title: 'A number to type, that can be skipped (in English only)',
        settings: rare,
        said: { signs: ['none'] },
        shows: '.number input',
      },
      {
        id: 'blocks',
        title: 'A question with every kind of content (in English only)',
        settings: rare,
        said: { signs: ['none'], weeks: 12 },
        shows: '.controls img',
      },
      {
        id: 'accent',
        title: 'In a light colour of the clinic’s own, on the other side',
        settings: { accent: '#f3b98a', position: 'start' },
        said: before(routine, 'blood'),
        shows: '#question',
      },
      {
        id: 'waiting',
        title: 'Controls that are on their way',
        said: before(routine, 'pain'),
        pretend: { parts: 'hangs' },
        shows: '.controls [role=group] > [role=status]',
      },
    ],
  },
  {
    title: 'What can go wrong at a question',
    screens: [
      {
        id: 'tick-one',
        title: 'Nothing ticked',
        said: before(routine, 'bladder-bowel-saddle'),
        steps: [{ tap: 'next' }],
        shows: '.error:not(:empty)',
      },
      {
        id: 'untick',
        title: 'None of these, with something ticked',
        said: before(routine, 'bladder-bowel-saddle'),
        steps: [{ tick: ['bladder-bowel-saddle', 'saddle', 'none'] }],
        shows: '.error:not(:empty)',
      },
      {
        id: 'pick-one',
        title: 'No number picked',
        said: before(routine, 'pain'),
        steps: [{ tap: 'next' }],
        shows: '.error:not(:empty)',
      },
      {
        id: 'out-of-range',
        title: 'A number that cannot be (in English only)',
        settings: rare,
        said: { signs: ['none'] },
        steps: [{ type: ['number', '1000'] }, { tap: 'next' }],
        shows: '.error:not(:empty)',
      },
      {
        id: 'try-again',
        title: 'Controls that did not come: try again',
        said: before(routine, 'pain'),
        pretend: { parts: 'fails' },
        shows: '.controls [role=group] > .primary',
      },
    ],
  },
  {
    title: 'Coming back and changing',
    screens: [
      {
        id: 'resume',
        title: 'Welcome back',
        said: before(routine, 'where'),
        returns: 'same',
        shows: '.controls > [data-key="2"]',
      },
      {
        id: 'resume-changed',
        title: 'Welcome back, to questions that have changed',
        said: before(routine, 'where'),
        returns: 'changed',
        shows: '.controls > [data-key="2"]',
      },
      {
        id: 'changing',
        title: 'Changing what was ticked',
        said: routine,
        steps: [{ change: 'care' }],
        shows: '.controls input:checked',
      },
      {
        id: 'changing-choice',
        title: 'Changing a choice, above later answers',
        said: routine,
        steps: [{ change: 'onset' }],
        shows: '.controls [aria-pressed=true]',
      },
      {
        id: 'changing-map',
        title: 'Changing regions of the body map',
        said: routine,
        steps: [{ change: 'where' }],
        shows: 'g.ticked',
      },
      {
        id: 'changing-scale',
        title: 'Changing a number',
        said: routine,
        steps: [{ change: 'pain' }],
        shows: '.scale :checked + span',
      },
      {
        id: 'changing-error',
        title: 'Changing, with nothing ticked',
        said: routine,
        steps: [{ change: 'bladder-bowel-saddle' }, { tap: 'next' }],
        shows: '.error:not(:empty)',
      },
      {
        id: 'kept',
        like: 'routine',
        title: 'The answer kept after all',
        said: routine,
        steps: [{ change: 'care' }, { tap: 'keep' }],
        shows: result,
      },
      {
        id: 'dropped',
        title: 'A change that makes an answer needless',
        said: routine,
        steps: [{ change: 'care' }, { answer: { care: ['metal'] } }],
        shows: '.guide[data-current]:not(.ask)',
      },
      {
        id: 'warning-changing',
        title: 'Changing what led to an emergency',
        said: emergency,
        steps: [{ change: 'bladder-bowel-saddle' }],
        shows: '.warning',
      },
      {
        id: 'warning',
        title: 'After an emergency was changed: the next question',
        said: emergency,
        steps: [{ change: 'bladder-bowel-saddle' }, { answer: { 'bladder-bowel-saddle': ['none'] } }],
        shows: '.warning',
      },
      {
        id: 'warning-urgent',
        title: 'After an urgent result was changed',
        said: urgent,
        steps: [{ change: 'legs' }, { answer: { legs: ['none'] } }],
        shows: '.warning',
      },
      {
        id: 'warning-result',
        title: 'After an emergency was changed: a routine result',
        said: typical,
        earlier: emergency,
        shows: '.warning',
      },
      {
        id: 'clear',
        title: 'Clear all answers?',
        said: routine,
        steps: [{ tap: 'restart' }],
        shows: '.controls > [data-key="2"]',
      },
      {
        id: 'clear-no',
        like: 'routine',
        title: 'Not cleared after all',
        said: routine,
        steps: [{ tap: 'restart' }, { tap: 'clearNo' }],
        shows: result,
      },
    ],
  },
  {
    title: 'Get help now',
    screens: [
      {
        id: 'help',
        title: 'In the middle of the questions',
        said: before(routine, 'where'),
        steps: [{ tap: 'helpNow' }],
        shows: '#help-title',
      },
      {
        id: 'help-bare',
        like: 'help',
        title: 'Where the clinic has set nothing',
        settings: bare,
        steps: [{ tap: 'helpNow' }],
        shows: '#help-title',
      },
    ],
  },
  {
    title: 'Results',
    screens: [
      { id: 'emergency', title: 'Get help now', said: emergency, shows: result },
      ...scrolled({ id: 'emergency', title: 'Get help now', said: emergency, shows: result }, 1),
      {
        id: 'emergency-bare',
        like: 'emergency',
        title: 'Get help now, no country set',
        settings: bare,
        said: emergency,
        shows: result,
      },
      { id: 'urgent', title: 'See a doctor today', said: urgent, shows: result },
      ...scrolled({ id: 'urgent', title: 'See a doctor today', said: urgent, shows: result }, 1),
      { id: 'soon', title: 'See a doctor first', said: soon, shows: result },
      ...scrolled({ id: 'soon', title: 'See a doctor first', said: soon, shows: result }, 1),
      { id: 'typical', like: 'routine', title: 'You could book a consult', said: typical, shows: result },
      { id: 'routine', title: 'You could book, with things to plan for', said: routine, shows: result },
      ...scrolled({ id: 'routine', title: 'You could book', said: routine, shows: result }, 3),
      { id: 'routine-bare', title: 'You could book, nothing set', settings: bare, said: typical, shows: result },
      {
        id: 'routine-full',
        title: 'You could book, all set, open now',
        settings: {
          offers: 'acupuncture, cupping',
          practitioner: 'Ana Lee',
          'practitioner-title': 'licensed acupuncturist',
          hours: '24/7',
          'time-zone': 'Europe/London',
          'first-visit-minutes': '60',
          'first-visit-price': '£70',
          'practice-minutes': '20',
          'practice-visits': '6-8',
          ...send,
        },
        said: typical,
        steps: [{ scrollTo: '.outcome .actions' }],
        shows: '.hours.open',
      },
      {
        id: 'routine-closed',
        title: 'You could book, closed now',
        settings: { hours: '2099-01-05 09:00-17:00', 'time-zone': 'Europe/London' },
        said: typical,
        steps: [{ scrollTo: '.outcome .actions' }],
        shows: '.hours:not(.open)',
      },
      ...[0, 1, 2, 3, 4, 5, 6].map((nth) => ({
        id: `fold-${nth + 1}`,
        title: `Folded part ${nth + 1}, open`,
        said: typical,
        like: 'unfolded',
        steps: [{ unfold: nth }],
        shows: '.outcome details[open]',
      })),
      {
        id: 'unfolded',
        title: 'All folded parts open',
        said: routine,
        steps: [{ unfold: /** @type {const} */ ('all') }],
        shows: '.outcome details[open]',
      },
    ],
  },
  {
    title: 'To read out or keep',
    screens: [
      {
        id: 'take-along',
        like: 'routine',
        title: 'The summary',
        said: routine,
        steps: [{ scrollTo: '.away' }],
        shows: '.away-buttons',
      },
      {
        id: 'copied',
        title: 'Copied',
        said: routine,
        pretend: { clipboard: 'works' },
        steps: [{ tap: 'copy' }, { scrollTo: '.away' }],
        shows: '.away > [role=status]:not(:empty)',
      },
      {
        id: 'copy-by-hand',
        title: 'Nothing may be copied: by hand',
        said: routine,
        pretend: { clipboard: 'fails' },
        steps: [{ tap: 'copy' }],
        shows: '.by-hand textarea',
      },
      {
        id: 'saved',
        title: 'Saved as a file',
        said: routine,
        steps: [{ tap: 'save' }, { scrollTo: '.away' }],
        shows: '.away > .plain',
      },
      {
        id: 'no-file',
        like: 'copy-by-hand',
        title: 'No file there: by hand',
        said: routine,
        steps: [{ tap: 'save' }, { tap: 'noFile' }],
        shows: '.by-hand textarea',
      },
      {
        id: 'share',
        like: 'routine',
        title: 'On a device that can share',
        said: routine,
        pretend: { share: true },
        steps: [{ scrollTo: '.away' }],
        shows: '.away-buttons > :nth-child(4)',
      },
      {
        id: 'said-no',
        like: 'unfolded',
        title: 'What was said no to',
        said: routine,
        steps: [{ tap: 'saidNo' }, { scrollTo: '.away > details' }],
        shows: '.away > details:first-of-type[open]',
      },
      {
        id: 'more',
        like: 'unfolded',
        title: 'More: for a clinic’s computer',
        said: routine,
        steps: [{ tap: 'more' }, { scrollTo: '.away > details:last-of-type' }],
        shows: '.away > details:last-of-type .chip',
      },
    ],
  },
  {
    title: 'Sending to the clinic',
    screens: [
      {
        id: 'send-offer',
        title: 'The offer',
        settings: send,
        said: soon,
        steps: [{ scrollTo: '.send' }],
        shows: '.send > .chip',
      },
      {
        id: 'send-offer-grave',
        title: 'The offer after an emergency',
        settings: send,
        said: emergency,
        steps: [{ scrollTo: '.send' }],
        shows: '.send .no-help',
      },
      { id: 'consent', title: 'The form, empty', settings: send, said: soon, steps: openForm, shows: '.send form' },
      {
        id: 'consent-errors',
        title: 'The form, sent with nothing in it',
        settings: send,
        said: soon,
        steps: [...openForm, { tap: 'sendForm' }],
        shows: '#send-agreed-error',
      },
      {
        id: 'consent-filled',
        title: 'The form, filled in',
        settings: send,
        said: soon,
        steps: [...fillIn, { scrollTo: '.send form' }],
        shows: '#send-agreed:checked',
      },
      {
        id: 'consent-all',
        title: 'All that is sent',
        settings: send,
        said: soon,
        steps: [...openForm, { tap: 'seeAll' }, { tap: 'forComputers' }, { scrollTo: '.send details' }],
        shows: '.send details details[open] .verbatim:not(:empty)',
      },
      {
        id: 'consent-offline',
        title: 'The form without a network',
        settings: send,
        said: soon,
        pretend: { offline: true },
        steps: [...openForm, { scrollTo: '.send form' }],
        shows: '.send form > .error:not(:empty)',
      },
      {
        id: 'sending',
        title: 'Being sent',
        settings: send,
        said: soon,
        pretend: { send: 'hangs' },
        steps: sendForm,
        shows: sendEnd,
      },
      {
        id: 'send-stopped',
        title: 'Stopped',
        settings: send,
        said: soon,
        pretend: { send: 'hangs' },
        steps: [...sendForm, { tap: 'stop' }],
        shows: '.send [data-first][role=status]:not(.first-line)',
      },
      {
        id: 'sent',
        title: 'Sent',
        settings: send,
        said: soon,
        pretend: { send: 'sent' },
        steps: sendForm,
        shows: `${sendEnd}[role=status]`,
      },
      {
        id: 'sent-grave',
        title: 'Sent after an emergency',
        settings: send,
        said: emergency,
        pretend: { send: 'sent' },
        steps: sendForm,
        shows: `${sendEnd}[role=status]`,
      },
      {
        id: 'sent-before',
        title: 'An answer changed after it was sent',
        settings: send,
        said: soon,
        pretend: { send: 'sent' },
        steps: [...sendForm, { change: 'start' }, { answer: { start: ['lift'] } }, { scrollTo: '.send' }],
        shows: '.send > .chip',
      },
      {
        id: 'send-refused',
        like: 'send-not-reached',
        title: 'The clinic did not take it',
        settings: send,
        said: soon,
        pretend: { send: 'refused' },
        steps: sendForm,
        shows: `${sendEnd}[role=alert]`,
      },
      {
        id: 'send-not-reached',
        title: 'The clinic did not answer',
        settings: send,
        said: soon,
        pretend: { send: 'notReached' },
        steps: sendForm,
        shows: `${sendEnd}[role=alert]`,
      },
      {
        id: 'send-not-reached-grave',
        like: 'send-not-reached',
        title: 'The clinic did not answer, after an emergency',
        settings: send,
        said: emergency,
        pretend: { send: 'notReached' },
        steps: sendForm,
        shows: `${sendEnd}[role=alert]`,
      },
    ],
  },
  {
    title: 'Asking after the result',
    screens: [
      {
        id: 'ask',
        like: 'routine',
        title: 'What one may also ask',
        said: routine,
        steps: [{ scrollTo: 'section.topics' }],
        shows: 'section.topics .chip',
      },
      {
        id: 'topic',
        title: 'A topic, answered',
        said: routine,
        steps: [{ ask: 'what-is-cupping' }],
        shows: '[data-topic=what-is-cupping]',
      },
    ],
  },
];

/**
 * A screen, scrolled down part by part.
 * @param {Screen} screen
 * @param {number} parts
 * @returns {Screen[]}
 */
function scrolled(screen, parts) {
  return Array.from({ length: parts }, (_, part) => ({
    ...screen,
    id: `${screen.id}-part-${part + 2}`,
    title: `${screen.title}, part ${part + 2}`,
    steps: [...(screen.steps ?? []), { scrollBy: 560 * (part + 1) }],
    like: screen.id,
  }));
}

/** @type {readonly Screen[]} */
export const screens = groups.flatMap((group) => group.screens);
