import type { ClinicSettings } from '../flow/condition.js';
import { bookingComplaint } from '../handover/bookingComplaint.js';
import { unsoundSettings } from '../handover/clinic.js';
import { hoursComplaint } from '../handover/hoursComplaint.js';
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

/** A setting that is left out, or not wholly used: what the guide does, and what to do. */
export type SettingComplaint = { about: keyof ClinicSettings | 'accent'; text: string; fix: string };

const amount = 'a number such as 60, or two such as 45-60';
/** What is wrong with a setting that is not as it has to be, and what to write. */
const sentences: { readonly [S in keyof ClinicSettings]?: { not: string; fix: string } } = {
  phone: { not: 'a phone number', fix: 'Write it with its country code: +1 555 0100.' },
  language: { not: 'a language', fix: 'Write its code, such as es.' },
  'first-visit-minutes': { not: amount, fix: 'Write minutes.' },
  'practice-minutes': { not: amount, fix: 'Write minutes.' },
  'practice-visits': { not: amount, fix: 'Write how many visits, such as 8-12.' },
  privacy: { not: 'an https:// address', fix: 'Write the whole address of your privacy notice.' },
  send: { not: 'an https:// address', fix: 'Write the whole address of your receiver; http:// only on this computer.' },
  'fhir-base': { not: 'an https:// address', fix: 'Write the address that you give to `symptom-guide fhir --base`.' },
  analytics: { not: 'a counter it knows', fix: `Write one of ${attributes.analytics.join(', ')}.` },
};

/** Clinic settings that are left out, each with what to do: they are how the clinic is reached. */
export function settingComplaints(settings: ClinicSettings & { accent?: string | undefined }): SettingComplaint[] {
  const { country = '', accent } = settings;
  const complaints: SettingComplaint[] = [];
  if (!numbersFor(country).emergency)
    complaints.push({
      about: 'country',
      text: country ? `knows no numbers for the country "${country}"` : 'shows no emergency number: give the country',
      fix: 'Set country to GB, IE, US, CA, AU, NZ or an EU country, as two letters.',
    });
  for (const about of unsoundSettings(settings)) {
    const sentence = sentences[about];
    if (sentence)
      complaints.push({
        about,
        text: `ignores ${attributeFor(about)}="${settings[about]}": not ${sentence.not}`,
        fix: sentence.fix,
      });
  }
  // These two know more about what may be wrong.
  const booking = bookingComplaint(settings);
  if (booking) complaints.push({ about: settings.booking ? 'booking' : 'service', ...booking });
  const hours = hoursComplaint({ hours: settings.hours, 'time-zone': settings['time-zone'] });
  if (hours) complaints.push({ about: 'hours', ...hours });
  if (accent && !CSS.supports('color', accent))
    complaints.push({
      about: 'accent',
      text: `ignores accent="${accent}": not a colour`,
      fix: 'Write a CSS colour, such as #1a5c8e.',
    });
  return complaints;
}
