import { topicContent, visible } from '../flow/content.js';
import type { Block } from '../flow/schema.js';
import { Rich } from './Rich.js';
import type { View } from './view.js';

/** Blocks of a flow, those that apply to this visitor. */
export function Content({ content, view }: { content: readonly Block[]; view: View }) {
  return (
    <>
      {content
        .filter((block) => visible(view, block))
        .map((block, index) => (
          <BlockView key={index} block={block} view={view} />
        ))}
    </>
  );
}

function BlockView({ block, view }: { block: Block; view: View }) {
  const rich = (text: string) => <Rich text={text} view={view} />;
  if (typeof block === 'string') return <p>{rich(block)}</p>;
  if ('text' in block) return <p>{rich(block.text)}</p>;
  if ('heading' in block) return <h4>{rich(block.heading)}</h4>;
  if ('list' in block) {
    return (
      <ul>
        {block.list
          .filter((item) => visible(view, item))
          .map((item, index) => (
            <li key={index}>{rich(typeof item === 'string' ? item : item.text)}</li>
          ))}
      </ul>
    );
  }
  if ('callout' in block) {
    return (
      <div class="callout">
        <p>
          <strong>{rich(block.callout)}</strong>
        </p>
        <Content content={block.content ?? []} view={view} />
      </div>
    );
  }
  if ('image' in block) return <img src={block.image} alt={block.alt} loading="lazy" referrerpolicy="no-referrer" />;
  if ('topic' in block) return <Content content={topicContent(view, block.topic)} view={view} />;
  if ('card' in block) {
    return (
      <section class="card">
        <h4>{rich(block.card)}</h4>
        <Content content={block.content} view={view} />
      </section>
    );
  }
  return (
    <details>
      <summary>{rich(block.details)}</summary>
      <Content content={block.content} view={view} />
    </details>
  );
}
