import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isApproved } from '../../../src/flow/fingerprint.js';
import type { Flow } from '../../../src/flow/schema.js';
import { Publish } from '../../../src/studio/publish/Publish.js';
import { type Workbench, WorkbenchProvider } from '../../../src/studio/workbench.js';
import { fileOf, smallProject, workbenchOf } from '../../fixtures/studioProject.js';

let workbench: Workbench;
beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', async () => Response.json({ 'symptom-guide.js': 'sha384-abc' }));
});
afterEach(() => {
  cleanup();
  workbench.checker.stop();
  vi.unstubAllGlobals();
});

/** Opens the part; its checker finds no errors when `whole`. */
function open({ whole = true, change }: { whole?: boolean; change?: Parameters<typeof smallProject>[0] } = {}) {
  const project = smallProject(change);
  workbench = workbenchOf(project);
  const { latest } = workbench.checker;
  if (whole && latest.value)
    (latest as typeof latest & { value: unknown }).value = { ...latest.value, errors: 0, problems: [], vignettes: 3 };
  render(
    <WorkbenchProvider value={workbench}>
      <Publish />
    </WorkbenchProvider>,
  );
}
const flow = () => workbench.project.file('flow.json').value.value as Flow;
const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });
const field = (name: string | RegExp) => screen.getByLabelText(name, { selector: 'input, select, textarea' });
const tag = () => (field('Paste this into your pages') as HTMLTextAreaElement).value;
const item = (words: RegExp) => screen.getByText(words, { selector: '.checklist span' }).closest('li') as HTMLElement;

test('a guide is approved by a name and a registration, for a year, exactly as it is', async () => {
  open();
  fireEvent.click(screen.getByRole('button', { name: 'Approve…' }));
  const form = await screen.findByRole('form', { name: 'Approve the guide' });
  fireEvent.submit(form);
  expect((await within(form).findByRole('alert')).textContent).toContain('registration');
  expect(flow().review.status).toBe('draft');
  type(within(form).getByLabelText('Name'), 'Dr Ada Bell');
  type(within(form).getByLabelText('Registration'), 'GMC 1234567');
  type(within(form).getByLabelText('Approved on'), '2026-05-01');
  type(within(form).getByLabelText('Next review'), '2027-05-01');
  await waitFor(() => expect(within(form).getByRole('alert').textContent).toBe(''));
  fireEvent.submit(form);
  expect(flow().review).toMatchObject({
    status: 'approved',
    by: 'Dr Ada Bell, GMC 1234567',
    on: '2026-05-01',
    next: '2027-05-01',
  });
  expect(isApproved(flow())).toBe(true);
  await screen.findByText(/by Dr Ada Bell, GMC 1234567 on 2026-05-01/, { selector: '.review-status' });

  // A change is told, and nothing is set back unasked; one step of undo takes the approval back whole.
  workbench.project.edit('Change', (draft) => draft.set('flow.json', ['title'], 'Another guide'));
  await screen.findByText(/is not what Dr Ada Bell, GMC 1234567 approved any more/);
  expect(flow().review.status).toBe('approved');
  workbench.project.undo();
  workbench.project.undo();
  expect(flow().review).toMatchObject({ status: 'draft', by: '' });
});

test('a guide with errors cannot be approved', async () => {
  open({ whole: false });
  expect(workbench.checker.latest.value?.errors).toBeGreaterThan(0);
  fireEvent.click(screen.getByRole('button', { name: 'Approve…' }));
  const form = await screen.findByRole('form', { name: 'Approve the guide' });
  type(within(form).getByLabelText('Name'), 'Dr Ada Bell');
  type(within(form).getByLabelText('Registration'), 'GMC 1234567');
  fireEvent.submit(form);
  expect((await within(form).findByRole('alert')).textContent).toContain('errors');
  expect(flow().review.status).toBe('draft');
});

test('setting back to draft is offered, and is one step', async () => {
  open({
    change: (guide) => {
      guide.review = { status: 'approved', by: 'Dr A', on: '2020-05-01', next: '2021-05-01' };
    },
  });
  await screen.findByText(/The next review was due on 2021-05-01/, { selector: '.note' });
  fireEvent.click(screen.getByRole('button', { name: 'Set back to draft' }));
  expect(flow().review).toEqual({ status: 'draft', by: 'Dr A', on: '2020-05-01', next: '2021-05-01' });
});

test('the version is raised from what is saved, once', async () => {
  open({
    change: (guide) => {
      guide.title = 'Other';
    },
  });
  expect(item(/raise the version/).className).toBe('todo');
  fireEvent.click(screen.getByRole('button', { name: 'More changed: 1.1.0' }));
  expect(flow().version).toBe('1.1.0');
  await waitFor(() => expect(item(/The version is raised: 1.0.0 to 1.1.0/).className).toBe('done'));
  fireEvent.click(screen.getByRole('button', { name: 'Only words changed: 1.0.1' }));
  expect(flow().version).toBe('1.0.1');
});

test('the script is there to print, without scripts; where nothing is proved it says why', async () => {
  open();
  const frame = await screen.findByTitle<HTMLIFrameElement>('Clinical script');
  expect(frame.getAttribute('sandbox')).not.toContain('allow-scripts');
  const page = await workbench.checker.script('2026-05-01');
  expect(page).toContain('Clinical script');
  expect(screen.getByRole('link', { name: 'Download' }).getAttribute('download')).toBe('small-1.0.0-script.html');
  workbench.project.edit('Break', (draft) => draft.set('flow.json', ['redFlags', 0, 'outcome'], 'doctr'));
  expect((await screen.findByText(/There is no script/)).textContent).toMatch(/flow.json, line \d+: .*doctr/);
  fireEvent.click(screen.getByRole('button', { name: 'Go there' }));
  expect(workbench.tab.value).toBe('source');
  expect(workbench.place.value).toEqual({ file: 'flow.json', path: ['redFlags', 0, 'outcome'] });
});

test('what is set is in the preview and in the tag, and is kept in this browser', async () => {
  open();
  await waitFor(() => expect(tag()).toContain('integrity="sha384-abc"'));
  expect(tag()).toContain('data-clinic-name="Riverside Acupuncture"');
  type(field('Name of the clinic'), 'Smith & "Sons"');
  type(field('Your host'), 'clinic.example');
  expect(workbench.preview.attributes.value['clinic-name']).toBe('Smith & "Sons"');
  await waitFor(() => expect(tag()).toContain('data-clinic-name="Smith &amp; &quot;Sons&quot;"'));
  expect(tag()).toContain('src="https://clinic.example/symptom-guide/');
  // The guide of this folder, not the one that there is by default.
  expect(tag()).toContain('data-flow="small"');
  fireEvent.click(screen.getByLabelText(/With the hash/));
  await waitFor(() => expect(tag()).not.toContain('integrity'));

  cleanup();
  workbench.checker.stop();
  open();
  expect(field('Name of the clinic')).toHaveProperty('value', 'Smith & "Sons"');
  expect(field('Your host')).toHaveProperty('value', 'clinic.example');
});

test('a browser that keeps nothing shows it all the same', async () => {
  const refuse = () => {
    throw new DOMException('No', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  open();
  type(field('Name of the clinic'), 'Elsewhere');
  await waitFor(() => expect(tag()).toContain('data-clinic-name="Elsewhere"'));
});

test('what the guide would leave out is told at the field', async () => {
  open();
  type(field('Booking page'), 'www.clinic.example');
  type(field('Country'), 'XX');
  type(field('Phone number'), 'none');
  for (const [name, told] of [
    ['Booking page', /not an https/],
    ['Country', /knows no numbers/],
    ['Phone number', /not a phone number/],
  ] as const) {
    await waitFor(() => expect(field(name).getAttribute('aria-invalid')).toBe('true'));
    const hint = document.getElementById(field(name).getAttribute('aria-describedby') ?? '');
    expect(hint?.textContent).toMatch(told);
  }
  type(field('Country'), 'GB');
  await waitFor(() => expect(screen.getAllByText(/told to call 999/).length).toBeGreaterThan(0));
});

test('the example clinic is not taken for theirs', async () => {
  open();
  expect(item(/Put in the phone number/).className).toBe('todo');
  type(field('Phone number'), '+44 20 7946 0000');
  await waitFor(() => expect(item(/phone number is set/).className).toBe('done'));
});

test('a policy that is pasted is given back as it has to read', async () => {
  open();
  type(field('Your host'), 'clinic.example');
  type(field('Your policy at present'), "Content-Security-Policy: default-src 'self'");
  await waitFor(() =>
    expect(field('The policy as it has to read')).toHaveProperty(
      'value',
      "default-src 'self'; script-src 'self' https://clinic.example; connect-src 'self' https://clinic.example",
    ),
  );
  fireEvent.click(screen.getByLabelText(/on the same host/));
  await waitFor(() =>
    expect(field('What the policy has to allow')).toHaveProperty('value', "script-src 'self'; connect-src 'self'"),
  );
  type(field('Your policy at present'), "script-src 'self'");
  await screen.findByText('This policy allows the guide already.');
});

test('the checklist leads to what is to do', async () => {
  open();
  fireEvent.click(within(item(/Spanish is a draft/)).getByRole('button'));
  expect(workbench.tab.value).toBe('languages');
  fireEvent.click(within(item(/No clinician has approved/)).getByRole('button'));
  expect(document.activeElement?.textContent).toBe('Review');
  fireEvent.click(screen.getByLabelText('I have'));
  await waitFor(() => expect(item(/Tried on your own page/).className).toBe('done'));
  // With another version it is to be tried anew.
  workbench.project.edit('Raise', (draft) => draft.set('flow.json', ['version'], '2.0.0'));
  await waitFor(() => expect(item(/Open your page with/).className).toBe('todo'));
});

test('a flow.json that is no JSON is told, and nothing breaks', async () => {
  open();
  workbench.project.edit('Break', (draft) => draft.replace('flow.json', '{ "id": '));
  await screen.findByText(/flow.json cannot be read/);
  workbench.project.edit('Mend', (draft) => draft.replace('flow.json', fileOf({ review: null, version: 3 })));
  await screen.findByText(/The chat tells visitors/);
});
