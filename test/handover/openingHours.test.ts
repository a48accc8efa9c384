import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursComplaint } from '../../src/handover/hoursComplaint.js';
import { type HoursWords, hoursWords, openState, parseHours } from '../../src/handover/openingHours.js';

const words: HoursWords = {
  openNow: 'Open now',
  openUntil: 'Open now, until {time}',
  closedNow: 'Closed now',
  opensAt: 'Opens at {time}',
  opensTomorrow: 'Opens tomorrow at {time}',
  opensOn: 'Opens on {day} at {time}',
  clinicTime: "(clinic's time)",
};

type Where = { zone?: string; visitor?: string; language?: string; country?: string };

/** What is said beside the phone at an instant; spaces that do not break are written as spaces. */
function said(
  text: string,
  now: string,
  { zone = 'Europe/London', visitor = zone, language = 'en', country = 'GB' }: Where = {},
) {
  const hours = parseHours(text);
  const state = hours && openState(hours, zone, new Date(now));
  return (
    state &&
    hoursWords(state, { words, language, country, now: new Date(now), timeZone: zone, visitorZone: visitor }).replace(
      /\s/gu,
      ' ',
    )
  );
}

const usual = 'Mo-Fr 09:00-12:30,13:30-17:00; Sa 10:00-13:00; 2026-12-24 09:00-12:00; 2026-12-25 off';

describe('reading', () => {
  const same = parseHours(usual);
  test.each([
    'mo-fr 9:00-12:30, 13:30-17:00; sa 10:00-13:00; 2026-12-24 9:00-12:00; 2026-12-25 off',
    'Monday–Friday: 09:00 – 12:30, 13:30 – 17:00; Saturday: 10:00–13:00; 2026-12-24: 09:00-12:00; 2026-12-25 closed;',
    'Mon to Fri 09:00 to 12:30,13:30 to 17:00, Sat 10:00-13:00, 2026-12-24 09:00-12:00, 2026-12-25 off',
    'Mo,Tu,We,Th,Fr 09:00-12:30,13:30-17:00\nSa 10:00-13:00\n2026-12-24 09:00-12:00\n2026-12-25 off',
    'Mo-Fr 08:00-18:00; Tues & Thurs 09:00-12:30,13:30-17:00; Mondays, We, Fr 09:00-12:30,13:30-17:00; Sa 10:00-13:00; 2026-12-24 09:00-12:00; 2026-12-25 off',
  ])('%s', (text) => {
    expect(parseHours(text)).toEqual(same);
    expect(hoursComplaint({ hours: text })).toBeUndefined();
  });

  test('days over the end of the week, every day, and days without a break', () => {
    expect(parseHours('Fr-Mo 09:00-17:00')).toEqual(parseHours('Fr,Sa,Su,Mo 09:00-17:00'));
    expect(parseHours('09:00-17:00')).toEqual(parseHours('Mo-Su 09:00-17:00'));
    expect(parseHours('24/7')).toEqual(parseHours('Mo-Su 00:00-24:00'));
    expect(parseHours('Mo-Su 22:00-02:00')).toEqual(parseHours('22:00-26:00'));
  });

  test('a range of dates is each of its days', () => {
    expect(parseHours('Mo 09:00-17:00; 2026-12-30 - 2027-01-02 off')).toEqual(
      parseHours('Mo 09:00-17:00; 2026-12-30,2026-12-31 off; 2027-01-01 2027-01-02 off'),
    );
  });

  test.each([
    ['PH off', 'PH off', 'Mo-Fr'],
    ['Mo-Fr 09:00-17:00; PH off', 'PH off'.toLowerCase(), 'Mo-Fr'],
    ['Thanksgiving off', 'thanksgiving off', 'Mo-Fr'],
    ['M-F 09:00-17:00', 'm-f 09:00-17:00', 'Mo-Fr'],
    ['Mo-Fr', 'mo-fr', '09:00-12:30'],
    ['Mo-Fr 9-5', 'mo-fr 9-5', '09:00-12:30'],
    ['Mo-Fr 9am-5pm', 'mo-fr 9am-5pm', 'without am and pm'],
    ['Mo-Fr 09:00-17:60', 'mo-fr 09:00-17:60', '09:00-12:30'],
    ['Mo-Fr 09:00-09:00', 'mo-fr 09:00-09:00', '09:00-12:30'],
    ['Mo-Fr 25:00-26:00', 'mo-fr 25:00-26:00', '09:00-12:30'],
    ['Mo-Fr 09:00-40:00', 'mo-fr 09:00-40:00', '09:00-12:30'],
    ['Mo-Fr 9:00-5:00', 'mo-fr 9:00-5:00', '17:00'],
    ['Mo-Fr 09:00-12:00; Mo-Fr 13:00-17:00', 'mo-fr 13:00-17:00', 'one rule'],
    ['Mo 09:00-12:00; 2026-02-30 off', '2026-02-30 off', '2026-12-25'],
    ['Mo 09:00-12:00; 2026-13-01 off', '2026-13-01 off', '2026-12-25'],
    ['Mo 09:00-12:00; 2027-01-02-2026-12-30 off', '2027-01-02-2026-12-30 off', '2026-12-25'],
    ['Mo-Fr off', 'Mo-Fr off', 'when you are open'],
    ['2026-12-25 off', '2026-12-25 off', 'when you are open'],
    ['Call us', 'call us', '09:00-12:30'],
  ])('%s is left out, and the webmaster is told what and how', (text, piece, fix) => {
    expect(parseHours(text)).toBeUndefined();
    expect(hoursComplaint({ hours: text })?.text.toLowerCase()).toContain(`"${piece.toLowerCase()}"`);
    expect(hoursComplaint({ hours: text })?.fix).toContain(fix);
  });

  test('an unknown time zone is said, and shows nothing', () => {
    expect(hoursComplaint({ hours: usual, 'time-zone': 'New York' })?.text).toContain('"New York"');
    expect(hoursComplaint({ hours: usual, 'time-zone': 'America/New_York' })).toBeUndefined();
    // Some browsers know it, others would show no hours at all.
    expect(hoursComplaint({ hours: usual, 'time-zone': 'PST' })?.text).toContain('"PST"');
    expect(hoursComplaint({})).toBeUndefined();
    expect(said(usual, '2026-11-25T12:00Z', { zone: 'Mars/Olympus' })).toBeUndefined();
  });
});

describe('an ordinary week in London', () => {
  test.each([
    ['2026-11-25T08:59:59Z', 'Opens at 9:00'],
    ['2026-11-25T09:00:00Z', 'Open now, until 12:30'],
    ['2026-11-25T12:29:59Z', 'Open now, until 12:30'],
    ['2026-11-25T12:30:00Z', 'Opens at 13:30'],
    ['2026-11-25T16:59:00Z', 'Open now, until 17:00'],
    ['2026-11-25T17:00:00Z', 'Opens tomorrow at 9:00'],
    ['2026-11-27T23:59:00Z', 'Opens tomorrow at 10:00'],
    ['2026-11-28T00:00:00Z', 'Opens at 10:00'],
    ['2026-11-28T13:00:00Z', 'Opens on Monday at 9:00'],
    ['2026-11-29T12:00:00Z', 'Opens tomorrow at 9:00'],
    // Dates that differ: Thursday 24 December until noon, the 25th closed, Saturday as always.
    ['2026-12-24T11:00:00Z', 'Open now, until 12:00'],
    ['2026-12-24T12:00:00Z', 'Opens on Saturday at 10:00'],
    ['2026-12-25T10:00:00Z', 'Opens tomorrow at 10:00'],
  ])('%s: %s', (now, text) => {
    expect(said(usual, now)).toBe(text);
  });
});

describe('past midnight, all day, and long closures', () => {
  test('what is open past midnight belongs to the day before', () => {
    expect(said('Fr 18:00-02:00', '2026-11-27T23:30Z')).toBe('Open now, until 2:00');
    expect(said('Fr 18:00-02:00', '2026-11-28T01:59Z')).toBe('Open now, until 2:00');
    expect(said('Fr 18:00-02:00', '2026-11-28T02:00Z')).toBe('Opens on Friday at 18:00');
    expect(said('Fr 18:00-02:00; 2026-11-28 off', '2026-11-28T01:00Z')).toBe('Open now, until 2:00');
  });

  test('spans that touch at midnight are one', () => {
    expect(said('Fr 18:00-24:00; Sa 00:00-03:00', '2026-11-27T23:00Z')).toBe('Open now, until 3:00');
  });

  test('always open is never open until', () => {
    expect(openState(parseHours('24/7') ?? {}, 'UTC', new Date())).toEqual({ open: true });
    expect(said('24/7', '2026-11-25T12:00Z')).toBe('Open now');
    expect(said('Mo-Sa 00:00-24:00; Su off', '2026-11-25T12:00Z')).toBe('Open now');
  });

  test('over a week away, the date is said; beyond two weeks, nothing but that it is closed', () => {
    expect(said('Mo-Fr 09:00-17:00; 2026-12-21-2027-01-01 off', '2026-12-23T10:00Z')).toBe(
      'Opens on 4 January at 9:00',
    );
    expect(said('Mo-Fr 09:00-17:00; 2026-12-21-2026-12-27 off', '2026-12-22T10:00Z')).toBe('Opens on Monday at 9:00');
    expect(said('Mo-Fr 09:00-17:00; 2026-12-01-2027-02-01 off', '2026-12-02T10:00Z')).toBe('Closed now');
    expect(said('We 09:00-17:00', '2026-11-25T18:00Z')).toBe('Opens on 2 December at 9:00');
  });
});

describe('clocks that change', () => {
  const daily = '09:00-17:00';
  test.each<[string, string, string, string, string]>([
    // The evening before, and the morning of the change: the clinic's clock decides, not the hours that pass.
    ['New York, forward', 'America/New_York', daily, '2026-03-08T03:00Z', 'Opens tomorrow at 9:00'],
    ['New York, forward, 8:59', 'America/New_York', daily, '2026-03-08T12:59Z', 'Opens at 9:00'],
    ['New York, forward, 9:00', 'America/New_York', daily, '2026-03-08T13:00Z', 'Open now, until 17:00'],
    ['New York, back, 9:00', 'America/New_York', daily, '2026-11-01T14:00Z', 'Open now, until 17:00'],
    ['New York, back, 8:59', 'America/New_York', daily, '2026-11-01T13:59Z', 'Opens at 9:00'],
    ['London, forward', 'Europe/London', daily, '2026-03-29T08:00Z', 'Open now, until 17:00'],
    ['London, back', 'Europe/London', daily, '2026-10-25T08:59Z', 'Opens at 9:00'],
    ['Sydney, forward', 'Australia/Sydney', daily, '2026-10-03T22:00Z', 'Open now, until 17:00'],
    ['Sydney, back', 'Australia/Sydney', daily, '2026-04-04T23:00Z', 'Open now, until 17:00'],
    ['Lord Howe, before', 'Australia/Lord_Howe', daily, '2026-10-02T22:30Z', 'Open now, until 17:00'],
    ['Lord Howe, half an hour forward', 'Australia/Lord_Howe', daily, '2026-10-03T22:00Z', 'Open now, until 17:00'],
    ['Lord Howe, half an hour back', 'Australia/Lord_Howe', daily, '2026-04-04T22:29Z', 'Opens at 9:00'],
    ['Kathmandu, a quarter to six hours ahead', 'Asia/Kathmandu', daily, '2026-11-25T03:15Z', 'Open now, until 17:00'],
    ['Kathmandu, a minute before', 'Asia/Kathmandu', daily, '2026-11-25T03:14Z', 'Opens at 9:00'],
    // The hour that is skipped or comes twice itself.
    ['New York, 2:30 is skipped', 'America/New_York', 'Mo-Su 01:30-02:30', '2026-03-08T06:45Z', 'Open now, until 3:00'],
    [
      'New York, 1:45 the first time',
      'America/New_York',
      'Su 01:30-01:50',
      '2026-11-01T05:45Z',
      'Open now, until 1:50',
    ],
    [
      'New York, 1:55 before it is 1:00 again',
      'America/New_York',
      'Su 01:30-01:50',
      '2026-11-01T05:55Z',
      'Opens at 1:30',
    ],
  ])('%s', (_, zone, text, now, expected) => {
    expect(said(text, now, { zone })).toBe(expected);
  });
});

describe('in words', () => {
  const open = '2026-11-25T15:00Z';
  test.each<[Where, string]>([
    [{ zone: 'America/New_York', country: 'US' }, 'Open now, until 5:00 PM'],
    [{ zone: 'America/New_York', country: 'us' }, 'Open now, until 5:00 PM'],
    [{ zone: 'America/New_York', country: 'GB' }, 'Open now, until 17:00'],
    [{ zone: 'America/New_York', country: 'GB', language: 'en-US' }, 'Open now, until 17:00'],
    [{ zone: 'America/New_York', country: 'Great Britain', language: 'en-GB' }, 'Open now, until 17:00'],
    [{ zone: 'America/New_York', country: 'ES', language: 'es' }, 'Open now, until 17:00'],
  ])('%o', (where, text) => {
    expect(said('Mo-Fr 09:00-17:00', open, where)).toBe(text);
  });

  test('Arabic writes its own clock and days', () => {
    const text = said('Mo 09:00-17:00', open, { zone: 'UTC', language: 'ar', country: 'EG' });
    expect(text).toContain('الاثنين');
    expect(text).toContain('٩:٠٠');
  });

  test('a visitor by another clock is told whose clock it is', () => {
    const tokyo = { zone: 'America/New_York', visitor: 'Asia/Tokyo', country: 'US' };
    // 10 in New York, where it is midnight in Tokyo.
    expect(said('Mo-Fr 09:00-17:00', open, tokyo)).toBe("Open now, until 5:00 PM (clinic's time)");
    // Wednesday 18:00 in New York is Thursday 8:00 in Tokyo: tomorrow there is today here.
    expect(said('Mo-Fr 09:00-17:00', '2026-11-25T23:00Z', tokyo)).toBe("Opens on Thursday at 9:00 AM (clinic's time)");
    // 7:00 in New York is 21:00 in Tokyo: it opens within today in both.
    expect(said('Mo-Fr 09:00-17:00', '2026-11-25T12:00Z', tokyo)).toBe("Opens at 9:00 AM (clinic's time)");
    expect(said('Mo-Fr 09:00-17:00', open, { ...tokyo, visitor: 'America/Toronto' })).toBe('Open now, until 5:00 PM');
  });

  test('whose clock it is counts at the time that is said, not now', () => {
    const phoenix = { zone: 'America/Denver', visitor: 'America/Phoenix', country: 'US' };
    // Saturday before the clocks go forward in Denver, but not in Phoenix.
    expect(said('Mo 09:00-17:00', '2026-03-07T19:00Z', phoenix)).toBe("Opens on Monday at 9:00 AM (clinic's time)");
    expect(said('Sa 09:00-17:00', '2026-03-07T19:00Z', phoenix)).toBe('Open now, until 5:00 PM');
  });

  test('without a time zone, the clinic is where the visitor is', () => {
    const hours = parseHours('24/7') ?? {};
    expect(openState(hours, undefined, new Date(open))).toEqual({ open: true });
  });
});

/** The day and the clock in a zone, by another way than the code's. */
const formats = new Map<string, Intl.DateTimeFormat>();
function partsIn(zone: string, time: number) {
  const known = formats.get(zone);
  const format =
    known ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(zone, format);
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  return {
    name: part.weekday?.slice(0, 2) ?? '',
    date: `${part.year}-${part.month}-${part.day}`,
    clock: `${part.hour}:${part.minute}`,
  };
}
const dayBefore: Record<string, string> = { Mo: 'Su', Tu: 'Mo', We: 'Tu', Th: 'We', Fr: 'Th', Sa: 'Fr', Su: 'Sa' };
const dateBefore = (date: string) => {
  const before = new Date(`${date}T12:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return before.toISOString().slice(0, 10);
};

type Rules = { week: Record<string, [string, string][]>; dates: Record<string, [string, string][]> };

/** Whether rules are open at a minute: compares clocks as texts. A span that ends before it starts goes over midnight. */
function oracleOpen({ week, dates }: Rules, zone: string, time: number): boolean {
  const { name, date, clock } = partsIn(zone, time);
  const today = dates[date] ?? week[name] ?? [];
  const yesterday = dates[dateBefore(date)] ?? week[dayBefore[name] ?? ''] ?? [];
  return (
    today.some(([from, to]) => from <= clock && (to <= from || clock < to)) ||
    yesterday.some(([from, to]) => to <= from && clock < to)
  );
}

test('agrees with a minute-by-minute oracle at random hours, places and instants', () => {
  const clock = fc
    .integer({ min: 0, max: 47 })
    .map((half) => `${`${half >> 1}`.padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
  const odd = fc.integer({ min: 0, max: 1439 }).map((at) => new Date(at * 6e4).toISOString().slice(11, 16));
  const span = fc
    .tuple(fc.oneof(clock, odd), fc.oneof(clock, odd))
    .filter(([from, to]) => from !== to && parseHours(`Mo ${from}-${to}`) !== undefined) as fc.Arbitrary<
    [string, string]
  >;
  const spans = fc.array(span, { maxLength: 2 });
  const changes = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01', '2026-12-25'];
  fc.assert(
    fc.property(
      fc.record(Object.fromEntries(Object.keys(dayBefore).map((name) => [name, spans]))) as fc.Arbitrary<Rules['week']>,
      fc.dictionary(fc.constantFrom(...changes), spans, { maxKeys: 2 }),
      fc.constantFrom(
        'America/New_York',
        'Europe/London',
        'Australia/Sydney',
        'Australia/Lord_Howe',
        'Asia/Kathmandu',
        'Pacific/Chatham',
        'America/St_Johns',
        'UTC',
      ),
      fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -2880, max: 2880 })),
      (week, dates, zone, [near, minutes]) => {
        const now = Date.parse(near) + minutes * 6e4;
        const write = (list: [string, string][]) => list.map((one) => one.join('-')).join(',') || 'off';
        const text = Object.entries({ ...week, ...dates })
          .map(([key, list]) => `${key} ${write(list)}`)
          .join('; ');
        const hours = parseHours(text);
        fc.pre(hours !== undefined);
        const state = openState(hours ?? {}, zone, new Date(now));
        const open = oracleOpen({ week, dates }, zone, now);
        expect(state?.open).toBe(open);
        let time = now + 6e4;
        const end = now + 2 * 864e5;
        while (time < end && oracleOpen({ week, dates }, zone, time) === open) time += 6e4;
        const change = state && (state.open ? state.until : state.next);
        if (time < end) {
          expect(change?.at.toISOString()).toBe(new Date(time).toISOString());
          const dateOf = (at: number) => Date.parse(partsIn(zone, at).date) / 864e5;
          expect(change?.days).toBe(dateOf(time) - dateOf(now));
        } else expect(change === undefined || change.at.getTime() >= end).toBe(true);
      },
    ),
    { numRuns: 200 },
  );
});
