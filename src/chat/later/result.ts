import { visible } from '../../flow/content.js';
import type { Outcome } from '../../flow/schema.js';
import { visibleTexts } from '../../flow/visibleTexts.js';
import { type Advice, type Conversation, type Summary, summarize } from '../../handover/summary.js';
import type { Session } from '../../machine/session.js';
import type { View } from '../view.js';

/** A conversation that has ended, and how it looks to its visitor. */
export type Result = { outcome: Outcome; session: Session; view: View };

/** The conversation as it is handed over. */
export function conversationOf({ outcome, session }: Result): Conversation {
  return { steps: session.steps.value, answers: session.asked.value, outcome };
}

/** This visitor's result as data; dated today, where the visitor is. */
export function summaryFor(result: Result): Summary {
  const { outcome, session, view } = result;
  const { values, language } = view;
  const now = new Date();
  const date = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  // Whom to call first is part of the result only where a doctor is needed.
  const calls = (outcome.urgency === 'routine' ? [] : (outcome.actions ?? []))
    .filter((action) => 'call' in action && visible(view, action))
    .map((action) => action.label);
  return summarize(session.flow, conversationOf(result), { language, date, values, calls, advice: whatToDo(result) });
}

/** What the outcome tells to do, up to where it lists what else may come; nothing when a consult can be booked. */
function whatToDo({ outcome: { urgency, content }, view }: Result): Advice[] {
  if (urgency === 'routine') return [];
  return content
    .filter((block) => visible(view, block))
    .flatMap((block): Advice[] => {
      if (typeof block === 'string' || 'text' in block || 'list' in block)
        return visibleTexts(view, [block]).map((text) => ({ text }));
      if (!('card' in block)) return [];
      return [{ text: block.card, title: true }, ...visibleTexts(view, block.content).map((text) => ({ text }))];
    });
}
