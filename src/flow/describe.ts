import type { Choice, Flow, Outcome, Overlay, Question, RedFlag, Section, Source, Topic } from './schema.js';

type KeysOf<T> = T extends unknown ? keyof T : never;
type Described<T> = { [K in Exclude<KeysOf<T>, 'note' | 'todo' | '$schema'>]: string };

const when = 'Shown only when this holds. Without it: always.';
const asked = 'Asked only when this holds. A comparison with a question not asked or skipped is false.';

/**
 * What each field of a flow is for, in an editor's words: the hover texts of `flow.schema.json`. Kept out of
 * `schema.ts` so that visitors do not download it; a field without a description does not compile.
 */
export const descriptions: {
  flow: Described<Flow>;
  review: Described<Flow['review']>;
  section: Described<Section>;
  question: Described<Question>;
  choice: Described<Choice>;
  redFlag: Described<RedFlag>;
  outcome: Described<Outcome>;
  topic: Described<Topic>;
  source: Described<Source>;
  overlay: Described<Overlay>;
  block: Record<
    | 'text'
    | 'heading'
    | 'list'
    | 'callout'
    | 'image'
    | 'alt'
    | 'card'
    | 'details'
    | 'content'
    | 'topic'
    | 'plan'
    | 'when',
    string
  >;
  condition: Record<'question' | 'is' | 'atLeast' | 'atMost' | 'all' | 'any' | 'not' | 'clinic', string>;
  action: Record<'call' | 'book' | 'link' | 'label' | 'when', string>;
  remarks: Record<'note' | 'todo' | '$schema', string>;
} = {
  flow: {
    format: 'The version of this file format. Always 1.',
    id: 'The name of the guide in addresses: a-z, 0-9 and -.',
    version: 'Raise it with every published change, for example 1.0.1.',
    language: 'The language the texts are written in, for example "en".',
    languages: 'Other languages that have a translation file beside this one, for example ["es"] for es.json.',
    title: 'The name at the top of the chat.',
    review: 'Who checked the guide, and when it must be checked again.',
    intro: 'What the guide says before its first question.',
    help: 'The id of the topic that the button "Get help now" opens.',
    sections: 'The chapters, in the order in which they are asked.',
    redFlags: 'The one table that decides outcomes. A raised flag is never lowered by another answer.',
    outcomes: 'Where a conversation can end. The last one with urgency "routine" has no "when".',
    topics: 'Questions a visitor may tap before the first answer and on a routine outcome, with their answers.',
    sources: 'The pages that red flags and texts rest on.',
  },
  review: {
    status: '"draft" until a registered clinician has approved this version.',
    by: 'Name and registration of the clinician who approved it.',
    on: 'The day it was approved, as 2026-05-01.',
    next: 'The day it must be reviewed again, as 2027-05-01.',
    fingerprint:
      'Of the content that was approved, as its script has it; any later change makes the guide a draft again. Written by "symptom-guide approve" and by the studio.',
  },
  section: {
    id: 'a-z, 0-9 and -; no other section, question or outcome has the same.',
    title: 'The chapter name shown above the progress.',
    when: asked,
    stopIfFlagged: 'End here, with the most urgent outcome, when any red flag has been raised so far.',
    questions: 'The questions of this chapter, in the order in which they are asked.',
  },
  question: {
    id: 'a-z, 0-9 and -; conditions and translations use it. Never reuse an old one for a new meaning.',
    type: '"choice": exactly one. "choices": any number. "number": a whole number. "scale": a whole number with words at its ends.',
    when: asked,
    ask: 'The question, short and plain.',
    help: 'One line under the question that helps to answer it.',
    why: 'The answer to "Why do you ask?".',
    content: 'Pictures or links shown with the question.',
    optional: 'true lets the visitor skip it.',
    choices: 'What is offered, in this order.',
    picture:
      'On "choices": "body" draws a body map; each choice that is a place then names its region. On "choice": "bar" draws a bar beside each choice, full at the first and empty at the last.',
    min: 'The smallest number that can be given.',
    max: 'The largest number that can be given.',
    unit: 'What the number counts, for example "weeks".',
    minLabel: 'What the smallest number means.',
    maxLabel: 'What the largest number means.',
  },
  choice: {
    id: 'a-z, 0-9 and -. "not-sure" always means "I\'m not sure".',
    label: 'What the visitor taps, in their own words: "I can\'t pee".',
    exclusive: 'true for "None of these": it stands alone, as a button that answers at once.',
    region: 'The part of the body map that stands for this choice.',
  },
  redFlag: {
    id: 'a-z, 0-9 and -; vignettes name it.',
    when: 'The answers that raise it. It cannot read clinic settings.',
    outcome: 'The id of the outcome it leads to.',
    because: 'One plain line to the visitor: why this matters. No diagnosis.',
    source: 'The ids of the sources it rests on.',
    onlyIfAsked:
      'For an emergency flag that reads a question which not everyone is asked: why nobody who needs it is missed. Never shown.',
  },
  outcome: {
    id: 'a-z, 0-9 and -; no other section, question or outcome has the same.',
    urgency:
      '"emergency": get help now. "urgent": a doctor today. "soon": a doctor first. "routine": a consult can be booked.',
    title: 'The headline of the outcome.',
    when: 'For routine outcomes: the answers it is for. The last routine outcome has none.',
    content: 'What the visitor reads. No plan on "emergency" or "urgent".',
    actions: 'The buttons. No "book" on "emergency" or "urgent".',
  },
  topic: {
    id: 'a-z, 0-9 and -.',
    ask: "The visitor's question, as they would put it.",
    content: 'The answer.',
    plan: 'true marks what tells about treatment, so that the check can see that nobody with a red flag is shown it.',
    when,
  },
  source: {
    id: 'a-z, 0-9 and -.',
    title: 'Who published it, and its title.',
    url: 'Its official address, https only.',
  },
  overlay: {
    language: 'The language of the translations, for example "es".',
    of: 'The flow version that was translated.',
    reviewedBy:
      'Who has reviewed this translation, and when; while it is missing, visitors are told that it is a draft.',
    reviewedTexts:
      'The fingerprint of what was reviewed, written by "symptom-guide approve" or the studio. When a text or a translation changes, it is a draft again.',
    texts:
      'Translations, keyed by where the text stands and a mark of the text itself; a changed text needs a new one.',
    unused: 'Translations of texts that are gone, kept in case they come back.',
  },
  block: {
    text: 'A paragraph. **bold** and [links](https://…) work.',
    heading: 'A small heading.',
    list: 'Bullet points.',
    callout: 'A line that stands out.',
    image: 'A picture beside the flow or on https.',
    alt: 'What the picture shows, for people who cannot see it.',
    card: 'The title of a card.',
    details: 'The title of a part that opens when tapped.',
    content: 'What is inside.',
    topic: 'The id of a topic whose content stands here.',
    plan: 'true marks what tells about treatment, so that the check can see that nobody with a red flag is shown it.',
    when,
  },
  condition: {
    question: 'The id of an earlier question.',
    is: 'One choice id, or a list of which any counts.',
    atLeast: 'The number given is this or more.',
    atMost: 'The number given is this or less.',
    all: 'Every one of these holds.',
    any: 'At least one of these holds.',
    not: 'This does not hold.',
    clinic: 'A clinic setting. In content only: settings never decide an outcome.',
  },
  action: {
    call: 'A phone number or a placeholder such as {emergency.number}.',
    book: 'The booking page, usually {clinic.booking}. On routine outcomes only.',
    link: 'An https: address.',
    label: 'The text on the button.',
    when,
  },
  remarks: {
    note: 'For editors. Never shown.',
    todo: 'Something left to do. Never shown; the check reports it.',
    $schema: 'The path to flow.schema.json, so that your editor can help.',
  },
};
