import type { Path } from '../../flow/parse.js';
import type { Flow } from '../../flow/schema.js';
import { readable } from '../../review/Said.js';
import { targetAt } from '../places.js';
import { askWords, titleOf } from './said.js';

/** The part of a flow that a place in its file is in, as an editor knows it: "the question “How old are you?”"; undefined: all of it. */
export function whereWords(flow: Flow, path: Path): string | undefined {
  const target = targetAt(flow, path);
  if (target && 'question' in target) return `the question “${askWords(flow, target.question)}”`;
  if (target && 'redFlag' in target) return `the red flag “${target.redFlag}”`;
  const section = target && 'section' in target && flow.sections.find(({ id }) => id === target.section);
  if (section) return `the section “${readable(section.title)}”`;
  const outcome = target && 'outcome' in target && flow.outcomes.find(({ id }) => id === target.outcome);
  if (outcome) return `the outcome “${titleOf(outcome)}”`;
  const [list, index] = path;
  const topic = list === 'topics' && typeof index === 'number' && flow.topics?.[index];
  return topic ? `the topic “${readable(topic.ask)}”` : undefined;
}
