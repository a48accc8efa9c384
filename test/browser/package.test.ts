import { expect, test } from 'vitest';
import type { SymptomGuideElement } from '../../src/embed/package.js';
import { release } from '../release.js';
import { Visitor } from './visitor.js';

let visitor: Visitor;

/** A page whose own module defines the element and does what this code says. */
const page = (code: string) =>
  `<!doctype html><html lang="en"><body><h1>Clinic</h1><script type="module">
    import { defineSymptomGuide } from './dist/package/index.js';
    ${code}
  </script></body></html>`;
const first = /./;

test('importing the package does nothing to the page', async () => {
  visitor = await Visitor.onHtml(page('globalThis.imported = true;'));
  await visitor.page.waitForFunction(() => (globalThis as unknown as { imported?: true }).imported);
  expect(await visitor.page.evaluate(() => customElements.get('symptom-guide') === undefined)).toBe(true);
  expect(await visitor.launcher.count()).toBe(0);
});

test.each([
  ['with a slash at its end', `'${release}/'`],
  ['without one, as a page would write it', `'${release}'`],
  ['a URL, with a search that is no part of it', `new URL('./${release}?v=1#top', location.href)`],
])('the address of the release folder, %s: the first question is asked', async (_, base) => {
  visitor = await Visitor.onHtml(
    page(`defineSymptomGuide(${base});
      const guide = document.createElement('symptom-guide');
      guide.setAttribute('country', 'US');
      document.body.append(guide);`),
  );
  await visitor.open();
  await visitor.group(first).waitFor();
  expect(visitor.requests.filter((url) => url.includes('symptom-guide/')).map((url) => new URL(url).pathname)).toEqual(
    expect.arrayContaining([`/${release}/chat/chat.js`, `/${release}/flows/sciatica/flow.json`]),
  );
});

test('defined twice, or after the tag: the first one stays, and nothing breaks', async () => {
  visitor = await Visitor.onHtml(
    page(`
      defineSymptomGuide('${release}');
      defineSymptomGuide('elsewhere');
      const tag = Object.assign(document.createElement('script'), { src: '${release}/symptom-guide.js' });
      tag.onload = () => defineSymptomGuide('elsewhere');
      document.body.append(tag);
    `),
  );
  await visitor.open();
  expect(await visitor.page.locator('symptom-guide').count()).toBe(1);
  expect(visitor.requests.filter((url) => url.includes('elsewhere'))).toEqual([]);
});

// React 19, Preact and Vue set a property of that name where an element has one.
test.each(['true', "''"])('a framework that sets open=%s opens it, and leaves its method open()', async (value) => {
  visitor = await Visitor.onHtml(
    page(`
      defineSymptomGuide('${release}');
      const guide = document.createElement('symptom-guide');
      guide.open = ${value};
      guide.setAttribute('country', 'US');
      document.body.append(guide);
    `),
  );
  await visitor.panel.waitFor();
  await visitor.group(first).waitFor();
  expect(await visitor.page.evaluate(reopen)).toEqual([true, false, true]);
});

test('a framework that sets open=false leaves it closed', async () => {
  visitor = await Visitor.onHtml(
    page(`
      defineSymptomGuide('${release}');
      const guide = document.createElement('symptom-guide');
      guide.open = false;
      document.body.append(guide);
    `),
  );
  await visitor.launcher.waitFor();
  expect(await visitor.page.evaluate(reopen)).toEqual([false, false, true]);
});

/** Whether the guide is open at first, once closed, and once opened again. */
function reopen(): boolean[] {
  const guide = document.querySelector('symptom-guide') as SymptomGuideElement;
  const states = [guide.isOpen];
  guide.close();
  states.push(guide.isOpen);
  guide.open();
  return [...states, guide.isOpen];
}
