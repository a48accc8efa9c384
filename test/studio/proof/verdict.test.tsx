import { type Signal, signal } from '@preact/signals';
import { render, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import type { Checked } from '../../../src/studio/proof/messages.js';
import { Verdict, verdictOf } from '../../../src/studio/proof/Verdict.js';
import { WorkbenchProvider } from '../../../src/studio/workbench.js';
import { laidOut } from '../../fixtures/workbench.js';

const checked = (errors: number, warnings = 0): Checked => ({
  name: 'small',
  edition: 1,
  done: true,
  problems: [],
  errors,
  warnings,
  flow: undefined,
  facts: { conversations: 35n, outcomes: [], longest: 4 },
  vignettes: 0,
  runs: [],
  comparison: undefined,
});

test('a guide is called safe only when it is checked to the end', () => {
  expect(verdictOf(checked(0, 2), undefined, false)).toMatchObject({
    kind: 'right',
    words: 'Safe: proved over 35 conversations · 2 warnings',
  });
  const late = verdictOf(checked(0), undefined, true);
  expect(late.kind).toBe('unknown');
  expect(late.words).not.toContain('Safe');
});

test('errors are told at once, and that the checker has stopped before anything else', () => {
  expect(verdictOf(checked(1), undefined, true)).toMatchObject({
    kind: 'wrong',
    words: '1 error: must not be published',
  });
  expect(verdictOf({ ...checked(0), facts: undefined }, undefined, false).kind).toBe('wrong');
  expect(verdictOf(checked(0), 'The checker has stopped.', false)).toEqual({
    kind: 'wrong',
    words: 'The checker has stopped.',
  });
});

test('while the rest is checked nothing calls it safe; a screen reader hears when it turns, and when the checker stops', async () => {
  const latest: Signal<Checked | undefined> = signal(checked(0));
  const [upToDate, failed] = [signal(true), signal<string | undefined>(undefined)];
  const workbench = laidOut();
  const checker = { ...workbench.checker, latest, upToDate, failed };
  render(
    <WorkbenchProvider value={{ ...workbench, checker } as never}>
      <Verdict />
    </WorkbenchProvider>,
  );
  await screen.findByText(/^Safe/);
  upToDate.value = false;
  await screen.findByText(/No error so far/);
  expect(document.body.textContent).not.toContain('Safe');
  latest.value = checked(1);
  upToDate.value = true;
  await expect.poll(() => screen.getByRole('status').textContent).toContain('1 error');
  upToDate.value = false;
  failed.value = 'The checker has stopped.';
  await expect.poll(() => screen.getByRole('status').textContent).toBe('The checker has stopped.');
});
