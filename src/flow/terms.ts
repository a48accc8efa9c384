/** From the most to the least urgent. */
export const urgencies = ['emergency', 'urgent', 'soon', 'routine'] as const;
/** How urgent an outcome is: get help now, a doctor today, a doctor first, or a consult. */
export type Urgency = (typeof urgencies)[number];
