import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { questionsOf } from '../../../src/flow/answer.js';
import { parseFlow } from '../../../src/flow/parse.js';
import type { Flow } from '../../../src/flow/schema.js';
import { plain } from '../../../src/review/fewWords.js';
import { type Arranged, arrange, type Box } from '../../../src/studio/picture/arrange.js';
import { graphOf } from '../../../src/studio/picture/graph.js';
import { wrap } from '../../../src/studio/picture/labels.js';
import { paperOf, paperStyle } from '../../../src/studio/picture/paper.js';
import { fitted, held, inPlace, inSight, zoomed } from '../../../src/studio/picture/view.js';
import { localFlow } from '../../bench/flows.js';
import { anyFlow } from '../../fixtures/arbitraryFlow.js';
import { smallFlow } from '../../fixtures/smallFlow.js';

// Style sheets are empty in these tests; here it is the style that the file needs.
vi.mock('../../../src/studio/picture/drawing.css?raw', async () => {
  const { readFileSync } = await import('node:fs');
  return { default: readFileSync('src/studio/picture/drawing.css', 'utf8') };
});

const { flow: sciatica } = parseFlow(JSON.parse(readFileSync('flows/sciatica/flow.json', 'utf8')));
if (!sciatica) throw new Error('flows/sciatica/flow.json cannot be shown.');
const drawn = (flow: Flow) => arrange(graphOf(flow, { onlyWhatMatters: false }));
const within = (inner: Box, outer: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the places', () => {
  const looks = (arranged: Arranged) => {
    const boxes = arranged.nodes.filter(({ node }) => node.kind !== 'fork');
    for (const [index, one] of boxes.entries())
      for (const other of boxes.slice(index + 1))
        if (overlap(one.box, other.box)) throw new Error(`${one.node.id} lies over ${other.node.id}`);
    for (const [index, one] of arranged.lanes.entries())
      for (const other of arranged.lanes.slice(index + 1)) expect(overlap(one.box, other.box)).toBe(false);
    const nodes = new Map(arranged.nodes.map((placed) => [placed.node.id, placed]));
    for (const { lane, box } of arranged.lanes)
      for (const id of lane.nodes) expect(within(nodes.get(id)?.box as Box, box)).toBe(true);
    expect(arranged.nodes).toHaveLength(arranged.graph.nodes.length);
    expect(arranged.edges).toHaveLength(arranged.graph.edges.length);
    for (const { line, head } of arranged.edges) expect(line + head).not.toMatch(/NaN|undefined|Infinity/);
  };

  test('of sciatica: nothing lies over anything, every question is inside its section', () => {
    looks(drawn(sciatica));
  });

  test('of any flow', () => {
    fc.assert(
      fc.property(anyFlow(7), (flow) => looks(drawn(flow))),
      { numRuns: 100, seed: 20261125 },
    );
  });

  test('of a thousand questions are about as wide as a screen is', () => {
    const { width, height, nodes } = drawn(localFlow(1000));
    expect(nodes.filter(({ node }) => node.kind === 'question')).toHaveLength(1000);
    expect(width / height).toBeGreaterThan(1);
    expect(width / height).toBeLessThan(2.5);
  });
});

describe('a text in lines', () => {
  test('is broken between words, and cut with "…" after a word', () => {
    expect(wrap('When did the numb or odd feeling start?', 150, 14, 3)).toEqual([
      'When did the numb',
      'or odd feeling start?',
    ]);
    expect(wrap('When did the numb or odd feeling start?', 150, 14, 1)).toEqual(['When did the…']);
  });

  test('loses nothing where there is room, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(wrap(text, 60, 14, 1000).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
      { seed: 20261125 },
    );
  });
});

describe('what is seen', () => {
  const arranged = drawn(sciatica);
  const size = { width: 1000, height: 600 };

  test('the whole picture fits', () => {
    const { x, y, k } = fitted(arranged, size);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + arranged.width * k).toBeLessThanOrEqual(size.width);
    expect(y + arranged.height * k).toBeLessThanOrEqual(size.height);
  });

  test('the place under the pointer stays there when it is zoomed, and some of the picture is always left', () => {
    const before = { x: 30, y: 40, k: 0.5 };
    const after = zoomed(before, 2, 300, 200);
    expect((300 - after.x) / after.k).toBeCloseTo((300 - before.x) / before.k);
    expect(held({ x: -1e6, y: 1e6, k: 1 }, arranged, size)).toEqual({ x: 80 - arranged.width, y: 520, k: 1 });
  });

  test('what is gone to comes into sight, and nothing moves when it is there', () => {
    const last = arranged.nodes.find(({ node }) => node.id === 'outcome:book')?.box as Box;
    const view = inSight({ x: 0, y: 0, k: 1 }, last, size);
    const left = last.x + view.x;
    expect(left >= 0 && left + last.width <= size.width).toBe(true);
    expect(inSight(view, last, size)).toEqual(view);
  });

  test('what is in the middle stays there when the flow changes before it', () => {
    const changed = structuredClone(sciatica);
    const first = changed.sections[1]?.questions[0];
    if (!first) throw new Error('The flow has changed.');
    first.ask = `${first.ask} ${first.ask} ${first.ask}`;
    changed.sections[1]?.questions.splice(1, 0, { ...first, id: 'new', type: 'number', min: 0, max: 1 } as never);
    const after = drawn(changed);
    const place = (of: Arranged) => of.nodes.find(({ node }) => node.id === 'question:start')?.box as Box;
    const box = place(arranged);
    const view = { k: 0.8, x: 500 - (box.x + 100) * 0.8, y: 300 - (box.y + 20) * 0.8 };
    const now = inPlace(view, arranged, after, size);
    expect(place(after).y).not.toBe(box.y);
    expect(place(after).x * now.k + now.x).toBeCloseTo(box.x * view.k + view.x);
    expect(place(after).y * now.k + now.y).toBeCloseTo(box.y * view.k + view.y);
  });
});

/** Reads XML as strictly as a viewer does, and returns the text in it. Throws at the first mistake. */
function readXml(xml: string): string {
  const open: string[] = [];
  let text = '';
  const legal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(xml);
  if (legal) throw new Error(`A sign that XML cannot hold: ${legal[0].codePointAt(0)}`);
  let rest = xml.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, '');
  const entity = String.raw`&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);`;
  const tag = new RegExp(String.raw`^<([a-z]+)((?:\s+[\w:-]+="(?:[^<&"]|${entity})*")*)\s*(/?)>`, 'i');
  const words = new RegExp(`^(?:[^<&]|${entity})+`, 'i');
  while (rest) {
    const start = tag.exec(rest);
    const end = /^<\/([a-z]+)>/i.exec(rest);
    const said = words.exec(rest);
    const match = start ?? end ?? said;
    if (!match) throw new Error(`Not XML: ${rest.slice(0, 80)}`);
    if (start) {
      const names = [...(start[2] ?? '').matchAll(/\s([\w:-]+)=/g)].map(([, name]) => name);
      if (new Set(names).size < names.length) throw new Error(`An attribute twice: ${start[0]}`);
      if (!start[3]) open.push(start[1] as string);
    } else if (end && open.pop() !== end[1]) throw new Error(`</${end[1]}> closes nothing.`);
    else if (said) text += `${said[0]}\n`;
    rest = rest.slice(match[0].length);
  }
  expect(open).toEqual([]);
  return text.replace(/&(lt|gt|quot|amp);/g, (_, name: 'lt') => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name]);
}

describe('the SVG file', () => {
  const heading = { title: sciatica.title, about: 'Version 1.' };

  test('is XML that shows every question and outcome, with a title, and needs nothing else', () => {
    const svg = paperOf(drawn(sciatica), heading);
    const text = readXml(svg).replace(/\s+/g, ' ');
    for (const { ask } of questionsOf(sciatica)) expect(text).toContain(plain(ask).split(' ').slice(0, 2).join(' '));
    for (const { title } of sciatica.outcomes) expect(text).toContain(plain(title).split(' ').slice(0, 3).join(' '));
    expect(svg).toContain('<title id="pic-title">');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import|<script|<image|href=/);
    // Only browsers know these.
    expect(paperStyle).not.toMatch(/var\(|light-dark|#000/);
    expect(paperStyle).toContain('.pic-emergency-fill');
  });

  test('stays XML whatever the texts hold', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</text></svg>',
        '&',
        ']]>',
        '<!--',
        'STYLE $& $1',
        '"\'><',
        '\u0000\ufffe',
      ),
    );
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 30, maxLength: 30 }), (texts) => {
        let i = 0;
        const flow = JSON.parse(JSON.stringify(smallFlow()), (key, value) =>
          ['title', 'ask', 'label'].includes(key) ? texts[i++ % texts.length] : value,
        ) as Flow;
        const svg = paperOf(drawn(flow), { title: flow.title, about: texts[0] as string });
        readXml(svg);
        expect(svg).not.toContain('<script');
        expect(svg.split(`<style>${paperStyle}</style>`)).toHaveLength(2);
      }),
      { numRuns: 100, seed: 20261125 },
    );
  });
});
