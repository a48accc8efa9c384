import { readFileSync } from 'node:fs';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Region, regions } from '../../src/flow/regions.js';
import type { Flow, Question } from '../../src/flow/schema.js';
import { release } from '../release.js';
import { Visitor } from './visitor.js';

const sciatica = JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8')) as Flow;
const questions = sciatica.sections.flatMap((section) => section.questions);
const start: Question = {
  id: 'start',
  type: 'choice',
  ask: 'Shall we begin?',
  choices: [
    { id: 'yes', label: 'Yes' },
    { id: 'no', label: 'No' },
  ],
};
const where = questions.find(({ id }) => id === 'where') as Question;
const everywhere: Question = {
  id: 'everywhere',
  type: 'choices',
  picture: 'body',
  ask: 'Where is it?',
  choices: regions.map((region) => ({ id: region, label: region.replace('-', ' '), region })),
};

/** A page whose guide asks the given questions, after one to begin with. */
async function asked(options: BrowserContextOptions, ...given: Question[]): Promise<Visitor> {
  const routine = sciatica.outcomes.filter(({ urgency, when }) => urgency === 'routine' && !when);
  const flow: Flow = {
    format: 1,
    id: 'pictures',
    version: '1.0.0',
    language: 'en',
    title: 'Pictures',
    review: sciatica.review,
    sections: [{ id: 'only', title: 'Only', questions: [start, ...given] }],
    redFlags: [],
    outcomes: routine.map((outcome) => ({ ...outcome, content: ['The end.'] })),
  };
  const page = `<!doctype html><html lang="en"><title>Clinic</title><meta name="viewport" content="width=device-width">
    <script async src="/${release}/symptom-guide.js"></script><symptom-guide flow="/pictures.json" country="GB"></symptom-guide></html>`;
  const visitor = await Visitor.on('host.html', options, async (host) => {
    await host.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body: page }));
    await host.route('**/pictures.json', (route) => route.fulfill({ json: flow }));
  });
  await visitor.open();
  // The parts for later are here when the next question comes.
  await visitor.page.waitForLoadState('networkidle');
  await visitor.answer([/Shall we begin/, /Yes/]);
  await visitor.page.waitForTimeout(200);
  return visitor;
}

/** The side of the largest square, in CSS px, that taps one region only: the best of both figures, for each region. */
async function squares(visitor: Visitor): Promise<Record<string, number>> {
  await visitor.page.locator('.body-map').scrollIntoViewIfNeeded();
  return visitor.page.evaluate(() => {
    const root = document.querySelector('symptom-guide')?.shadowRoot as ShadowRoot;
    const best: Record<string, number> = {};
    const step = 2;
    for (const figure of root.querySelectorAll('.body-map svg')) {
      const { left, top, right, bottom } = figure.getBoundingClientRect();
      let above: { region: string | undefined; size: number }[] = [];
      for (let y = top; y <= bottom; y += step) {
        const row: typeof above = [];
        for (let x = left; x <= right; x += step) {
          const hit = root.elementFromPoint(x, y)?.closest<SVGElement>('[data-region]');
          const region = hit && figure.contains(hit) ? hit.dataset.region : undefined;
          const i = row.length;
          const near = [row[i - 1], above[i], above[i - 1]];
          const sizes = near.map((one) => (one && one.region === region ? one.size : 0));
          const size = 1 + Math.min(...sizes);
          row.push({ region, size });
          if (region) best[region] = Math.max(best[region] ?? 0, size * step);
        }
        above = row;
      }
    }
    return best;
  });
}

const tooSmall = (found: Record<string, number>, wanted: readonly (Region | undefined)[]) =>
  wanted.filter((region) => region && (found[region] ?? 0) < 44).map((region) => [region, found[region as Region]]);

describe.each([320, 375, 420])('at %i px', (width) => {
  test('each region of the sciatica flow can be tapped on 44 x 44 px that are its own', async () => {
    const visitor = await asked({ viewport: { width, height: 1200 } }, where);
    const wanted = 'choices' in where ? where.choices.map(({ region }) => region) : [];
    expect(tooSmall(await squares(visitor), wanted)).toEqual([]);
  });

  test('so can all regions there are', async () => {
    const visitor = await asked({ viewport: { width, height: 2400 } }, everywhere);
    expect(tooSmall(await squares(visitor), regions)).toEqual([]);
  });
});

test('tapping on the drawing answers', async () => {
  const visitor = await asked({ viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true }, where);
  const group = visitor.group(/Where do you feel/);
  await group.getByRole('checkbox', { name: 'Somewhere else' }).check();
  for (const region of ['thigh', 'foot']) {
    const drawing = visitor.page.locator(`g[data-region="${region}"]`).first();
    await drawing.scrollIntoViewIfNeeded();
    const box = await drawing.boundingBox();
    if (!box) throw new Error(`${region} is not drawn`);
    // A quarter in from the left is the middle of one leg.
    await visitor.page.touchscreen.tap(box.x + box.width / 4, box.y + box.height / 2);
  }
  for (const name of ['My thigh', 'My foot', 'Somewhere else'])
    expect(await group.getByRole('checkbox', { name }).isChecked(), name).toBe(true);
  expect(await group.getByRole('checkbox', { checked: true }).count()).toBe(3);
  await group.getByRole('button', { name: 'Continue' }).click();
  await visitor.outcome(/book/i).waitFor();
  expect(await visitor.page.getByRole('log').textContent()).toMatch(/My thigh.*My foot.*Somewhere else/);
  expect(visitor.console).toEqual([]);
});

test('the map stands above the list in the panel, and nothing is wider than it', async () => {
  const visitor = await asked({ viewport: { width: 320, height: 640 } }, where);
  const map = await visitor.page.locator('.body-map').boundingBox();
  const list = await visitor.page.getByRole('checkbox', { name: 'My lower back' }).boundingBox();
  expect((map?.y ?? 0) + (map?.height ?? 0)).toBeLessThan(list?.y ?? 0);
  const overflow = await visitor.page.locator('.scroller').evaluate((box) => box.scrollWidth - box.clientWidth);
  expect(overflow).toBe(0);
});

test('a map that comes late moves neither the list nor the button to go on', async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const page = await Visitor.on('host.html', { viewport: { width: 375, height: 1400 } }, async (host) => {
    const flow = { ...sciatica, sections: [{ id: 'only', title: 'Only', questions: [where] }], redFlags: [] };
    const outcomes = sciatica.outcomes
      .filter(({ urgency, when }) => urgency === 'routine' && !when)
      .map((outcome) => ({ ...outcome, content: ['The end.'] }));
    const html = `<!doctype html><title>Clinic</title><script async src="/${release}/symptom-guide.js"></script>
      <symptom-guide flow="/late.json" country="US"></symptom-guide>`;
    await host.route('**/host.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await host.route('**/late.json', (route) =>
      route.fulfill({ json: { ...flow, topics: [], help: undefined, outcomes } }),
    );
    await host.route('**/parts.js', async (route) => {
      await held;
      await route.continue();
    });
  });
  await page.open();
  const group = page.group(/Where do you feel/);
  await group.getByRole('checkbox', { name: 'My thigh' }).check();
  const places = async () => [
    await group.getByRole('checkbox', { name: 'My lower back' }).boundingBox(),
    await group.getByRole('button', { name: 'Continue' }).boundingBox(),
  ];
  const before = await places();
  letGo();
  await page.page.locator('.body-map').waitFor();
  expect(await places()).toEqual(before);
  expect(await page.page.locator('g.ticked').count()).toBe(2);
});

test.each([320, 420])('at %i px each number of the scale is at least 44 x 44 px', async (width) => {
  const pain = questions.find(({ id }) => id === 'pain') as Question;
  const visitor = await asked({ viewport: { width, height: 800 } }, pain);
  for (const cell of await visitor.page.locator('.scale label').all()) {
    const box = await cell.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
});
