import type { Flow } from './schema.js';

/** Whether an approval has run out: `today`, such as 2027-05-02, is after the day of the next review. */
export function isOverdue({ review }: Flow, today = new Date().toISOString().slice(0, 10)): boolean {
  return review.status === 'approved' && review.next !== '' && review.next < today;
}
