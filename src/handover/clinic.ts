import type { ClinicSettings } from '../flow/condition.js';
import { bookingLink } from './booking.js';
import { isTimeZone, parseHours } from './openingHours.js';
import { sendAddress } from './sendAddress.js';

type Setting = keyof ClinicSettings;

/** Whether a browser's own code takes a value without an error. */
const taken = (use: () => unknown): boolean => {
  try {
    use();
    return true;
  } catch {
    return false;
  }
};
const web = /^https:\/\/[^\s@]+$/;
/** A number, or from one to another: "20", "18-22". */
const amount = /^\d{1,3}(\s?[-–]\s?\d{1,3})?$/;

/** What the values of some settings have to match; the JSON Schema of the clinic's file has them too. */
export const settingPatterns = {
  phone: /\d/,
  'first-visit-minutes': amount,
  'practice-minutes': amount,
  'practice-visits': amount,
  privacy: web,
  'fhir-base': web,
  analytics: /^(none|dataLayer|plausible)$/,
} as const satisfies { readonly [S in Setting]?: RegExp };

/** How the values of others have to be. A setting that stands in neither may be any text. */
const rules: { readonly [S in Setting]?: (clinic: ClinicSettings) => boolean } = {
  booking: (clinic) => bookingLink(clinic) !== undefined,
  // By another zone's clock they would be wrong.
  hours: (clinic) => parseHours(clinic.hours ?? '') !== undefined && isTimeZone(clinic['time-zone'] ?? 'UTC'),
  send: ({ send = '' }) => sendAddress(send) !== undefined,
  language: ({ language }) => taken(() => Intl.getCanonicalLocales(language)),
  'time-zone': (clinic) => isTimeZone(clinic['time-zone'] ?? ''),
};

/** The settings of a clinic that are not as they have to be: nothing is said or done with them. */
export function unsoundSettings(clinic: ClinicSettings): Setting[] {
  const patterns: { readonly [S in Setting]?: RegExp } = settingPatterns;
  return (Object.keys({ ...patterns, ...rules }) as Setting[]).filter((name) => {
    const value = clinic[name];
    return value && !(patterns[name]?.test(value) ?? rules[name]?.(clinic));
  });
}

/** The settings as the guide uses them: what is wrong is left out, and `booking` is the link to follow. */
export function soundSettings(clinic: ClinicSettings): ClinicSettings {
  const sound = { ...clinic };
  for (const name of unsoundSettings(clinic)) delete sound[name];
  const link = bookingLink(sound);
  if (link) sound.booking = link.href;
  return sound;
}
