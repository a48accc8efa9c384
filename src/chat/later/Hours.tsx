import { useEffect, useState } from 'preact/hooks';
import { hoursWords, openState, parseHours } from '../../handover/openingHours.js';
import { Icon } from '../icons.js';
import type { View } from '../view.js';
import { allWords } from './words.js';

/**
 * Whether the clinic is open now, and until or from when: a line to stand beside its phone. Nothing without opening hours
 * that can be read. Never on an emergency: nobody waits for a clinic to open then. On an urgent result, `today`, it does
 * not say when a closed clinic opens: who should see a doctor today shall not wait for Monday.
 */
export function Hours({ view, today = false }: { view: View; today?: boolean }) {
  const { hours: text = '', 'time-zone': zone, country } = view.clinic;
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    // At the next full minute, when the state may change.
    const timer = setTimeout(() => setNow(new Date()), 60_000 - (Date.now() % 60_000));
    return () => clearTimeout(timer);
  }, [now]);

  const hours = parseHours(text);
  const known = hours && openState(hours, zone || undefined, now);
  const state: typeof known = today && known && !known.open ? { open: false } : known;
  if (!state) return null;
  const { language } = view;
  return (
    <p class={state.open ? 'hours open' : 'hours'}>
      <Icon name="urgent" />
      {hoursWords(state, { words: allWords(view), language, country, now, timeZone: zone || undefined })}
    </p>
  );
}
