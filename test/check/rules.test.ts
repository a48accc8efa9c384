import { expect, test } from 'vitest';
import { explore } from '../../src/check/explore.js';
import { plainFindings, provenFindings } from '../../src/check/rules.js';
import { parseFlow } from '../../src/flow/parse.js';
import { smallJson } from '../fixtures/smallFlow.js';

// biome-ignore lint/suspicious/noExplicitAny: flows are broken as an editor would, anywhere in the JSON.
const findings = (change: (json: any) => void) => {
  const json = smallJson();
  change(json);
  const { flow, problems } = parseFlow(json);
  if (!flow) throw new Error(JSON.stringify(problems));
  return [...plainFindings(flow), ...provenFindings(flow, explore(flow))].map(
    ({ code, path, message }) => `${code} ${path.join('.')}: ${message}`,
  );
};

test('the small flow has none', () => {
  expect(findings(() => {})).toEqual([]);
});

test('each finding comes with the shortest conversation that shows it', () => {
  expect(findings((json) => delete json.redFlags[3].onlyIfAsked)).toEqual([
    'flag-not-asked redFlags.3: somebody can book without an answer to what red flag "weak-fast" asks: signs-now: none, weeks: 0, pain: 0, desk: skipped',
  ]);
});

test('an emergency question that may be skipped can be missed like one that is not asked', () => {
  expect(
    findings((json) => {
      json.sections[0].questions[0].optional = true;
    }),
  ).toEqual([
    'skippable-sign sections.0.questions.0.optional: "signs-now" can be skipped, and red flag "unsure" reads it',
    'flag-not-asked redFlags.2: somebody can book without an answer to what red flag "numbness" asks: signs-now: skipped, weeks: 0, pain: 0, desk: skipped',
  ]);
});

test('a follow-up whose sign was said not to be there is no flag that was missed', () => {
  expect(
    findings((json) => {
      delete json.redFlags[3].onlyIfAsked;
      json.redFlags[3].when = { all: [{ question: 'signs-now', is: 'weak' }, json.redFlags[3].when] };
    }),
  ).toEqual([]);
});

test('a question that a condition hides from people who need it', () => {
  expect(
    findings((json) => {
      json.sections[0].questions[0].when = { not: { question: 'age', is: 'young' } };
      json.sections[0].questions.unshift({
        id: 'age',
        type: 'choice',
        ask: 'How old are you?',
        choices: [
          { id: 'young', label: 'Young' },
          { id: 'old', label: 'Old' },
        ],
      });
    }),
  ).toEqual([
    'flag-not-asked redFlags.2: somebody can book without an answer to what red flag "numbness" asks: age: young, weeks: 0, pain: 0, desk: skipped',
  ]);
});

test('"not none of these" is no sign that takes a red flag back', () => {
  const not = { not: { question: 'signs-now', is: 'none' } };
  expect(findings((json) => json.redFlags.push({ ...json.redFlags[0], id: 'any-sign', when: not }))).toEqual([]);
});

test('a plan or a booking link is found through topics, details and actions too', () => {
  const message = '"doctor" is for people with a red flag, and offers to book';
  expect(
    findings((json) => {
      json.topics.push({
        id: 'booking',
        ask: 'Where?',
        content: [{ details: 'Here', content: ['[Book]({clinic.booking})'] }],
      });
      json.outcomes[2].content.push({ topic: 'booking' });
    }),
  ).toEqual([`booking-when-flagged outcomes.2.content.1: ${message}`]);
  expect(
    findings((json) => {
      json.outcomes[2].actions = [{ link: '{clinic.booking}', label: 'Book' }];
    }),
  ).toEqual([`booking-when-flagged outcomes.2.actions.0: ${message}`]);
  expect(
    findings((json) => {
      json.outcomes[2].content.push({
        details: 'More',
        content: [{ card: 'How often', plan: true, content: ['Weekly.'] }],
      });
    }),
  ).toEqual([
    'plan-when-flagged outcomes.2.content.1.content.0: "doctor" is for people with a red flag, and shows a plan of treatment',
  ]);
});

test('a call button that is there for some only is none', () => {
  expect(
    findings((json) => {
      json.outcomes[0].actions[0].when = { question: 'signs-now', is: 'numb' };
    }),
  ).toEqual(['emergency-without-call outcomes.0: "emergency" has no button that always calls']);
});

test('a button that calls the clinic is no emergency call', () => {
  for (const call of ['{clinic.phone}', '{urgent.number}'])
    expect(
      findings((json) => {
        json.outcomes[0].actions[0].call = call;
      }),
    ).toEqual(['emergency-without-call outcomes.0: "emergency" has no button that always calls']);
});

test('booking and plans in what else people with a red flag read', () => {
  expect(
    findings((json) => {
      json.redFlags[0].because = 'You may [book]({clinic.booking}).';
      json.outcomes[0].title = '[Book]({clinic.booking})';
      json.topics[0].plan = true;
      json.topics[0].content.push('[Book]({clinic.booking})');
      json.outcomes[2].note = 'No {clinic.booking} here.';
    }).map((line) => line.split(':')[0]),
  ).toEqual([
    'booking-when-flagged redFlags.0.because',
    'booking-when-flagged outcomes.0.title',
    'plan-when-flagged topics.0',
    'booking-when-flagged topics.0.content.1',
  ]);
});

test('"I\'m not sure" to what leads to an emergency question can end in booking', () => {
  const found = findings((json) => {
    json.sections[0].questions.push(
      {
        id: 'leg',
        type: 'choice',
        ask: 'Is a leg weak?',
        choices: ['yes', 'no', 'not-sure'].map((id) => ({ id, label: id })),
      },
      {
        id: 'fast',
        type: 'choice',
        when: { question: 'leg', is: 'yes' },
        ask: 'Over hours?',
        choices: ['yes', 'no'].map((id) => ({ id, label: id })),
      },
    );
    json.redFlags.push({ ...json.redFlags[3], id: 'fast', when: { question: 'fast', is: 'yes' } });
  });
  expect(found.map((line) => line.split(':')[0])).toEqual(['unsure-books sections.0.questions.2.choices.2']);
});

test('a section whose condition never holds is named once, without each of its questions', () => {
  expect(
    findings((json) => {
      json.sections[1].when = { question: 'signs-now', is: 'numb' };
    }).filter((line) => line.includes('sections')),
  ).toEqual(['when-never sections.1.when: this holds for nobody who gets here: section "story" is never asked']);
});

test('content that shows always or never', () => {
  expect(
    findings((json) => {
      json.outcomes[4].content[1].when = {
        any: [
          { question: 'weeks', atMost: 5 },
          { not: { question: 'weeks', atMost: 9 } },
          { question: 'weeks', atLeast: 3 },
        ],
      };
      json.outcomes[4].content[2].when = {
        all: [{ clinic: 'country', is: 'GB' }, { not: { clinic: 'country', is: 'GB' } }],
      };
      json.topics[1].when = {
        all: [
          { question: 'weeks', atLeast: 5 },
          { question: 'desk', is: 'yes' },
        ],
      };
    }),
  ).toEqual([
    'when-always outcomes.4.content.1.when: this holds whatever is answered',
    'when-never outcomes.4.content.2.when: this holds for no answers at all',
  ]);
});

test('a tick list without "none of these" at all', () => {
  expect(findings((json) => json.sections[0].questions[0].choices.pop())).toContain(
    'none-missing sections.0.questions.0: "signs-now" has no choice for people without these signs',
  );
});

test('"I\'m not sure" may not clear the signs that somebody is sure of', () => {
  expect(
    findings((json) => {
      const [signs] = json.sections[0].questions;
      signs.choices[2].exclusive = true;
      signs.choices.pop();
    }),
  ).toContain(
    'exclusive-sign sections.0.questions.0.choices.2: "not-sure" of "signs-now" is a sign that counts, and clears the other signs',
  );
});
