import type { Told } from './attend.js';
import { warn } from './warn.js';

type Plausible = ((event: string, options: { props: object }) => void) & { q?: unknown[] };
type Page = typeof globalThis & { dataLayer?: object[]; plausible?: Plausible };

/** How each of the counters that there are is told of an event: by ids and the urgency, and by nothing else. */
const counters: Readonly<Record<string, (page: Page, ...told: Told) => void>> = {
  dataLayer(page, event, detail) {
    page.dataLayer ??= [];
    const named = Object.entries(detail).map(([name, id]) => [`guide_${name}`, id]);
    page.dataLayer.push({ event, ...Object.fromEntries(named) });
  },
  plausible(page, event, detail) {
    if (!page.plausible) {
      // Its script may come later, and then asks this list what it has missed.
      const early: Plausible = (...call) => {
        early.q ??= [];
        early.q.push(call);
      };
      page.plausible = early;
    }
    page.plausible(event, { props: { ...detail } });
  },
};

/**
 * Counts the sections that are asked and the outcomes, with the counter that the attribute `analytics` names; none by
 * default. What was told before is counted too. A counter of the page's that fails stops nothing.
 */
export function count(element: Element, analytics: string | undefined, told: readonly Told[]): void {
  const counter = analytics && Object.hasOwn(counters, analytics) ? counters[analytics] : undefined;
  if (!counter) return;
  let last = '';
  const tell = (...event: Told) => {
    // An element that a page moves begins anew, and tells again where its conversation is.
    if (last === JSON.stringify(event)) return;
    last = JSON.stringify(event);
    try {
      counter(globalThis, ...event);
    } catch (error) {
      warn(`analytics="${analytics}" failed: ${(error as Error).message}`);
    }
  };
  for (const event of told) tell(...event);
  for (const type of ['guide-step', 'guide-outcome'] as const)
    element.addEventListener(type, (event) => tell(type, (event as CustomEvent<Told[1]>).detail));
}
