import { fireEvent, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchLater } from '../../src/chat/later.js';
import { memoryFor } from '../../src/chat/memory.js';
import { type MountedChat, mount } from '../../src/chat/mount.js';
import { es } from '../../src/chat/words/es.js';
import type { Submission } from '../../src/handover/submission.js';
import { shownIn } from '../fixtures/shownFlow.js';
import { smallFlow } from '../fixtures/smallFlow.js';

let host: HTMLElement;
let panel: HTMLElement;
let chat: MountedChat;
const shown = { ...shownIn(smallFlow()), languages: ['en', 'es'] };
/** What left the page, and what the clinic answers: a status, or nothing at all. */
let sent: { url: string; headers: Record<string, string>; body: Submission }[];
let answer: () => Promise<Response>;

beforeEach(async () => {
  sessionStorage.clear();
  sent = [];
  answer = async () => new Response(null, { status: 201 });
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => {
    sent.push({ url: `${url}`, headers: init.headers as Record<string, string>, body: JSON.parse(`${init.body}`) });
    return answer();
  });
  await fetchLater();
  host = document.body.appendChild(document.createElement('div'));
  panel = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.append(panel);
  chat = mount(root, panel, {
    shown,
    speak: async (language) => (language === 'es' ? { ...shown, language, words: es } : shown),
    clinic: {
      name: 'Riverside',
      phone: '+1 555 0100',
      send: 'https://desk.clinic.example/in',
      privacy: 'https://clinic.example/privacy',
    },
    numbers: { emergency: '999' },
    memory: memoryFor(smallFlow(), 'session'),
    onClose: undefined,
  });
});
afterEach(() => {
  chat.destroy();
  host.remove();
  vi.unstubAllGlobals();
});

const screen = () => within(panel);
const button = (name: string | RegExp) => screen().findByRole('button', { name });
const drawn = () => new Promise((resolve) => setTimeout(resolve, 20));
async function tap(name: string | RegExp) {
  fireEvent.click(await button(name));
  await drawn();
}
async function tick(name: string) {
  fireEvent.click(screen().getByRole('checkbox', { name }));
  await drawn();
  await tap('Continue');
}
const field = (name: string) => screen().findByLabelText(name) as Promise<HTMLInputElement>;
const type = async (name: string, value: string) => {
  fireEvent.input(await field(name), { target: { value } });
  await drawn();
};
const agree = 'I agree that my answers about my health are sent to Riverside.';
const open = () => tap('Send your answers to Riverside');
async function fill() {
  await open();
  await type('Your name', ' Ana Pérez ');
  await type('How can we reach you?', '+1 555 0142');
}
async function fillAndAgree() {
  await fill();
  fireEvent.click(await field(agree));
  await drawn();
}

test('nothing leaves the page without a name, a contact and the tick, and each is asked for in one line', async () => {
  await tick('I am weak');
  await tap('Weeks');
  await open();
  expect((await field(agree)).checked).toBe(false);
  await tap('Send');
  expect(screen().getByText('Type your name.')).toBeTruthy();
  expect(host.shadowRoot?.activeElement).toBe(await field('Your name'));
  await type('Your name', 'Ana');
  await type('How can we reach you?', 'by post');
  await tap('Send');
  expect(host.shadowRoot?.activeElement).toBe(await field('How can we reach you?'));
  await type('How can we reach you?', 'ana@example.org');
  await tap('Send');
  expect(screen().getByText(/Without it, nothing is sent/)).toBeTruthy();
  expect(host.shadowRoot?.activeElement).toBe(await field(agree));
  expect((await field('Your name')).value).toBe('Ana');
  expect(sent).toEqual([]);
});

test('with the tick it is sent once, with the words agreed to; then it says what happens next', async () => {
  await tick('I am weak');
  await tap('Weeks');
  await fillAndAgree();
  await tap('Send');
  await screen().findByText('Sent: Riverside has your answers.');
  expect(sent).toHaveLength(1);
  const [{ url, headers, body } = { url: '', headers: {}, body: {} as Submission }] = sent;
  expect(url).toBe('https://desk.clinic.example/in');
  expect(headers['Idempotency-Key']).toBe(body.key);
  expect(body.patient).toEqual({ name: 'Ana Pérez', contact: '+1 555 0142' });
  expect(body.consent.text).toContain('To whom: Riverside (desk.clinic.example)');
  expect(body.consent.text.split('\n').at(-1)).toBe(agree);
  expect(body.consent.language).toBe('en');
  expect(body.outcome).toEqual({ id: 'today', urgency: 'urgent' });
  expect(body.summary).toContain('I am weak');
  expect(body.response.resourceType).toBe('QuestionnaireResponse');
  expect(screen().queryByRole('button', { name: 'Send' })).toBeNull();
  expect(JSON.stringify({ ...sessionStorage })).not.toMatch(/Ana|0142/);
});

test('after an answer was changed, it says so, and is sent under another key after another tick', async () => {
  await tick('I am weak');
  await tap('Weeks');
  await fillAndAgree();
  await tap('Send');
  await screen().findByText('Sent: Riverside has your answers.');
  await tap(/Change your answer: Since when/);
  await tap('Hours');
  expect(screen().getByText(/You changed an answer after you sent them/)).toBeTruthy();
  await open();
  expect((await field('Your name')).value).toBe(' Ana Pérez ');
  expect((await field(agree)).checked).toBe(false);
  fireEvent.click(await field(agree));
  await drawn();
  await tap('Send');
  await screen().findByText('Sent: Riverside has your answers.');
  expect(new Set(sent.map(({ body }) => body.key)).size).toBe(2);
});

test('what was refused keeps all, and goes again under the same key', async () => {
  answer = async () => new Response(null, { status: 403 });
  await tick('I am weak');
  await tap('Weeks');
  await fillAndAgree();
  await tap('Send');
  await screen().findByText('That did not work: Riverside did not take it.');
  answer = async () => new Response(null, { status: 200 });
  await tap('Try again');
  await screen().findByText('Sent: Riverside has your answers.');
  expect(sent).toHaveLength(2);
  expect(sent[1]?.body).toEqual(sent[0]?.body);
});

test('who stops it is told that it may have arrived; sent again unchanged it has the same key', async () => {
  answer = () => new Promise(() => {});
  await tick('I am weak');
  await tap('Weeks');
  await fillAndAgree();
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => {
    sent.push({ url: `${url}`, headers: {}, body: JSON.parse(`${init.body}`) });
    return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new Error('stopped'))));
  });
  await tap('Send');
  await tap('Stop');
  await screen().findByText(/It may have arrived before/);
  vi.stubGlobal('fetch', async (_: URL, init: RequestInit) => {
    sent.push({ url: '', headers: {}, body: JSON.parse(`${init.body}`) });
    return new Response(null, { status: 200 });
  });
  await tap('Send');
  await screen().findByText('Sent: Riverside has your answers.');
  expect(sent[1]?.body.key).toBe(sent[0]?.body.key);
});

test('an emergency: sending stands after the call, and says first that it is no way to get help', async () => {
  await tick('I am numb');
  const call = screen().getByRole('link', { name: 'Call 999' });
  const region = screen().getByRole('region', { name: 'Send your answers to Riverside' });
  expect(call.compareDocumentPosition(region) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(region.querySelector('p')?.textContent).toMatch(/^Sending is no way to get help/);
});

test.each([
  ['an emergency', () => tick('I am numb')],
  ['an urgent result', () => tick('I am weak').then(() => tap('Weeks'))],
])('%s: nothing that is said after sending sounds as if there was time to wait', async (_, answerAll) => {
  await answerAll();
  await fillAndAgree();
  await tap('Send');
  await screen().findByText('Sent: Riverside has your answers.');
  const region = screen().getByRole('region', { name: 'Send your answers to Riverside' });
  expect(within(region).getByText('Do not wait for them. Do what is said above now.')).toBeTruthy();
  expect(region.textContent).not.toMatch(/working day|If you get worse|hear nothing/);
});

test('where there is time, it says what happens next, and whom to call when nothing does', async () => {
  await tick("I'm not sure");
  await fillAndAgree();
  await tap('Send');
  await screen().findByText('Sent: Riverside has your answers.');
  expect(screen().getByText(/It can take a working day or more/)).toBeTruthy();
  expect(screen().getByRole('link', { name: '+1 555 0100' }).getAttribute('href')).toBe('tel:+15550100');
});

test('in another language there are other words to agree to: the box is not ticked, what was typed stays', async () => {
  await tick("I'm not sure");
  await fillAndAgree();
  fireEvent.change(screen().getByRole('combobox', { name: 'Language' }), { target: { value: 'es' } });
  const box = await field('Acepto que mis respuestas sobre mi salud se envíen a Riverside.');
  expect(box.checked).toBe(false);
  expect((await field('Su nombre')).value).toBe(' Ana Pérez ');
  await tap('Enviar');
  expect(sent).toEqual([]);
});

test('when it has arrived, whoever reads on elsewhere in the chat stays there', async () => {
  let arrive = () => {};
  answer = () => new Promise((resolve) => (arrive = () => resolve(new Response(null, { status: 201 }))));
  await tick("I'm not sure");
  await fillAndAgree();
  await tap('Send');
  const copy = await button('Copy');
  copy.focus();
  arrive();
  await screen().findByText('Sent: Riverside has your answers.');
  await drawn();
  expect(host.shadowRoot?.activeElement).toBe(copy);
});

test('cancelled, what was typed stays; cleared with the answers, it is gone', async () => {
  await tick('I am weak');
  await tap('Weeks');
  await fillAndAgree();
  await tap('Cancel');
  await open();
  expect((await field('Your name')).value).toBe(' Ana Pérez ');
  chat.restart();
  await drawn();
  await tick('I am weak');
  await tap('Weeks');
  await open();
  expect((await field('Your name')).value).toBe('');
  expect((await field(agree)).checked).toBe(false);
  expect(sent).toEqual([]);
});

test('without a network nothing is tried, and it says why', async () => {
  await tick('I am weak');
  await tap('Weeks');
  await fillAndAgree();
  Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
  fireEvent(window, new Event('offline'));
  await drawn();
  await tap('Send');
  expect(screen().getByText(/You seem to be offline/)).toBeTruthy();
  expect(sent).toEqual([]);
  Object.defineProperty(navigator, 'onLine', { value: true, configurable: true });
});
