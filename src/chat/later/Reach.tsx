import { isOverdue } from '../../flow/overdue.js';
import type { Action, Outcome } from '../../flow/schema.js';
import type { View } from '../view.js';

type Props = { outcome: Outcome; actions: readonly Action[]; view: View };

/**
 * What goes with the clinic's phone below an outcome's buttons. Nothing where minutes count: whoever needs help now does
 * not wait for a clinic to open or ask it whether the advice is current.
 */
export function Reach({ outcome, view }: Props) {
  if (outcome.urgency === 'emergency' || outcome.urgency === 'urgent') return null;
  return isOverdue(view.flow) ? <p class="small">{view.words.overdue}</p> : null;
}
