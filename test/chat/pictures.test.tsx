import { fireEvent, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetchLater, later } from '../../src/chat/later.js';
import { memoryFor } from '../../src/chat/memory.js';
import { type MountedChat, mount } from '../../src/chat/mount.js';
import { regions } from '../../src/flow/regions.js';
import type { Flow, Question } from '../../src/flow/schema.js';
import { shownIn } from '../fixtures/shownFlow.js';
import { smallFlow } from '../fixtures/smallFlow.js';

let host: HTMLElement;
let panel: HTMLElement;
let chat: MountedChat | undefined;

beforeEach(async () => {
  host = document.body.appendChild(document.createElement('div'));
  panel = document.createElement('div');
  sessionStorage.clear();
  await fetchLater();
});
afterEach(() => {
  chat?.destroy();
  host.remove();
});

/** A chat that asks this first. */
function ask(question: Question) {
  const flow = smallFlow();
  const [first, ...sections] = flow.sections;
  if (!first) throw new Error('The small flow has no sections.');
  const asking: Flow = { ...flow, sections: [{ ...first, questions: [question, ...first.questions] }, ...sections] };
  const root = host.attachShadow({ mode: 'open' });
  root.append(panel);
  chat = mount(root, panel, {
    shown: shownIn(asking),
    speak: async () => shownIn(asking),
    clinic: {},
    numbers: {},
    memory: memoryFor(asking, 'none'),
    onClose: undefined,
  });
  return within(panel);
}

const where: Question = {
  id: 'where',
  type: 'choices',
  picture: 'body',
  ask: 'Where is it?',
  choices: [
    { id: 'back', label: 'My back', region: 'lower-back' },
    { id: 'leg', label: 'My leg', region: 'thigh' },
    { id: 'elsewhere', label: 'Somewhere else' },
    { id: 'none', label: 'Nowhere', exclusive: true },
  ],
};

const drawn = () => new Promise((resolve) => setTimeout(resolve));
async function tap(element: Element) {
  fireEvent.click(element);
  await drawn();
}
const box = (name: string) => within(panel).getByRole('checkbox', { name }) as HTMLInputElement;
/** What is drawn of a region: on one figure or both. */
const drawings = (region: string) => [...panel.querySelectorAll(`g[data-region="${region}"]`)];
const isMarked = (region: string) => drawings(region).every((one) => one.classList.contains('ticked'));

describe('the body map', () => {
  test('tapping a region ticks its choice, again unticks it, on both figures at once', async () => {
    ask(where);
    const [front, back] = drawings('thigh');
    await tap(front as Element);
    expect(box('My leg').checked).toBe(true);
    expect(isMarked('thigh')).toBe(true);
    expect(isMarked('lower-back')).toBe(false);
    await tap(back as Element);
    expect(box('My leg').checked).toBe(false);
    expect(isMarked('thigh')).toBe(false);
  });

  test('ticking a choice, by hand or by its number, marks its region', async () => {
    ask(where);
    await tap(box('My back'));
    expect(isMarked('lower-back')).toBe(true);
    fireEvent.keyDown(box('My back'), { key: '2' });
    await drawn();
    expect(isMarked('thigh')).toBe(true);
  });

  test('what is marked in the map is not lost to the choice that stands alone', async () => {
    const screen = ask(where);
    await tap(drawings('thigh')[0] as Element);
    await tap(screen.getByRole('button', { name: 'Nowhere' }));
    expect(isMarked('thigh')).toBe(true);
    await tap(drawings('thigh')[0] as Element);
    await tap(screen.getByRole('button', { name: 'Nowhere' }));
    expect(screen.getByRole('log').textContent).toContain('Nowhere');
  });

  test('what was tapped is the answer, and can be changed in the map', async () => {
    const screen = ask(where);
    await tap(screen.getByRole('button', { name: 'Continue' }));
    expect(screen.getByRole('alert').textContent).not.toBe('');
    await tap(drawings('thigh')[0] as Element);
    expect(screen.getByRole('alert').textContent).toBe('');
    await tap(screen.getByRole('button', { name: 'Continue' }));
    await tap(screen.getByRole('button', { name: 'Change your answer: Where is it?' }));
    expect(isMarked('thigh')).toBe(true);
  });

  test('a screen reader meets the list only: one checkbox for each choice, nothing of the map', () => {
    const screen = ask(where);
    expect(screen.getAllByRole('checkbox')).toHaveLength(3);
    const map = panel.querySelector('.body-map');
    expect(map?.getAttribute('aria-hidden')).toBe('true');
    expect(map?.querySelector('[tabindex], a, button, input, title')).toBeNull();
  });

  test('only what is asked for can be tapped', () => {
    ask(where);
    const drawn = [...panel.querySelectorAll<SVGElement>('[data-region]')].map((one) => one.dataset.region);
    expect([...new Set(drawn)].sort()).toEqual(['lower-back', 'thigh']);
  });

  test('without the parts for later there is the list alone; when they come, ticks stay and the list does not move', async () => {
    later.value = undefined;
    ask(where);
    fireEvent.click(box('My leg'));
    expect(panel.querySelector('[data-region]')).toBeNull();
    await waitFor(() => expect(drawings('thigh')).toHaveLength(2));
    expect(box('My leg').checked).toBe(true);
    expect(isMarked('thigh')).toBe(true);
    // Below the button to go on.
    expect(panel.querySelector('.body-map')?.classList.contains('late')).toBe(true);
  });

  test('every region that a flow may name is drawn', () => {
    ask({ ...where, choices: regions.map((region) => ({ id: region, label: region, region })) });
    for (const region of regions) expect(drawings(region).length, region).toBeGreaterThan(0);
    for (const path of panel.querySelectorAll('.body-map path'))
      expect(path.getAttribute('d')).not.toMatch(/NaN|undef/);
  });

  test('a question without a map, or without regions, has none', () => {
    ask({ ...where, choices: [{ id: 'leg', label: 'My leg' }] });
    expect(panel.querySelector('.body-map')).toBeNull();
  });
});

describe('bars', () => {
  const lengths = () =>
    within(panel)
      .getAllByRole('button', { name: /^(All|Half|None|I'm not sure)$/ })
      .map(
        (button) => button.querySelector('svg .filled')?.getAttribute('width') ?? button.querySelector('svg')?.tagName,
      );
  const sitting: Question = {
    id: 'sitting',
    type: 'choice',
    picture: 'bar',
    ask: 'How long?',
    choices: [
      { id: 'all', label: 'All' },
      { id: 'half', label: 'Half' },
      { id: 'no', label: 'None' },
      { id: 'not-sure', label: "I'm not sure" },
    ],
  };

  test('full at the first choice, empty at the last, none for "I\'m not sure"; the names stay as they are', () => {
    ask(sitting);
    expect(lengths()).toEqual(['60', '30', 'svg', undefined]);
  });

  test('only where the flow wants them', () => {
    ask({ ...sitting, picture: undefined });
    expect(lengths()).toEqual([undefined, undefined, undefined, undefined]);
  });
});

test('a scale shows a level in each number, taller from each to the next; its name and words stay', () => {
  const screen = ask({
    id: 'ache',
    type: 'scale',
    ask: 'How bad?',
    min: 2,
    max: 6,
    minLabel: 'none',
    maxLabel: 'worst',
  });
  const heights = screen
    .getAllByRole('radio')
    .map((radio) => Number(radio.parentElement?.querySelector('rect')?.getAttribute('height')));
  expect(heights).toEqual([...heights].sort((a, b) => a - b));
  expect([heights[0], heights[4], new Set(heights).size]).toEqual([8, 100, 5]);
  expect(screen.getByRole('radio', { name: '4' })).toBeTruthy();
  const described = screen.getByRole('radiogroup').getAttribute('aria-describedby')?.split(' ') ?? [];
  const words = described.map((id) => panel.querySelector(`#${id}`)?.textContent);
  expect(words).toEqual(['2: none', '6: worst']);
});
