import { fireEvent, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { later } from '../../src/chat/later.js';
import { memoryFor } from '../../src/chat/memory.js';
import { type MountedChat, mount } from '../../src/chat/mount.js';
import type { Flow } from '../../src/flow/schema.js';
import { shownIn } from '../fixtures/shownFlow.js';
import { smallFlow, type smallJson } from '../fixtures/smallFlow.js';

let host: HTMLElement;
let panel: HTMLElement;
let chat: MountedChat | undefined;

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
  panel = document.createElement('div');
  sessionStorage.clear();
});
afterEach(() => {
  chat?.destroy();
  host.remove();
});

/** Topics enough for the search to be there, among them ones that wait for an answer or depend on the clinic. */
const topics = [
  { id: 'signs', ask: 'When do I need help?', content: ['If you go **numb**, call.'] },
  {
    id: 'cups',
    ask: 'What is cupping?',
    content: [
      'Cups on the skin. [More](https://example.org/cups)',
      { text: 'Lie as you like.', when: { not: { question: 'signs-now', is: 'not-sure' } } },
    ],
  },
  { id: 'needles', ask: 'What is acupuncture?', content: ['Very thin needles.'] },
  { id: 'often', ask: 'How often?', when: { not: { question: 'desk', is: 'yes' } }, content: ['Once a week.'] },
  { id: 'sitters', ask: 'Why does sitting hurt?', when: { question: 'desk', is: 'yes' }, content: ['It presses.'] },
  { id: 'abroad', ask: 'What does it cost?', when: { clinic: 'country', is: 'US' }, content: ['Ask the clinic.'] },
  { id: 'british', ask: 'Is it on the NHS?', when: { clinic: 'country', is: 'GB' }, content: ['Seldom.'] },
  { id: 'spanish', ask: '¿Qué es la punción?', content: ['Agujas finas.'] },
  { id: 'effects', ask: 'What are the side effects?', content: ['A bruise, now and then.'] },
  { id: 'where', ask: 'Where is it done?', content: ['In a quiet room.'] },
  { id: 'work', ask: 'Does it work?', content: ['For some people.'] },
];
const withTopics = (change: (json: ReturnType<typeof smallJson>) => void = () => {}) =>
  smallFlow((json) => {
    Object.assign(json, { topics });
    change(json);
  });

/** Opens the chat, and waits for the parts that come after the first question. */
async function open(flow: Flow = withTopics()) {
  chat?.destroy();
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.append(panel);
  chat = mount(root, panel, {
    shown: shownIn(flow),
    speak: async () => shownIn(flow),
    clinic: { country: 'US' },
    numbers: { emergency: '999' },
    memory: memoryFor(flow, 'session'),
    onClose: undefined,
  });
  await vi.waitFor(() => expect(later.value).toBeDefined());
  await drawn();
}

/** Preact draws in a microtask. */
const drawn = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));
async function tap(element: HTMLElement) {
  fireEvent.click(element);
  await drawn();
}
const screen = () => within(panel);
const button = (name: RegExp | string) => screen().getByRole('button', { name });
async function tick(...names: string[]) {
  if (names[0] === 'None of these') return tap(button('None of these'));
  for (const name of names) await tap(screen().getByRole('checkbox', { name }));
  await tap(button('Continue'));
}
async function fromWeeksToTheEnd(desk = 'No') {
  fireEvent.input(screen().getByRole('textbox'), { target: { value: '3' } });
  await drawn();
  await tap(button('Continue'));
  await tap(screen().getByRole('radio', { name: '4' }));
  await tap(button('Continue'));
  await tap(button(desk));
}
const answerOf = (name: string) => screen().queryByRole('group', { name });
const offered = () => Array.from(panel.querySelectorAll('.topics .chip'), (chip) => chip.textContent);
const field = () => screen().getByRole('searchbox', { name: 'Type to find' });
async function find(value: string) {
  fireEvent.input(field(), { target: { value } });
  await drawn(50);
}
const precedes = (first: Element | null, second: Element | null) =>
  Boolean(first && second && first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING);

describe('before the first answer', () => {
  test('topics are folded away below the first question', async () => {
    await open();
    const summary = screen().getByText('Questions about treatment?');
    expect((summary.closest('details') as HTMLDetailsElement).open).toBe(false);
    expect(precedes(button('Continue'), summary)).toBe(true);
    expect(precedes(screen().getByText('Why do you ask?'), summary)).toBe(true);
  });

  test('those that wait for an answer are left out, whichever way they read it, and so are such blocks', async () => {
    await open();
    expect(offered()).toEqual([
      'What is cupping?',
      'What is acupuncture?',
      'What does it cost?',
      '¿Qué es la punción?',
      'What are the side effects?',
      'Where is it done?',
      'Does it work?',
    ]);
    await tap(button('What is cupping?'));
    expect(answerOf('What is cupping?')?.textContent).toContain('Cups on the skin.');
    expect(panel.textContent).not.toContain('Lie as you like.');
    await tick('None of these');
    expect(panel.textContent).toContain('Lie as you like.');
  });

  test('a topic is answered above the question, gets the focus once, and is offered no more', async () => {
    await open();
    await tap(button('What is acupuncture?'));
    await tap(button('Does it work?'));
    const answer = answerOf('Does it work?');
    expect(host.shadowRoot?.activeElement).toBe(answer);
    expect(precedes(answerOf('What is acupuncture?'), answer)).toBe(true);
    expect(precedes(answer, screen().getByRole('group', { name: 'Any of these?' }))).toBe(true);
    expect(answer?.closest('[aria-live]')?.getAttribute('aria-live')).toBe('off');
    expect(screen().getAllByText('For some people.')).toHaveLength(1);
    expect(offered()).not.toContain('Does it work?');
  });

  test('with the first answer nothing more is offered, and what was asked stays above it', async () => {
    await open();
    await tap(button('Does it work?'));
    await tick('None of these');
    expect(offered()).toEqual([]);
    expect(screen().queryByText('Questions about treatment?')).toBeNull();
    expect(precedes(answerOf('Does it work?'), button('Change your answer: Any of these?'))).toBe(true);
    expect(host.shadowRoot?.activeElement).toBe(screen().getByRole('group', { name: 'For how many weeks?' }));
    await tap(button('Change your answer: Any of these?'));
    expect(offered()).toEqual([]);
  });

  test('at a routine outcome it is still there, once, and is not offered again', async () => {
    await open();
    await tap(button('Does it work?'));
    await tick('None of these');
    await fromWeeksToTheEnd();
    expect(screen().getAllByRole('group', { name: 'Does it work?' })).toHaveLength(1);
    expect(precedes(answerOf('Does it work?'), screen().getByRole('heading', { level: 3 }))).toBe(true);
    expect(offered()).toContain('How often?');
    expect(offered()).not.toContain('Does it work?');
  });

  test.each([
    ['emergency', 'I am numb', /Get help now/],
    ['soon', "I'm not sure", /See a doctor first/],
  ])(
    'above the outcome "%s" it is gone, also while that is changed, and back after a routine one',
    async (_, sign, title) => {
      await open();
      await tap(button('Does it work?'));
      await tick(sign);
      expect(screen().getByRole('heading', { level: 3, name: title })).toBeTruthy();
      expect([answerOf('Does it work?'), ...offered()]).toEqual([null]);
      await tap(button('Change your answer: Any of these?'));
      expect([answerOf('Does it work?'), ...offered()]).toEqual([null]);
      await tap(screen().getByRole('checkbox', { name: sign }));
      await tick('None of these');
      await fromWeeksToTheEnd();
      expect(answerOf('Does it work?')).toBeTruthy();
    },
  );

  test('"urgent" too', async () => {
    await open();
    await tap(button('Does it work?'));
    await tick('I am weak');
    expect(answerOf('Does it work?')).toBeTruthy();
    await tap(button('Weeks'));
    expect(screen().getByRole('heading', { level: 3, name: /See a doctor today/ })).toBeTruthy();
    expect([answerOf('Does it work?'), ...offered()]).toEqual([null]);
  });

  test('clear my answers clears what was asked, before any answer and later', async () => {
    await open();
    await tap(button('Does it work?'));
    await tap(button('Clear my answers'));
    expect(answerOf('Does it work?')).toBeNull();
    await tap(button('Does it work?'));
    await tick('None of these');
    await tap(button('Clear my answers'));
    expect(offered()).toEqual([]);
    await tap(button('Yes, clear them'));
    expect(answerOf('Does it work?')).toBeNull();
    expect(offered()).toContain('Does it work?');
  });

  test('nothing is offered while somebody who comes back chooses to go on, and asked topics are not remembered', async () => {
    await open();
    await tap(button('Does it work?'));
    await tick('None of these');
    await open();
    expect(screen().getByRole('group', { name: /Welcome back/ })).toBeTruthy();
    expect([answerOf('Does it work?'), ...offered()]).toEqual([null]);
    expect(sessionStorage.getItem('symptom-guide:small')).not.toContain('work');
  });

  test('a flow without topics offers none', async () => {
    await open(
      smallFlow((json) => {
        json.topics = [{ id: 'signs', ask: 'When do I need help?', content: ['If you go **numb**, call.'] }];
      }),
    );
    expect(screen().queryByText('Questions about treatment?')).toBeNull();
  });
});

describe('at a routine outcome', () => {
  async function toTheEnd(desk?: string) {
    await open();
    await tick('None of these');
    await fromWeeksToTheEnd(desk);
  }

  test('topics that read answers are offered to those they are for', async () => {
    await toTheEnd('Yes');
    expect(offered()).toContain('Why does sitting hurt?');
    expect(offered()).not.toContain('How often?');
  });

  test('each is answered once, below the outcome, until none is left', async () => {
    await toTheEnd();
    for (const name of offered()) await tap(button(name as string));
    expect(screen().queryByRole('searchbox')).toBeNull();
    expect(screen().queryByText('You may also want to ask')).toBeNull();
    expect(precedes(screen().getByRole('heading', { level: 3 }), answerOf('Does it work?'))).toBe(true);
  });

  test('changed into an emergency, no answer about treatment is left', async () => {
    await toTheEnd();
    await tap(button('Does it work?'));
    await tap(button('Change your answer: Any of these?'));
    await tap(screen().getByRole('checkbox', { name: 'I am numb' }));
    await tap(button('Continue'));
    expect(screen().getByRole('heading', { level: 3, name: /Get help now/ })).toBeTruthy();
    expect([answerOf('Does it work?'), ...offered()]).toEqual([null]);
  });
});

describe('type to find', () => {
  test.each([
    ['the beginning of a word', 'acu', ['What is acupuncture?']],
    ['a word in the answer', 'needles', ['What is acupuncture?']],
    ['a slip of the finger', 'cuping', ['What is cupping?']],
    ['no accent', 'puncion', ['¿Qué es la punción?']],
    ['the middle of a word', 'puncture', ['What is acupuncture?']],
    ['capitals and spaces', '  SIDE  Eff', ['What are the side effects?']],
    ['nothing but spaces', '   ', undefined],
    ['nothing there is', 'xylophone', []],
    ['what only a link or a hidden block says', 'https', []],
    ['no letters', '?', undefined],
  ])('%s', async (_, typed, expected) => {
    await open();
    fireEvent.focus(field());
    await drawn(100);
    const all = offered();
    await find(typed);
    expect(offered()).toEqual(expected ?? all);
  });

  test('the question counts for more than the answer', async () => {
    await open();
    await find('what is');
    expect(offered().slice(0, 2).sort()).toEqual(['What is acupuncture?', 'What is cupping?']);
  });

  test('how many there are is told once typing has settled', async () => {
    await open();
    const status = () => within(panel.querySelector('.find') as HTMLElement).getByRole('status').textContent;
    await find('cup');
    expect(status()).toBe('');
    await drawn(700);
    expect(status()).toBe('1 found');
    await find('xylophone');
    await drawn(700);
    expect(status()).toBe('Nothing found. Try another word.');
    await find('');
    expect(status()).toBe('');
  });

  test('numbers and Enter typed there answer nothing; Escape empties the field and only then goes on', async () => {
    await open();
    let closing = 0;
    panel.addEventListener('keydown', (event) => {
      closing += Number(event.key === 'Escape');
    });
    fireEvent.keyDown(field(), { key: '1' });
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(screen().queryAllByRole('checkbox', { checked: true })).toEqual([]);
    await find('cup');
    fireEvent.keyDown(field(), { key: 'Escape' });
    await drawn();
    expect([(field() as HTMLInputElement).value, closing]).toEqual(['', 0]);
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(closing).toBe(1);
  });

  test('the list is whole again after a topic was asked', async () => {
    await open();
    const all = offered();
    await find('cup');
    await tap(button('What is cupping?'));
    expect((field() as HTMLInputElement).value).toBe('');
    expect(offered()).toEqual(all.slice(1));
  });

  test('a short list needs no search', async () => {
    await open(smallFlow());
    expect(screen().queryByRole('searchbox')).toBeNull();
    expect(offered()).toEqual(['What is cupping?']);
  });
});
