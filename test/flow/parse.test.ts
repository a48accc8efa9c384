import { describe, expect, test } from 'vitest';
import { parseFlow, parseOverlay } from '../../src/flow/parse.js';
import { smallJson } from '../fixtures/smallFlow.js';

const problemsOf = (change: (json: ReturnType<typeof smallJson>) => void) => {
  const json = smallJson();
  change(json);
  return (parseFlow(json).problems ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};
// Tests break the JSON as an editor would: anywhere.
// biome-ignore lint/suspicious/noExplicitAny: the JSON has no type until it is parsed.
type Any = any;

describe('a flow that may be shown', () => {
  test('the small flow is one', () => {
    expect(parseFlow(smallJson()).problems).toBeUndefined();
  });

  test('notes and todos are allowed on any object', () => {
    expect(
      problemsOf((json: Any) => {
        json.note = json.sections[0].questions[0].note = json.outcomes[4].content[1].todo = 'to do';
      }),
    ).toEqual([]);
  });
});

describe('a flow that may not be shown says what and where', () => {
  test.each<[string, (json: Any) => void, RegExp]>([
    ['a missing key', (f) => delete f.title, /^title: the field "title" is missing/],
    [
      'an unknown key',
      (f) => (f.sections[0].questions[0].asks = 'x'),
      /^sections\.0\.questions\.0\.asks: there is no field "asks" here/,
    ],
    ['a newer format', (f) => (f.format = 2), /^format: .*1/],
    ['a bad id', (f) => (f.redFlags[0].id = 'Ünsure'), /^redFlags\.0\.id: "Ünsure" is not an id/],
    ['an unknown question type', (f) => (f.sections[0].questions[0].type = 'tick'), /^sections\.0\.questions\.0/],
    [
      'an unknown condition',
      (f) => (f.redFlags[0].when = { q: 'signs-now' }),
      /^redFlags\.0\.when: this is not a condition/,
    ],
    [
      'an unknown block',
      (f) => f.outcomes[4].content.push({ html: '<b>' }),
      /^outcomes\.4\.content\.4: this is not a block/,
    ],
    [
      'an unsafe link',
      (f) => (f.sources[0].url = 'javascript:alert(1)'),
      /^sources\.0\.url: "javascript:alert\(1\)" is not an https/,
    ],
    [
      'an unsafe picture',
      (f) => f.outcomes[4].content.push({ image: 'data:x', alt: 'x' }),
      /^outcomes\.4\.content\.4\.image: /,
    ],
    [
      'a clinic setting in a red flag',
      (f) => (f.redFlags[0].when = { clinic: 'country', is: 'GB' }),
      /^redFlags\.0\.when\.clinic: clinic settings/,
    ],
    [
      'a clinic setting in a question',
      (f) => (f.sections[1].questions[0].when = { clinic: 'name', is: 'x' }),
      /^sections\.1\.questions\.0\.when\.clinic: clinic settings/,
    ],
    [
      'an unknown question',
      (f) => (f.redFlags[0].when.question = 'sings'),
      /^redFlags\.0\.when\.question: there is no question "sings"/,
    ],
    [
      'an unknown choice',
      (f) => (f.redFlags[0].when.is = ['nope']),
      /^redFlags\.0\.when\.is\.0: question "signs-now" has no choice "nope"/,
    ],
    [
      'a number compared as a choice',
      (f) => (f.redFlags[4].when = { question: 'weeks', is: 'x' }),
      /^redFlags\.4\.when: "weeks" is answered by a number/,
    ],
    [
      'a choice compared as a number',
      (f) => (f.redFlags[4].when = { question: 'desk', atLeast: 1 }),
      /^redFlags\.4\.when: "desk" is answered by choices/,
    ],
    [
      'an unknown outcome',
      (f) => (f.redFlags[0].outcome = 'docter'),
      /^redFlags\.0\.outcome: there is no outcome "docter"/,
    ],
    [
      'a red flag that leads to booking',
      (f) => (f.redFlags[0].outcome = 'book'),
      /^redFlags\.0\.outcome: red flag "unsure" leads to "book", which is a routine/,
    ],
    ['an unknown source', (f) => f.redFlags[0].source.push('bmj'), /^redFlags\.0\.source\.1: there is no source "bmj"/],
    [
      'an unknown topic',
      (f) => (f.outcomes[4].content[3].topic = 'sign'),
      /^outcomes\.4\.content\.3\.topic: there is no topic "sign"/,
    ],
    ['an unknown help topic', (f) => (f.help = 'x'), /^help: there is no topic "x"/],
    [
      'an unknown placeholder',
      (f) => (f.outcomes[1].content[0] = '{clinic.fax}'),
      /^outcomes\.1\.content\.0: there is no placeholder/,
    ],
    [
      'a condition in content on an unknown question',
      (f) => (f.outcomes[4].content[1].when.question = 'x'),
      /^outcomes\.4\.content\.1\.when\.question: there is no question "x"/,
    ],
    ['an id used twice', (f) => (f.sections[1].id = 'desk'), /^sections\.1\.questions\.2\.id: .*"desk" is used twice/],
    [
      'a choice id used twice',
      (f) => (f.sections[0].questions[0].choices[1].id = 'numb'),
      /^sections\.0\.questions\.0\.choices\.1\.id: .*"numb"/,
    ],
    [
      'a range that cannot be entered',
      (f) => (f.sections[1].questions[0].min = 600),
      /^sections\.1\.questions\.0\.min: no whole number is from 600 to 520/,
    ],
    [
      'a topic that contains itself',
      (f) => f.topics[0].content.push({ topic: 'signs' }),
      /^topics\.0: topic "signs" contains itself/,
    ],
    [
      'a last routine outcome with a condition',
      (f) => f.outcomes.pop(),
      /^outcomes\.3\.when: the last routine outcome must have no "when"/,
    ],
    ['no routine outcome', (f) => f.outcomes.splice(3), /^outcomes: there is no routine outcome/],
  ])('%s', (_, change, expected) => {
    expect(problemsOf(change).join('\n')).toMatch(new RegExp(expected, 'm'));
  });

  test('all of it at once, not only the first', () => {
    const found = problemsOf((json: Any) => {
      delete json.title;
      json.redFlags[0].id = 'X';
    });
    expect(found).toHaveLength(2);
  });

  test.each([null, undefined, 'flow', 7, [], { format: 1 }])('%j', (json) => {
    expect(parseFlow(json).problems?.length).toBeGreaterThan(0);
  });
});

test('an overlay with anything but texts is refused', () => {
  expect(parseOverlay({ language: 'es', of: '1', texts: { 'title#1': 'Guía' } }).problems).toBeUndefined();
  expect(parseOverlay({ language: 'es', of: '1', texts: { 'title#1': 7 } }).problems?.[0]?.path).toEqual([
    'texts',
    'title#1',
  ]);
});
