import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import type { ChoiceQuestion, Flow } from '../../../src/flow/schema.js';
import { format, print } from '../../../src/studio/layout.js';
import { Outline } from '../../../src/studio/outline/Outline.js';
import { WorkbenchProvider } from '../../../src/studio/workbench.js';
import { smallJson } from '../../fixtures/smallFlow.js';
import { laidOut } from '../../fixtures/workbench.js';

afterEach(cleanup);

const vignettes = {
  baseline: { 'signs-now': ['none'], weeks: 3, pain: 2, desk: 'no' },
  vignettes: [{ title: 'Numb', answers: { 'signs-now': ['numb'] }, outcome: 'emergency', redFlags: ['numbness'] }],
};

/** The outline over the small flow. */
function open(flow: unknown = smallJson()) {
  const workbench = laidOut({
    'flow.json': `${print(flow, 0, 0, true)}\n`,
    'vignettes.json': format(JSON.stringify(vignettes)),
  });
  render(
    <WorkbenchProvider value={workbench}>
      <Outline />
    </WorkbenchProvider>,
  );
  const now = () => workbench.project.file('flow.json').value.value as Flow;
  const codes = () => workbench.checker.latest.value?.problems.map(({ code }) => code) ?? [];
  return { workbench, now, codes, text: () => workbench.project.file('flow.json').text.value };
}
const item = (name: RegExp) => screen.getByRole('treeitem', { name });
const items = () => screen.getAllByRole('treeitem').map((one) => one.querySelector('.row-label')?.textContent);
const choose = async (name: RegExp) => {
  fireEvent.click(item(name));
  await screen.findByRole('heading', { level: 2 });
};
const key = (name: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement as Element, { key: name, ...more });
const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });
const pick = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const optionOf = (select: HTMLElement, words: RegExp) =>
  [...select.querySelectorAll('option')].find((one) => words.test(one.textContent ?? ''))?.value ?? 'no such option';
const addA = async (kind: string) => {
  fireEvent.click(screen.getByRole('button', { name: 'Add …' }));
  const words = kind === 'redFlag' ? 'red flag' : kind;
  fireEvent.click(await screen.findByRole('button', { name: new RegExp(`^An? ${words}$`) }));
};
const asked = (flow: Flow) => flow.sections.map(({ questions }) => questions.map(({ id }) => id));

describe('the list', () => {
  test('shows sections with their questions, and what is beside them', async () => {
    open();
    expect(items().slice(0, 7)).toEqual([
      'The guide itself: Small guide',
      'Safety',
      'Any of these?',
      'Since when?',
      'Your pain',
      'For how many weeks?',
      'How bad?',
    ]);
    expect(item(/Red flags \(5\)/).getAttribute('aria-expanded')).toBe('false');
    expect(item(/Since when\?/).textContent).toContain('only some are asked');
    expect(item(/Since when\?/).textContent).toContain('emergency');
    expect(item(/How bad\?/).textContent).toContain('doctor first');
    expect(item(/Do you sit/).textContent).not.toMatch(/some|emergency|doctor/);
  });

  test('goes by arrow keys, Home, End and letters, folds and unfolds', async () => {
    const { workbench } = open();
    item(/Any of these/).focus();
    key('ArrowDown');
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Since when?'));
    expect(workbench.place.value.path).toEqual(['sections', 0, 'questions', 1]);
    key('ArrowLeft');
    expect(document.activeElement?.textContent).toContain('Safety');
    key('ArrowLeft');
    await waitFor(() => expect(items()).not.toContain('Since when?'));
    key('ArrowRight');
    await waitFor(() => expect(items()).toContain('Since when?'));
    key('End');
    expect(document.activeElement?.textContent).toContain('Sources');
    key('Home');
    expect(document.activeElement?.textContent).toContain('The guide itself');
    key('d');
    key('o');
    expect(document.activeElement?.textContent).toContain('Do you sit');
  });

  test('finds questions by their words, ids and choices', async () => {
    open();
    const field = screen.getByRole('searchbox');
    type(field, 'numb');
    await waitFor(() => expect(items()).toContain('I am numb'));
    expect(items()).toContain('Any of these?');
    expect(items()).not.toContain('How bad?');
    type(field, 'weak-since');
    await waitFor(() => expect(items()).toEqual(['Safety', 'Since when?']));
    type(field, 'nothing like it');
    await waitFor(() => expect(screen.queryAllByRole('treeitem')).toEqual([]));
  });

  test('moves what has the focus by Alt and an arrow, over borders, says so and says what that breaks', async () => {
    const { workbench, now, codes } = open();
    item(/Since when/).focus();
    key('ArrowDown', { altKey: true });
    expect(asked(now())).toEqual([['signs-now'], ['weak-since', 'weeks', 'pain', 'desk']]);
    expect(workbench.spoken.value).toMatch(
      /^Moved the question “Since when\?” to place 1 of 4 in the section “Your pain”\. There are 2 new problems: /,
    );
    await waitFor(() => expect(document.activeElement?.getAttribute('data-at')).toBe('sections/1/questions/0'));
    key('ArrowUp', { altKey: true });
    await waitFor(() => expect(document.activeElement?.getAttribute('data-at')).toBe('sections/0/questions/1'));
    key('ArrowUp', { altKey: true });
    expect(asked(now())[0]).toEqual(['weak-since', 'signs-now']);
    expect(codes()).toContain('asked-later');
    expect(workbench.spoken.value).toMatch(/place 1 of 2 .* new problem.*"signs-now" is not answered yet/);
    for (let n = 0; n < 3; n++) workbench.project.undo();
    expect(asked(now())).toEqual([
      ['signs-now', 'weak-since'],
      ['weeks', 'pain', 'desk'],
    ]);
    // What is chosen is still the same question.
    expect(workbench.place.value.path).toEqual(['sections', 0, 'questions', 1]);
  });

  test('counts problems, also of what is folded away', async () => {
    const flow = smallJson();
    (flow.redFlags as { because: string }[])[0] = { ...(flow.redFlags as { because: string }[])[0], because: '' };
    open(flow);
    expect(item(/Red flags/).textContent).toContain('1 problem');
  });
});

describe('a form', () => {
  test('what is typed changes the file at once, and is one step of undo', async () => {
    const { workbench, now, text } = open();
    const before = text();
    await choose(/Any of these/);
    const field = screen.getByRole('textbox', { name: 'Question' });
    type(field, 'Any of thes');
    type(field, 'Any of them?');
    expect(now().sections[0]?.questions[0]?.ask).toBe('Any of them?');
    expect(workbench.project.canUndo.value).toBe('Change the question “Any of these?”');
    await waitFor(() => expect(item(/Any of them\?/)).toBeTruthy());
    workbench.project.undo();
    expect(text()).toBe(before);
  });

  test('an optional field that is emptied is gone from the file, and comes back where it was', async () => {
    const { text } = open();
    const before = text();
    await choose(/Any of these/);
    const field = screen.getByRole('textbox', { name: /Hint below it/ });
    type(field, '');
    expect(text()).not.toContain('"help": "Tick');
    type(field, 'Tick all that fit.');
    expect(text()).toBe(before);
  });

  test('a problem stands at its field, with what to do, and a click leads there', async () => {
    const { workbench } = open();
    await choose(/Any of these/);
    type(screen.getByRole('textbox', { name: 'Question' }), '');
    const problem = await screen.findByRole('button', { name: /is empty/ });
    const field = screen.getByRole('textbox', { name: 'Question' });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const described = document.getElementById(field.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '');
    expect(described?.textContent).toContain('Write one that is allowed here.');
    fireEvent.click(problem);
    expect(document.activeElement).toBe(field);
    // Also from another part of the studio.
    (document.activeElement as HTMLElement).blur();
    workbench.goTo({ file: 'flow.json', path: ['sections', 0, 'questions', 1, 'choices', 1, 'label'] });
    await waitFor(() => expect((document.activeElement as HTMLInputElement).value).toBe('Weeks'));
  });

  test('while the file is broken nothing can be changed, and what is wrong is said', async () => {
    const { workbench, text } = open();
    await choose(/Any of these/);
    workbench.project.edit('Break', (draft) => draft.replace('flow.json', text().replace('"sections"', 'sections')));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/Line \d+/);
    expect(items()).toContain('Any of these?');
    expect(screen.getByRole('textbox', { name: 'Question' }).closest('fieldset:disabled')).toBeTruthy();
    fireEvent.click(within(alert).getByRole('button', { name: 'Mend it in Source' }));
    expect(workbench.tab.value).toBe('source');
  });

  test('choices are added with an id from their words, before what stays at the end, ordered and removed', async () => {
    const { workbench, now } = open();
    await choose(/Any of these/);
    type(screen.getByRole('textbox', { name: 'New choice' }), 'I have fallen twice');
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'New choice' }), { key: 'Enter' });
    const choices = () =>
      (now().sections[0]?.questions[0] as ChoiceQuestion | undefined)?.choices.map(({ id }) => id) ?? [];
    await waitFor(() => expect(choices()).toEqual(['numb', 'weak', 'fallen-twice', 'not-sure', 'none']));
    fireEvent.keyDown(await screen.findByDisplayValue('I have fallen twice'), { key: 'ArrowUp', altKey: true });
    expect(choices()[1]).toBe('fallen-twice');
    expect(workbench.spoken.value).toBe('Moved “I have fallen twice” to place 2 of 5.');
    fireEvent.click(screen.getByRole('button', { name: 'Remove “I have fallen twice”' }));
    expect(choices()).toEqual(['numb', 'weak', 'not-sure', 'none']);
    // Its id does not come back for something else.
    type(screen.getByRole('textbox', { name: 'New choice' }), 'Fallen twice');
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'New choice' }), { key: 'Enter' });
    expect(choices()).toContain('fallen-twice-2');
  });

  test('the choices of a question are not lost by passing another way to answer it', async () => {
    const { workbench, text, now } = open();
    await choose(/Do you sit/);
    const before = text();
    pick(screen.getByRole('combobox', { name: 'How it is answered' }), 'number');
    await screen.findByRole('button', { name: 'Keep them' });
    expect(text()).toBe(before);
    fireEvent.click(screen.getByRole('button', { name: 'Take them out' }));
    const desk = now().sections[1]?.questions[2];
    expect(desk).toEqual({ id: 'desk', type: 'number', optional: true, ask: 'Do you sit a lot?', min: 0, max: 100 });
    workbench.project.undo();
    expect(text()).toBe(before);
  });

  test('a choice becomes a warning sign in one go', async () => {
    const { workbench, now } = open();
    await choose(/Do you sit/);
    const select = screen.getByRole('combobox', { name: '“Yes” is a warning sign' });
    expect((select as HTMLSelectElement).selectedOptions[0]?.textContent).toBe('No');
    pick(select, optionOf(select, /See a doctor first/));
    const flag = await screen.findByRole('group', { name: 'New red flag for “Yes”' });
    const add = within(flag).getByRole('button', { name: 'Add the red flag' }) as HTMLButtonElement;
    expect(add.disabled).toBe(true);
    type(within(flag).getByRole('textbox'), 'A doctor should look first.');
    fireEvent.click(within(flag).getAllByRole('checkbox')[0] as HTMLElement);
    await waitFor(() => expect(add.disabled).toBe(false));
    fireEvent.click(add);
    expect(now().redFlags).toContainEqual({
      id: 'yes',
      when: { question: 'desk', is: 'yes' },
      outcome: 'doctor',
      because: 'A doctor should look first.',
      source: ['nhs'],
    });
    await waitFor(() =>
      expect((select as HTMLSelectElement).selectedOptions[0]?.textContent).toBe('Yes → See a doctor first'),
    );
    expect(workbench.spoken.value).toContain('ends at “See a doctor first”');
    // The other choice can raise the same red flag.
    const other = screen.getByRole('combobox', { name: '“No” is a warning sign' });
    pick(other, optionOf(other, /A doctor should look first/));
    expect(now().redFlags.find(({ id }) => id === 'yes')?.when).toEqual({ question: 'desk', is: 'yes' });
    fireEvent.click(await screen.findByRole('button', { name: 'Let it raise that red flag too' }));
    expect(now().redFlags.find(({ id }) => id === 'yes')?.when).toEqual({ question: 'desk', is: ['yes', 'no'] });
    workbench.project.undo();
    workbench.project.undo();
    expect(now().redFlags.length).toBe(5);
  });

  test('a condition is a sentence to fill in, of earlier questions only, read back in words', async () => {
    const { now } = open();
    await choose(/How bad/);
    const when = screen.getByRole('group', { name: 'Ask this only if …' });
    fireEvent.click(within(when).getByRole('button', { name: 'Add a condition' }));
    const question = await within(when).findByRole('combobox', { name: 'Question' });
    expect([...question.querySelectorAll('option')].map((one) => one.value)).toEqual([
      'signs-now',
      'weak-since',
      'weeks',
    ]);
    pick(question, 'signs-now');
    fireEvent.click(await within(when).findByRole('checkbox', { name: 'I am weak' }));
    const own = () => now().sections[1]?.questions[1]?.when;
    expect(own()).toEqual({ question: 'signs-now', is: 'weak' });
    await waitFor(() => expect(when.textContent).toContain('the question “Any of these?” has “I am weak” ticked'));
    fireEvent.click(within(when).getByRole('button', { name: 'or …' }));
    await within(when).findByRole('combobox', { name: 'How these belong together' });
    pick(within(when).getAllByRole('combobox', { name: 'Question' })[1] as HTMLElement, 'weeks');
    type(await within(when).findByRole('spinbutton', { name: 'Number' }), '6');
    expect(own()).toEqual({
      any: [
        { question: 'signs-now', is: 'weak' },
        { question: 'weeks', atLeast: 6 },
      ],
    });
    pick(within(when).getByRole('combobox', { name: 'How these belong together' }), 'none');
    expect(own()).toEqual({
      not: {
        any: [
          { question: 'signs-now', is: 'weak' },
          { question: 'weeks', atLeast: 6 },
        ],
      },
    });
    pick(within(when).getByRole('combobox', { name: 'How these belong together' }), 'all');
    fireEvent.click(within(when).getByRole('button', { name: 'Add a group within' }));
    await waitFor(() =>
      expect(within(when).getAllByRole('combobox', { name: 'How these belong together' }).length).toBe(2),
    );
    expect(own()).toMatchObject({ all: [{}, {}, { any: [{ question: 'weeks', is: [] }, {}] }] });
    fireEvent.click(within(when).getAllByRole('button', { name: 'Remove this part' }).at(-1) as HTMLElement);
    await waitFor(() =>
      expect(own()).toEqual({
        all: [
          { question: 'signs-now', is: 'weak' },
          { question: 'weeks', atLeast: 6 },
        ],
      }),
    );
    fireEvent.click(within(when).getAllByRole('button', { name: 'Remove this part' })[0] as HTMLElement);
    await waitFor(() => expect(own()).toEqual({ question: 'weeks', atLeast: 6 }));
    pick(await within(when).findByRole('combobox', { name: 'How it compares' }), 'not atMost');
    expect(own()).toEqual({ not: { question: 'weeks', atMost: 6 } });
    fireEvent.click(within(when).getByRole('button', { name: 'Remove the condition' }));
    expect(own()).toBeUndefined();
  });

  test('content that the form does not know stays as it is', async () => {
    const { workbench, text } = open();
    await choose(/Outcomes/);
    await choose(/^You could book/);
    const shown = screen.getByDisplayValue('In Britain').closest('.block')?.querySelector('details:last-of-type');
    (shown as HTMLDetailsElement).open = true;
    fireEvent(shown as HTMLElement, new Event('toggle'));
    fireEvent.click(await screen.findByRole('button', { name: 'Edit it in Source' }));
    expect(workbench.place.value.path).toEqual(['outcomes', 4, 'content', 2, 'when']);
    expect(workbench.tab.value).toBe('source');
    type(screen.getByDisplayValue('No warning signs.'), 'No signs.');
    expect(text()).toContain(
      '{ "card": "In Britain", "when": { "clinic": "country", "is": "GB" }, "content": ["No claims."] }',
    );
    expect(workbench.project.canUndo.value).toBe('Change the outcome “You could book”');
  });
});

describe('adding, copying and removing', () => {
  test('a question from a template, behind what is chosen', async () => {
    const { workbench, now } = open();
    await choose(/Any of these/);
    await addA('question');
    await screen.findByRole('heading', { name: 'Add a question' });
    type(screen.getByRole('textbox', { name: /The question, short/ }), 'Have you fallen?');
    type(screen.getByRole('textbox', { name: /one on each line/ }), 'I fell today\nI fell last week');
    const add = screen.getByRole('button', { name: 'Add' }) as HTMLButtonElement;
    await waitFor(() => expect(add.disabled).toBe(false));
    fireEvent.click(add);
    expect(asked(now())[0]).toEqual(['signs-now', 'fallen', 'weak-since']);
    expect(workbench.place.value.path).toEqual(['sections', 0, 'questions', 1]);
    await screen.findByRole('heading', { name: 'Have you fallen?' });
    const { value } = workbench.project.file('vignettes.json');
    expect(value.value).toMatchObject({ baseline: { fallen: ['none'] } });
  });

  test.each([
    ['section', 'A new section', () => {}],
    ['topic', 'May I swim?', () => {}],
    ['outcome', 'See a nurse', () => {}],
    [
      'source',
      'NHS: Falls',
      () => type(screen.getByRole('textbox', { name: /official address/ }), 'https://www.nhs.uk/'),
    ],
    ['redFlag', 'Falls need a look.', () => pick(screen.getByRole('combobox', { name: 'Leads to' }), 'doctor')],
  ])('a %s', async (kind, words, more) => {
    const { text, workbench } = open();
    await addA(kind);
    await screen.findByRole('heading', { name: /^Add an? / });
    type(screen.getAllByRole('textbox').at(kind === 'source' ? -2 : -1) as HTMLElement, words);
    more();
    const add = screen.getByRole('button', { name: 'Add' }) as HTMLButtonElement;
    await waitFor(() => expect(add.disabled).toBe(false));
    fireEvent.click(add);
    expect(text()).toContain(words);
    expect(format(text())).toBe(text());
    expect(workbench.spoken.value).toContain(words);
  });

  test('a paragraph has a name, and says once that it is empty', async () => {
    open();
    await addA('topic');
    type(await screen.findByRole('textbox', { name: /visitor's question/ }), 'May I swim?');
    const add = screen.getByRole('button', { name: 'Add' }) as HTMLButtonElement;
    await waitFor(() => expect(add.disabled).toBe(false));
    fireEvent.click(add);
    const paragraph = await screen.findByRole('textbox', { name: 'Paragraph' });
    expect(document.querySelectorAll(`[id="${paragraph.id}"]`)).toHaveLength(1);
    await waitFor(() => expect(document.querySelectorAll(`[id="${paragraph.id}-problems"]`)).toHaveLength(1));
  });

  test('a copy has an id of its own', async () => {
    const { now } = open();
    await choose(/Any of these/);
    fireEvent.click(screen.getByRole('button', { name: 'Duplicate' }));
    expect(asked(now())[0]).toEqual(['signs-now', 'signs-now-copy', 'weak-since']);
    expect(now().sections[0]?.questions[1]?.ask).toBe('Any of these? (copy)');
  });

  test('what is named elsewhere is removed only when that is meant, and red flags only by name', async () => {
    const { workbench, now } = open();
    await choose(/Any of these/);
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    const dialog = await screen.findByRole('dialog', { name: /Remove the question “Any of these\?”/ });
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map((one) => one.textContent),
    ).toContain('the question “Since when?”');
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map((one) => one.textContent),
    ).toContain('the red flag “I am numb”');
    expect(asked(now())[0]).toEqual(['signs-now', 'weak-since']);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Remove it' }));
    expect(asked(now())[0]).toEqual(['weak-since']);
    expect(now().redFlags.length).toBe(5);
    expect(workbench.spoken.value).toMatch(/Removed .* new problems/);
    workbench.project.undo();
    await waitFor(() => expect(items()).toContain('Any of these?'));
    await choose(/Any of these/);
    await screen.findByRole('heading', { name: 'Any of these?' });
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    const again = await screen.findByRole('dialog');
    fireEvent.click(within(again).getByRole('checkbox'));
    await waitFor(() => expect((within(again).getByRole('checkbox') as HTMLInputElement).checked).toBe(true));
    fireEvent.click(within(again).getByRole('button', { name: 'Remove it' }));
    expect(now().redFlags.map(({ id }) => id)).toEqual(['weak-fast', 'long-and-bad']);
  });

  test('what nothing names goes at once, and an undo brings it back and shows it', async () => {
    const { workbench, now } = open();
    await choose(/How bad/);
    await addA('topic');
    type(await screen.findByRole('textbox', { name: /visitor's question/ }), 'May I swim?');
    fireEvent.submit(screen.getByRole('button', { name: 'Add' }).closest('form') as HTMLFormElement);
    await screen.findByRole('heading', { name: 'May I swim?' });
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(now().topics?.map(({ ask }) => ask)).not.toContain('May I swim?');
    expect(workbench.spoken.value).toContain('Undo brings it back.');
  });
});

test('the preview is taken to what is chosen', async () => {
  const { workbench } = open();
  await choose(/Since when/);
  fireEvent.click(screen.getByRole('button', { name: 'Show in preview' }));
  await waitFor(() => expect(workbench.preview.answers.value).toHaveProperty('signs-now'));
  expect(workbench.checker.asked).toEqual([{ question: 'weak-since' }]);
  expect(workbench.spoken.value).toBe('The preview shows the question “Since when?”.');
});
