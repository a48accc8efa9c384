import type { ClinicSettings } from '../flow/condition.js';
import { bookingComplaint } from '../handover/bookingComplaint.js';
import { unsoundSettings } from '../handover/clinic.js';
import { hoursComplaint } from '../handover/hoursComplaint.js';
import { pageComplaints, type SettingComplaint } from './complaints.js';
import { attributeFor, attributes } from './options.js';

const amount = 'a number such as 60, or two such as 45-60';
/** What is wrong with a setting that is not as it has to be, and what to write. */
const sentences: { readonly [S in keyof ClinicSettings]?: { not: string; fix: string } } = {
  phone: { not: 'a phone number', fix: 'Write it with its country code: +1 555 0100.' },
  language: { not: 'a language', fix: 'Write its code, such as es.' },
  'first-visit-minutes': { not: amount, fix: 'Write minutes, in digits.' },
  'practice-minutes': { not: amount, fix: 'Write minutes, in digits.' },
  'practice-visits': { not: amount, fix: 'Write how many visits, such as 8-12.' },
  privacy: { not: 'an https:// address', fix: 'Write the whole address of your privacy notice.' },
  send: {
    not: 'an https:// address',
    fix: 'Write the whole address of your receiver; http:// only to try it out, on a page of this computer.',
  },
  'fhir-base': { not: 'an https:// address', fix: 'Write the address that you give to `symptom-guide fhir --base`.' },
  analytics: { not: 'a counter it knows', fix: `Write one of ${attributes.analytics.join(', ')}.` },
};

/**
 * Clinic settings that are left out, each with what to do: for the embed doctor and the studio. Visitors' browsers only
 * name them on the console.
 */
export function settingComplaints(settings: ClinicSettings & { accent?: string | undefined }): SettingComplaint[] {
  const complaints = pageComplaints(settings);
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
  return complaints;
}
