import { writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { BrowserContextOptions, Download, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { wrongInFhir } from '../fixtures/fhirR4.js';
import { matrix } from '../fixtures/matrix.js';
import { findings } from './axeFindings.js';
import { flowIn, saysIn } from './conversation.js';
import { browserRefuses, Visitor } from './visitor.js';

let visitor: Visitor;

const healthy = {
  age: 'age-18-44',
  'bladder-bowel-saddle': ['none'],
  legs: ['none'],
  danger: ['none'],
  start: ['gradual'],
  infection: ['none'],
  history: ['none'],
  'other-signs': ['none'],
};
/** As much as one visitor can say on the way to each outcome. */
const conversations = {
  emergency: {
    age: 'age-65-plus',
    'bladder-bowel-saddle': ['sex'],
    legs: ['tingle'],
    danger: ['aorta'],
    'aorta-kind': 'bulge-same',
    start: ['small-fall', 'lift', 'sudden', 'sitting'],
    infection: ['fever', 'immune', 'injects', 'spine-procedure', 'rash'],
    temperature: 'mild',
    history: ['cancer', 'weight-loss', 'steroids', 'thin-bones', 'pregnant'],
    'cancer-when': 'older',
    'pregnancy-signs': ['heavy', 'bleeding', 'waves', 'waters', 'baby-less'],
  },
  urgent: {
    age: 'age-65-plus',
    'bladder-bowel-saddle': ['sex', 'not-sure'],
    legs: ['tingle'],
    danger: ['aorta', 'not-sure'],
    'aorta-kind': 'bulge-same',
    start: ['small-fall', 'lift', 'sudden', 'sitting'],
    infection: ['fever', 'immune', 'injects', 'spine-procedure', 'rash'],
    temperature: 'mild',
    history: ['cancer', 'weight-loss', 'steroids', 'thin-bones', 'pregnant'],
    'cancer-when': 'older',
    'pregnancy-signs': ['bleeding', 'waves', 'waters', 'baby-less'],
    'other-signs': ['constant', 'lump', 'upper-back', 'calf', 'stiff', 'walking'],
  },
  soon: {
    ...healthy,
    infection: ['immune', 'not-sure'],
    history: ['weight-loss', 'thin-bones', 'not-sure'],
    'other-signs': ['upper-back', 'stiff', 'walking', 'not-sure'],
  },
  routine: {
    ...healthy,
    age: 'age-65-plus',
    legs: ['mild-weak', 'tingle'],
    start: ['sudden', 'sitting'],
    onset: 'weeks-over-12',
    trend: 'worse',
    seen: 'yes',
    first: 'had-before',
    where: ['back', 'buttock', 'thigh', 'below-knee', 'foot', 'elsewhere'],
    sitting: 'about-30min',
    pain: 9,
    care: ['devices', 'blood', 'skin', 'nerves', 'metal', 'needles'],
    devices: ['stimulator', 'valve', 'unstable-heart', 'metal-inside', 'other'],
    blood: ['anticoagulant', 'antiplatelet', 'bleeding', 'anaemia'],
    skin: ['broken', 'eczema', 'fragile', 'lymph', 'veins'],
    nerves: ['epilepsy', 'diabetes', 'numb'],
    needles: ['fear', 'faint', 'still', 'carer'],
  },
} satisfies Record<string, Record<string, string | string[] | number>>;
type Conversation = keyof typeof conversations;
const titles: Record<Conversation, RegExp> = {
  emergency: /Get help now/,
  urgent: /See a doctor today/,
  soon: /See a doctor first/,
  routine: /You could book/,
};

/** Comes back to a finished conversation. */
async function finished(
  conversation: Conversation,
  prepare: (page: Page) => Promise<unknown> = async () => {},
  options: BrowserContextOptions = {},
  path = 'demo/index.html',
): Promise<void> {
  visitor = await Visitor.on(path, options, async (page) => {
    const saved = { flow: 'sciatica', version: flowIn('en').version, answers: conversations[conversation] };
    await page.addInitScript(
      (text) => location.protocol.startsWith('http') && sessionStorage.setItem('symptom-guide:sciatica', text),
      JSON.stringify(saved),
    );
    await prepare(page);
  });
  await visitor.launcher.click();
  if (conversation === 'soon' || conversation === 'routine')
    await visitor.panel.getByRole('button', { name: 'Continue' }).click();
  await visitor.outcome(titles[conversation]).waitFor();
  await button('Copy').waitFor();
}

const button = (name: string) => visitor.panel.getByRole('button', { name, exact: true });
const announced = (words: string) => visitor.panel.getByRole('status').filter({ hasText: words });
const byHand = () => visitor.panel.getByRole('textbox', { name: /Press and hold to copy/ });

describe('copy', () => {
  test('puts the text on the clipboard, and says so once', async () => {
    await finished('emergency');
    await visitor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button('Copy').click();
    await announced('Copied').waitFor();
    const text = await visitor.page.evaluate(() => navigator.clipboard.readText());
    expect(text).toMatch(/^Emergency: Get help now\nCall 911\n/);
    expect(text).toContain('- Heavy bleeding, or sharp tummy pain that does not stop\n');
    expect(text).toContain('- No: I leak pee');
    expect(await byHand().count()).toBe(0);
  });

  test.each<[string, () => void]>([
    ['on an insecure page', () => Object.defineProperty(navigator, 'clipboard', { value: undefined })],
    [
      'by a permissions policy',
      () => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
      },
    ],
  ])('refused %s: the text is there, selected, to copy by hand', async (_, refuse) => {
    await finished('urgent', (page) => page.addInitScript(refuse));
    await button('Copy').click();
    await byHand().waitFor();
    const field = await byHand().evaluate((element) => {
      const { value, selectionStart, selectionEnd, readOnly } = element as HTMLTextAreaElement;
      const focused = (element.getRootNode() as ShadowRoot).activeElement === element;
      return { value, all: selectionStart === 0 && selectionEnd === value.length, readOnly, focused };
    });
    expect(field).toMatchObject({ all: true, readOnly: true, focused: true });
    expect(field.value).toContain('Urgent: See a doctor today');
  });
});

describe('share', () => {
  test('is offered only where the device can', async () => {
    await finished('routine', (page) =>
      page.addInitScript(() => {
        Object.defineProperty(navigator, 'share', { value: undefined });
      }),
    );
    expect(await button('Share').count()).toBe(0);
  });

  test('gets the title and the text and nothing else; closing the sheet is no error', async () => {
    await finished('soon', (page) =>
      page.addInitScript(() => {
        const shared: ShareData[] = [];
        Object.assign(window, { shared });
        navigator.canShare = () => true;
        navigator.share = async (data) => {
          shared.push(data ?? {});
          if (shared.length > 1) throw new DOMException('closed', 'AbortError');
        };
      }),
    );
    await button('Share').click();
    await announced('Shared').waitFor();
    await button('Share').click();
    await expect.poll(() => announced('Shared').count()).toBe(0);
    expect(await byHand().count()).toBe(0);
    const [first] = await visitor.page.evaluate(() => (window as unknown as { shared: ShareData[] }).shared);
    expect(Object.keys(first ?? {}).sort()).toEqual(['text', 'title']);
    expect(first?.title).toMatch(/^My answers: Sciatica guide, /);
    expect(first?.text).toContain('See a doctor first');
  });
});

describe('save', () => {
  /** The name and content of what a tap saves. */
  const saved = async (tap: () => Promise<void>): Promise<[name: string, content: string]> => {
    const [download] = await Promise.all([visitor.page.waitForEvent('download'), tap()]);
    return [download.suggestedFilename(), (await buffer(await download.createReadStream())).toString()];
  };
  const today = () => visitor.page.evaluate(() => new Date().toLocaleDateString('sv'));

  test('a text file: what is copied, with the mark by which every program knows its letters', async () => {
    await finished('urgent');
    const requests = visitor.requests.length;
    const [name, content] = await saved(() => button('Save as a file').click());
    expect(name).toBe(`Sciatica guide ${await today()}.txt`);
    await announced('Saved. Look in your downloads.').waitFor();
    await visitor.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await button('Copy').click();
    await announced('Copied').waitFor();
    const copied = await visitor.page.evaluate(() => navigator.clipboard.readText());
    expect(content).toBe(`\uFEFF${copied}\n`);
    expect(visitor.requests.slice(requests).filter((url) => !url.startsWith('blob:'))).toEqual([]);
  });

  test('where no file came, the text is a tap away', async () => {
    await finished('urgent');
    await saved(() => button('Save as a file').click());
    expect(await byHand().count()).toBe(0);
    await button('No file there? Take the text by hand').click();
    expect(await byHand().inputValue()).toContain('Urgent: See a doctor today');
  });

  test.each(Object.keys(conversations) as Conversation[])('%s as FHIR, as its official schema has it', async (one) => {
    await finished(one);
    await visitor.panel.getByText('More', { exact: true }).click();
    const [name, content] = await saved(() => button("Save for a clinic's computer (FHIR)").click());
    expect(name).toBe(`Sciatica guide ${await today()}.fhir.json`);
    const response = JSON.parse(content);
    expect(response).toMatchObject({ resourceType: 'QuestionnaireResponse', status: 'completed' });
    expect(wrongInFhir(response)).toEqual([]);
    for (const value of Object.keys(conversations[one])) expect(content).toContain(`"linkId": "${value}"`);
    // Said beside the button, which is far below the others.
    const told = visitor.panel.locator('details', { hasText: 'Only if a clinic asks' }).getByRole('status');
    await told.filter({ hasText: 'Saved' }).waitFor();
  });

  test('what makes FHIR does not arrive: one line, and Try again that works', async () => {
    await finished('routine');
    await visitor.panel.getByText('More', { exact: true }).click();
    await visitor.page.route(/\/fhir\.js/, (route) => route.abort());
    visitor.allowOnConsole(browserRefuses);
    await button("Save for a clinic's computer (FHIR)").click();
    await visitor.panel.getByRole('alert').filter({ hasText: 'That could not be loaded.' }).waitFor();
    await visitor.page.unroute(/\/fhir\.js/);
    const [name] = await saved(() => button('Try again').click());
    expect(name).toMatch(/\.fhir\.json$/);
    expect(await visitor.panel.getByText('That could not be loaded.').count()).toBe(0);
  });

  test.each(['frame-sandbox', 'frame-sandbox-origin'])(
    'in %s, which saves nothing, the text is there to take by hand',
    async (host) => {
      const page = await Visitor.on(`demo/hosts/${host}.html`);
      const frame = page.page.frames()[1];
      if (!frame) throw new Error('The page has no frame.');
      visitor = page.in(frame);
      visitor.allowOnConsole(/allow-same-origin/);
      const downloads: Download[] = [];
      visitor.page.on('download', (download) => downloads.push(download));
      await visitor.open();
      await visitor.answerAll(saysIn('en', conversations.emergency));
      await visitor.outcome(titles.emergency).waitFor();
      await button('Save as a file').click();
      await byHand().waitFor();
      expect(await byHand().inputValue()).toMatch(/^Emergency: Get help now\n/);
      expect(await announced('Saved').count()).toBe(0);
      expect(downloads).toEqual([]);
    },
  );
});

describe('print', () => {
  /** Stands in for the print dialog: keeps what would be printed. */
  const catchPrinted = (page: Page) =>
    page.addInitScript(() => {
      window.print = () => {
        const css = document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
        const style = document.createElement('style');
        style.textContent = css.join('\n');
        const copy = document.documentElement.cloneNode(true) as HTMLElement;
        copy.querySelector('head')?.append(style);
        Object.assign(window.top as Window, { printed: copy.outerHTML, framed: window !== window.top });
        window.dispatchEvent(new Event('beforeprint'));
        window.dispatchEvent(new Event('afterprint'));
      };
    });
  const host = () =>
    visitor.page.evaluate(() => ({
      title: document.title,
      nodes: document.querySelectorAll('*').length,
      sheets: document.adoptedStyleSheets.length + document.styleSheets.length,
      frames: window.length,
    }));

  test.each(Object.keys(conversations) as Conversation[])('%s: one page, A4 and Letter', async (conversation) => {
    await finished(conversation, catchPrinted);
    const before = await host();
    const requests = visitor.requests.length;
    await button('Print').click();
    const read = () => visitor.page.evaluate(() => (window as unknown as { printed?: string }).printed);
    await expect.poll(read).toBeTruthy();
    await expect.poll(host).toEqual(before);
    expect(visitor.requests.slice(requests)).toEqual([]);
    expect(visitor.console).toEqual([]);
    const html = `<!doctype html>${await read()}`;
    const paper = await visitor.page.context().newPage();
    await paper.setContent(html);
    expect(await paper.getByRole('heading', { level: 2, name: titles[conversation] }).count()).toBe(1);
    expect(await paper.title()).toBe('Sciatica guide');
    const said = await paper.locator('body').innerText();
    expect(said).toMatch(/Riverside Acupuncture/);
    expect(said).toMatch(new RegExp(`not a diagnosis.*version ${flowIn('en').version.replaceAll('.', '\\.')}.*Draft`));
    if (conversation !== 'routine') expect(said).not.toMatch(/Book a consult|cupping/i);
    for (const format of ['A4', 'Letter']) {
      const pdf = await paper.pdf({ format, preferCSSPageSize: false });
      if (process.env.PAGES) writeFileSync(`${process.env.PAGES}/${conversation}-${format}.pdf`, pdf);
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(1);
    }
  });

  test('where nothing prints, the text is there to take by hand, and no frame stays', async () => {
    await finished('emergency', (page) =>
      page.addInitScript(() => {
        window.print = () => {};
      }),
    );
    await button('Print').click();
    await byHand().waitFor();
    expect(await visitor.page.evaluate(() => window.length)).toBe(0);
  });
});

for (const [look, options] of [
  ['light', {}],
  ['dark', { colorScheme: 'dark' }],
  ['320 px', { viewport: { width: 320, height: 640 } }],
] satisfies [string, BrowserContextOptions][])
  describe(`axe, ${look}`, matrix(look === 'light'), () => {
    test.each<Conversation>(['emergency', 'routine'])('finds nothing, with all open: %s', async (conversation) => {
      await finished(
        conversation,
        (page) => page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined })),
        options,
      );
      await visitor.panel.getByText('What you said no to').click();
      await button('Copy').click();
      await byHand().waitFor();
      expect(await findings(visitor)).toEqual([]);
      if (process.env.PAGES)
        await visitor.page.screenshot({ path: `${process.env.PAGES}/${look}-${conversation}.png` });
    });
  });
