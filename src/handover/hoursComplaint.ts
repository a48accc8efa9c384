import type { SettingFault } from './bookingComplaint.js';
import { type HoursFault, isTimeZone, readHours } from './openingHours.js';

const faults: Record<HoursFault['wrong'], { text: string; fix: string }> = {
  days: { text: 'no day of the week or date', fix: 'Write days as Mo-Fr or Mo,We, dates and holidays as 2026-12-25.' },
  times: {
    text: 'no times',
    fix: 'Write times as 09:00-12:30,13:30-17:00 or off, and the afternoon as 17:00, without am and pm.',
  },
  long: { text: 'open through the night', fix: 'Write the afternoon as 17:00.' },
  twice: {
    text: 'has two rules for one day',
    fix: 'Write its times in one rule, with a comma: Mo 09:00-12:30,13:30-17:00.',
  },
  never: { text: 'never open', fix: 'Write when you are open: Mo-Fr 09:00-17:00; Sa 10:00-13:00.' },
};

/** What is wrong with the clinic settings `hours` and `time-zone`, for the webmaster; `undefined` when all is well. */
export function hoursComplaint({
  hours = '',
  'time-zone': zone = '',
}: {
  hours?: string | undefined;
  'time-zone'?: string | undefined;
}): SettingFault | undefined {
  if (zone.trim() && !isTimeZone(zone.trim()))
    return { text: `ignores the hours: no time zone "${zone}"`, fix: 'Write it as America/New_York or Europe/London.' };
  if (!hours.trim()) return undefined;
  const read = readHours(hours);
  if (!('wrong' in read)) return undefined;
  const { wrong, piece } = read as HoursFault;
  return { text: `ignores the hours: "${piece}": ${faults[wrong].text}`, fix: faults[wrong].fix };
}
