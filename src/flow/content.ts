import type { Answers } from './answer.js';
import { type ClinicSettings, holds } from './condition.js';
import type { Action, Block, ContentCondition, Flow, ListItem } from './schema.js';
import { fill, type PlaceholderValues } from './text.js';

/** Whom content is shown to: their answers, and the clinic on whose page they are. */
export type Reader = { flow: Flow; answers: Answers; clinic: ClinicSettings; values: PlaceholderValues };

/** Whether something with a `when` is for this reader. */
export function shows(reader: Reader, item: { when?: ContentCondition | undefined }): boolean {
  return holds(item.when, reader.answers, reader.clinic);
}

/**
 * Whether a block is shown: its `when` holds, its own texts can be filled, and of what it contains something is left.
 */
export function visible(reader: Reader, block: Block | ListItem | Action): boolean {
  if (typeof block === 'string') return fill(block, reader.values) !== undefined;
  if (!shows(reader, block)) return false;
  if ('topic' in block) return topicContent(reader, block.topic).some((inner) => visible(reader, inner));
  if ('list' in block) return block.list.some((item) => visible(reader, item));
  const { note, todo, ...own } = block;
  if (Object.values(own).some((text) => typeof text === 'string' && fill(text, reader.values) === undefined))
    return false;
  return !('content' in block) || 'callout' in block || block.content.some((inner) => visible(reader, inner));
}

/** What a topic says; nothing when it is not for this reader. */
export function topicContent(reader: Reader, id: string): readonly Block[] {
  const topic = reader.flow.topics?.find((candidate) => candidate.id === id);
  return topic && shows(reader, topic) ? topic.content : [];
}
