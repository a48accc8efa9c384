import type { Urgency } from '../flow/terms.js';

/** How urgent an outcome is, in words, from the most to the least urgent. */
export const urgencyWords: Record<Urgency, string> = {
  emergency: 'Emergency: help now',
  urgent: 'Urgent: a doctor today',
  soon: 'Soon: a doctor first',
  routine: 'Routine: a consult can be booked',
};
