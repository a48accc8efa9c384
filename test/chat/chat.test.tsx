import { fireEvent, within } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchLater } from '../../src/chat/later.js';
import { memoryFor } from '../../src/chat/memory.js';
import { type ChatOptions, type MountedChat, mount, type ShownFlow } from '../../src/chat/mount.js';
import { es } from '../../src/chat/words/es.js';
import type { Flow } from '../../src/flow/schema.js';
import { shownIn } from '../fixtures/shownFlow.js';
import { smallFlow } from '../fixtures/smallFlow.js';

let host: HTMLElement;
let panel: HTMLElement;
let chat: MountedChat | undefined;
let told: [string, object][];

beforeEach(async () => {
  await fetchLater();
  host = document.body.appendChild(document.createElement('div'));
  panel = document.createElement('div');
  told = [];
  sessionStorage.clear();
});
afterEach(() => {
  chat?.destroy();
  host.remove();
});

function open(flow: Flow = smallFlow(), options: Partial<ChatOptions> = {}) {
  chat?.destroy();
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  root.append(panel);
  chat = mount(root, panel, {
    shown: shownIn(flow),
    speak: async () => shownIn(flow),
    clinic: { booking: 'https://clinic.example/book' },
    numbers: { emergency: '999' },
    memory: memoryFor(flow, 'session'),
    onClose: () => told.push(['close', {}]),
    onStep: (detail) => told.push(['step', detail]),
    onOutcome: (detail) => told.push(['outcome', detail]),
    ...options,
  });
  return within(panel);
}

/** Preact draws in a microtask. */
const drawn = () => new Promise((resolve) => setTimeout(resolve));
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
async function type(value: string) {
  fireEvent.input(screen().getByRole('textbox'), { target: { value } });
  await drawn();
  await tap(button('Continue'));
}
async function toTheEnd() {
  await tick('None of these');
  await type('3');
  await tap(screen().getByRole('radio', { name: '4' }));
  await tap(button('Continue'));
  await tap(button('No'));
}

describe('each kind of question', () => {
  test('several choices: ticks, "none of these" answers at once but takes no tick away, nothing ticked gets one line', async () => {
    open();
    expect(screen().getByRole('group', { name: 'Any of these?' })).toBeTruthy();
    await tap(button('Continue'));
    expect(screen().getByRole('alert').textContent).toBe('Tick what fits first.');
    await tap(screen().getByRole('checkbox', { name: 'I am weak' }));
    expect(screen().getByRole('alert').textContent).toBe('');
    await tap(button('None of these'));
    expect(screen().getByRole('alert').textContent).toBe('To say none, untick the others first.');
    expect(screen().getByRole('checkbox', { name: 'I am weak', checked: true })).toBeTruthy();
    await tap(screen().getByRole('checkbox', { name: 'I am weak' }));
    await tap(button('None of these'));
    expect(screen().getByRole('group', { name: 'For how many weeks?' })).toBeTruthy();
  });

  test.each(['', '3,5', '-1', '521', 'three', '1e2'])('a number: "%s" gets one line and is not lost', async (value) => {
    open();
    await tick('None of these');
    await type(value);
    expect(screen().getByRole('alert').textContent).toBe('Type a whole number from 0 to 520.');
    expect((screen().getByRole('textbox') as HTMLInputElement).value).toBe(value);
  });

  test('a scale: a button for each number, words at its ends, none picked beforehand', async () => {
    open();
    await tick('None of these');
    await type(' 3 ');
    expect(screen().getAllByRole('radio')).toHaveLength(11);
    expect(screen().queryByRole('radio', { checked: true })).toBeNull();
    await tap(button('Continue'));
    expect(screen().getByRole('alert').textContent).toBe('Pick a number first.');
    expect(panel.textContent).toContain('10: worst');
  });

  test('one choice: answers at once; an optional question can be skipped', async () => {
    open();
    await tick('None of these');
    await type('3');
    await tap(screen().getByRole('radio', { name: '4' }));
    await tap(button('Continue'));
    await tap(button('Skip this one'));
    expect(screen().getByRole('heading', { name: /You could book/ })).toBeTruthy();
    expect(panel.textContent).toContain('Skipped');
  });

  test('the second click of a double click answers nothing', async () => {
    open();
    await tick('I am weak');
    fireEvent.click(button('Hours'), { detail: 2 });
    await drawn();
    expect(screen().getByRole('group', { name: 'Since when?' })).toBeTruthy();
  });

  test('number keys choose; a held key and typing do not', async () => {
    open();
    const first = screen().getByRole('checkbox', { name: 'I am numb' }) as HTMLInputElement;
    fireEvent.keyDown(first, { key: '1', repeat: true });
    expect(first.checked).toBe(false);
    fireEvent.keyDown(first, { key: '1' });
    await drawn();
    expect(first.checked).toBe(true);
    await tap(first);
    await tick('None of these');
    fireEvent.keyDown(screen().getByRole('textbox'), { key: '1' });
    expect(screen().getByRole('group', { name: 'For how many weeks?' })).toBeTruthy();
  });
});

describe('the outcome', () => {
  test('emergency: level in words, what decided, a call, and no booking', async () => {
    open();
    await tick('I am numb');
    expect(screen().getByRole('heading', { level: 3, name: /Emergency.*Get help now/ })).toBeTruthy();
    expect(screen().getByText('Because you told us').parentElement?.textContent).toContain('I am numb');
    expect(panel.textContent).toContain('Numbness needs help now.');
    expect(screen().getByRole('link', { name: 'Call 999' }).getAttribute('href')).toBe('tel:999');
    expect(screen().queryByRole('link', { name: /Book/ })).toBeNull();
    expect(screen().queryByText('What is cupping?')).toBeNull();
  });

  test('emergency without a known number: words, no digits, no link to nowhere', async () => {
    open(smallFlow(), { numbers: {} });
    await tick('I am numb');
    expect(panel.textContent).toContain('Call your local emergency number.');
    expect(screen().queryByRole('link')).toBeNull();
  });

  test('routine: content that applies, a safe link to book, topics that answer', async () => {
    open();
    await toTheEnd();
    expect(screen().getByRole('heading', { name: 'Early days' })).toBeTruthy();
    expect(screen().queryByRole('heading', { name: 'In Britain' })).toBeNull();
    const book = screen().getByRole('link', { name: /Book a consult/ });
    expect(book.getAttribute('href')).toBe('https://clinic.example/book');
    expect([book.getAttribute('rel'), book.getAttribute('referrerpolicy')]).toEqual([
      'noopener noreferrer',
      'no-referrer',
    ]);
    await tap(button('What is cupping?'));
    expect(panel.textContent).toContain('Cups on the skin.');
    expect(screen().queryByRole('button', { name: 'What is cupping?' })).toBeNull();
  });

  test('a booking address that is no https link is left out', async () => {
    open(smallFlow(), { clinic: { booking: 'javascript:alert(1)' } });
    await toTheEnd();
    expect(screen().queryByRole('link', { name: /Book/ })).toBeNull();
  });
});

describe('changing an answer', () => {
  test('in the transcript; the rest stays; what had to go is named', async () => {
    open();
    await tick('I am weak');
    await tap(button('Weeks'));
    expect(screen().getByRole('heading', { name: /See a doctor today/ })).toBeTruthy();
    await tap(button('Change your answer: Any of these?'));
    expect((screen().getByRole('checkbox', { name: 'I am weak' }) as HTMLInputElement).checked).toBe(true);
    await tap(screen().getByRole('checkbox', { name: 'I am weak' }));
    await tick('None of these');
    expect(panel.textContent).toContain('I no longer need your answer to: Since when?');
    expect(panel.textContent).toContain(
      'You told us before: I am weak. If that was right, please still see a doctor today.',
    );
  });

  test('after an emergency the warning stays', async () => {
    open();
    await tick('I am numb');
    await tap(button('Change your answer: Any of these?'));
    await tap(screen().getByRole('checkbox', { name: 'I am numb' }));
    await toTheEnd();
    expect(panel.textContent).toContain('You told us before: I am numb. If that was right, please still get help now.');
    await tap(button('Clear my answers'));
    await tap(button('Yes, clear them'));
    expect(panel.textContent).not.toContain('You told us before');
  });

  test('can be given up', async () => {
    open();
    await tick('I am weak');
    await tap(button('Change your answer: Any of these?'));
    await tap(button('Keep my answer'));
    expect(screen().getByRole('group', { name: 'Since when?' })).toBeTruthy();
  });
});

test('Get help now is there from the first second and goes back to the question', async () => {
  open();
  await tap(button('Get help now'));
  expect(screen().getByRole('heading', { name: 'Get help now' })).toBeTruthy();
  expect(screen().getByRole('link', { name: 'Call 999' })).toBeTruthy();
  expect(panel.textContent).toContain('If you go numb, call.');
  await tap(button('Back to the questions'));
  expect(screen().getByRole('group', { name: 'Any of these?' })).toBeTruthy();
});

const broken = () => {
  throw new Error('The quota has been exceeded.');
};

describe('coming back', () => {
  test('to questions that have changed keeps what still fits, and says so', async () => {
    open();
    await tick('None of these');
    await type('3');
    const changed = smallFlow();
    changed.version = '1.1.0';
    const weeks = changed.sections.flatMap(({ questions }) => questions).find(({ id }) => id === 'weeks');
    if (weeks?.type !== 'number') throw new Error('The fixture has changed.');
    weeks.min = 5;
    open(changed);
    expect(panel.textContent).toContain('These questions have changed since. I kept your answers that still fit.');
    await tap(button('Continue'));
    expect(screen().getByRole('group', { name: 'For how many weeks?' })).toBeTruthy();
    expect(panel.textContent).toContain('None of these');
    open(changed);
    expect(panel.textContent).not.toContain('These questions have changed');
  });

  test.each<[string, () => unknown]>([
    ['is blocked', () => vi.stubGlobal('sessionStorage', { getItem: broken, setItem: broken, removeItem: broken })],
    ['is full', () => vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: broken, removeItem: () => {} })],
    ['holds junk', () => sessionStorage.setItem('symptom-guide:small', '{"answers"')],
  ])('when storage %s, the conversation works and one warning says why', async (_, spoil) => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    spoil();
    open();
    await toTheEnd();
    expect(screen().getByRole('heading', { name: /You could book/ })).toBeTruthy();
    expect(warned).toHaveBeenCalledTimes(1);
    expect(String(warned.mock.calls[0])).toMatch(/^\[symptom-guide\] /);
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test('asks to continue or start over', async () => {
    open();
    await tick('None of these');
    open();
    expect(screen().getByRole('group', { name: /Welcome back/ })).toBeTruthy();
    await tap(button('Continue'));
    expect(screen().getByRole('group', { name: 'For how many weeks?' })).toBeTruthy();
    open();
    await tap(screen().getAllByRole('button', { name: 'Start over' }).at(-1) as HTMLElement);
    expect(screen().getByRole('group', { name: 'Any of these?' })).toBeTruthy();
    expect(sessionStorage).toHaveLength(0);
  });

  test('stores flow, version and answers and nothing else, or nothing at all', async () => {
    open();
    await tick('None of these');
    expect(JSON.parse(sessionStorage.getItem('symptom-guide:small') ?? '')).toEqual({
      flow: 'small',
      version: '1.0.0',
      answers: { 'signs-now': ['none'] },
    });
    sessionStorage.clear();
    open(smallFlow(), { memory: memoryFor(smallFlow(), 'none') });
    await tick('None of these');
    expect(sessionStorage).toHaveLength(0);
  });

  test.each(['junk', '7', '{"answers":7}', '{"answers":{"weeks":"x"}}'])('with %s in storage starts afresh', (junk) => {
    sessionStorage.setItem('symptom-guide:small', junk);
    open();
    expect(screen().getByRole('group', { name: 'Any of these?' })).toBeTruthy();
  });
});

test('what is told to the page names the section, once, and the outcome, never an answer', async () => {
  open();
  await tick('I am weak');
  await tap(button('Hours'));
  const about = { flow: 'small', version: '1.0.0' };
  expect(told).toEqual([
    ['step', { ...about, section: 'safety' }],
    ['outcome', { ...about, outcome: 'emergency', urgency: 'emergency' }],
  ]);
});

test('a flow in a right-to-left language is drawn that way, and untranslated texts are marked', () => {
  const flow = smallFlow();
  open(flow, { shown: { ...shownIn(flow), language: 'ar', untranslated: new Set(['Any of these?']) } });
  const drawn = panel.firstElementChild as HTMLElement;
  expect([drawn.lang, drawn.dir]).toEqual(['ar', 'rtl']);
  expect(screen().getByText('Any of these?').getAttribute('lang')).toBe('en');
});

describe('languages', () => {
  const small = smallFlow();
  const spanish = (): ShownFlow => {
    const flow = structuredClone(small);
    for (const { questions } of flow.sections) for (const question of questions) question.ask = `¿${question.ask}`;
    return { ...shownIn(flow), languages: ['en', 'es'], language: 'es', words: es, chosen: 'es' };
  };
  const both = { shown: { ...shownIn(small), languages: ['en', 'es'] } };

  test('the menu changes the language and keeps answers, ticks and the place', async () => {
    open(small, { ...both, speak: async () => spanish() });
    await tick('I am weak');
    await tap(screen().getByRole('button', { name: 'Change your answer: Any of these?' }));
    await tap(screen().getByRole('checkbox', { name: "I'm not sure" }));
    fireEvent.change(screen().getByRole('combobox', { name: 'Language' }), { target: { value: 'es' } });
    await drawn();
    expect((panel.firstElementChild as HTMLElement).lang).toBe('es');
    expect(screen().getByRole('group', { name: '¿Any of these?' })).toBeTruthy();
    expect(screen().getByRole('checkbox', { name: "I'm not sure", checked: true })).toBeTruthy();
    expect(panel.querySelector('[aria-live=polite]')?.textContent).toBe('Español');
    // A digit typed at the menu is no answer.
    fireEvent.keyDown(screen().getByRole('combobox', { name: 'Idioma' }), { key: '1' });
    await drawn();
    expect(screen().getAllByRole('checkbox', { checked: true })).toHaveLength(2);
    expect(JSON.parse(sessionStorage.getItem('symptom-guide:small') ?? '')).toMatchObject({
      language: 'es',
      answers: { 'signs-now': ['weak'] },
    });
  });

  test('are offered in their own words on the first screen only', async () => {
    open(small, { ...both, speak: async () => spanish() });
    await tap(button('Español'));
    await drawn();
    expect(screen().getByRole('button', { name: 'English' })).toBeTruthy();
    await tap(button('None of these'));
    expect(screen().queryByRole('button', { name: 'English' })).toBeNull();
  });

  test('what is answered while one is on its way is kept, and the last one chosen wins', async () => {
    const arrive: Record<string, (shown: ShownFlow) => void> = {};
    const speak = (language: string) =>
      new Promise<ShownFlow>((resolve) => Object.assign(arrive, { [language]: resolve }));
    open(small, { shown: { ...shownIn(small), languages: ['en', 'es', 'ar'] }, speak });
    const menu = () => screen().getByRole('combobox', { name: 'Language' });
    fireEvent.change(menu(), { target: { value: 'ar' } });
    await tick('None of these');
    fireEvent.change(menu(), { target: { value: 'es' } });
    arrive.es?.(spanish());
    await drawn();
    arrive.ar?.({ ...spanish(), language: 'ar' });
    await drawn();
    expect((panel.firstElementChild as HTMLElement).lang).toBe('es');
    expect(screen().getByRole('group', { name: '¿For how many weeks?' })).toBeTruthy();
    expect(screen().getByRole('log').textContent).toContain('None of these');
  });

  test('one that cannot be loaded leaves everything as it was and says so', async () => {
    open(small, { ...both, speak: async () => Promise.reject(new Error('status 404')) });
    await tap(button('Español'));
    await drawn();
    expect(panel.textContent).toContain('That language could not be loaded. Please try again.');
    expect(screen().getByRole('group', { name: 'Any of these?' })).toBeTruthy();
  });
});
