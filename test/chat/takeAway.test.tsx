import { fireEvent, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchLater } from '../../src/chat/later.js';
import { memoryFor } from '../../src/chat/memory.js';
import { type MountedChat, mount } from '../../src/chat/mount.js';
import { shownIn } from '../fixtures/shownFlow.js';
import { smallFlow } from '../fixtures/smallFlow.js';

let host: HTMLElement;
let panel: HTMLElement;
let chat: MountedChat;

beforeEach(async () => {
  sessionStorage.clear();
  await fetchLater();
  host = document.body.appendChild(document.createElement('div'));
  panel = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.append(panel);
  chat = mount(root, panel, {
    shown: shownIn(smallFlow()),
    speak: async () => shownIn(smallFlow()),
    clinic: { booking: 'https://clinic.example/book' },
    numbers: { emergency: '999' },
    memory: memoryFor(smallFlow(), 'none'),
    onClose: undefined,
  });
});
afterEach(() => {
  chat.destroy();
  host.remove();
  vi.unstubAllGlobals();
});

/** Preact draws in a microtask; what follows a refusal waits for that. */
const drawn = () => new Promise((resolve) => setTimeout(resolve, 20));
const screen = () => within(panel);
async function tap(role: 'button' | 'checkbox' | 'radio', name: string | RegExp) {
  fireEvent.click(screen().getByRole(role, { name }));
  await drawn();
}
async function tick(...names: string[]) {
  if (names[0] === 'None of these') return tap('button', 'None of these');
  for (const name of names) await tap('checkbox', name);
  await tap('button', 'Continue');
}
const away = () => within(screen().getByRole('region', { name: 'Your answers, to read out or keep' }));

test('an emergency: the call, what to do and why come before the answers to take away', async () => {
  await tick('I am numb');
  const call = screen().getByRole('link', { name: 'Call 999' });
  const because = screen().getByText('Because you told us');
  const region = screen().getByRole('region', { name: 'Your answers, to read out or keep' });
  for (const first of [call, because])
    expect(first.compareDocumentPosition(region) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(away().getByText('Most important').nextElementSibling?.textContent).toBe('I am numb');
  expect(region.textContent).not.toMatch(/book/i);
});

test('what is not there stands apart, closed; who was not sure has said no to nothing', async () => {
  await tick('I am weak');
  await tap('button', 'Weeks');
  const no = away().getByText('What you said no to').closest('details') as HTMLDetailsElement;
  expect(no.open).toBe(false);
  expect(no.textContent).toContain('I am numb');
  await tap('button', /Change your answer: Any of these/);
  await tick("I'm not sure");
  expect(away().queryByText('What you said no to')).toBeNull();
  expect(away().getByText('Not sure').nextElementSibling?.textContent).toContain('I am numb');
});

test('a copy is announced, and again when copied again', async () => {
  const copied: string[] = [];
  vi.stubGlobal('navigator', { clipboard: { writeText: async (text: string) => copied.push(text) } });
  await tick('I am numb');
  await tap('button', 'Copy');
  const first = away().getAllByRole('status')[0]?.textContent;
  await tap('button', 'Copy');
  const second = away().getAllByRole('status')[0]?.textContent;
  expect([first?.trim(), second?.trim()]).toEqual(['Copied', 'Copied']);
  expect(second).not.toBe(first);
  expect(copied[0]).toMatch(/^Emergency: Get help now\nCall 999\n/);
  expect(away().queryByRole('button', { name: 'Share' })).toBeNull();
});

test.each([
  ['is missing', {}],
  ['refuses', { clipboard: { writeText: () => Promise.reject(new Error('no')) } }],
])('where the clipboard %s, the same text is there to copy by hand', async (_, navigator) => {
  vi.stubGlobal('navigator', navigator);
  await tick('I am numb');
  await tap('button', 'Copy');
  const field = away().getByRole('textbox', { name: /Press and hold to copy/ }) as HTMLTextAreaElement;
  expect(field.readOnly).toBe(true);
  expect(field.value).toContain('- I am numb');
});

test.each([
  ['AbortError', 0],
  ['NotAllowedError', 1],
])('sharing that ends with %s', async (name, fields) => {
  vi.stubGlobal('navigator', {
    canShare: () => true,
    share: () => Promise.reject(Object.assign(new Error(), { name })),
  });
  await tick('I am numb');
  await tap('button', 'Share');
  expect(away().queryAllByRole('textbox')).toHaveLength(fields);
  expect(away().getAllByRole('status')[0]?.textContent).toBe('');
});
