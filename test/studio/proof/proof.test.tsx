import type { Signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { compareFlows } from '../../../src/check/diff.js';
import { parseFlow } from '../../../src/flow/parse.js';
import type { Flow } from '../../../src/flow/schema.js';
import { Changes } from '../../../src/studio/proof/Changes.js';
import type { Checked } from '../../../src/studio/proof/messages.js';
import { Proof } from '../../../src/studio/proof/Proof.js';
import { verdictOf } from '../../../src/studio/proof/Verdict.js';
import { type Workbench, WorkbenchProvider } from '../../../src/studio/workbench.js';
import { smallProject, workbenchOf } from '../../fixtures/studioProject.js';

let workbench: Workbench;
afterEach(() => {
  cleanup();
  workbench.checker.stop();
});

const latest = () => workbench.checker.latest as Signal<Checked | undefined>;
const known = () => latest().value as Checked;
const savedFlow = () => parseFlow(JSON.parse(workbench.project.file('flow.json').saved.value as string)).flow as Flow;

/** Opens a part over the small guide, of which `change` makes another one than is saved. */
function open(Part: typeof Proof, change?: Parameters<typeof smallProject>[0]) {
  workbench = workbenchOf(smallProject(change));
  const { flow } = known();
  if (change && flow) latest().value = { ...known(), comparison: compareFlows(savedFlow(), flow) };
  render(
    <WorkbenchProvider value={workbench}>
      <Part />
    </WorkbenchProvider>,
  );
}
const words = (element: Element | null) => element?.textContent?.replace(/\s+/g, ' ').trim();
const rows = (name: RegExp) => within(screen.getByRole('table', { name })).getAllByRole('row').slice(1);
const problem = (text: RegExp) => {
  const found = screen.getAllByRole('listitem').find((item) => text.test(item.textContent ?? ''));
  if (!found) throw new Error(`There is no problem like ${text}.`);
  return found;
};

test('a guide that was just opened, whose vignettes nobody has run, is not called safe', () => {
  workbench = workbenchOf(smallProject());
  const checked = { ...known(), errors: 0 };
  expect(verdictOf({ ...checked, runs: undefined, done: false }, undefined, false).kind).toBe('unknown');
  // While somebody types, the last runs are known.
  expect(verdictOf({ ...checked, runs: [], done: false }, undefined, false).kind).toBe('right');
});

describe('where conversations end', () => {
  test('is a table from the gravest outcome on, of which each row plays its shortest conversation', async () => {
    open(Proof);
    const table = rows(/possible conversations end/);
    expect(table.map((row) => words(row.querySelector('th')))).toEqual([
      'Get help now',
      'See a doctor today',
      'See a doctor first',
      'Book, desk worker',
      'You could book',
    ]);
    fireEvent.click(within(table[1] as HTMLElement).getByRole('button', { name: /^Show me/ }));
    await expect.poll(() => workbench.spoken.value).toContain('See a doctor today');
    expect(workbench.preview.answers.value['signs-now']).toEqual(['weak']);
  });

  test('stays as it last was while the text is broken, which is said, and where', () => {
    open(Proof);
    const before = words(rows(/possible conversations end/)[0] ?? null);
    workbench.project.edit('Break', (draft) => {
      const text = draft.text('flow.json');
      draft.replace('flow.json', text.replace('"sections":', '"sections"'));
    });
    return expect
      .poll(() => words(document.querySelector('.note')))
      .toMatch(/not JSON at the moment: .+, in line \d+\. What stands here is of the last text/)
      .then(() => {
        expect(words(rows(/possible conversations end/)[0] ?? null)).toBe(before);
        fireEvent.click(screen.getByRole('button', { name: 'Mend it in Source' }));
        expect(workbench.tab.value).toBe('source');
      });
  });
});

describe('a problem', () => {
  /** Nobody sees to people who are not sure. */
  const unsure = (flow: Flow) => {
    const [first, ...others] = flow.redFlags;
    if (first?.id !== 'unsure') throw new Error('The small guide is another one.');
    flow.redFlags = others;
  };

  test('tells what it is, what to do, and where in words; leads there; and plays who would be harmed', () => {
    open(Proof, unsure);
    const item = problem(/not-sure.*can end in booking/);
    expect(words(item)).toMatch(/flow\.json, line \d+: the question “Any of these\?”/);
    expect(words(item)).toContain('Add "not-sure" to a red flag');
    fireEvent.click(within(item).getByRole('button', { name: /^Show me: / }));
    expect(workbench.preview.answers.value['signs-now']).toEqual(['not-sure']);
    expect(workbench.spoken.value).toContain('can end in booking');
    fireEvent.click(within(item).getByRole('button', { name: /^Go there: / }));
    expect(workbench.place.value.path.slice(0, 4)).toEqual(['sections', 0, 'questions', 0]);
  });

  test('of another kind is not shown when one kind is chosen', () => {
    open(Proof, unsure);
    const all = document.querySelectorAll('.problems li').length;
    const kind = screen.getByRole('option', { name: '"I\'m not sure" can end in booking' }) as HTMLOptionElement;
    fireEvent.change(kind.closest('select') as HTMLSelectElement, { target: { value: kind.value } });
    const shown = [...document.querySelectorAll('.problems li')].map((item) => item.textContent ?? '');
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThan(all);
    for (const text of shown) expect(text).toContain('can end in booking');
  });
});

describe('what changed', () => {
  test('nothing', () => {
    open(Changes);
    expect(screen.getByText('The questions are as they are saved.')).toBeTruthy();
  });

  test('who ends less urgently comes first and as such, with one of them, then and now', () => {
    open(Changes, (flow) => {
      const flag = flow.redFlags.find(({ id }) => id === 'numbness');
      if (flag) flag.outcome = 'doctor';
    });
    expect(words(document.querySelector('.changes p'))).toMatch(/less urgently than with the saved guide\.$/);
    const row = screen.getAllByRole('row')[1] as HTMLElement;
    expect(words(row)).toMatch(/^Get help now Emergency ?See a doctor today Urgent Less urgent/);
    expect(row.className).toBe('graver');
    fireEvent.click(within(row).getByRole('button', { name: /^Show me/ }));
    expect(workbench.preview.answers.value['signs-now']).toContain('numb');
  });

  test('nobody ends differently, of everybody; or, with a new choice, only of those who could be compared', () => {
    open(Changes, (flow) => {
      flow.title = 'A small guide';
    });
    expect(words(document.querySelector('.changes p'))).toBe('Nobody ends differently than with the saved guide.');
    expect(words(document.querySelector('.texts'))).toMatch(
      /^1 text changed ?In the guide itself: Was: Small guide Now: A small guide$/,
    );
    cleanup();
    workbench.checker.stop();
    open(Changes, (flow) => {
      const desk = flow.sections[1]?.questions[2] as { choices: object[] };
      desk.choices.push({ id: 'sometimes', label: 'Sometimes' });
    });
    expect(words(document.querySelector('.changes p'))).toBe(
      'Of what both versions ask, nobody ends differently than with the saved guide.',
    );
    expect(screen.getByText('New: “Sometimes” as an answer to “Do you sit a lot?”')).toBeTruthy();
  });

  test('an answer that raised a red flag and is gone is warned of', () => {
    open(Changes, (flow) => {
      const [signs] = flow.sections[0]?.questions ?? [];
      if (signs && 'choices' in signs) signs.choices = signs.choices.filter(({ id }) => id !== 'numb');
      flow.redFlags = flow.redFlags.filter(({ id }) => id !== 'numbness');
    });
    expect(screen.getByText(/“I am numb” raised the red flag “numbness” until now/)).toBeTruthy();
  });

  test('it is said while nobody knows yet, and when nobody can', () => {
    open(Changes, (flow) => {
      flow.title = 'A small guide';
    });
    const { comparison: _, ...before } = known();
    latest().value = { ...before, comparison: undefined };
    return expect.poll(() => document.body.textContent).toContain('too different to be compared');
  });
});
