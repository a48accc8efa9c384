import { compare, evaluate, holds } from '../../flow/condition.js';
import { shows, visible } from '../../flow/content.js';
import type { ContentCondition, Topic } from '../../flow/schema.js';
import type { View } from '../view.js';

/** The topics that a visitor may ask about: those that apply and have something to say. */
export function topicsFor(view: View): Topic[] {
  return (view.flow.topics ?? []).filter(
    (topic) => topic.id !== view.flow.help && shows(view, topic) && topic.content.some((block) => visible(view, block)),
  );
}

/**
 * The view before an outcome: of the topics only what holds whatever is answered next. "Not pregnant", say, is true of
 * a question that was not asked yet, and would tell everybody what is not meant for all.
 */
export function beforeOutcome(view: View): View {
  const settled = (when: ContentCondition | undefined) =>
    !when ||
    evaluate(when, (atom) =>
      'clinic' in atom
        ? holds(atom, {}, view.clinic)
        : Object.hasOwn(view.answers, atom.question)
          ? compare(atom, view.answers)
          : undefined,
    ) !== undefined;
  // Not through JSON: a page may have given lists another way to be written as JSON, as old Prototype.js does.
  const ofNow = <T>(value: T): T =>
    Array.isArray(value)
      ? (value.filter((item) => settled(Object(item).when)).map(ofNow) as T)
      : value instanceof Object
        ? (Object.fromEntries(Object.entries(value).map(([key, part]) => [key, ofNow(part)])) as T)
        : value;
  return { ...view, flow: { ...view.flow, topics: ofNow(view.flow.topics ?? []) } };
}
