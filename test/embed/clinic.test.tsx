import { Ajv } from 'ajv';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attend, type BookDetail, type Told } from '../../src/embed/attend.js';
import { readClinic } from '../../src/embed/clinic.js';
import { clinicSchema } from '../../src/embed/clinicSchema.js';
import { settingComplaints } from '../../src/embed/settingComplaints.js';
import { fingerprintOf } from '../../src/flow/fingerprint.js';
import type { Flow } from '../../src/flow/schema.js';
import { clinicSettings, deskSettings } from '../../src/flow/settings.js';
import { smallFlow } from '../fixtures/smallFlow.js';

let guide: HTMLElement;
let panel: HTMLElement;
let warnings: string[];
beforeEach(() => {
  guide = document.body.appendChild(document.createElement('div'));
  panel = guide.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'));
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation((line: string) => warnings.push(line));
});
afterEach(() => {
  guide.remove();
  vi.restoreAllMocks();
  Reflect.deleteProperty(globalThis, 'dataLayer');
  Reflect.deleteProperty(globalThis, 'plausible');
});
const set = (attributes: Record<string, string>) => {
  for (const [name, value] of Object.entries(attributes)) guide.setAttribute(name, value);
};

test('what stands on the tag comes before what is in the file; an empty attribute is none', () => {
  set({ 'clinic-name': 'On the tag', phone: '', country: 'uk' });
  const file = {
    'clinic-name': 'In the file',
    phone: '+44 20 7946 0000',
    offers: 'Acupuncture and cupping',
    'practice-minutes': 20,
  };
  expect(readClinic(guide, file)).toMatchObject({
    name: 'On the tag',
    phone: '+44 20 7946 0000',
    country: 'GB',
    offers: 'acupuncture , cupping',
    'practice-minutes': '20',
  });
});

test('what is no text in the file is left out, and nothing breaks', () => {
  const file = JSON.parse('{"name": ["a"], "phone": null, "hours": {}, "__proto__": "x", "offers": false}');
  expect(readClinic(guide, file)).toEqual({ country: '', offers: '' });
});

test('a sign that turns the order of digits is taken out', () => {
  set({ phone: '\u202e0010 555' });
  expect(readClinic(guide, {}).phone).toBe('0010 555');
});

test('every setting that is wrong has a line that names it and says what to write', () => {
  const wrong = {
    country: 'XX',
    phone: 'none',
    booking: 'x',
    hours: 'always',
    'first-visit-minutes': 'long',
    'practice-minutes': 'long',
    'practice-visits': 'many',
    privacy: 'x',
    send: 'http://x.example',
    'fhir-base': 'x',
    analytics: 'x',
    language: '?',
  };
  const complaints = settingComplaints(wrong);
  expect(complaints.map(({ about }) => about).sort()).toEqual(Object.keys(wrong).sort());
  for (const { text, fix } of complaints) {
    expect(text).toMatch(/^(ignores|knows)/);
    expect(fix.length).toBeGreaterThan(10);
  }
  expect(settingComplaints({ country: 'GB', phone: '1', booking: 'https://a.example/' })).toEqual([]);
});

test('the schema of the file knows every setting, and what it refuses the guide leaves out', () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(clinicSchema());
  const good = { name: 'Riverside', phone: '+1 555 0100', 'practice-minutes': 20, 'first-visit-minutes': '45-60' };
  expect(validate(good)).toBe(true);
  for (const wrong of [{ phone: 'none' }, { 'practice-visits': 'many' }, { privacy: 'x' }, { colour: 'red' }])
    expect(validate(wrong), JSON.stringify(wrong)).toBe(false);
  const { properties } = clinicSchema() as { properties: object };
  expect(Object.keys(properties)).toEqual(['$schema', ...clinicSettings, ...deskSettings]);
});

const outcome: Told = ['guide-outcome', { flow: 'small', version: '1.0.0', outcome: 'consult', urgency: 'routine' }];
const step: Told = ['guide-step', { flow: 'small', version: '1.0.0', section: 'about' }];
const tell = ([type, detail]: Told) => guide.dispatchEvent(new CustomEvent(type, { detail }));

test('nobody counts by default', () => {
  attend(guide, panel, smallFlow(), { country: 'GB' }, [step]);
  tell(outcome);
  expect(globalThis).not.toHaveProperty('dataLayer');
  expect(globalThis).not.toHaveProperty('plausible');
});

test('dataLayer gets sections and outcomes, by ids and urgency alone, each once', () => {
  attend(guide, panel, smallFlow(), { country: 'GB', analytics: 'dataLayer' }, [step]);
  attend(guide, panel, smallFlow(), { country: 'GB', analytics: 'dataLayer' }, [step]);
  tell(outcome);
  expect((globalThis as { dataLayer?: object[] }).dataLayer).toEqual([
    { event: 'guide-step', guide_flow: 'small', guide_version: '1.0.0', guide_section: 'about' },
    {
      event: 'guide-outcome',
      guide_flow: 'small',
      guide_version: '1.0.0',
      guide_outcome: 'consult',
      guide_urgency: 'routine',
    },
  ]);
});

test('an element that was moved, and tells again where it is, is counted once and warned of once', () => {
  attend(guide, panel, smallFlow(), { analytics: 'dataLayer' }, [step]);
  for (const told of [outcome, outcome, step, outcome]) tell(told);
  attend(guide, panel, smallFlow(), { analytics: 'dataLayer' }, [outcome]);
  const { dataLayer } = globalThis as { dataLayer?: { event: string }[] };
  expect(dataLayer?.map(({ event }) => event)).toEqual(['guide-step', 'guide-outcome', 'guide-step', 'guide-outcome']);
  expect(warnings).toEqual(['[symptom-guide] shows no emergency number: give the country']);
});

test('Plausible is told, also what happened before its script came', () => {
  attend(guide, panel, smallFlow(), { country: 'GB', analytics: 'plausible' }, [step]);
  const page = globalThis as { plausible?: { q?: unknown[] } | ((...call: unknown[]) => void) };
  expect((page.plausible as { q?: unknown[] }).q).toEqual([['guide-step', { props: step[1] }]]);
  const calls: unknown[][] = [];
  page.plausible = (...call) => calls.push(call);
  tell(outcome);
  expect(calls).toEqual([['guide-outcome', { props: outcome[1] }]]);
});

test('a counter that fails is told to the webmaster and stops nothing', () => {
  Object.assign(globalThis, {
    plausible: () => {
      throw Error('broken');
    },
  });
  attend(guide, panel, smallFlow(), { country: 'GB', analytics: 'plausible' }, []);
  tell(outcome);
  expect(warnings).toEqual(['[symptom-guide] analytics="plausible" failed: broken']);
});

test('the page is asked before something is booked, and may do it itself', () => {
  panel.innerHTML =
    '<a data-book href="https://riverside.example/book"><b>Book</b></a><a href="https://x.example/">No</a>';
  attend(guide, panel, smallFlow(), { country: 'GB' }, []);
  const asked: BookDetail[] = [];
  let own = false;
  document.addEventListener('guide-book', (event) => {
    asked.push((event as CustomEvent<BookDetail>).detail);
    if (own) event.preventDefault();
  });
  const follow = (selector: string) => {
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
    panel.querySelector(selector)?.dispatchEvent(click);
    return !click.defaultPrevented;
  };
  expect(follow('b')).toBe(true);
  own = true;
  expect(follow('b')).toBe(false);
  expect(follow('a:last-child')).toBe(true);
  const { id: flow, version } = smallFlow();
  expect(asked).toEqual(Array(2).fill({ flow, version, address: 'https://riverside.example/book' }));
});

test('a review that has run out is told to the webmaster', () => {
  const review = { status: 'approved' as const, by: 'Dr A', on: '2020-01-01', next: '2021-01-01' };
  const flow: Flow = { ...smallFlow(), review: { ...review, fingerprint: fingerprintOf(smallFlow()) } };
  attend(guide, panel, flow, { country: 'GB' }, []);
  expect(warnings).toEqual([
    '[symptom-guide] the review of the flow was due on 2021-01-01: visitors are asked to call',
  ]);
});
