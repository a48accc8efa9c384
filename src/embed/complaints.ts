import type { ClinicSettings } from '../flow/condition.js';
import { unsoundSettings } from '../handover/clinic.js';
import { numbersFor } from './numbers.js';
import { attributeFor, attributes } from './options.js';

/** Attributes that do not exist, and values that are not among those there are: `colour="red"`. */
export function attributeComplaints(element: Element): string[] {
  return [...element.attributes]
    .filter(({ name, value }) => {
      // Found by name among their own, since "constructor" is a name that every object has.
      const known: string | readonly string[] | undefined = Object.entries(attributes).find(
        ([one]) => one === name,
      )?.[1];
      if (known !== undefined) return typeof known !== 'string' && !known.includes(value);
      // On the element the names stand without the "data-" that they have on the script tag.
      return (
        Object.hasOwn(attributes, name.slice(5)) ||
        !/^(id|class|style|lang|dir|hidden|slot|title|role|(aria|data|on).*)$/.test(name)
      );
    })
    .map(({ name, value }) => `${name}="${value}"`);
}

/** A setting that is left out: what the guide does, and what to do. */
export type SettingComplaint = { about: keyof typeof sentences | 'country' | 'accent'; text: string; fix: string };

const amount = 'a number such as 60, or two such as 45-60';
/** What is wrong with a setting that is not as it has to be, and what to write. */
const sentences = {
  phone: { not: 'a phone number', fix: 'Write it with its country code: +1 555 0100.' },
  booking: { not: 'a way to book', fix: 'Write the whole https:// address, a phone number or an e-mail address.' },
  language: { not: 'a language', fix: 'Write its code, such as es.' },
  'time-zone': { not: 'a time zone', fix: 'Write its name, such as America/New_York.' },
  'first-visit-minutes': { not: amount, fix: 'Write minutes.' },
  'practice-minutes': { not: amount, fix: 'Write minutes.' },
  'practice-visits': { not: amount, fix: 'Write how many visits, such as 8-12.' },
  privacy: { not: 'an https:// address', fix: 'Write the whole address of your privacy notice.' },
  'fhir-base': { not: 'an https:// address', fix: 'Write the address that you give to `symptom-guide fhir --base`.' },
  analytics: {
    not: `one of ${attributes.analytics.join(', ')}`,
    fix: `Write one of ${attributes.analytics.join(', ')}.`,
  },
};

/** Clinic settings that are left out, each with what to do: they are how the clinic is reached. */
export function settingComplaints(settings: ClinicSettings & { accent?: string | undefined }): SettingComplaint[] {
  const { country = '', accent } = settings;
  const complaints: SettingComplaint[] = unsoundSettings(settings)
    .filter((name) => name in sentences)
    .map((name) => {
      const about = name as keyof typeof sentences;
      const { not, fix } = sentences[about];
      return { about, text: `ignores ${attributeFor(about)}="${settings[about]}": not ${not}`, fix };
    });
  if (!numbersFor(country).emergency)
    complaints.unshift({
      about: 'country',
      text: country ? `knows no numbers for the country "${country}"` : 'shows no emergency number: give the country',
      fix: 'Set country to GB, IE, US, CA, AU, NZ or an EU country, as two letters.',
    });
  if (accent && !CSS.supports('color', accent))
    complaints.push({
      about: 'accent',
      text: `ignores accent="${accent}": not a colour`,
      fix: 'Write a CSS colour, such as #1a5c8e.',
    });
  return complaints;
}
