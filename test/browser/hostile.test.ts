import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { smallJson } from '../fixtures/smallFlow.js';
import { wordsOf } from './conversation.js';
import { FaultyServer } from './faultyServer.js';
import { Visitor } from './visitor.js';

/** Flows and settings that somebody wrote to do harm: shown as the texts that they are, or not at all. */

let server: FaultyServer;
let visitor: Visitor;
let requests: string[];
let dialogs: string[];
beforeEach(async () => {
  server = await FaultyServer.start();
});

/** Runs wherever a text is taken for more than a text. */
const run = `globalThis.pwned=1,alert(1)`;
const attacks = [
  `"><img src=x onerror=${run}>`,
  `<script>${run}</script>`,
  `</style></script></textarea><svg onload=${run}>`,
  `\${${run}} {{constructor.constructor('${run}')()}}`,
  '**<iframe srcdoc="<script>parent.pwned=1</script>">**',
];
/** A text with all of these, told apart by where it stands. */
const attack = (where: string) => `${where} ${attacks.join(' ')}`;

const attribute = (value: string) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
type Settings = Record<string, string>;

/** A visitor on the page of a clinic with these settings, and with this flow beside the guide. */
async function arrive(flow: string | undefined, settings: Settings = {}, options: BrowserContextOptions = {}) {
  const address = flow === undefined ? {} : { flow: server.file('/own/flow.json', flow) };
  const all: Settings = { phone: '+1 555 0100', country: 'US', ...address, ...settings };
  const url = server.page(
    '/',
    `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
     <script async src="${server.base}symptom-guide.js" ${Object.entries(all)
       .map(([name, value]) => `data-${name}="${attribute(value)}"`)
       .join(' ')}></script></head><body><h1>Clinic</h1></body></html>`,
  );
  requests = [];
  dialogs = [];
  visitor = await Visitor.at(
    url,
    async (page: Page) => {
      page.setDefaultTimeout(20_000);
      page.on('request', (request) => requests.push(request.url()));
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message());
        void dialog.dismiss();
      });
      await page.addInitScript(() => {
        const errors: string[] = [];
        Object.assign(globalThis, { errors });
        addEventListener('guide-error', (event) => errors.push((event as CustomEvent).detail.code));
        // On paper, too, a text is a text.
        window.print = () => {
          if (document.querySelector('img, script, iframe, svg')) Object.assign(window.top as Window, { pwned: 1 });
          dispatchEvent(new Event('beforeprint'));
          dispatchEvent(new Event('afterprint'));
        };
      });
    },
    options,
  );
  await bubble().waitFor();
}

/** The bubble, whatever it is called. */
const bubble = () => visitor.page.locator('symptom-guide button.launcher');
const errors = () => visitor.page.evaluate(() => (globalThis as unknown as { errors: string[] }).errors);
const button = (name: string | RegExp) => visitor.page.locator('symptom-guide').getByRole('button', { name });
const flowWith = (change: (json: ReturnType<typeof smallJson>) => void) => {
  const json = smallJson();
  change(json);
  return JSON.stringify(json);
};

/** Nothing ran, nothing was asked of others, and the guide holds only what it draws itself. */
async function harmless(): Promise<void> {
  const found = await visitor.page.evaluate(() => {
    const root = document.querySelector('symptom-guide')?.shadowRoot as ShadowRoot;
    const all = [...root.querySelectorAll('*')];
    const inherited: string[] = [];
    for (const key in {}) inherited.push(key);
    return {
      ran: 'pwned' in globalThis,
      inherited,
      foreign: all
        .filter((one) => /^(img|script|style|link|base|iframe|object|embed|meta|template|math)$/i.test(one.tagName))
        .map((one) => one.outerHTML.slice(0, 200)),
      handlers: all.flatMap((one) => one.getAttributeNames().filter((name) => /^on|^(srcdoc|action)$/.test(name))),
      links: all
        .map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? '')
        .filter((link) => link && !/^(https:\/\/|tel:[\d+]+$|mailto:)/.test(link)),
      hidden: [document.querySelector('h1'), root.querySelector('.panel,.inline')].filter(
        (one) => one && getComputedStyle(one).display === 'none',
      ).length,
    };
  });
  expect(found).toEqual({ ran: false, inherited: [], foreign: [], handlers: [], links: [], hidden: 0 });
  expect(dialogs).toEqual([]);
  expect(requests.filter((url) => ![server.host, server.clinic, 'data:'].some((own) => url.startsWith(own)))).toEqual(
    [],
  );
}

/** How many pixels too wide the page is, what is in the panel, and the panel itself. */
function wide() {
  return visitor.page.evaluate(() => {
    const root = document.querySelector('symptom-guide')?.shadowRoot as ShadowRoot;
    const over = (one: Element | null) => (one ? one.scrollWidth - one.clientWidth : 0);
    const panel = root.querySelector('.panel')?.getBoundingClientRect();
    return {
      page: over(document.documentElement),
      inside:
        over(root.querySelector('.scroller')) + over(root.querySelector('.top')) + over(root.querySelector('.panel')),
      outside: panel ? Math.max(0, -panel.left, panel.right - innerWidth) : 0,
    };
  });
}

/** The page does not scroll sideways, and neither does what is in the panel. */
async function fitsItsPlace(): Promise<void> {
  expect(await wide()).toEqual({ page: 0, inside: 0, outside: 0 });
}

/** The page does not scroll sideways, and the panel stands in it. */
async function fitsThePage(): Promise<void> {
  expect(await wide()).toMatchObject({ page: 0, outside: 0 });
}

/** The safety advice with the numbers to call, and one code. */
async function seesSafetyAdvice(code: string): Promise<void> {
  await visitor.page.getByRole('heading', { name: 'The guide could not load' }).waitFor();
  expect(await visitor.page.getByRole('link', { name: 'Call 911' }).getAttribute('href')).toBe('tel:911');
  await expect.poll(errors).toEqual([code]);
  const lines = visitor.console.filter((line) => line.startsWith('[symptom-guide]'));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.length).toBeLessThan(2200);
}

/** The flow with the attack in every text a visitor can read. */
const everywhere = () => {
  const texts = new Set(['title', 'ask', 'help', 'why', 'label', 'because', 'unit', 'minLabel', 'maxLabel', 'card']);
  const json = JSON.parse(
    JSON.stringify(smallJson(), function (this: unknown, key: string, value: unknown) {
      const text = typeof value === 'string' && (texts.has(key) || (Array.isArray(this) && /[A-Z ]/.test(value)));
      return text && value !== 'signs' ? attack(value as string) : value;
    }),
  );
  json.intro.push({ callout: attack('Callout'), content: [{ details: attack('More'), content: [attack('Inside')] }] });
  json.intro.push({ list: [attack('Item')] }, { heading: attack('Heading') });
  return JSON.stringify(json);
};

test('an attack in every text of a flow is read as text, to the end of each conversation', async () => {
  await arrive(everywhere());
  await bubble().click();
  await visitor.group(/Any of these/).waitFor();
  expect(await visitor.page.getByText(attacks[1] as string, { exact: false }).count()).toBeGreaterThan(5);
  await harmless();
  await visitor.page.getByText('Questions about treatment?').click();
  await button(/^What is cupping/).click();
  await button(/^Get help now/).click();
  await harmless();
  await button(/^Back/).click();
  await visitor.answer([/Any of these/, /I am numb/]);
  await visitor.outcome(/Get help now/).waitFor();
  await button('Copy').click();
  await button('Print').click();
  await expect.poll(() => visitor.page.evaluate(() => window.length)).toBe(0);
  await harmless();
  await fitsItsPlace();

  await button(wordsOf.en.restart).click();
  await button(wordsOf.en.clearYes).click();
  await visitor.answer([/Any of these/, /None of these/]);
  await visitor
    .group(/how many weeks/)
    .getByRole('textbox')
    .fill('3');
  await button('Continue').click();
  await visitor.answer([/How bad/, 2]);
  await button(/^No /).click();
  await visitor.outcome(/You could book/).waitFor();
  await harmless();
  await fitsItsPlace();
  expect(await errors()).toEqual([]);
});

test('an attack in a translation is read as text', async () => {
  const json: Record<string, unknown> = { ...smallJson(), languages: ['es'] };
  const { placeOf } = await import('../../src/flow/translate.js');
  const texts = { [placeOf('title', json.title as string)]: attack('Guía'), ['__proto__']: 'x', constructor: 'y' };
  server.file('/own/es.json', JSON.stringify({ language: 'es', of: '1.0.0', texts }));
  await arrive(JSON.stringify(json), { language: 'es' });
  visitor.allowOnConsole(/texts of this flow have no translation/);
  await bubble().click();
  await visitor.page.getByRole('heading', { name: /^Guía "><img/ }).waitFor();
  await harmless();
  await fitsItsPlace();
});

const hostileSettings: Settings = {
  'clinic-name': attack('Riverside'),
  phone: '"><img src=x onerror=alert(1)>+1 555 0100',
  booking: `javascript:${run}`,
  practitioner: attack('Dr Reed'),
};
const clinicFile = {
  name: hostileSettings['clinic-name'],
  phone: hostileSettings.phone,
  booking: hostileSettings.booking,
  practitioner: hostileSettings.practitioner,
  country: 'US',
  __proto__: null,
};

describe('settings of the clinic that attack', () => {
  const says = (json: ReturnType<typeof smallJson>) => {
    json.intro = ['Welcome to {clinic.name}, and ask for {clinic.practitioner}.'];
    const [emergency] = json.outcomes as { actions: object[] }[];
    emergency?.actions.push({ call: '{clinic.phone}', label: 'Call {clinic.name}' });
  };
  test.each([
    ['on the tag', () => hostileSettings],
    ['in its file', () => ({ clinic: server.file('/own/clinic.json', JSON.stringify(clinicFile)) })],
    [
      'in its file, under names that every object has',
      () => ({ clinic: server.file('/own/clinic.json', '{"__proto__":{"name":"x"},"constructor":{"name":"y"}}') }),
    ],
  ] as const)('%s: nothing runs, and booking leads nowhere else', async (_, settings) => {
    await arrive(flowWith(says), settings());
    visitor.allowOnConsole(/ignores booking="java/);
    await bubble().click();
    await visitor.group(/Any of these/).waitFor();
    await harmless();
    await visitor.answer([/Any of these/, /None of these/]);
    await visitor
      .group(/how many weeks/)
      .getByRole('textbox')
      .fill('3');
    await button('Continue').click();
    await visitor.answer([/How bad/, 2]);
    await button(/^No$/).click();
    await visitor.outcome(/You could book/).waitFor();
    expect(await visitor.page.getByRole('link', { name: /Book/ }).count()).toBe(0);
    await harmless();
    await fitsItsPlace();
    expect(await errors()).toEqual([]);
  });

  test.each(['red;} * {display:none', 'url(https://evil.example/x)', 'red/*', 'expression(alert(1))', '</style>'])(
    'the accent %j',
    async (accent) => {
      await arrive(undefined, { accent });
      visitor.allowOnConsole(/ignores accent=/);
      await visitor.open();
      await harmless();
    },
  );

  test('the label', async () => {
    await arrive(undefined, { label: attack('Help') });
    await bubble().click();
    await visitor.group(/How old/).waitFor();
    await harmless();
    await fitsItsPlace();
  });

  test('the safety advice', async () => {
    await arrive('{}', hostileSettings);
    await bubble().click();
    await seesSafetyAdvice('flow-invalid');
    await harmless();
    await fitsThePage();
  });
});

describe('signs that turn the order of letters', () => {
  /** Where each sign of a text is drawn, from the left. */
  const drawn = (text: string) =>
    visitor.page.evaluate((wanted) => {
      const root = document.querySelector('symptom-guide')?.shadowRoot as ShadowRoot;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const seen: string[] = [];
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const start = node.textContent?.indexOf(wanted) ?? -1;
        if (start < 0 || !node.parentElement?.checkVisibility()) continue;
        const places = Array.from(wanted, (letter, i) => {
          const range = document.createRange();
          range.setStart(node as Node, start + i);
          range.setEnd(node as Node, start + i + 1);
          return { letter, x: range.getBoundingClientRect().x };
        });
        seen.push(
          places
            .sort((a, b) => a.x - b.x)
            .map(({ letter }) => letter)
            .join(''),
        );
      }
      return seen;
    }, text);

  test.each(['\u202e', '\u202d\u202e', '\u2067', '\u2066\u202e', '\u2069\u202e'])(
    '%j in the clinic’s name: the emergency number reads as it is dialled',
    async (sign) => {
      const turned = flowWith((json) => {
        json.intro = ['{clinic.name} says: call {emergency.number} or {clinic.phone} if you feel very ill.'];
      });
      await arrive(turned, { 'clinic-name': `Riverside ${sign}Clinic`, phone: `${sign}+1 555 0123` });
      await bubble().click();
      await visitor.group(/Any of these/).waitFor();
      expect(await drawn('911')).toEqual(['911']);
      expect(await drawn('555 0123')).toEqual(['555 0123']);
    },
  );

  test('in a flow: the advice, and not a number turned round', async () => {
    await arrive(
      flowWith((json) => {
        json.intro = ['\u202eCall {emergency.number}'];
      }),
    );
    await bubble().click();
    await seesSafetyAdvice('flow-invalid');
    expect(await drawn('911')).toEqual(['911', '911']);
  });

  test('invisible signs in labels leave the choice what it is', async () => {
    await arrive(
      flowWith((json) => {
        const choices = json.sections[0]?.questions[0]?.choices as { label: string }[] | undefined;
        Object.assign(choices?.[0] as object, { label: '\u200b\u2066I am\u200d numb\u2069\ufeff' });
      }),
    );
    await bubble().click();
    await visitor.answer([/Any of these/, /I am.? numb/]);
    await visitor.outcome(/Get help now/).waitFor();
    await harmless();
  });
});

describe.each<[string, BrowserContextOptions]>([
  ['desktop', {}],
  ['phone', { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }],
])('very long texts, on a %s', (_, options) => {
  test('a megabyte in a text of the flow: the advice', async () => {
    await arrive(
      flowWith((json) => Object.assign(json, { title: 'long '.repeat(200_000) })),
      {},
      options,
    );
    await bubble().click();
    await seesSafetyAdvice('flow-invalid');
    await fitsThePage();
  });

  test('the longest word that may be, everywhere: nothing is wider than its place', async () => {
    const word = 'W'.repeat(1990);
    const json = JSON.parse(everywhere(), (_key, value) =>
      typeof value === 'string' && value.includes('<img') ? value.slice(0, 6).trim() + word : value,
    );
    await arrive(JSON.stringify(json), { 'clinic-name': word }, options);
    await bubble().click();
    await visitor.group(/./).waitFor();
    await visitor.page.getByText('Questions about treatment?').waitFor();
    await fitsItsPlace();
    await button(/^I am n|^Get help now/)
      .first()
      .click();
    await fitsItsPlace();
  });

  test('a megabyte of name: the guide all the same', async () => {
    await arrive(undefined, { 'clinic-name': 'W'.repeat(1_000_000) }, options);
    await bubble().click();
    await visitor.group(/How old/).waitFor();
    await visitor.answer([/How old/, /18 to 44/]);
    await visitor.answer([/have any of these changed/, /I can't pee/]);
    await visitor.outcome(/Get help now/).waitFor();
    await fitsItsPlace();
  });
});

describe('a flow that no person wrote', () => {
  test('with ten thousand choices is shown, and the last can be chosen', async () => {
    const choices = Array.from({ length: 10_000 }, (_, i) => ({ id: `c${i}`, label: `Choice ${i}` }));
    await arrive(
      flowWith((json) => Object.assign(json.sections[0]?.questions[1] as object, { choices, when: undefined })).replace(
        '"is":"hours"',
        '"is":"c9999"',
      ),
    );
    await bubble().click();
    await visitor.answer([/Any of these/, /None of these/]);
    await visitor.page.locator('symptom-guide button.option').last().click();
    await visitor.outcome(/Get help now/).waitFor();
    await harmless();
  });

  const deep = (open: string, inside: string, close: string) => open.repeat(30_000) + inside + close.repeat(30_000);
  test.each<[string, () => string, string]>([
    [
      'conditions nested without end',
      () =>
        flowWith(() => {}).replace(
          '"when":{"question":"signs-now","is":"weak"}',
          `"when":${deep('{"not":', '{"question":"signs-now","is":"weak"}', '}')}`,
        ),
      'flow-invalid',
    ],
    ['lists nested without end', () => deep('[', '', ']'), 'flow-invalid'],
    ['a key __proto__', () => flowWith(() => {}).replace('{', '{"__proto__":{"polluted":1},'), 'flow-invalid'],
    ['a key constructor', () => flowWith(() => {}).replace('{', '{"constructor":{"prototype":{}},'), 'flow-invalid'],
    [
      'a placeholder {constructor}',
      () => flowWith((json) => Object.assign(json, { title: '{constructor}' })),
      'flow-invalid',
    ],
    [
      'a link to a script',
      () => flowWith((json) => Object.assign(json, { title: '[x](javascript:y)' })),
      'flow-invalid',
    ],
    ['a number as a text', () => flowWith((json) => Object.assign(json, { format: '1' })), 'flow-invalid'],
    ['a huge version', () => flowWith((json) => Object.assign(json, { version: '9'.repeat(1e6) })), 'flow-invalid'],
    [
      'a picture from a script',
      () => flowWith((json) => Object.assign(json, { intro: [{ image: 'javascript:x', alt: 'x' }] })),
      'flow-invalid',
    ],
    ['nothing', () => 'null', 'flow-invalid'],
    ['no flow', () => '"javascript:alert(1)"', 'flow-invalid'],
    ['a page', () => '<script>pwned=1</script>', 'flow-not-json'],
  ])('%s: the advice with a code', async (_, flow, code) => {
    await arrive(flow());
    await bubble().click();
    await seesSafetyAdvice(code);
    await harmless();
  });

  test('with {toString} and {__proto__.x} in a text: they are the text that they are', async () => {
    await arrive(flowWith((json) => Object.assign(json, { title: 'Guide {toString} {__proto__.x}' })));
    await bubble().click();
    await visitor.page.getByRole('heading', { name: 'Guide {toString} {__proto__.x}' }).waitFor();
    await harmless();
  });

  test('with a key twice: the last one counts, as in all JSON', async () => {
    await arrive(flowWith(() => {}).replace('"title":"Small guide"', '"title":"First","title":"Last"'));
    await bubble().click();
    await visitor.page.getByRole('heading', { name: 'Last' }).waitFor();
    await harmless();
  });
});
