import type { ClinicSettings } from '../flow/condition.js';

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
const web = (value: string) => /^https:\/\/[^\s@]+$/.test(value);
/** A number, or from one to another: "20", "18-22". */
const amount = (value: string) => /^\d{1,3}(\s?[-–]\s?\d{1,3})?$/.test(value);

/** How the value of a setting has to be; a setting that has no rule may be any text. */
const rules: { readonly [S in Setting]?: (value: string, clinic: ClinicSettings) => boolean } = {
  phone: (value) => /\d/.test(value),
  booking: (_, clinic) => web(clinic.booking ?? ''),
  language: (value) => taken(() => Intl.getCanonicalLocales(value)),
  'time-zone': (value) => taken(() => new Intl.DateTimeFormat('en', { timeZone: value })),
  'first-visit-minutes': amount,
  'practice-minutes': amount,
  'practice-visits': amount,
  privacy: web,
  'fhir-base': web,
  analytics: (value) => ['none', 'dataLayer', 'plausible'].includes(value),
};

/** The settings of a clinic that are not as they have to be: nothing is said or done with them. */
export function unsoundSettings(clinic: ClinicSettings): Setting[] {
  return (Object.keys(rules) as Setting[]).filter((name) => {
    const value = clinic[name];
    return value && !rules[name]?.(value, clinic);
  });
}

/** The settings as the guide uses them: what is wrong is left out. */
export function soundSettings(clinic: ClinicSettings): ClinicSettings {
  const sound = { ...clinic };
  for (const name of unsoundSettings(clinic)) delete sound[name];
  return sound;
}
