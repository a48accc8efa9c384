import fc from 'fast-check';
import { type Element as HappyElement, Window } from 'happy-dom';
import { expect, test } from 'vitest';
import { attributes } from '../../../src/embed/options.js';
import { hostOf } from '../../../src/studio/publish/host.js';
import { bubbleTag, clinicFile, fileTag, inlineTags, setOf } from '../../../src/studio/publish/tag.js';
import { smallFlow } from '../../fixtures/smallFlow.js';

const loader = { src: 'https://your.host/symptom-guide/1.0.0/symptom-guide.js', integrity: undefined };
/** What a browser makes of HTML, in the body of a page. */
const parsed = (html: string): HappyElement => {
  const { document } = new Window();
  document.body.innerHTML = html;
  return document.body;
};
const dataOf = (element: ReturnType<typeof parsed> | undefined) =>
  Object.fromEntries([...(element?.attributes ?? [])].map(({ name, value }) => [name, value]));

test('the tag says exactly what was set, and nothing that is so anyway', () => {
  const tag = bubbleTag(loader, {
    'clinic-name': 'Riverside',
    phone: ' +1 555 0100 ',
    position: 'end',
    remember: 'none',
    display: 'bubble',
    label: '',
    open: 'open',
  });
  expect(tag).toBe(`<script async src="https://your.host/symptom-guide/1.0.0/symptom-guide.js"
        data-clinic-name="Riverside"
        data-phone="+1 555 0100"
        data-remember="none"
        data-open></script>`);
});

test('a script whose hash is known is pinned to it, for pages of other hosts too', () => {
  const pinned = { ...loader, integrity: 'sha384-ab+/c=' };
  expect(dataOf(parsed(bubbleTag(pinned, {})).children[0])).toEqual({
    async: '',
    src: loader.src,
    integrity: 'sha384-ab+/c=',
    crossorigin: 'anonymous',
  });
});

const hard = [
  `Smith & Sons "Back" <Care>`,
  `&quot;&amp;&lt;`,
  `'single' and \`ticks\``,
  '</script><script>alert(1)</script>',
  '🦴 Rücken-Praxis',
  'عيادة «الظهر» 5',
  'a\u200Fb',
  '--> ]]>',
];

test.each(hard)('a clinic named %s is named so on the page', (name) => {
  const settings = { 'clinic-name': name, label: name };
  const bubble = parsed(bubbleTag(loader, settings));
  expect(bubble.children).toHaveLength(1);
  expect(dataOf(bubble.children[0])).toMatchObject({ 'data-clinic-name': name, 'data-label': name });
  const inline = parsed(inlineTags(loader, { ...settings, phone: '+1 555 0100' }, smallFlow()));
  expect(inline.children).toHaveLength(2);
  expect(dataOf(inline.children[1])).toEqual({
    display: 'inline',
    'clinic-name': name,
    label: name,
    phone: '+1 555 0100',
  });
  expect(inline.querySelector('symptom-guide a')?.textContent).toBe(`Call ${name}`);
  expect(JSON.parse(clinicFile(settings))).toEqual({ name });
});

test('whatever is set, a page reads exactly that', () => {
  const free = Object.entries(attributes).filter(
    ([name, values]) => values === '' && name !== 'open' && name !== 'debug',
  );
  const settings = fc.dictionary(
    fc.constantFrom(...free.map(([name]) => name)),
    // A field has one line.
    fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n\f\0]/g, '')),
  );
  fc.assert(
    fc.property(settings, (set) => {
      const expected = Object.fromEntries(setOf(set).map(([name, value]) => [`data-${name}`, value]));
      const found = dataOf(parsed(bubbleTag(loader, set)).children[0]);
      expect(found).toEqual({ async: '', src: loader.src, ...expected });
    }),
    { numRuns: 200 },
  );
});

test('in the page, visitors without scripts read when to get help, with the numbers of their country', () => {
  const settings = { country: 'uk', phone: '+44 (0)20 7946 0000', 'clinic-name': 'Riverside', position: 'start' };
  const flow = smallFlow(({ topics }) => {
    (topics as { content: unknown[] }[])[0]?.content.push(
      { list: ['Numb between the legs', { text: 'Only in the US', when: { clinic: 'country', is: 'US' } }] },
      'Call {emergency.number|us}, or {crisis.number}. {clinic.booking}',
    );
  });
  const element = parsed(inlineTags(loader, settings, flow)).querySelector('symptom-guide');
  expect([...(element?.children ?? [])].map((one) => one.textContent.replace(/\s+/g, ' ').trim())).toEqual([
    'If you go numb, call.',
    'Numb between the legs',
    'Call Riverside',
  ]);
  expect(element?.querySelector('a')?.getAttribute('href')).toBe('tel:+442079460000');
  expect(element?.hasAttribute('position')).toBe(false);
  // A guide that says nothing of it.
  const plain = parsed(inlineTags(loader, settings, undefined)).querySelector('symptom-guide p');
  expect(plain?.textContent).toBe('In an emergency, call 999 now.');
});

test('with the settings in a file, what the safety advice reads stays on the tag', () => {
  const settings = { 'clinic-name': 'R', phone: '1', booking: 'https://r.example', country: 'US', accent: 'teal' };
  expect(dataOf(parsed(fileTag(loader, settings, 'https://r.example/clinic.json')).children[0])).toEqual({
    async: '',
    src: loader.src,
    'data-phone': '1',
    'data-country': 'US',
    'data-clinic': 'https://r.example/clinic.json',
    'data-accent': 'teal',
  });
  expect(JSON.parse(clinicFile(settings))).toEqual({
    name: 'R',
    phone: '1',
    booking: 'https://r.example',
    country: 'US',
  });
});

test.each([
  ['', 'https://your.host/symptom-guide/', undefined],
  ['clinic.example', 'https://clinic.example/symptom-guide/', undefined],
  ['https://clinic.example/', 'https://clinic.example/symptom-guide/', undefined],
  ['https://clinic.example/guide', 'https://clinic.example/guide/', undefined],
  ['https://clinic.example/guide/1.0.0/symptom-guide.js', 'https://clinic.example/guide/', undefined],
  ['https://clinic.example/symptom-guide/1.0.0/', 'https://clinic.example/symptom-guide/', undefined],
  ['http://localhost:8080/', 'http://localhost:8080/symptom-guide/', undefined],
  ['http://clinic.example', 'http://clinic.example/symptom-guide/', /https/],
  ['my clinic', 'https://your.host/symptom-guide/', /no address/],
  ['javascript:alert(1)', 'https://your.host/symptom-guide/', /no address/],
  ['clinic', 'https://your.host/symptom-guide/', /no address/],
])('"%s" as the host puts the guide at %s', (wrote, base, problem) => {
  const host = hostOf(wrote);
  expect(host.base).toBe(base);
  if (problem) expect(host.problem).toMatch(problem);
  else expect(host.problem).toBeUndefined();
});
