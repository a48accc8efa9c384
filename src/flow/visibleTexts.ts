import { type Reader, topicContent, visible } from './content.js';
import type { Block, ListItem } from './schema.js';

/** Every text of a piece of content that this reader sees, titles of cards included, as written in the flow. */
export function visibleTexts(reader: Reader, content: readonly (Block | ListItem)[]): string[] {
  return content
    .filter((block) => visible(reader, block))
    .flatMap((block): string[] => {
      if (typeof block === 'string') return [block];
      if ('topic' in block) return visibleTexts(reader, topicContent(reader, block.topic));
      if ('list' in block) return visibleTexts(reader, block.list);
      const { note, todo, image, ...own } = { image: undefined, ...block };
      const texts = Object.values(own).filter((text): text is string => typeof text === 'string');
      return [...texts, ...visibleTexts(reader, 'content' in block ? (block.content ?? []) : [])];
    });
}
