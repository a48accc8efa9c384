import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { release } from '../release.js';
import { findings } from './axeFindings.js';
import { browserRefuses, Visitor } from './visitor.js';

let visitor: Visitor;

/** Everything that a clinic sets. */
const settings =
  'data-clinic-name="Riverside" data-phone="+1 555 0100" data-booking="https://riverside.example/book" data-country="US"';
const tag = (attributes = '', given = settings) =>
  `<script async src="${release}/symptom-guide.js" data-debug ${given} ${attributes}></script>`;
const phones = '<meta name="viewport" content="width=device-width, initial-scale=1">';
const page = (head: string, body = '<h1>Clinic</h1>') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8">${phones}<title>Clinic</title>${head}</head><body>${body}</body></html>`;

const panel = () => visitor.page.getByRole('region', { name: 'Embed doctor' });
/** What the doctor says, when it has looked: one text for each finding. */
async function diagnosis(level: 'To mend' | 'To look at' | 'Fine'): Promise<string[]> {
  await panel()
    .getByRole('status')
    .getByText(/to mend/)
    .waitFor({ timeout: 30_000 });
  const texts = await panel().getByRole('listitem').allInnerTexts();
  return texts.filter((text) => text.startsWith(level)).map((text) => text.replace(/\s+/g, ' '));
}

test('a page as it should be: nothing to mend, and the draft to look at', async () => {
  visitor = await Visitor.onHtml(page(tag()));
  expect(await diagnosis('To mend')).toEqual([]);
  expect(await diagnosis('To look at')).toEqual([expect.stringContaining('no clinician has signed it')]);
  const fine = (await diagnosis('Fine')).join('\n');
  for (const what of [
    'The chat arrives and runs.',
    'names its release',
    /The flow "sciatica" [\d.]+ is as the build of release [\d.]+ proved it/,
    "The guide speaks the page's language, en",
    'Emergency number, by country US: 911',
    'Name, phone and booking address',
    'The bubble is in sight',
  ])
    expect(fine).toMatch(what);
  // And the page is as usable as ever.
  await visitor.open();
  await visitor.answer([/How old/, /18 to 44/]);
});

test("what goes to the clinic's desk: the receiver, the service, what is counted, whose clock, whose title", async () => {
  visitor = await Visitor.onHtml(
    page(
      tag(
        'data-hours="Mo-Fr 09:00-17:00" data-service="first" data-analytics="plausible" data-send="http://127.0.0.1:9/submissions" data-practitioner-title="Dr"',
      ),
    ),
  );
  visitor.allowOnConsole(browserRefuses, /ignores (service|practitioner-title)=/);
  const mend = await diagnosis('To mend');
  for (const what of [
    /does not use service="first"/,
    /receiver of answers cannot be reached/,
    /no privacy notice.*data-privacy=/,
  ])
    expect(mend).toContainEqual(expect.stringMatching(what));
  expect(mend).toHaveLength(3);
  const look = await diagnosis('To look at');
  for (const what of [
    /hours have no time zone.*data-time-zone="America\/New_York"/,
    /passed on to plausible.*health data/,
    /title is "Dr"/,
  ])
    expect(look).toContainEqual(expect.stringMatching(what));
});

/** A page, and what the doctor has to say to mend it. */
type Case = [what: string, html: string, expected: (RegExp | string)[], prepare?: (on: Page) => Promise<unknown>];
const policy = (text: string) => `<meta http-equiv="Content-Security-Policy" content="${text}">`;
const chat = '**/chat/chat.js';
const flow = '**/flows/sciatica/flow.json';
const answer =
  (url: string, status: number, type: string, body = '') =>
  (on: Page) =>
    on.route(url, (route) => route.fulfill({ status, contentType: type, body }));

const cases: Case[] = [
  [
    'a policy that stops the flow: the line to write',
    page(policy("default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'") + tag()),
    [/policy of this page stops the flow.*"connect-src".*connect-src 'self';/],
  ],
  [
    'a flow that is not there',
    page(tag('data-flow="sciatca"')),
    [/flow is not there.*sciatca\/flow\.json answers 404.*"sciatca" must be a flow of the release/],
  ],
  [
    'a chat that is not there',
    page(tag()),
    [/chat is not there.*answers 404.*Copy the whole release folder/],
    answer(chat, 404, 'text/html'),
  ],
  [
    'a chat of the wrong type',
    page(tag()),
    [/chat comes as "text\/plain".*Content-Type: text\/javascript/],
    answer(chat, 200, 'text/plain', 'x'),
  ],
  [
    'a flow that is JSON, and nothing',
    page(tag()),
    [/flow .*cannot be shown/],
    answer(flow, 200, 'application/json', 'null'),
  ],
  [
    'a flow that nobody has proved',
    page(tag('data-flow="flows/sciatica/flow.json"')),
    [/Nobody has proved this flow.*npm run check/],
  ],
  [
    'a flow that cannot be shown',
    page(tag()),
    [/cannot be shown.*; and \d+ more.*npm run check/],
    answer(flow, 200, 'application/json', '{"format":1,"title":7}'),
  ],
  [
    'no country and no phone',
    page(tag('', 'data-clinic-name="R" data-booking="https://r.example"')),
    [/shows no emergency number/, /no phone.*data-phone="\+1 555 0100"/],
  ],
  [
    'an unknown country, a booking address that is none, a wrong attribute',
    page(
      tag(
        'data-country="BR" data-booking="r.example" data-position="left"',
        'data-clinic-name="R" data-phone="+1 555 0100"',
      ),
    ),
    [
      /no numbers for the country "BR"/,
      /ignores booking="r\.example"/,
      /ignores position="left".*It takes end or start/,
    ],
  ],
  ['the script twice', page(tag() + tag()), [/on this page 2 times; only the first counts/]],
  [
    'settings on the tag that an element ignores',
    page(
      tag(),
      '<symptom-guide debug country="US" phone="1" clinic-name="R" booking="https://r.example"></symptom-guide>',
    ),
    [/settings on the script tag are not used.*<symptom-guide clinic-name="Riverside" phone=/],
  ],
  [
    'a page that phones shrink',
    page(tag()).replace(phones, ''),
    [/Phones show this page as on a desktop.*<meta name="viewport"/],
  ],
  [
    'a banner over the bubble',
    page(
      tag(),
      '<div id="cookies" class="bar" style="position:fixed;inset:auto 0 0;height:160px;z-index:2147483647;background:tan">Cookies</div>',
    ),
    [/<div> #cookies\.bar covers the bubble.*--symptom-guide-bottom: 180px/],
  ],
  [
    'an element in a box that moves what is fixed',
    page(
      tag('', ''),
      `<div class="slider" style="transform:translateX(0);height:3000px"><symptom-guide debug ${settings.replaceAll('data-', '')}></symptom-guide></div>`,
    ),
    [/bubble is outside of the window.*<div> \.slider has a transform/],
  ],
  [
    'an element in something hidden',
    page(
      tag('', ''),
      `<div style="display:none"><symptom-guide debug ${settings.replaceAll('data-', '')}></symptom-guide></div>`,
    ),
    [/bubble is not drawn/],
  ],
];

describe('what is wrong is said in words, with the fix', () => {
  test.each(cases)('%s', async (_, html, expected, prepare = async () => {}) => {
    visitor = await Visitor.onHtml(html, async (on) => {
      await prepare(on);
    });
    visitor.allowOnConsole(browserRefuses);
    const found = await diagnosis('To mend');
    expect(found).toHaveLength(expected.length);
    for (const line of expected) expect(found).toContainEqual(expect.stringMatching(line));
  });
});

test('an address without a release, a page in another language, and what is missing are worth a look', async () => {
  const html = page('', '').replace('lang="en"', 'lang="de"');
  visitor = await Visitor.onHtml(
    html.replace(
      '</body>',
      '<script src="latest/symptom-guide.js" data-debug data-country="DE" data-phone="+49 30 1"></script></body>',
    ),
    (on) =>
      on
        .route('**/latest/**', (route) =>
          route.fulfill({
            path: route
              .request()
              .url()
              .replace(/.*\/latest/, release),
          }),
        )
        .then(() => {}),
  );
  const found = (await diagnosis('To look at')).join('\n');
  expect(found).toMatch(/names no release.*latest\/1\.0\.0\/symptom-guide\.js/);
  expect(found).toMatch(/The page is in "de", the flow has en, es, ar/);
  expect(found).toMatch(/no clinic-name/);
  expect(found).toMatch(/no booking/);
});

test('what was mended is seen on the next look; the panel can be used by keyboard and has no findings of axe', async () => {
  visitor = await Visitor.onHtml(
    page(tag(), '<p id="wall" style="position:fixed;inset:0;margin:0;z-index:2147483647">Wall</p>'),
  );
  expect((await diagnosis('To mend')).join()).toMatch(/covers the bubble/);
  expect(await findings(visitor, '#symptom-guide-doctor')).toEqual([]);
  await visitor.page.evaluate(() => document.querySelector('#wall')?.remove());
  await panel().getByRole('button', { name: 'Check again' }).focus();
  await visitor.page.keyboard.press('Enter');
  await panel().getByRole('status').getByText('0 to mend').waitFor();
  await panel().getByRole('button', { name: 'Close' }).click();
  expect(await panel().count()).toBe(0);
});

describe('on a public address', () => {
  const publicly = async (tagged: string, hash = '') => {
    visitor = await Visitor.onHtml(page(''), async (on) => {
      await on.route('https://clinic.example/**', (route) =>
        route.fulfill({ contentType: 'text/html', body: page(tagged) }),
      );
      await on.route('https://guide.example/**', (route) =>
        route.fulfill({
          path: `dist${new URL(route.request().url()).pathname}`,
          headers: { 'access-control-allow-origin': '*' },
        }),
      );
    });
    await visitor.page.goto(`https://clinic.example/${hash}`);
    await visitor.launcher.waitFor();
    await visitor.page.waitForTimeout(1500);
  };
  const own = (debug: string) =>
    `<script async src="${release.replace('dist', 'https://guide.example')}/symptom-guide.js" ${debug} ${settings}></script>`;

  test('a visitor sees nothing of it, though the attribute was left in', async () => {
    await publicly(own('data-debug'));
    expect(await panel().count()).toBe(0);
    expect(visitor.console).toEqual([
      expect.stringMatching(
        /^\[symptom-guide\] debug shows nothing to visitors: open this page with #symptom-guide-debug/,
      ),
    ]);
  });

  test('a webmaster sees it with #symptom-guide-debug, and need not touch the tag', async () => {
    await publicly(own(''), '#symptom-guide-debug');
    expect(await diagnosis('To mend')).toEqual([]);
  });

  test('nothing of it is fetched without', async () => {
    await publicly(own(''));
    expect(visitor.requests.filter((url) => url.includes('doctor'))).toEqual([]);
    expect(readFileSync(`${release}/doctor.js`, 'utf8').length).toBeGreaterThan(1000);
  });
});
