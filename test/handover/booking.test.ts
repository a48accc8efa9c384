import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adapters, type BookingLink, bookingLink } from '../../src/handover/booking.js';
import { bookingComplaint } from '../../src/handover/bookingComplaint.js';

const at = (booking: string, service?: string) => bookingLink({ booking, service });
const href = (booking: string, service?: string) => at(booking, service)?.href;
const complaint = (booking: string, service?: string) => bookingComplaint({ booking, service });

/**
 * Addresses of each booking service's public pages, from its documentation or, where that says nothing, as clinics
 * publish theirs: `[booking, service, the link]`, or `[booking, service]` when the address stays as it is.
 */
const pages: Record<string, { source: string; links: [string, string, string?][] }> = {
  'Cal.com': {
    source: 'https://cal.com/docs/api-reference/v2/event-types/list-event-types',
    links: [
      ['https://cal.com/riverside', '', 'https://cal.com/riverside'],
      ['https://cal.com/riverside', 'first-visit', 'https://cal.com/riverside/first-visit'],
      ['https://cal.com/riverside/', 'first-visit', 'https://cal.com/riverside/first-visit'],
      ['https://app.cal.com/riverside', '15min', 'https://app.cal.com/riverside/15min'],
      ['https://cal.eu/riverside', 'first-visit', 'https://cal.eu/riverside/first-visit'],
      ['https://app.cal.eu/riverside', 'first-visit', 'https://app.cal.eu/riverside/first-visit'],
      ['https://cal.com/team/riverside', 'first-visit', 'https://cal.com/team/riverside/first-visit'],
      ['https://riverside.cal.com/ana', 'first-visit', 'https://riverside.cal.com/ana/first-visit'],
      ['https://riverside.cal.com/', 'first-visit'],
      ['https://cal.com/riverside?duration=60', 'first-visit', 'https://cal.com/riverside/first-visit?duration=60'],
      ['https://cal.com/riverside/first-visit', 'follow-up'],
      ['cal:riverside', 'first-visit', 'https://cal.com/riverside/first-visit'],
      ['Cal:riverside/first-visit', '', 'https://cal.com/riverside/first-visit'],
    ],
  },
  Calendly: {
    source: 'https://developer.calendly.com/api-docs/overview/examples/send-scheduling-link',
    links: [
      ['https://calendly.com/acmesales', '', 'https://calendly.com/acmesales'],
      ['https://calendly.com/riverside', 'first-visit', 'https://calendly.com/riverside/first-visit'],
      ['https://www.calendly.com/john-doe', 'first-visit', 'https://www.calendly.com/john-doe/first-visit'],
      [
        'https://calendly.com/riverside?hide_gdpr_banner=1&month=2026-12',
        'first-visit',
        'https://calendly.com/riverside/first-visit?hide_gdpr_banner=1&month=2026-12',
      ],
      ['https://calendly.com/riverside/first-visit', 'first-visit'],
      ['https://calendly.com/d/abc-123-xyz', 'first-visit'],
      ['calendly:riverside/first-visit', '', 'https://calendly.com/riverside/first-visit'],
      ['calendly:riverside', 'first-visit', 'https://calendly.com/riverside/first-visit'],
    ],
  },
  Acuity: {
    source: 'https://developers.acuityscheduling.com/docs/embedding',
    links: [
      [
        'https://example.acuityscheduling.com/schedule.php',
        '184520',
        'https://example.acuityscheduling.com/schedule.php?appointmentType=184520',
      ],
      [
        'https://example.acuityscheduling.com/schedule.php?calendarID=7',
        'category:First visits',
        'https://example.acuityscheduling.com/schedule.php?calendarID=7&appointmentType=category%3AFirst+visits',
      ],
      [
        'https://app.acuityscheduling.com/schedule.php?owner=12345678',
        '184520',
        'https://app.acuityscheduling.com/schedule.php?owner=12345678&appointmentType=184520',
      ],
      ['https://riverside.as.me', '184520', 'https://riverside.as.me/?appointmentType=184520'],
      ['https://riverside.as.me/schedule/3e8feaf8', '1', 'https://riverside.as.me/schedule/3e8feaf8?appointmentType=1'],
      ['https://riverside.as.me/schedule/3e8feaf8/appointment/2/calendar/3', '1'],
      [
        'https://riverside.squarespacescheduling.com/',
        '1',
        'https://riverside.squarespacescheduling.com/?appointmentType=1',
      ],
      ['https://example.acuityscheduling.com/schedule.php?appointmentType[]=184520&appointmentType[]=765448', '1'],
      ['acuity:example', '', 'https://example.acuityscheduling.com/schedule.php'],
    ],
  },
  Jane: {
    source: 'https://jane.app/guide (says nothing of it)',
    links: [
      ['https://riverside.janeapp.com/', '2'],
      ['https://riverside.janeapp.com/#/discipline/1/treatment/2', '2'],
      ['https://riverside.janeapp.com/locations/riverside-downtown/book#/discipline/2/treatment/106', ''],
      ['https://riverside.janeapp.co.uk/#/staff_member/21', ''],
      ['https://riverside.janeapp.com.au/', ''],
      ['jane:riverside', '', 'https://riverside.janeapp.com/'],
    ],
  },
  Cliniko: {
    source: 'https://help.cliniko.com (says nothing of it)',
    links: [
      ['https://riverside.cliniko.com/bookings', '3'],
      ['https://riverside.au4.cliniko.com/bookings?business_id=1827967436272445060', '3'],
      ['https://riverside.uk3.cliniko.com/bookings#service', ''],
      ['https://riverside.ca1.cliniko.com/bookings?business_id=1&practitioner_id=2&appointment_type_id=3', ''],
      ['cliniko:riverside.uk1', '', 'https://riverside.uk1.cliniko.com/bookings'],
    ],
  },
  SimplyBook: {
    source: 'https://help.simplybook.me (a page that could not be read)',
    links: [
      ['https://riverside.simplybook.me/v2/', '12'],
      ['https://riverside.simplybook.it/v2/#book/service/12/count/1/', ''],
      ['https://riverside.simplybook.net/v2/#book', ''],
      ['https://riverside.simplybook.asia/v2/#book/service/5/', ''],
      ['simplybook:riverside', '', 'https://riverside.simplybook.me/v2/'],
    ],
  },
  Square: {
    source: 'https://squareup.com/help (says nothing of it)',
    links: [
      ['https://book.squareup.com/appointments/abc/location/L1/services', 'S1'],
      ['https://book.squareup.com/appointments/abc/location/L1/services/S1?locale=en', ''],
      ['https://squareup.com/appointments/book/abc/L1/start', ''],
      ['https://app.squareup.com/appointments/book/abc/L1/start?service_id=S1', ''],
      ['https://riverside.square.site/', ''],
      ['square:abc/location/L1/services', '', 'https://book.squareup.com/appointments/abc/location/L1/services'],
    ],
  },
};

describe.each(Object.entries(pages))('%s', (name, { links }) => {
  test.each(links)('%s with the service "%s"', (booking, service, link = booking) => {
    expect(at(booking, service)).toEqual({ kind: 'link', href: link, at: name });
  });

  test('has nothing to complain of without a service, or when the link names it', () => {
    for (const [booking, service, link = booking] of links) {
      if (booking.includes('/d/')) continue;
      expect(complaint(booking)).toBeUndefined();
      if (service && link !== href(booking)) expect(complaint(booking, service)).toBeUndefined();
      if (service && link === href(booking)) expect(complaint(booking, service)?.text).toContain(service);
    }
  });
});

test('every adapter has its addresses here', () => {
  expect(Object.values(adapters).map((adapter) => adapter.at)).toEqual(Object.keys(pages));
});

describe('pages that are no visitor’s', () => {
  test.each([
    ['https://calendly.com', 'no clinic', 'https://calendly.com/riverside'],
    ['https://calendly.com/event_types/user/me', 'for staff', 'https://calendly.com/riverside'],
    ['https://calendly.com/app/scheduling', 'for staff', 'https://calendly.com/riverside'],
    ['https://app.cal.com/event-types/1234', 'for staff', 'https://cal.com/riverside'],
    ['https://cal.com/', 'no clinic', 'https://cal.com/riverside'],
    ['https://cal.com/team', 'for staff', 'https://cal.com/riverside'],
    ['https://app.acuityscheduling.com/appointments.php', 'for staff', 'https://riverside.as.me'],
    ['https://secure.acuityscheduling.com/', 'no clinic', 'https://riverside.as.me'],
    ['https://riverside.janeapp.com/admin#schedule', 'for staff', 'https://riverside.janeapp.com'],
    ['https://riverside.uk1.cliniko.com/', 'no clinic', 'https://riverside.uk1.cliniko.com/bookings'],
    ['https://riverside.uk1.cliniko.com/appointments', 'for staff', 'https://riverside.uk1.cliniko.com/bookings'],
    ['https://riverside.secure.simplybook.me/v2/', 'for staff', 'https://riverside.simplybook.me/v2/'],
    ['https://app.squareup.com/dashboard/appointments', 'for staff', 'https://book.squareup.com/appointments/abc'],
    ['https://book.squareup.com/', 'no clinic', 'https://book.squareup.com/appointments/abc'],
  ])('%s: %s', (booking, text, fix) => {
    expect(at(booking)).toBeUndefined();
    expect(complaint(booking)?.text).toContain(text);
    expect(complaint(booking)?.fix).toContain(fix);
  });
});

describe('other addresses', () => {
  test('the clinic’s own page is kept as it is, and takes no service', () => {
    const booking = 'https://riverside.example/book?from=guide#today';
    expect(at(booking, 'First visit')).toEqual({ kind: 'link', href: booking });
    expect(complaint(booking)).toBeUndefined();
    expect(complaint(booking, 'First visit')?.fix).toContain('Leave service out');
  });

  test.each([
    ['http://riverside.example/book', 'Write https://riverside.example/book, if it opens.'],
    ['calendly.com/riverside', 'Write https://calendly.com/riverside.'],
    ['https://ana:secret@riverside.example/', 'Write the address without what stands before the "@".'],
    ['https://calendly.com@evil.example/riverside', 'Write the address without what stands before the "@".'],
    ['calendly:', 'Write the whole address: https://calendly.com/riverside.'],
    ['calendly:https://calendly.com/riverside', 'Write the whole address: https://calendly.com/riverside.'],
    ['jane:riverside/book', 'Write the whole address: https://riverside.janeapp.com.'],
  ])('%s is refused, and told how to write it', (booking, fix) => {
    expect(at(booking)).toBeUndefined();
    expect(complaint(booking)?.text).toContain(booking);
    expect(complaint(booking)?.fix).toBe(fix);
  });

  test.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)//https://calendly.com/riverside',
    'data:text/html,hello',
    'blob:https://calendly.com/riverside',
    'file:///etc/hosts',
    'https://',
    'constructor:riverside',
    'call us',
  ])('%s is refused', (booking) => {
    expect(at(booking)).toBeUndefined();
    expect(complaint(booking)?.fix).toContain('https://riverside.example/book');
  });

  test('nothing at all is not complained of, a service without a booking is', () => {
    expect(bookingLink({})).toBeUndefined();
    expect(bookingComplaint({ booking: ' ' })).toBeUndefined();
    expect(bookingComplaint({ service: 'first-visit' })?.fix).toContain('Set booking');
  });

  test('a host that only looks like a booking service is none', () => {
    expect(at('https://notcalendly.com/riverside', 'x')).toEqual({
      kind: 'link',
      href: 'https://notcalendly.com/riverside',
    });
    expect(at('https://calendly.com.evil.example/a', 'x')?.at).toBeUndefined();
    expect(at('https://evilcal.com/a', 'x')?.at).toBeUndefined();
  });

  test.each(['https://calendly.com/riverside/first?preview_source=et_card', 'https://calendly.com/d/abc-123/first'])(
    '%s is a link, with a complaint',
    (booking) => {
      expect(at(booking)?.kind).toBe('link');
      expect(complaint(booking)?.text).toContain(booking);
    },
  );
});

describe('a service that cannot stand in the address', () => {
  test.each([
    ['https://calendly.com/riverside', 'First visit', 'such as first-visit'],
    ['https://calendly.com/riverside', '..', 'such as first-visit'],
    ['https://cal.com/riverside', 'a/../../b', 'such as first-visit'],
    ['https://riverside.as.me/', 'First visit', 'its number'],
    ['https://riverside.janeapp.com/', '2', '#/discipline/1/treatment/2'],
    ['https://riverside.uk1.cliniko.com/bookings', '3', 'appointment_type_id=3'],
    ['https://riverside.simplybook.me/v2/', '1', '#book/service/1'],
    ['https://book.squareup.com/appointments/abc/location/L1/services', 'S1', '/services/S1'],
  ])('%s with "%s" stays as it is, and says what to do', (booking, service, fix) => {
    expect(href(booking, service)).toBe(booking);
    expect(complaint(booking, service)?.fix).toContain(fix);
  });
});

describe('phone numbers', () => {
  test.each([
    ['+1 555 0100', 'tel:+15550100'],
    ['(555) 010-0100', 'tel:5550100100'],
    ['+44 (0)20 7946 0000', 'tel:+442079460000'],
    ['020 7946–0000', 'tel:02079460000'],
    ['tel:+1-555-0100', 'tel:+15550100'],
    ['TEL: 555.0100', 'tel:5550100'],
    ['tel:+15550100;ext=22', 'tel:+15550100'],
  ])('%s', (booking, link) => {
    expect(at(booking, 'First visit')).toEqual({ kind: 'phone', href: link } satisfies BookingLink);
    expect(complaint(booking)).toBeUndefined();
    expect(complaint(booking, 'First visit')?.fix).toBe('Leave service out.');
  });

  test.each(['12', 'tel:', 'tel:1-800-NEEDLES', '555 0100 or 555 0101', '1'.repeat(30)])('%s is none', (booking) => {
    expect(at(booking)).toBeUndefined();
    expect(complaint(booking)).toBeDefined();
  });
});

describe('mail', () => {
  test.each([
    ['desk@clinic.example', '', 'mailto:desk@clinic.example'],
    ['mailto:desk@clinic.example', 'First visit', 'mailto:desk@clinic.example?subject=First%20visit'],
    [
      'desk+book@clinic.example',
      'Crème & needles?',
      'mailto:desk+book@clinic.example?subject=Cr%C3%A8me%20%26%20needles%3F',
    ],
    ['mailto:desk@clinic.example?cc=a@clinic.example', 'A', 'mailto:desk@clinic.example?cc=a@clinic.example&subject=A'],
    ['mailto:desk@clinic.example?subject=Hello', 'A', 'mailto:desk@clinic.example?subject=Hello'],
    [
      'desk@clinic.example',
      'A\r\nBcc: all@evil.example',
      'mailto:desk@clinic.example?subject=A%20Bcc%3A%20all%40evil.example',
    ],
  ])('%s with "%s"', (booking, service, link) => {
    expect(at(booking, service)).toEqual({ kind: 'mail', href: link });
  });

  test('its own subject is kept, and that is said', () => {
    expect(complaint('mailto:desk@clinic.example?subject=Hello', 'A')?.fix).toContain('Leave service out');
    expect(complaint('mailto:desk@clinic.example', 'A')).toBeUndefined();
  });
});

/** What a clinic might write, and what it surely would not. */
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl({ validSchemes: ['https', 'http', 'ftp'], withQueryParameters: true, withFragments: true }),
  fc.emailAddress(),
  fc
    .tuple(fc.constantFrom('javascript:', 'data:', 'tel:', 'mailto:', 'https://', 'cal:', 'acuity:', ' '), fc.string())
    .map((a) => a.join('')),
  fc.constantFrom(...Object.values(pages).flatMap(({ links }) => links.map(([booking]) => booking))),
);

test('whatever is written, a link is https, tel or mailto, without a password', () => {
  fc.assert(
    fc.property(anything, anything, (booking, service) => {
      const link = bookingLink({ booking, service });
      const fault = bookingComplaint({ booking, service });
      if (!link) {
        expect(Boolean(fault)).toBe(booking.trim() !== '' || service.trim() !== '');
        return;
      }
      expect(link.href).toMatch({ link: /^https:\/\//, phone: /^tel:\+?\d+$/, mail: /^mailto:/ }[link.kind]);
      const { username, password, protocol } = new URL(link.href);
      expect([username, password]).toEqual(['', '']);
      expect(['https:', 'tel:', 'mailto:']).toContain(protocol);
      if (fault) expect(fault.fix).not.toBe('');
    }),
    { numRuns: 3000 },
  );
});

test('a link holds nothing but the booking and the service', () => {
  /** What of a text could tell something: its letters and digits, however they are written. */
  const words = (text: string) =>
    decodeURIComponent(text.replaceAll('+', ' '))
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  /** What stands in addresses of the table, and in the forms for a service. */
  const own = words(
    `tel mailto https subject appointmentType ${Object.values(adapters)
      .map(({ short }) => short)
      .join(' ')}`,
  );
  const bookings = Object.values(pages).flatMap(({ links }) => links.map(([booking]) => booking));
  fc.assert(
    fc.property(
      fc.constantFrom(...bookings, '+1 555 0100', 'desk@clinic.example', 'https://riverside.example/book'),
      fc.oneof(fc.stringMatching(/^[a-z0-9-]{0,12}$/), fc.string({ unit: 'grapheme', maxLength: 20 })),
      (booking, service) => {
        const link = bookingLink({ booking, service }) as BookingLink;
        if (link.kind === 'phone') {
          expect(link.href).toBe('tel:+15550100');
          return;
        }
        const known = new Set([...words(booking), ...words(encodeURIComponent(service)), ...own]);
        expect(words(link.href).filter((word) => !known.has(word))).toEqual([]);
      },
    ),
    { numRuns: 1000 },
  );
});
