import { say } from '../flow/text.js';

/** From and to, in minutes since the day's midnight; `to` may be on the next day. */
type Span = readonly [from: number, to: number];

/** When a clinic is open by its own clock: by the day of the week, Sunday `0`, and for days that differ, `2026-12-25`. */
export type Hours = Readonly<Record<string, readonly Span[]>>;

/** Whether a text names a time zone, such as `Europe/London`. Short names such as `PST` are not known to every browser. */
export function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return /\/|^UTC$/i.test(text);
  } catch {
    return false;
  }
}

/** Why opening hours could not be read, and the part of the text that it is about. */
export type HoursFault = { wrong: 'days' | 'times' | 'long' | 'twice' | 'never'; piece: string };

const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const minute = 6e4;
const day = 864e5;

const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);

function spansOf(text: string): Span[] | 'times' | 'long' {
  if (text === '24/7') return [[0, 1440]];
  const spans: Span[] = [];
  if (!/\d/.test(text)) return spans;
  for (const part of text.split(',')) {
    const [, h = Number.NaN, m = 0, h2 = 0, m2 = 0] =
      /^(\d\d?):([0-5]\d)-(\d\d?):([0-5]\d)$/.exec(part.trim())?.map(Number) ?? [];
    const from = h * 60 + m;
    const to = h2 * 60 + m2;
    const end = to > from ? to : to + 1440;
    if (!(from < 1440 && end < from + 1441 && to !== from)) return 'times';
    // Who writes 9:00-5:00 means the afternoon.
    if (to && to < from && end > from + 720) return 'long';
    spans.push([from, end]);
  }
  return spans;
}

/** The keys of {@link Hours} that days stand for; `undefined` when one is none. Without days, all of the week. */
function daysOf(text: string): string[] | undefined {
  const keys: string[] = [];
  for (const part of text.split(/[\s,&]+/)) {
    const [, first = '', last = first] = /^(\d{4}-\d\d-\d\d)(?:-(\d{4}-\d\d-\d\d))?$/.exec(part) ?? [];
    if (first) {
      const end = Date.parse(last);
      let at = Date.parse(first);
      // A date that there is not, such as 30 February, is another one, or none.
      if (!(end >= at && end < at + 366 * day) || isoDay(at) !== first || isoDay(end) !== last) return undefined;
      for (; at <= end; at += day) keys.push(isoDay(at));
    } else {
      const [from = 0, to = from] = part
        ? part.split('-').map((name) => (name[1] ? names.findIndex((full) => `${full}s`.startsWith(name)) : -1))
        : [0, 6];
      if (from < 0 || to < 0) return undefined;
      for (let i = from; i <= from + ((to - from + 7) % 7); i++) keys.push(`${i % 7}`);
    }
  }
  return keys;
}

/**
 * Opening hours as OpenStreetMap and schema.org write them: `Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-13:00;
 * 2026-12-25 off`; a later rule replaces an earlier one for its days. Also takes English names of days, and any dash.
 * https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
 */
export function readHours(text: string): Hours | HoursFault {
  const hours: Record<string, readonly Span[]> = {};
  const rules = text
    .toLowerCase()
    .replace(/\s*(\p{Pd}|\bto\b)\s*/gu, '-')
    // A comma before a day begins a new rule when times stand before it.
    .replace(/(:\d\d|off|closed)\s*,\s*(?=[a-z]|\d{4}-)/g, '$1;')
    .split(/[;\n]/);
  for (const rule of rules) {
    const piece = rule.trim();
    if (!piece) continue;
    const [, who = '', when] = /^(.*?)(?:^|[\s:]+)(24\/7|off|closed|\d\d?:.+)$/.exec(piece) ?? [];
    const spans = when ? spansOf(when) : 'times';
    if (typeof spans === 'string') return { wrong: spans, piece };
    const keys = daysOf(who);
    if (!keys) return { wrong: 'days', piece };
    for (const key of keys) {
      const before = hours[key] ?? [];
      // Who writes one rule for the morning and one for the afternoon means both; only one of them would count.
      if (before[0] && spans[0] && !before.some(([a, b]) => spans.some(([from, to]) => from < b && a < to)))
        return { wrong: 'twice', piece };
      hours[key] = spans;
    }
  }
  return Object.values(hours).some((spans) => spans[0]) ? hours : { wrong: 'never', piece: text };
}

/** Opening hours, or `undefined` for a text that cannot be read; `hoursComplaint` says why. */
export function parseHours(text: string): Hours | undefined {
  const read = readHours(text);
  return 'wrong' in read ? undefined : (read as Hours);
}

/** Tells what clocks in a time zone show at a time, as if it were UTC, in ms. A `RangeError` for an unknown zone. */
function clockIn(timeZone: string | undefined): (time: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return (time) => {
    const [month = 0, date, year = 0, hour, minutes] = format.format(time).match(/\d+/g)?.map(Number) ?? [];
    return Date.UTC(2000 + year, month - 1, date, hour, minutes);
  };
}

/** The spans of a day, and what reaches into it from the day before, in its minutes. */
function spansAround(hours: Hours, midnight: number): Span[] {
  return [0, 1440].flatMap((before) => {
    const start = new Date(midnight - before * minute);
    const spans = hours[isoDay(+start)] ?? hours[start.getUTCDay()] ?? [];
    return spans.map(([from, to]): Span => [from - before, to - before]);
  });
}

/** A change of state: when, and how many of the clinic's days from now. */
type Change = { at: Date; days: number };

/** Whether a clinic is open, and what changes next; neither `until` nor `next` when nothing does for two weeks. */
export type OpenState = { open: true; until?: Change } | { open: false; next?: Change };

/**
 * Whether a clinic is open now by the clock of its `timeZone` (an IANA name; without one, the visitor's), and until when,
 * or when next. `undefined` for an unknown time zone.
 */
export function openState(hours: Hours, timeZone: string | undefined, now: Date): OpenState | undefined {
  try {
    const clock = clockIn(timeZone);
    const start = Math.floor(+now / minute) * minute;
    let offset = 0;
    let today = Number.NaN;
    let spans: Span[] = [];
    let first: { open: boolean; today: number } | undefined;
    // Minute by minute, so that a clock that is put forward or back needs no rule of its own; they all change at a full
    // or half hour of UTC.
    for (let time = start; time < start + 15 * day; time += minute) {
      if (!first || time % (30 * minute) === 0) offset = clock(time) - time;
      const wall = time + offset;
      if (Math.floor(wall / day) !== today) {
        today = Math.floor(wall / day);
        spans = spansAround(hours, today * day);
      }
      const at = wall / minute - today * 1440;
      const open = spans.some(([from, to]) => from <= at && at < to);
      first ??= { open, today };
      if (open === first.open) continue;
      const change = { at: new Date(time), days: today - first.today };
      return open ? { open: false, next: change } : { open: true, until: change };
    }
    return first && { open: first.open };
  } catch {
    return undefined;
  }
}

/** The words around opening hours, in the visitor's language. */
export type HoursWords = Record<
  'openNow' | 'openUntil' | 'closedNow' | 'opensAt' | 'opensTomorrow' | 'opensOn' | 'clinicTime',
  string
>;

/** For whom opening hours are said: by which clock, in which language, and where. */
export type HoursReader = {
  words: HoursWords;
  language: string;
  /** The clinic's country, as two letters, for the way its clocks are read. */
  country?: string | undefined;
  now: Date;
  timeZone?: string | undefined;
  /** The visitor's own time zone; by default the browser's. */
  visitorZone?: string | undefined;
};

/** "Open now, until 17:00", "Opens tomorrow at 9:00 (clinic's time)": what to say beside the clinic's phone. */
export function hoursWords(
  state: OpenState,
  { words, language, country = '', now, timeZone, visitorZone }: HoursReader,
) {
  const change = state.open ? state.until : state.next;
  // A day on which nothing closes is not told by when it will.
  if (!change || (state.open && +change.at - +now > 0.75 * day)) return state.open ? words.openNow : words.closedNow;
  const { at, days } = change;
  const [clinic, visitor] = [clockIn(timeZone), clockIn(visitorZone)];
  const abroad = clinic(+at) !== visitor(+at);
  const daysThere = Math.floor(visitor(+at) / day) - Math.floor(visitor(+now) / day);
  const text = state.open
    ? words.openUntil
    : // Where the visitor's tomorrow is not the clinic's, the day is named.
      days > 1 || (abroad && daysThere !== days)
      ? words.opensOn
      : days
        ? words.opensTomorrow
        : words.opensAt;
  // The country decides how clocks are read.
  const locale = new Intl.Locale(language, /^[a-z]{2}$/i.test(country) ? { region: country } : {});
  const write = (options: Intl.DateTimeFormatOptions) => at.toLocaleString(locale, { timeZone, ...options });
  const said = say(text, {
    time: write({ hour: 'numeric', minute: '2-digit' }),
    // Next week has the same days of the week.
    day: write(days > 6 ? { day: 'numeric', month: 'long' } : { weekday: 'long' }),
  });
  return abroad ? `${said} ${words.clinicTime}` : said;
}
