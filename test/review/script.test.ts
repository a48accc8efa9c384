import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { explore } from '../../src/check/explore.js';
import { hasChoices, questionsOf } from '../../src/flow/answer.js';
import { fingerprintOf } from '../../src/flow/fingerprint.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { ChoiceQuestion, Flow, NumberQuestion } from '../../src/flow/schema.js';
import { placeholdersIn } from '../../src/flow/text.js';
import { mapTexts } from '../../src/flow/translate.js';
import { effectsOf, rangesOf } from '../../src/review/choiceFlags.js';
import { numbersOf, ranges } from '../../src/review/numbers.js';
import { type ScriptFacts, scriptPage } from '../../src/review/scriptPage.js';
import { smallFlow } from '../fixtures/smallFlow.js';

const pageOf = (flow: Flow, facts: Partial<ScriptFacts> = {}) =>
  scriptPage(flow, { found: explore(flow), vignettes: 8, problems: 0, on: '2026-05-01', ...facts });
/** What is read on the page, in one line: no marks, no style, white space drawn together. */
const readOn = (page: string) =>
  page
    .replace(/<style>.*?<\/style>/s, ' ')
    .replace(/<\/(p|li|h\d|td|th|dt|dd|div)>/g, '$& ')
    .replace(/<[uo]l/g, ' $&')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
/** The part of a page from the element with this id to the next one of its kind. */
const partOf = (page: string, id: string, end: string) => {
  const start = page.indexOf(`id="${id}"`);
  expect(start, id).toBeGreaterThan(0);
  return readOn(`<p ${page.slice(start, page.indexOf(end, start))}`).trim();
};

const small = smallFlow();
const sciatica = parseFlow(JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8'))).flow as Flow;

describe.each([
  ['small', small],
  ['sciatica', sciatica],
])('the script of %s', (_, flow) => {
  let page: string;
  let text: string;
  beforeAll(() => {
    page = pageOf(flow);
    text = readOn(page);
  });

  test('every text that a visitor can read stands in it', () => {
    const missing: string[] = [];
    mapTexts(flow, (place, given) => {
      const plain = given.replace(/\*\*/g, '').replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');
      // Placeholders are told in words.
      const pieces = placeholdersIn(plain).length > 0 ? plain.split(/\{[^}]*\}/) : [plain];
      if (!pieces.every((piece) => text.includes(piece.trim().replace(/\s+/g, ' ')))) missing.push(place);
      return given;
    });
    expect(missing).toEqual([]);
  });

  test('every question, in order, with all its choices', () => {
    const numbered = Array.from(page.matchAll(/<h4 id="([\w-]+)"><span class="number">(\d+)</g), (match) => [
      match[1],
      Number(match[2]),
    ]);
    expect(numbered).toEqual(questionsOf(flow).map(({ id }, index) => [id, index + 1]));
    for (const question of questionsOf(flow).filter(hasChoices)) {
      const part = partOf(page, question.id, '</article>');
      for (const { id, label } of question.choices) expect(part).toContain(`${label} ${id}`);
    }
  });

  test('every red flag with its reason, outcome and the address of each source', () => {
    for (const { id, because, source, outcome } of flow.redFlags) {
      const row = page.slice(
        page.indexOf(`<tr id="flag_${id}"`),
        page.indexOf('</tr>', page.indexOf(`id="flag_${id}"`)),
      );
      expect(readOn(row)).toContain(because);
      for (const one of source) {
        const url = flow.sources?.find((candidate) => candidate.id === one)?.url;
        expect(url).toBeDefined();
        expect(row).toContain(`href="${url}"`);
      }
      const table = page.slice(page.lastIndexOf('<thead>', page.indexOf(`id="flag_${id}"`)));
      expect(table.slice(0, table.indexOf('</tr>'))).toContain(`href="#${outcome}"`);
    }
  });

  test('no script, no request, no name twice, and every reference leads somewhere', () => {
    expect(page.startsWith('<!doctype html>\n<html lang="en" dir="ltr">')).toBe(true);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|video|audio|source|base|form)\b/i);
    expect(page).not.toMatch(/\s(src|srcset|style|on\w+)=/i);
    expect(page).not.toMatch(/@import|url\(/i);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    const names = Array.from(page.matchAll(/\sid="([^"]+)"/g), (match) => match[1]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const led = Array.from(page.matchAll(/(?:href="#|aria-labelledby=")([^"]+)"/g), (match) => match[1]);
    expect(led.filter((name) => !names.includes(name))).toEqual([]);
  });

  test('every rule of content, however deep, and no more', () => {
    const rules = (node: unknown): number =>
      typeof node === 'object' && node !== null
        ? Object.entries(node).reduce((sum, [key, inner]) => sum + (key === 'when' ? 1 : rules(inner)), 0)
        : 0;
    const expected = rules([flow.intro, flow.topics, flow.outcomes.map(({ content, actions }) => [content, actions])]);
    expect(expected).toBeGreaterThan(0);
    expect(text.match(/Shown only if /g)).toHaveLength(expected);
  });

  test('the figures of the proof, with thousands set apart', () => {
    const found = explore(flow);
    const proof = partOf(page, 'chapter_proof', '</section>');
    expect(proof).toContain(`All conversations ${found.conversations.toLocaleString('en')} `);
    for (const { id, title } of flow.outcomes)
      expect(proof).toMatch(
        new RegExp(`${title} \\w+: [\\w ]+ ${found.outcomes.get(id)?.conversations.toLocaleString('en')} `),
      );
    expect(proof).toContain(`Questions in the longest conversation ${found.longest} `);
    expect(proof).toMatch(/Vignettes \([^)]+\) 8 Problems found 0 /);
    expect(proof).toContain('It does not show that the guide is clinically right.');
  });
});

test('the style is for paper of any size, repeats the heads of tables, and fetches nothing', () => {
  // Read from its file: the test runner leaves styles empty.
  const css = readFileSync('src/review/script.css', 'utf8');
  expect(css).toMatch(/@page \{\s*margin:/);
  expect(css).toContain('table-header-group');
  expect(css).not.toMatch(/[{;\s]size:|url\(|@import|@font-face|</);
});

describe('the first page', () => {
  test('says plainly that a draft was not reviewed', () => {
    expect(readOn(pageOf(small))).toContain('Not reviewed. This version is a draft: no clinician has approved it.');
  });

  test('says who approved it and when', () => {
    const approved = smallFlow((json) => {
      json.review = {
        status: 'approved',
        by: 'Dr A. Example, GMC 123',
        on: '2026-04-30',
        next: '2027-05-01',
        fingerprint: fingerprintOf(small),
      };
    });
    const text = readOn(pageOf(approved));
    expect(text).toContain('Approved by Dr A. Example, GMC 123 on 30 April 2026.');
    expect(text).not.toContain('Not reviewed');
    // Of another text it is no approval.
    expect(readOn(pageOf({ ...approved, version: '1.0.1' }))).toContain('Not reviewed');
  });

  test('gives version, date and fingerprint; the signature is for the same fingerprint', () => {
    const page = pageOf(small);
    expect(readOn(page)).toContain('small 1.0.0 Date of this script 1 May 2026');
    expect(page).toContain('<time datetime="2026-05-01">');
    expect(readOn(page)).toContain(`Fingerprint of the content ${fingerprintOf(small)}`);
    expect(partOf(page, 'chapter_sign-off', '</section>')).toContain(
      `small, version 1.0.0, fingerprint ${fingerprintOf(small)}.`,
    );
  });
});

describe('the fingerprint', () => {
  const own = fingerprintOf(small);
  test('changes with a condition, a label, a version', () => {
    const changed = [
      smallFlow((json) => {
        json.version = '1.0.1';
      }),
      smallFlow((json) => {
        (json.redFlags as { when: unknown }[])[0] = {
          ...(json.redFlags as { when: object }[])[0],
          when: { question: 'signs-now', is: 'weak' },
        };
      }),
      mapTexts(small, (_, text) => (text === 'I am numb' ? 'I am number' : text)),
    ].map(fingerprintOf);
    expect(new Set([own, ...changed]).size).toBe(4);
  });

  test('stays when the approval is written in, or fields change places', () => {
    expect(fingerprintOf({ ...small, review: { status: 'approved', by: 'A', on: '2026-05-01', next: '' } })).toBe(own);
    expect(fingerprintOf(Object.fromEntries(Object.entries(small).reverse()) as Flow)).toBe(own);
  });
});

test('a question may have the name of anything on the page', () => {
  const flow = smallFlow((json) => {
    Object.assign(json.sections[1]?.questions[1] as object, { id: 'proof' });
    Object.assign(json.sections[1]?.questions[2] as object, { id: 'topic-signs' });
    json.redFlags = (json.redFlags as unknown[]).slice(0, 4);
    json.outcomes = (json.outcomes as { id: string }[]).filter(({ id }) => id !== 'desk-book');
  });
  const names = Array.from(pageOf(flow).matchAll(/\sid="([^"]+)"/g), (match) => match[1]);
  expect(names).toContain('proof');
  expect(new Set(names).size).toBe(names.length);
});

test('texts of a flow never become marks of the page', () => {
  const hostile = smallFlow((json) => {
    json.title = '<script>alert("1")</script>';
    json.version = '"; } </style><script>alert(2)</script>';
    json.review = { status: 'approved', by: '<img src=x>', on: '', next: '' };
    (json.sections[0]?.questions[0] as { ask: string }).ask = 'A "quoted" <b>question</b> & more?';
  });
  const page = pageOf(hostile, { on: '"><script>' });
  expect(page).not.toMatch(/<script|<img|<b>/i);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).toContain('A &quot;quoted&quot; &lt;b>question&lt;/b> &amp; more?');
  expect(page.slice(page.indexOf('@bottom-left { content:'))).toMatch(
    /^@bottom-left \{ content: "[\w .·\\-]*"; \} \}<\/style>/,
  );
});

describe('at a question', () => {
  const page = pageOf(small);

  test('who is asked, how it is answered, and why', () => {
    expect(partOf(page, 'signs-now', '</article>')).toContain(
      'Any of these? signs-now Tick all that fit. Asked Everyone who gets here. Answer one or more ticks ',
    );
    expect(partOf(page, 'signs-now', '</article>')).toContain('None of these none clears all other ticks');
    expect(partOf(page, 'signs-now', '</article>')).toContain('Why we ask To be safe.');
    expect(partOf(page, 'weak-since', '</article>')).toContain(
      'Asked only if question 1 has “I am weak” ticked Answer exactly one ',
    );
    expect(partOf(page, 'desk', '</article>')).toContain('Answer exactly one; may be skipped');
    expect(partOf(page, 'weeks', '</article>')).toContain('Answer a whole number from 0 to 520, weeks');
    expect(partOf(page, 'pain', '</article>')).toContain('from 0 (“none”) to 10 (“worst”)');
  });

  test('the red flags that read each answer, with their outcomes', () => {
    // F1 numbness, F2 weak-fast, F3 weakness, F4 unsure, F5 long-and-bad: by urgency, then as in the file.
    const signs = partOf(page, 'signs-now', '</article>');
    expect(signs).toContain('I am numb numb Get help now: F1 I am weak weak See a doctor today: F3 ');
    expect(signs).toContain("I'm not sure not-sure See a doctor first: F4 None of these");
    expect(partOf(page, 'weak-since', '</article>')).toMatch(/Hours hours Get help now: F2 Weeks weeks$/);
    expect(partOf(page, 'weeks', '</article>')).toContain(
      '0 to 11 12 to 520 See a doctor first, depending also on question 4 (F5)',
    );
    expect(page).toMatch(/<li class="sure"><span>Get help now<\/span>: <a href="#flag_numbness">F1<\/a>/);
    expect(page).not.toMatch(/<li class="sure">(?:(?!<\/li>).)*<a href="#flag_long-and-bad">/);
  });

  test("a section's condition counts for each of its questions", () => {
    const flow = smallFlow((json) => {
      Object.assign(json.sections[1] as object, { when: { not: { question: 'signs-now', is: 'weak' } } });
      Object.assign(json.sections[1]?.questions[1] as object, { when: { question: 'weeks', atLeast: 2 } });
    });
    const other = pageOf(flow);
    const not = 'question 1 does not have “I am weak” ticked (or is not answered at all)';
    expect(partOf(other, 'story', '<article')).toContain(`Asked only if ${not}`);
    expect(partOf(other, 'weeks', '</article>')).toContain(`Asked only if ${not} Answer`);
    expect(partOf(other, 'pain', '</article>')).toContain(
      `Asked only if all of these are true: ${not} question 3 (weeks) is 2 or more `,
    );
  });

  test('the section that stops says so, and only that one', () => {
    expect(readOn(page).match(/End of section \d/g)).toEqual(['End of section 1']);
  });
});

describe('what an answer does to a red flag', () => {
  const flow = smallFlow((json) => {
    const flag = (id: string, when: object) => ({ id, when, outcome: 'doctor', because: 'So.', source: ['nhs'] });
    const is = (...ids: string[]) => ({ question: 'signs-now', is: ids });
    json.redFlags = [
      flag('both', { all: [is('numb'), is('weak')] }),
      flag('either', { any: [is('numb'), { question: 'weeks', atLeast: 3 }] }),
      flag('not-numb', { all: [{ not: is('numb') }, { question: 'desk', is: 'no' }] }),
      flag('late', {
        all: [
          is('none'),
          {
            any: [
              { question: 'weeks', atMost: 4 },
              { question: 'desk', is: 'yes' },
            ],
          },
        ],
      }),
      flag('alone', { all: [is('none'), { not: is('weak') }] }),
      flag('never', {
        all: [
          { question: 'desk', is: 'yes' },
          { question: 'desk', is: 'no' },
        ],
      }),
    ];
  });
  const { flags, questions } = numbersOf(flow);
  const effects = (id: string, choice: string) => {
    const question = questions.get(id)?.question as ChoiceQuestion;
    const given = { choice: question.choices.find((one) => one.id === choice) as ChoiceQuestion['choices'][number] };
    return effectsOf(flags, question, given).map(({ flag, effect, also }) => [flag.flag.id, effect, ...also]);
  };

  test('ticks', () => {
    expect(effects('signs-now', 'numb')).toEqual([
      ['both', 'may raise', 'signs-now'],
      ['either', 'raises'],
      ['not-numb', 'rules out'],
    ]);
    expect(effects('signs-now', 'none')).toContainEqual(['late', 'may raise', 'weeks', 'desk']);
    expect(effects('signs-now', 'not-sure')).toEqual([]);
    // Alone among ticks, an exclusive choice settles the others.
    expect(effects('signs-now', 'weak')).toContainEqual(['alone', 'rules out']);
    expect(effects('signs-now', 'none')).toContainEqual(['alone', 'raises']);
  });

  test('one choice', () => {
    expect(effects('desk', 'yes')).toEqual([
      ['late', 'may raise', 'signs-now'],
      ['never', 'rules out'],
    ]);
  });

  test('numbers, in the ranges that make a difference', () => {
    const weeks = questions.get('weeks')?.question as NumberQuestion;
    expect(rangesOf(flags, weeks)).toEqual([
      { from: 0, to: 2 },
      { from: 3, to: 4 },
      { from: 5, to: 520 },
    ]);
    const at = (from: number, to: number) =>
      effectsOf(flags, weeks, { from, to }).map(({ flag, effect, also }) => [flag.flag.id, effect, ...also]);
    expect(at(0, 2)).toEqual([
      ['either', 'may raise', 'signs-now'],
      ['late', 'may raise', 'signs-now'],
    ]);
    expect(at(3, 4)[0]).toEqual(['either', 'raises']);
    expect(at(5, 520)[1]).toEqual(['late', 'may raise', 'signs-now', 'desk']);
  });
});

describe('outcomes', () => {
  const page = pageOf(small);

  test('when each is reached', () => {
    expect(partOf(page, 'emergency', '</section>')).toContain(
      'Emergency: help now emergency Reached by red flags F1, F2.',
    );
    expect(partOf(page, 'desk-book', '</section>')).toContain(
      'Reached when no red flag is raised, and only if question 5 is answered “Yes”',
    );
    expect(partOf(page, 'book', '</section>')).toContain(
      'Reached when no red flag is raised, and none of the routine outcomes above is reached.',
    );
  });

  test('conditional parts under their titles, topics by number, and buttons', () => {
    const book = partOf(page, 'book', '</section>');
    expect(book).toContain('Early days Shown only if question 3 (weeks) is 5 or less It often settles.');
    expect(book).toContain("In Britain Shown only if the clinic's country is “GB” No claims.");
    expect(book).toContain('Text of topic T1 When do I need help?');
    expect(book).toContain('Button Book a consult opens the booking page ‹clinic booking›');
  });

  test('placeholders can be read, with what is said without a value', () => {
    const emergency = partOf(page, 'emergency', '</section>');
    expect(emergency).toContain('Call ‹emergency number, or else: your local emergency number›.');
    expect(emergency).toContain('Button Call ‹emergency number› calls ‹emergency number›');
  });

  test('bold and links of texts', () => {
    expect(page).toContain('If you go <strong>numb</strong>, call.');
    expect(page).toContain('<a href="https://example.org/cups">More</a>');
  });
});

test('with problems nothing is claimed, and the reviewer is told not to approve', () => {
  const proof = partOf(pageOf(small, { problems: 3 }), 'chapter_proof', '</section>');
  expect(proof).toContain('The check found 3 problems. Do not approve this version');
  expect(proof).not.toContain('none ends less urgently');
});

test('the texts of a flow in another language are marked; the script stays English', () => {
  const page = pageOf({ ...small, language: 'ar' });
  expect(page).toContain('<html lang="en" dir="ltr">');
  expect(page).toContain('<span lang="ar" dir="rtl">Any of these?</span>');
  expect(page).toContain('“<span lang="ar" dir="rtl">I am weak</span>”');
});

test('runs of numbers are drawn together', () => {
  expect(ranges('F', [1, 2, 3, 5, 6, 9])).toBe('F1–F3, F5, F6, F9');
  expect(ranges('F', [])).toBe('');
});
