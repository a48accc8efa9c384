import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { fits, questionsOf } from '../../src/flow/answer.js';
import { parseFlow, parseOverlay } from '../../src/flow/parse.js';
import { inline, safeHref } from '../../src/flow/text.js';
import { translateFlow } from '../../src/flow/translate.js';
import { createSession } from '../../src/machine/session.js';
import { smallFlow, smallJson } from '../fixtures/smallFlow.js';

/** Flows that somebody wrote to do harm, or that came out of a broken program: refused in words, or harmless. */

afterEach(() => {
  // Whatever was read: no object of the page has got a new property.
  for (const object of [{}, [], () => {}, 'text']) {
    const found: string[] = [];
    for (const key in Object(object)) if (typeof object !== 'string') found.push(key);
    expect(found).toEqual([]);
  }
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(known);
});
const known = Object.getOwnPropertyNames(Object.prototype);

type Json = ReturnType<typeof smallJson>;
const broken = (change: (json: Json) => void): Json => {
  const json = smallJson();
  change(json);
  return json;
};
/** A list of the flow, to be changed. */
const at = (json: Json, name: string) => json[name] as Record<string, unknown>[];
const codes = (json: unknown) => parseFlow(json).problems?.map(({ code }) => code);

const links = [
  'javascript:pwned()',
  'JaVaScRiPt:pwned()',
  ' javascript:pwned()',
  '\u0001javascript:pwned()',
  'java\tscript:pwned()',
  'java\nscript:pwned()',
  'javascript&colon;pwned()',
  '&#106;avascript:pwned()',
  'javascript\u200b:pwned()',
  'https:javascript:pwned()',
  'data:text/html,<script>pwned()</script>',
  'DATA:text/html;base64,PHNjcmlwdD4=',
  'vbscript:pwned()',
  'blob:https://a.example/1',
  'file:///etc/passwd',
  'http://a.example',
  '//a.example',
  '\\\\a.example',
  '/x',
];

describe.each(links)('the link %j', (link) => {
  test('is refused wherever a flow can have one', () => {
    const places: ((json: Json) => void)[] = [
      (json) => Object.assign(at(json, 'outcomes')[4] as object, { actions: [{ link, label: 'Go' }] }),
      (json) => Object.assign(at(json, 'outcomes')[4] as object, { actions: [{ book: link, label: 'Go' }] }),
      (json) => Object.assign(at(json, 'sources')[0] as object, { url: link }),
    ];
    for (const place of places) expect(codes(broken(place))).toEqual(['unsafe-link']);
  });

  test('is no link in a text, nor where a placeholder brings it', () => {
    expect(safeHref(link)).toBeUndefined();
    expect(inline(`[tap](${link})`).filter((piece) => piece.href)).toEqual([]);
  });
});

test.each(['javascript:x.png', 'data:image/png;base64,AAAA', 'http://a.example/x.png', '/x.png', '\tjavascript:x'])(
  'the picture %j is refused',
  (image) => {
    const json = broken((flow) => Object.assign(flow, { intro: [{ image, alt: 'A picture' }] }));
    expect(codes(json)).toEqual(['unsafe-link']);
  },
);

describe.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('the name %s', (name) => {
  test('as a key is refused, wherever it stands', () => {
    const text = JSON.stringify(smallJson());
    // After each brace that opens an object.
    const places = [...text.matchAll(/\{"/g)].map(({ index }) => index + 1);
    expect(places.length).toBeGreaterThan(40);
    for (const place of places) {
      const json = JSON.parse(`${text.slice(0, place)}"${name}":{"polluted":true},${text.slice(place)}`);
      expect(codes(json)).toEqual(['unknown-key']);
    }
  });

  test('as a placeholder is refused', () => {
    for (const text of [`{${name}}`, `{${name}|x}`, `{${name}.polluted}`]) {
      // In capitals, or with another sign, it is no placeholder: it stays the text that it is.
      const expected = /^\{[a-z.]+[|}]/.test(text) ? ['unknown-placeholder'] : undefined;
      expect(codes(broken((json) => Object.assign(json, { title: text })))).toEqual(expected);
    }
  });

  test('as a key of a translation translates nothing', () => {
    const json = JSON.parse(`{"language":"es","of":"1","texts":{"${name}":"x","${name}#12345":"y"}}`);
    const { overlay } = parseOverlay(json);
    if (!overlay) throw new Error('The overlay was refused.');
    expect(translateFlow(smallFlow(), overlay).flow).toEqual(smallFlow());
  });
});

test.each(['constructor', 'prototype', 'valueof', 'then'])('everything may be called "%s"', (name) => {
  const json = broken((flow) => {
    for (const list of ['redFlags', 'topics', 'sources']) (at(flow, list)[0] as { id: string }).id = name;
    (at(flow, 'outcomes')[4] as { content: unknown[] }).content = ['No warning signs.'];
    flow.help = name;
    for (const flag of at(flow, 'redFlags')) flag.source = [name];
    const desk = flow.sections[1]?.questions[2] as { id: string; choices: { id: string }[] };
    desk.id = name;
    (desk.choices[0] as { id: string }).id = name;
    (at(flow, 'outcomes')[3] as { when: object }).when = { question: name, is: name };
  });
  const { flow, problems } = parseFlow(json);
  expect(problems).toBeUndefined();
  if (!flow) return;
  const session = createSession(flow);
  const say = (answer: Parameters<typeof session.answer>[1]) => {
    const { value } = session.question;
    if (value) session.answer(value, answer);
  };
  say(['none']);
  say(3);
  say(3);
  expect(session.question.value?.id).toBe(name);
  say(name);
  expect(session.outcome.value?.id).toBe('desk-book');
});

test('a mistake of a million letters is told in one short line', () => {
  const long = 'x'.repeat(1_000_000);
  for (const change of [{ title: long }, { id: `${long}!` }, { format: long }, { language: long }, { [long]: 1 }]) {
    const problems = parseFlow({ ...smallJson(), ...change }).problems ?? [];
    expect(problems.length).toBeGreaterThan(0);
    for (const { message } of problems) expect(message.length).toBeLessThan(500);
  }
});

test.each([
  ['conditions', '{"not":', '{"question":"signs-now","is":"weak"}', '}', 'when'],
  ['content', '{"details":"More","content":[', '"End."', ']}', 'intro'],
])('%s nested deeper than anybody can read are refused', (_, open, inside, close, where) => {
  const nested = JSON.parse(open.repeat(50_000) + inside + close.repeat(50_000));
  const json = broken((flow) => {
    if (where === 'when') (flow.sections[0]?.questions[1] as { when: unknown }).when = nested;
    else flow.intro = [nested];
  });
  expect(codes(json)).toEqual(['wrong-value']);
});

test.each([
  ['a number', { version: 1 }],
  ['a huge version', { version: '1'.repeat(3000) }],
  ['numbers as texts', { format: '1' }],
  ['a list', { title: ['x'] }],
  ['null', { title: null }],
])('%s where a text or number belongs is refused', (_, change) => {
  expect(codes({ ...smallJson(), ...change })?.length).toBeGreaterThan(0);
});

test.each([[null], [7], ['flow'], [true], [[]], [[1, 2]], [{}]])('%j is no flow', (json) => {
  expect(codes(json)?.length).toBeGreaterThan(0);
});

test('signs that turn the order of all that follows are refused: they would turn the emergency number', () => {
  for (const sign of ['\u202a', '\u202b', '\u202d', '\u202e']) {
    const json = broken((flow) => {
      flow.intro = [`Call ${sign}{emergency.number}`];
    });
    expect(parseFlow(json).problems).toEqual([
      expect.objectContaining({ code: 'wrong-value', path: ['intro', 0], message: expect.stringContaining('U+202') }),
    ]);
  }
  // What Arabic and Persian need is no such sign.
  expect(
    codes(broken((flow) => Object.assign(flow, { title: 'می\u200cخواهم \u2066911\u2069\u200f' }))),
  ).toBeUndefined();
});

test('ten thousand choices are a flow like any other', () => {
  const choices = Array.from({ length: 10_000 }, (_, i) => ({ id: `c${i}`, label: `Choice ${i}` }));
  const json = broken((flow) => Object.assign(flow.sections[1]?.questions[2] as object, { choices }));
  (at(json, 'outcomes')[3] as { when: object }).when = { question: 'desk', is: 'c9999' };
  expect(codes(json)).toBeUndefined();
});

test('whatever stands anywhere in a flow: it is refused, or it can be answered to an end', () => {
  const hostile = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      ' ',
      0,
      -1,
      1e308,
      true,
      [],
      {},
      [[]],
      '{constructor}',
      '{__proto__.x}',
      '{emergency.number|',
      '[x](javascript:y)',
      '**',
      '\u202e',
      '\ud800',
      '\u0000',
      '<img src=x onerror=pwned()>',
      '__proto__',
      'constructor',
    ),
    fc.json().map((text) => JSON.parse(text)),
  );
  const text = JSON.stringify(smallJson());
  const count = JSON.stringify(smallJson(), (_, value) => value).match(/[[{,:]/g)?.length ?? 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: count }), hostile, fc.boolean(), (place, value, drop) => {
      let seen = 0;
      const json = JSON.parse(text, (_key, own) => {
        seen++;
        return seen === place ? (drop ? undefined : value) : own;
      });
      const { flow, problems } = parseFlow(json);
      if (problems) {
        expect(problems.length).toBeGreaterThan(0);
        return;
      }
      const session = createSession(flow);
      for (let i = 0; session.question.value && i < 20; i++) {
        const question = session.question.value;
        const answers = 'choices' in question ? question.choices.flatMap(({ id }) => [id, [id]]) : [question.max];
        const answer = answers.find((candidate) => fits(question, candidate));
        session.answer(question, answer ?? null);
      }
      expect(session.outcome.value).toBeDefined();
      expect(questionsOf(flow).length).toBeGreaterThan(0);
    }),
    { numRuns: 400 },
  );
});
