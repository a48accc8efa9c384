import { act, cleanup, render } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Hours } from '../../src/chat/later/Hours.js';
import { Reach } from '../../src/chat/later/Reach.js';
import type { View } from '../../src/chat/view.js';
import { ar } from '../../src/chat/words/ar.js';
import { es } from '../../src/chat/words/es.js';
import { shownIn } from '../fixtures/shownFlow.js';
import { smallFlow } from '../fixtures/smallFlow.js';

/** A clinic where the visitor, and this test, is: without a time zone. */
const usual = { hours: 'Mo-Fr 09:00-17:00', country: 'GB' };

beforeEach(() => vi.useFakeTimers({ now: new Date(2026, 10, 25, 16, 58, 30) }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function show(clinic: View['clinic'] = usual, shown: Partial<View> = {}) {
  const view: View = { ...shownIn(smallFlow()), answers: {}, values: {}, number: String, clinic, ...shown };
  return render(<Hours view={view} />);
}
const text = (container: Element) => container.textContent?.replace(/\s/g, ' ');
const pass = (milliseconds: number) =>
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });

describe('opening hours beside the phone', () => {
  test('change by themselves at the full minute, and no clock runs on when they are gone', () => {
    const { container, unmount } = show();
    expect(text(container)).toBe('Open now, until 17:00');
    pass(89_000);
    expect(text(container)).toBe('Open now, until 17:00');
    pass(1_000);
    expect(text(container)).toBe('Opens tomorrow at 9:00');
    // The computer slept until the next morning.
    vi.setSystemTime(new Date(2026, 10, 26, 9));
    pass(60_000);
    expect(text(container)).toBe('Open now, until 17:00');
    expect(vi.getTimerCount()).toBe(1);
    unmount();
    // What is left of drawing; a clock would go on until the next minute.
    pass(1_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('are said in words beside a picture that says nothing of its own', () => {
    const { container } = show();
    expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(container.querySelector('p')?.className).toBe('hours open');
  });

  test.each([{}, { ...usual, hours: '' }, { ...usual, hours: 'Call us' }, { ...usual, 'time-zone': 'Mars/Olympus' }])(
    'are not there when they cannot be known: %o',
    (clinic) => {
      const { container } = show(clinic as View['clinic']);
      expect(container.textContent).toBe('');
    },
  );

  test('a visitor by another clock is told so, wherever this test runs', () => {
    const here = -new Date().getTimezoneOffset();
    const other = here === 345 ? 'Asia/Kolkata' : 'Asia/Kathmandu';
    const { container } = show({ ...usual, hours: '24/7; 2026-11-26 off', 'time-zone': other });
    expect(container.textContent).toContain("(clinic's time)");
  });

  test('who should see a doctor today is not told to wait until the clinic opens', () => {
    vi.setSystemTime(new Date(2026, 10, 27, 18));
    const view: View = {
      ...shownIn(smallFlow()),
      answers: {},
      values: {},
      number: String,
      clinic: { ...usual, phone: '1' },
    };
    const actions = [{ call: '{clinic.phone}', label: 'Call us' }];
    const said = (urgency: 'urgent' | 'soon') => {
      const outcome = { id: 'end', urgency, title: 'End', content: [] };
      return text(render(<Reach outcome={outcome} actions={actions} view={view} />).container);
    };
    expect(said('urgent')).toBe('Closed now');
    expect(said('soon')).toBe('Opens on Monday at 9:00');
  });

  test('in Spanish and Arabic', () => {
    expect(text(show(usual, { language: 'es', words: es }).container)).toContain('Abierto ahora. Cierra: 17:00');
    expect(text(show(usual, { language: 'ar', words: ar }).container)).toContain('مفتوح الآن، حتى الساعة ');
  });
});
