import { expect, test } from 'vitest';
import type { ClinicSettings } from '../../src/flow/condition.js';
import { soundSettings, unsoundSettings } from '../../src/handover/clinic.js';

/** A clinic that has set everything, and nothing wrong. */
const whole: ClinicSettings = {
  name: 'Riverside',
  phone: '+1 555 0100',
  booking: 'https://riverside.example/book',
  country: 'US',
  language: 'es',
  offers: 'acupuncture',
  practitioner: 'Ana Lee',
  'practitioner-title': 'licensed acupuncturist',
  hours: 'Mo-Fr 09:00-17:00',
  'time-zone': 'America/New_York',
  'first-visit-minutes': '45-60',
  'first-visit-price': '$90',
  'practice-minutes': '20',
  'practice-visits': '8 – 12',
  privacy: 'https://riverside.example/privacy',
  send: 'https://desk.riverside.example/submissions',
  'fhir-base': 'https://riverside.example/fhir',
  analytics: 'plausible',
};

test('a clinic that has set everything keeps everything', () => {
  expect(unsoundSettings(whole)).toEqual([]);
  expect(soundSettings(whole)).toEqual(whole);
});

test.each<[keyof ClinicSettings, string]>([
  ['phone', 'on request'],
  ['booking', 'www.riverside.example'],
  ['booking', 'javascript:alert(1)'],
  ['language', 'Spanish language'],
  ['hours', 'nine to five'],
  ['time-zone', 'New York'],
  ['first-visit-minutes', 'an hour'],
  ['practice-minutes', '20 minutes'],
  ['practice-visits', 'as many as it takes'],
  ['privacy', 'http://riverside.example/privacy'],
  ['privacy', 'https://user:secret@riverside.example'],
  ['send', 'http://riverside.example/submissions'],
  ['fhir-base', 'riverside'],
  ['analytics', 'google'],
])('%s="%s" is left out, and it alone', (name, value) => {
  const wrong = { ...whole, [name]: value };
  expect(unsoundSettings(wrong)).toContain(name);
  const rest = { ...whole };
  delete rest[name];
  // By the clock of an unknown place, hours would be wrong.
  if (name === 'time-zone') delete rest.hours;
  expect(soundSettings(wrong)).toEqual(rest);
});

test('the way to book becomes the link to follow', () => {
  const booked = (booking: string, service?: string) => soundSettings({ booking, ...(service && { service }) }).booking;
  expect(booked('+1 555 0100')).toBe('tel:+15550100');
  expect(booked('desk@riverside.example', 'First visit')).toBe('mailto:desk@riverside.example?subject=First%20visit');
  expect(booked('calendly:riverside', 'first-visit')).toBe('https://calendly.com/riverside/first-visit');
});
