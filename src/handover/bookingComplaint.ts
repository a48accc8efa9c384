import { type Adapter, adapterOf, adapters, type BookingSettings, bookingLink, bookingUrl } from './booking.js';

/** What is wrong with a clinic setting, in one line that goes on from "the guide", and what to write instead. */
export type SettingFault = { text: string; fix: string };

/** How the page of one service looks at booking services whose address must be copied whole. */
const whole: Readonly<Record<string, string>> = {
  jane: 'https://riverside.janeapp.com/#/discipline/1/treatment/2',
  cliniko: 'https://riverside.uk1.cliniko.com/bookings?business_id=1&practitioner_id=2&appointment_type_id=3',
  simplybook: 'https://riverside.simplybook.me/v2/#book/service/1',
  square: 'https://book.squareup.com/appointments/abc/location/L1/services/S1',
};
/** How a service is named at those that have a form for it. */
const named: Readonly<Record<string, string>> = {
  cal: 'the last part of its address, such as first-visit',
  calendly: 'the last part of its address, such as first-visit',
  acuity: 'its number, or category: and the name of a category',
};
/** What a clinic's public page looks like. */
const pages: Readonly<Record<string, string>> = {
  cal: 'https://cal.com/riverside',
  calendly: 'https://calendly.com/riverside',
  acuity: 'https://riverside.as.me',
  jane: 'https://riverside.janeapp.com',
  cliniko: 'https://riverside.uk1.cliniko.com/bookings',
  simplybook: 'https://riverside.simplybook.me/v2/',
  square: 'https://book.squareup.com/appointments/abc/location/L1/services',
};

const nameOf = (adapter: Adapter) => Object.keys(adapters).find((name) => adapters[name] === adapter) ?? '';

/**
 * What is wrong with `booking` and `service`, for the webmaster: a setting that leads nowhere, or a service that the
 * link does not name. Kept apart from the link, so that visitors do not download it. `undefined` when all is well.
 */
export function bookingComplaint(settings: BookingSettings): SettingFault | undefined {
  const booking = settings.booking?.trim() ?? '';
  const service = settings.service?.trim() ?? '';
  if (!booking) {
    return service
      ? { text: `ignores service="${service}": there is no booking`, fix: 'Set booking, too, or leave service out.' }
      : undefined;
  }
  const link = bookingLink(settings);
  if (!link) return refused(booking);
  const url = link.kind === 'link' ? new URL(link.href) : undefined;
  if (url && /[?&]preview/i.test(url.search)) {
    return { text: `leads to a preview: booking="${booking}"`, fix: `Write the address without what follows the "?".` };
  }
  const adapter = url && adapterOf(url);
  if (adapter?.at === 'Calendly' && /^\/[ds]\//.test(url?.pathname ?? '')) {
    return {
      text: `leads to a Calendly link that may work only once: booking="${booking}"`,
      fix: `Write the address of the page: ${pages.calendly}/first-visit.`,
    };
  }
  return service && link.href === bookingLink({ booking })?.href ? unused(service, link.kind, link.href) : undefined;
}

function refused(booking: string): SettingFault {
  const ignored = `ignores booking="${booking}"`;
  const [, name = '', account] = /^(\w+):(.*)$/.exec(booking) ?? [];
  const short = name.toLowerCase();
  if (account !== undefined && Object.hasOwn(pages, short)) {
    if (!bookingUrl(booking)) {
      return {
        text: `${ignored}: no account's name after "${name}:"`,
        fix: `Write the whole address: ${pages[short]}.`,
      };
    }
  }
  const url = bookingUrl(booking);
  const adapter = url && adapterOf(url);
  if (adapter) {
    const fix = `Write the address of the page that patients see, such as ${pages[nameOf(adapter)]}.`;
    const home = url.pathname === '/' || url.hostname.startsWith('www.');
    return {
      text: `${ignored}: ${home ? `no clinic's page at ${adapter.at}` : `a page of ${adapter.at} for staff`}`,
      fix,
    };
  }
  if (/^https:\/\/[^/]*@/i.test(booking))
    return { text: `${ignored}: holds a password`, fix: 'Write the address without what stands before the "@".' };
  if (/^http:\/\//i.test(booking))
    return { text: `${ignored}: not a safe address`, fix: `Write https://${booking.slice(7)}, if it opens.` };
  if (/^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(booking))
    return { text: `${ignored}: not an https:// address`, fix: `Write https://${booking}.` };
  return {
    text: `${ignored}: no https:// address, phone number or e-mail address`,
    fix: 'Write the whole address, such as https://riverside.example/book, +1 555 0100 or desk@riverside.example.',
  };
}

function unused(service: string, kind: 'link' | 'phone' | 'mail', href: string): SettingFault {
  const ignored = `does not use service="${service}"`;
  if (kind === 'phone') return { text: `${ignored}: booking is a phone number`, fix: 'Leave service out.' };
  if (kind === 'mail')
    return { text: `${ignored}: booking has its subject`, fix: 'Leave service out, or the subject.' };
  const adapter = adapterOf(new URL(href));
  if (!adapter)
    return {
      text: `${ignored}: booking is at no booking service it knows`,
      fix: 'Leave service out, and write the page of the service as booking.',
    };
  const name = nameOf(adapter);
  if (adapter.service?.test(service))
    return {
      text: `${ignored}: booking is not the page of an account, or names a service`,
      fix: 'Leave service out, or write the page of the account.',
    };
  if (adapter.service)
    return { text: `${ignored}: no service of ${adapter.at} is named like this`, fix: `Write ${named[name]}.` };
  return {
    text: `${ignored}: ${adapter.at} has no known form for it`,
    fix: `Leave service out, open the service on your booking page, and write that address as booking: ${whole[name]}.`,
  };
}
