import { signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Flow } from '../../../src/flow/schema.js';
import type { Desk } from '../../../src/studio/desk/desk.js';
import { arrange } from '../../../src/studio/picture/arrange.js';
import { graphOf } from '../../../src/studio/picture/graph.js';
import { Picture } from '../../../src/studio/picture/Picture.js';
import { openProject } from '../../../src/studio/project.js';
import type { Checked } from '../../../src/studio/proof/messages.js';
import { layOut, type Workbench, WorkbenchProvider } from '../../../src/studio/workbench.js';
import { smallFlow, smallJson } from '../../fixtures/smallFlow.js';

const desk: Desk = {
  name: 'small',
  kind: 'loose',
  read: async () => [],
  save: async () => ({ saved: false, theirs: undefined }),
  watch: () => () => {},
};
const flow = signal<Flow | undefined>(undefined);
const latest = signal<Checked | undefined>(undefined);
const way = vi.fn(async () => [{ question: 'signs-now', answer: ['numb'] }]);
let workbench: Workbench;

beforeEach(() => {
  // There is no screen: the picture gets a room of this size.
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 1200, 800));
  const project = openProject('small', [['flow.json', JSON.stringify(smallJson())]]);
  flow.value = smallFlow();
  latest.value = undefined;
  workbench = layOut(desk, project, { latest, upToDate: signal(true), flow, way, stop() {} } as never);
  workbench.tab.value = 'picture';
  render(
    <WorkbenchProvider value={workbench}>
      <Picture start={(done) => ({ lay: (flow, shown) => done(arrange(graphOf(flow, shown))), stop() {} })} />
    </WorkbenchProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const node = (name: RegExp) => screen.getByRole('button', { name });
const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key });
const focused = () => document.activeElement?.getAttribute('aria-label') ?? '';

test('each node has a full name', () => {
  expect(node(/^Question 1/).getAttribute('aria-label')).toBe(
    'Question 1 of 5, Any of these? Asked of everybody. 1 red flag: emergency. 1 red flag: urgent. 1 red flag: soon. Asked now.',
  );
  expect(node(/^Question 2/).getAttribute('aria-label')).toBe(
    'Question 2 of 5, Since when? Asked only if 1: I am weak. 1 red flag: emergency.',
  );
  expect(node(/^Outcome, emergency/).getAttribute('aria-label')).toBe('Outcome, emergency: Get help now.');
});

test('Tab goes to one node, the arrow keys along the arrows from there', () => {
  const picture = screen.getByRole('application');
  const stops = [...picture.querySelectorAll('[tabindex="0"]')];
  expect(stops.map((one) => one.getAttribute('aria-label'))).toEqual([expect.stringMatching(/^Question 1/)]);
  (stops[0] as SVGElement).focus();
  press('ArrowDown');
  expect(focused()).toMatch(/^Question 2/);
  press('ArrowRight');
  expect(focused()).toMatch(/^1 red flag of this question: Get help now/);
  press('ArrowRight');
  expect(focused()).toMatch(/^Outcome, emergency/);
  press('ArrowLeft');
  expect(focused()).toMatch(/^1 red flag of this question/);
  press('End');
  expect(focused()).toMatch(/^Outcome, routine: You could book/);
  press('Home');
  expect(focused()).toMatch(/^Question 1/);
  expect(picture.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
});

test('Enter chooses a node: its place, and what it is in words; Escape closes that', async () => {
  node(/^Question 1/).focus();
  press('ArrowDown');
  press('Enter');
  expect(workbench.place.value).toEqual({ file: 'flow.json', path: ['sections', 0, 'questions', 1] });
  expect(node(/^Question 2/).getAttribute('aria-pressed')).toBe('true');
  const details = screen.getByRole('region', { name: 'Question 2 of 5' });
  expect(details.textContent).toContain('Asked only if question 1 has “I am weak” ticked');
  expect(within(details).getByRole('button', { name: '1 red flag: Get help now' })).toBeTruthy();
  fireEvent.click(within(details).getByRole('button', { name: /^Show in preview/ }));
  expect(way).toHaveBeenCalledWith({ question: 'weak-since' });
  await vi.waitFor(() => expect(workbench.preview.answers.value).toEqual({ 'signs-now': ['numb'] }));
  press('Escape');
  expect(screen.queryByRole('region', { name: 'Question 2 of 5' })).toBeNull();
  expect(focused()).toMatch(/^Question 2/);
});

test('a double click, and Edit, open the outline there', () => {
  fireEvent.dblClick(node(/^Outcome, soon/));
  expect(workbench.tab.value).toBe('outline');
  expect(workbench.place.value.path).toEqual(['outcomes', 2]);
});

test('the conversation of the preview is followed', () => {
  act(() => {
    workbench.preview.answers.value = { 'signs-now': ['weak', 'not-sure'], 'weak-since': 'weeks' };
  });
  expect(node(/^Question 2/).getAttribute('aria-label')).toContain('Asked in this conversation.');
  expect(node(/^Outcome, urgent/).getAttribute('aria-label')).toContain('Reached in this conversation.');
  expect(node(/^Outcome, emergency/).getAttribute('aria-label')).not.toContain('Reached');
});

test('a problem is told at the node it is at', () => {
  act(() => {
    const place = { line: 1, column: 1, endLine: 1, endColumn: 1, help: '' };
    latest.value = {
      ...{ edition: 1, done: true, name: 'small', errors: 1, warnings: 0, flow: flow.value, vignettes: 0, runs: [] },
      facts: undefined,
      comparison: undefined,
      problems: [
        {
          ...place,
          code: 'todo',
          severity: 'error',
          file: 'flow.json',
          path: ['sections', 1, 'questions', 0],
          message: 'no',
        },
      ],
    };
  });
  expect(node(/^Question 3/).getAttribute('aria-label')).toMatch(/1 error\.$/);
});

test('the same as a list: sections, questions with their conditions, red flags, outcomes', () => {
  fireEvent.click(screen.getByRole('button', { name: 'Show as list' }));
  expect(screen.queryByRole('application')).toBeNull();
  expect(screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual([
    '1. Safety',
    '2. Your pain',
    'Where it ends',
  ]);
  const [safety] = screen.getAllByRole('list');
  const [, second] = [...(safety?.children ?? [])];
  expect((second as HTMLLIElement).value).toBe(2);
  expect(second?.textContent).toContain('Asked only if question 1 has “I am weak” ticked');
  expect(second?.textContent).toContain('It came fast. Raised if question 2 is answered “Hours”');
  // All red flags are in it.
  for (const { because } of smallFlow().redFlags) expect(document.body.textContent).toContain(because);
  fireEvent.click(within(second as HTMLElement).getByRole('button', { name: 'Get help now' }));
  expect(workbench.place.value.path).toEqual(['outcomes', 0]);
  expect(screen.getByRole('region', { name: 'Get help now' })).toBeTruthy();
});

test('only what matters is left: the number of what is hidden is told', () => {
  fireEvent.click(screen.getByRole('checkbox', { name: /Only what matters/ }));
  expect(screen.queryByRole('button', { name: /^Question 5/ })).toBeNull();
  expect(node(/^Question 3/)).toBeTruthy();
  expect(document.body.textContent).toContain('1 of 5 questions are hidden');
});

test('while flow.json is broken, the last picture stays, and says so', () => {
  act(() => {
    workbench.project.edit('Break it', (draft) => draft.replace('flow.json', '{'));
  });
  expect(screen.getByRole('status').textContent).toContain('the picture of the last one that could');
  expect(node(/^Question 1/)).toBeTruthy();
});
