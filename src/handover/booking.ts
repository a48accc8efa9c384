import { telHref } from '../flow/text.js';

/** The clinic settings that say where to book, as a clinic writes them. */
export type BookingSettings = { booking?: string | undefined; service?: string | undefined };

/** Where to book: an https, `tel:` or `mailto:` link, and the booking service that it is at, when it is a known one. */
export type BookingLink = { kind: 'link' | 'phone' | 'mail'; href: string; at?: string };

/** What is known of one booking service. */
export type Adapter = {
  /** Its name. */
  at: string;
  /** Its public hosts, all regions. */
  host: RegExp;
  /** The address that the short form `name:account` stands for; the account takes the place of the star. */
  short: string;
  /** Host and path of pages that are no visitor's: the home page, and what asks the clinic to log in. */
  shut: RegExp;
  /** What a service looks like that can be put into an address. */
  service?: RegExp;
  /** Puts the service where this booking service's documentation says, unless the address names one already. */
  put?: (url: URL, service: string) => void;
};

/** Appends an event's slug to the address of an account; team pages have one part more before it. */
const putSlug: Adapter['put'] = (url, service) => {
  const parts = url.pathname.split('/').filter(Boolean);
  if (parts.length === (parts[0] === 'team' ? 2 : 1)) url.pathname = `${parts.join('/')}/${service}`;
};
const slug = /^[\w-]+$/;

/**
 * The known booking services, by the name of their short form. A service stands in an address only in a form that the
 * booking service itself documents; where no such page could be found, the address stays as the clinic copied it.
 */
export const adapters: Readonly<Record<string, Adapter>> = {
  /**
   * `https://cal.com/ACCOUNT/SLUG`, as Cal.com lists it for each account at `https://cal.com/ACCOUNT/llms.txt`; `slug`:
   * https://cal.com/docs/api-reference/v2/event-types/list-event-types. An organisation has a subdomain.
   */
  cal: {
    at: 'Cal.com',
    host: /(^|\.)cal\.(com|eu)$/,
    short: 'https://cal.com/*',
    shut: /^(((www|app)\.)?cal\.(com|eu)\/(team\/?)?$|[^/]+\/(event-types|bookings|availability|settings|apps|teams|workflows|auth|signup)(\/|$))/,
    service: slug,
    put: putSlug,
  },
  /**
   * `https://calendly.com/ACCOUNT/SLUG`: an event type's `scheduling_url`, which ends in its `slug`.
   * https://developer.calendly.com/api-docs/overview/examples/send-scheduling-link
   */
  calendly: {
    at: 'Calendly',
    host: /^(www\.)?calendly\.com$/,
    short: 'https://calendly.com/*',
    shut: /^[^/]+\/($|(event_types|scheduled_events|app|users|login|signup|integrations|account|admin)(\/|$))/,
    service: slug,
    put: (url, service) => {
      // Shared and single-use links begin with /d/ or /s/, and name their event.
      if (!/^\/[ds](\/|$)/.test(url.pathname)) putSlug(url, service);
    },
  },
  /**
   * `…/schedule.php?appointmentType=ID`, or `category:NAME` in the place of the id.
   * https://developers.acuityscheduling.com/docs/embedding
   */
  acuity: {
    at: 'Acuity',
    host: /(^|\.)((acuity|squarespace)scheduling\.com|as\.me)$/,
    short: 'https://*.acuityscheduling.com/schedule.php',
    shut: /^(((app|secure|www)\.)?\w+\.com\/$|[^/]+\/(appointments|calendar|clients|login|admin|config|preferences|reports)(\.php|\/|$))/,
    service: /^(\d+|category:.+)$/,
    put: (url, service) => {
      if (!/appointmentType|\/appointment\//.test(url.href)) url.searchParams.set('appointmentType', service);
    },
  },
  /**
   * No page of https://jane.app/guide that says how an address names a treatment was found. (Clinics' own links end in
   * `#/discipline/1/treatment/2`, so that a treatment's id alone would not do.)
   */
  jane: {
    at: 'Jane',
    host: /\.janeapp\.(com|co\.uk|com\.au)$/,
    short: 'https://*.janeapp.com/',
    shut: /^(www\.|[^/]+\/(admin|login|users)(\/|$))/,
  },
  /**
   * No page of https://help.cliniko.com that says how an address names an appointment type was found. (Clinics' own
   * links hold `appointment_type_id`, most with a business and a practitioner.) Patients' pages begin with `/bookings`.
   */
  cliniko: {
    at: 'Cliniko',
    host: /\.cliniko\.com$/,
    short: 'https://*.cliniko.com/bookings',
    shut: /^(?![^/]+\/bookings(\/|$))/,
  },
  /**
   * https://help.simplybook.me has a page "Creating a Private Service/Event with a Direct Link", which could not be
   * read. (Clinics' own links end in `#book/service/1`.)
   */
  simplybook: {
    at: 'SimplyBook',
    host: /\.simplybook\.[a-z]+$/,
    short: 'https://*.simplybook.me/v2/',
    shut: /^(www\.|([\w-]+\.)?secure\.|[^/]+\/(admin|login)(\/|$))/,
  },
  /**
   * No page of https://squareup.com/help that says how an address names a service was found. (Clinics' own links end in
   * `/location/…/services/…`.)
   */
  square: {
    at: 'Square',
    host: /(^|\.)(squareup\.com|square\.site)$/,
    short: 'https://book.squareup.com/appointments/*',
    shut: /^(book\.squareup\.com\/(appointments\/?)?$|(?!book\.)([\w-]+\.)?squareup\.com\/(?!appointments\/(book|buyer)\/))/,
  },
};

/** The known booking service of an address, if it is at one. */
export function adapterOf(url: URL): Adapter | undefined {
  return Object.values(adapters).find(({ host }) => host.test(url.hostname));
}

/** A setting as an https address, the short form written out; `undefined` when it is none, or holds a password. */
export function bookingUrl(booking: string): URL | undefined {
  const [, name = '', account = ''] = /^(\w+): ?([\w./-]+)$/.exec(booking) ?? [];
  const known = name.toLowerCase();
  const adapter = Object.hasOwn(adapters, known) && adapters[known];
  const text = adapter ? adapter.short.replace('*', account) : booking;
  try {
    const url = new URL(text);
    const own = url.protocol === 'https:' && !url.username && !url.password;
    return own && (!adapter || adapter.host.test(url.hostname)) ? url : undefined;
  } catch {
    return undefined;
  }
}

/** A text as it stands in an address. Unlike `encodeURIComponent` it takes any text. */
const encode = (text: string) => new URLSearchParams([['', text]]).toString().slice(1).replaceAll('+', '%20');

/**
 * The link behind "Book": nothing but the clinic's own settings stands in it, never an answer (clinical C.5).
 * `undefined` when `booking` is none that a visitor may be sent to; `bookingComplaint` says why.
 */
export function bookingLink({ booking = '', service = '' }: BookingSettings): BookingLink | undefined {
  const text = booking.trim();
  const name = service.replace(/\s+/g, ' ').trim();

  const [number = ''] = text.replace(/^tel:/i, '').split(';');
  const tel = telHref(number);
  if (/^[\s(]*\+?[\d\s()./\p{Pd}]+$/u.test(number) && /^tel:\+?\d{3,15}$/.test(tel))
    return { kind: 'phone', href: tel };

  const [, to, more = ''] = /^(?:mailto:)?([\w.!%+'-]+@[\w-]+(?:\.[\w-]+)+)(\?[^#\s]*)?$/i.exec(text) ?? [];
  if (to) {
    const subject = name && !/[?&]subject=/i.test(more) ? `${more ? '&' : '?'}subject=${encode(name)}` : '';
    return { kind: 'mail', href: `mailto:${to}${more}${subject}` };
  }

  const url = bookingUrl(text);
  if (!url) return undefined;
  const adapter = adapterOf(url);
  if (adapter?.shut.test(url.hostname + url.pathname)) return undefined;
  if (adapter?.service?.test(name)) adapter.put?.(url, name);
  return { kind: 'link', href: url.href, ...(adapter && { at: adapter.at }) };
}
