import { expect, test } from 'vitest';
import { fingerprintOf } from '../../src/flow/fingerprint.js';
import type { Flow } from '../../src/flow/schema.js';
import { matrix } from '../fixtures/matrix.js';
import { release } from '../release.js';
import { conversations, flowIn, saysIn } from './conversation.js';
import { Visitor } from './visitor.js';

let visitor: Visitor;

const tag = (settings: string) => `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
  <script async src="/${release}/symptom-guide.js" data-country="US" ${settings}></script></html>`;
/** Someone who has said all this before they came to this page. */
const having = (answers: object) => async (page: Visitor['page']) => {
  await page.addInitScript(
    (stored) => sessionStorage.setItem('symptom-guide:sciatica', stored),
    JSON.stringify({ answers }),
  );
};
/** A visitor at the outcome where a consult can be booked. */
async function atBooking(settings: string, also: (page: Visitor['page']) => Promise<unknown> = async () => {}) {
  visitor = await Visitor.onHtml(tag(settings), async (page) => {
    await having(conversations.typical)(page);
    await also(page);
  });
  await visitor.launcher.click();
  await visitor.outcome(/No warning signs found/).waitFor();
}
const book = () => visitor.panel.getByRole('link', { name: /^Book a consult/ });

for (const [name, booking, service, address] of [
  ['Cal.com', 'https://cal.com/riverside', 'first-visit', 'https://cal.com/riverside/first-visit'],
  ['Calendly', 'https://calendly.com/riverside', 'first-visit', 'https://calendly.com/riverside/first-visit'],
  [
    'Acuity',
    'https://riverside.as.me/schedule.php',
    '1234',
    'https://riverside.as.me/schedule.php?appointmentType=1234',
  ],
  [
    'Jane',
    'https://riverside.janeapp.com/#/discipline/1/treatment/2',
    '',
    'https://riverside.janeapp.com/#/discipline/1/treatment/2',
  ],
  ['Cliniko', 'https://riverside.uk1.cliniko.com/bookings', '', 'https://riverside.uk1.cliniko.com/bookings'],
  [
    'SimplyBook',
    'https://riverside.simplybook.me/v2/#book/service/1',
    '',
    'https://riverside.simplybook.me/v2/#book/service/1',
  ],
  [
    'Square',
    'https://book.squareup.com/appointments/abc/location/L1/services',
    '',
    'https://book.squareup.com/appointments/abc/location/L1/services',
  ],
  ['a page of their own', 'https://riverside.example/book?from=guide', '', 'https://riverside.example/book?from=guide'],
] as const)
  test(
    `booking at ${name} opens that page in a new tab, which learns nothing`,
    matrix(name === 'Cal.com'),
    async () => {
      visitor = await Visitor.onHtml(tag(`data-booking="${booking}" ${service ? `data-service="${service}"` : ''}`));
      const seen: { url: string; headers: Record<string, string> }[] = [];
      await visitor.page.context().route(
        ({ hostname }) => hostname !== '127.0.0.1',
        (route) => {
          seen.push({ url: route.request().url(), headers: route.request().headers() });
          return route.fulfill({ contentType: 'text/html', body: '<title>Booking</title>' });
        },
      );
      await visitor.open();
      await visitor.answerAll(saysIn('en', conversations.typical));
      await visitor.outcome(/No warning signs found/).waitFor();
      expect(seen).toEqual([]);
      const [opened] = await Promise.all([visitor.page.waitForEvent('popup'), book().click()]);
      await opened.waitForLoadState();
      expect(opened.url()).toBe(address);
      // A fragment is never sent.
      expect(seen.map(({ url }) => url)).toEqual([address.split('#')[0]]);
      expect(seen[0]?.headers).not.toHaveProperty('referer');
      expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
    },
  );

test.each([
  ['a phone number', '+1 (555) 0100', 'tel:+15550100'],
  ['mail', 'desk@riverside.example', 'mailto:desk@riverside.example?subject=First%20visit'],
])('booking by %s needs no tab of its own', async (_, booking, href) => {
  await atBooking(`data-booking="${booking}" ${booking.includes('@') ? 'data-service="First visit"' : ''}`);
  await expect.poll(() => book().getAttribute('href')).toBe(href);
  expect(await book().getAttribute('target')).toBeNull();
  expect(await book().textContent()).toBe('Book a consult');
});

test('a page that books by itself is told where the guide would lead, and nothing opens', async () => {
  await atBooking('data-booking="https://riverside.example/book"', (page) =>
    page.addInitScript(() =>
      document.addEventListener('guide-book', (event) => {
        event.preventDefault();
        Object.assign(window, { asked: (event as CustomEvent<unknown>).detail });
      }),
    ),
  );
  await book().click();
  expect(await visitor.page.evaluate(() => (window as { asked?: unknown }).asked)).toEqual({
    flow: 'sciatica',
    version: flowIn('en').version,
    address: 'https://riverside.example/book',
  });
  expect(visitor.page.context().pages()).toHaveLength(1);
});

test.each(['emergency', 'urgent', 'soon'] as const)(
  '%s: nothing to book, whatever the clinic has set',
  async (which) => {
    visitor = await Visitor.onHtml(
      tag('data-booking="https://calendly.com/riverside" data-service="x" data-phone="+1 555 0100" data-hours="24/7"'),
      having(conversations[which]),
    );
    await visitor.launcher.click();
    await visitor.panel.getByRole('heading', { name: /Your answers/ }).waitFor();
    expect(await visitor.panel.locator('[href*=calendly]').count()).toBe(0);
    // Here nobody waits for a clinic to open.
    expect(await visitor.panel.getByText(/Open now/).count()).toBe(0);
  },
);

test('a booking page that is none leaves the phone, and the webmaster is told', async () => {
  await atBooking('data-booking="http://riverside.example" data-phone="+1 555 0100"');
  await visitor.panel.getByRole('link', { name: /^Call/ }).first().waitFor();
  expect(await book().count()).toBe(0);
  await expect.poll(() => visitor.console).toEqual([expect.stringMatching(/ignores booking=.*#symptom-guide-debug/)]);
});

test('beside the phone stands whether the clinic is open, by its own clock', async () => {
  await atBooking(
    'data-phone="+1 555 0100" data-hours="Mo-Fr 09:00-17:00" data-time-zone="America/New_York"',
    // A Wednesday, half past eight in the morning in New York.
    (page) => page.clock.install({ time: new Date('2026-11-25T13:30:00Z') }),
  );
  await visitor.panel.getByText(/Opens at 9:00 AM/).waitFor();
  await visitor.page.clock.fastForward('31:00');
  await visitor.panel.getByText(/Open now, until 5:00 PM/).waitFor();
});

test('what the clinic has set is said where it belongs', async () => {
  await atBooking(
    'data-practitioner="Ana Lee" data-practitioner-title="licensed acupuncturist" data-first-visit-minutes="60" data-first-visit-price="$90" data-practice-minutes="20" data-practice-visits="6-8"',
  );
  for (const said of [
    'You would see Ana Lee, licensed acupuncturist.',
    'The first visit takes about 60 minutes.',
    'The first visit costs $90.',
    /Needles stay in for 20 minutes/,
    /A usual course is 6-8 visits/,
  ])
    expect(await visitor.panel.getByText(said).count(), String(said)).toBeGreaterThan(0);
  expect(await visitor.panel.getByText('You would see Ana Lee.', { exact: true }).count()).toBe(0);
});

test('a review that has run out: visitors are asked to call, and the webmaster is warned', async () => {
  const draft = flowIn('en');
  const review = { status: 'approved' as const, by: 'Dr A', on: '2020-01-01', next: '2021-01-01' };
  const flow: Flow = {
    ...draft,
    languages: [],
    review: { ...review, fingerprint: fingerprintOf({ ...draft, languages: [] }) },
  };
  await atBooking('data-flow="/old/flow.json" data-phone="+1 555 0100"', (page) =>
    page.route('**/old/flow.json', (route) => route.fulfill({ json: flow })),
  );
  const line = visitor.panel.getByText('Please call us to check that this advice is current.');
  // Where the conversation begins, and beside what can be booked.
  await expect.poll(() => line.count()).toBe(2);
  await expect
    .poll(() => visitor.console)
    .toEqual(['[symptom-guide] the review of the flow was due on 2021-01-01: visitors are asked to call']);
});
