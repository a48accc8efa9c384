import type { OutcomeDetail, StepDetail } from '../chat/mount.js';
import type { ClinicSettings } from '../flow/condition.js';
import { isOverdue } from '../flow/overdue.js';
import type { Flow } from '../flow/schema.js';
import { count } from './analytics.js';
import { attributeOf } from './attribute.js';
import { attributeComplaints, pageComplaints } from './complaints.js';
import { attributes } from './options.js';
import { warn } from './warn.js';

/** What the element has told the page so far, in order. */
export type Told = [type: 'guide-step' | 'guide-outcome', detail: StepDetail | OutcomeDetail];
/** Where the visitor is about to book: the clinic's own address, which holds no answer. */
export type BookDetail = { flow: string; version: string; address: string };

/** The flow that each element shows now: those that are in here are attended to already. */
const shown = new WeakMap<Element, Flow>();

/**
 * What the page and its webmaster are due once the conversation is drawn, and a visitor can do without: warnings, each
 * once and in one line; the page's own say before something is booked; and the counting of steps, where it is asked for.
 */
export function attend(
  element: Element,
  panel: Element,
  flow: Flow,
  clinic: ClinicSettings,
  told: readonly Told[],
): void {
  const first = !shown.has(element);
  shown.set(element, flow);
  if (isOverdue(flow)) warn(`the review of the flow was due on ${flow.review.next}: visitors are asked to call`);
  if (!first) return;
  const { country } = clinic;
  for (const { text } of pageComplaints({ country, accent: attributeOf(element, 'accent') })) warn(text);
  const wrong = attributeComplaints(element);
  if (wrong.length > 0) warn(`ignores ${wrong.join(', ')}. Known: ${Object.keys(attributes).join(', ')}`);
  count(element, clinic.analytics, told);
  panel.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('[data-book]');
    const now = link && shown.get(element);
    if (!now) return;
    const detail: BookDetail = { flow: now.id, version: now.version, address: link.href };
    const asked = new CustomEvent('guide-book', { bubbles: true, composed: true, cancelable: true, detail });
    if (!element.dispatchEvent(asked)) event.preventDefault();
  });
}
