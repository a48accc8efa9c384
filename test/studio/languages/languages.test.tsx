import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import type { Flow, Overlay } from '../../../src/flow/schema.js';
import { isReviewed } from '../../../src/flow/translate.js';
import { Languages } from '../../../src/studio/languages/Languages.js';
import { viewOf } from '../../../src/studio/languages/view.js';
import { type Workbench, WorkbenchProvider } from '../../../src/studio/workbench.js';
import { smallProject, workbenchOf } from '../../fixtures/studioProject.js';

let workbench: Workbench;
afterEach(() => {
  cleanup();
  workbench.checker.stop();
});

function open(change?: Parameters<typeof smallProject>[0]) {
  workbench = workbenchOf(smallProject(change));
  render(
    <WorkbenchProvider value={workbench}>
      <Languages />
    </WorkbenchProvider>,
  );
}
const stale = () =>
  open((flow) => {
    const [question] = flow.sections[0]?.questions ?? [];
    if (question) question.ask = 'Do you have any of these?';
  });
const spanish = () => workbench.project.file('es.json').value.value as { texts: Record<string, string> };
const box = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name });
const type = (name: string, text: string) => fireEvent.input(box(name), { target: { value: text } });

test('each language tells how far it is, in words', () => {
  stale();
  const card = screen.getByRole('button', { name: /Spanish/ });
  expect(card.textContent).toMatch(/\d+ of \d+ translated, 1 stale/);
  expect(screen.getByRole('progressbar', { name: /Spanish/ })).toBeTruthy();
});

test('a box is named by what it translates, and is written in its own language', () => {
  stale();
  expect(box('Choice I am numb').lang).toBe('es');
  expect(box('Choice I am numb').value).toBe('«I am numb»');
});

test('what is typed is in the file, one step of undo, and stays on the screen among what was to do', async () => {
  stale();
  fireEvent.click(screen.getByRole('button', { name: /^To do/ }));
  expect(screen.getAllByRole('textbox').filter((one) => one.dataset.place)).toHaveLength(1);
  type('Question Do you have any of these?', '¿Tie');
  type('Question Do you have any of these?', '¿Tiene algo de esto?');
  await waitFor(() => expect(Object.values(spanish().texts)).toContain('¿Tiene algo de esto?'));
  await waitFor(() => expect(screen.getByRole('button', { name: /^To do/ }).textContent).toContain('0'));
  expect(box('Question Do you have any of these?').value).toBe('¿Tiene algo de esto?');
  workbench.project.undo();
  expect(Object.values(spanish().texts)).toContain('«Any of these?»');
  await waitFor(() => expect(box('Question Do you have any of these?').value).toBe(''));
});

test('leaving the box writes at once what was typed', () => {
  stale();
  type('Choice I am numb', 'Tengo entumecimiento');
  fireEvent.blur(box('Choice I am numb'));
  expect(Object.values(spanish().texts)).toContain('Tengo entumecimiento');
});

test('a stale one shows what the text was, and can be kept with one press', async () => {
  stale();
  expect(screen.getByText('Any of these?', { selector: 'q' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Still right' }));
  await waitFor(() => expect(box('Question Do you have any of these?').value).toBe('«Any of these?»'));
  expect(screen.queryByRole('button', { name: 'Still right' })).toBeNull();
});

test('an old translation that is only looked at is not taken for the new one', () => {
  stale();
  fireEvent.click(screen.getByRole('button', { name: 'Change it' }));
  fireEvent.blur(box('Question Do you have any of these?'));
  expect(workbench.project.file('es.json').changed.value).toBe(false);
});

test('Ctrl and Enter go to the next that is to do', async () => {
  stale();
  fireEvent.keyDown(box('Title «Small guide»'.replace(/[«»]/g, '')), { key: 'Enter', ctrlKey: true });
  await waitFor(() => expect(document.activeElement).toBe(box('Question Do you have any of these?')));
});

test('a lost placeholder is told where it is, and can be put in', async () => {
  open();
  type('Button Call {emergency.number}', 'Llame');
  await waitFor(() => expect(box('Button Call {emergency.number}').getAttribute('aria-invalid')).toBe('true'));
  const row = within(box('Button Call {emergency.number}').closest('li') as HTMLElement);
  expect(row.getByText('Broken')).toBeTruthy();
  expect(row.getByText(/is missing in the translation/)).toBeTruthy();
  fireEvent.click(row.getByRole('button', { name: 'Put in emergency.number' }));
  await waitFor(() => expect(row.getByText('Translated')).toBeTruthy());
});

test('"Show in preview" plays the way to the question, in the language', async () => {
  open();
  expect(workbench.preview.language.value).toBe('');
  const row = within(box('Question Since when?').closest('li') as HTMLElement);
  fireEvent.click(row.getByRole('button', { name: 'Show in preview' }));
  await waitFor(() => expect(workbench.spoken.value).toContain('weak-since'));
  expect(workbench.preview.language.value).toBe('es');
  expect(workbench.preview.answers.value).toMatchObject({ 'signs-now': ['weak'] });
});

test('texts are found by their words in either language', async () => {
  open();
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: '«hours' } });
  await waitFor(() => expect(screen.getAllByRole('textbox').filter((one) => one.dataset.place)).toHaveLength(1));
  fireEvent.input(screen.getByRole('searchbox'), { target: { value: 'nothing like it' } });
  await waitFor(() => expect(screen.getByText('No text has these words.')).toBeTruthy());
});

test('a language is added by its code, with its name; what is no code is told', async () => {
  open();
  fireEvent.click(screen.getByText('Add a language'));
  const code = screen.getByRole('textbox', { name: 'Language code' });
  for (const [wrote, told] of [
    ['english', /no language code|No language has/],
    ['es', /there already/],
    ['en', /own language/],
    ['pt-br', /Write it as pt-BR/],
    ['ar', /^Arabic/],
  ] as const) {
    fireEvent.input(code, { target: { value: wrote } });
    await waitFor(() => expect(screen.getByText(told)).toBeTruthy());
  }
  fireEvent.click(screen.getByRole('checkbox'));
  fireEvent.submit(code.closest('form') as HTMLFormElement);
  await waitFor(() => expect(screen.getByRole('button', { name: /Arabic/, pressed: true })).toBeTruthy());
  expect(workbench.project.files.value).toContain('ar.json');
  expect(workbench.checker.flow.value?.languages).toEqual(['es', 'ar']);
  expect(box('Choice I am numb').dir).toBe('rtl');
  expect(box('Choice I am numb').value).toBe('');
});

test('a translation that was changed after its review is told, and the name goes only when asked', async () => {
  open();
  fireEvent.input(screen.getByRole('textbox', { name: 'Reviewed by' }), { target: { value: 'Dra. Ruiz' } });
  expect(spanish()).toMatchObject({ reviewedBy: 'Dra. Ruiz' });
  const reviewed = () => isReviewed(workbench.checker.flow.value as Flow, spanish() as Overlay);
  expect(reviewed()).toBe(true);
  workbench.project.settle('es.json', workbench.project.file('es.json').text.value);
  type('Choice I am numb', 'Otra cosa');
  fireEvent.blur(box('Choice I am numb'));
  await waitFor(() => expect(screen.getByText(/changed since Dra. Ruiz reviewed it/)).toBeTruthy());
  expect(reviewed()).toBe(false);
  // Another spelling of the name is no review.
  fireEvent.input(screen.getByRole('textbox', { name: 'Reviewed by' }), { target: { value: 'Dra. A. Ruiz' } });
  expect(spanish()).toMatchObject({ reviewedBy: 'Dra. A. Ruiz' });
  expect(reviewed()).toBe(false);
  fireEvent.click(await screen.findByRole('button', { name: 'It is reviewed as it is now' }));
  expect(reviewed()).toBe(true);
  await waitFor(() => expect(screen.queryByText(/changed since/)).toBeNull());
  type('Choice I am numb', 'Y otra');
  fireEvent.blur(box('Choice I am numb'));
  await waitFor(() => expect(screen.getByText(/changed since Dra. A. Ruiz reviewed it/)).toBeTruthy());
  fireEvent.click(screen.getByRole('button', { name: /Take the name out/ }));
  expect(spanish()).not.toHaveProperty('reviewedBy');
  expect(spanish()).not.toHaveProperty('reviewedTexts');
});

test('a translation file that is no JSON is told, and nothing breaks', async () => {
  open();
  workbench.project.edit('Break', (draft) => draft.replace('es.json', '{ "language": '));
  await waitFor(() => expect(screen.getByText(/es.json cannot be worked on here/)).toBeTruthy());
  viewOf(workbench.project).language.value = '';
});
