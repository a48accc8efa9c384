import { isOverdue } from '../../flow/overdue.js';
import type { Action, Outcome } from '../../flow/schema.js';
import type { View } from '../view.js';
import { Hours } from './Hours.js';

/** How a flow calls the clinic. */
const phone = '{clinic.phone';

type Props = { outcome: Outcome; actions: readonly Action[]; view: View };

/**
 * What goes with the clinic's phone below an outcome's buttons. Nothing where minutes count: whoever needs help now does
 * not wait for a clinic to open or ask it whether the advice is current.
 */
export function Reach({ outcome, actions, view }: Props) {
  const { urgency } = outcome;
  if (urgency === 'emergency') return null;
  const callsClinic = view.clinic.phone && actions.some((action) => 'call' in action && action.call.includes(phone));
  return (
    <>
      {callsClinic && <Hours view={view} today={urgency === 'urgent'} />}
      {urgency !== 'urgent' && isOverdue(view.flow) && <p class="small">{view.words.overdue}</p>}
    </>
  );
}
