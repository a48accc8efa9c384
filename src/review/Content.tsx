import type { Action, Block, ContentCondition, ListItem } from '../flow/schema.js';
import { Condition } from './Condition.js';
import type { Numbers } from './numbers.js';
import { readable, Said } from './Said.js';

/** All pieces of a content, also those that only some visitors see, each with its condition. */
export function Content({ content, numbers }: { content: readonly Block[]; numbers: Numbers }) {
  return (
    <>
      {content.map((block, index) => (
        <Piece key={index} block={block} numbers={numbers} />
      ))}
    </>
  );
}

/** The rule under which a piece of content is shown; numbered, so that a remark on paper can name it. */
function Rule({ when, numbers }: { when: ContentCondition | undefined; numbers: Numbers }) {
  return when ? (
    <div class="rule">
      Shown only if <Condition when={when} numbers={numbers} />
    </div>
  ) : null;
}

function Piece({ block, numbers }: { block: Block; numbers: Numbers }) {
  const said = (text: string) => <Said text={text} flow={numbers.flow} />;
  if (typeof block === 'string') return <p>{said(block)}</p>;
  const rule = <Rule when={block.when} numbers={numbers} />;
  if ('list' in block)
    return (
      <div class="piece list">
        {block.when && <p class="kind">List</p>}
        {rule}
        <ul class="said">
          {block.list.map((item, index) => (
            <Line key={index} item={item} numbers={numbers} />
          ))}
        </ul>
      </div>
    );
  if ('card' in block || 'details' in block || 'callout' in block) {
    const [kind, title] =
      'card' in block
        ? ['Card', block.card]
        : 'details' in block
          ? ['Opens when tapped', block.details]
          : ['Stands out', block.callout];
    return (
      <div class="piece box">
        <div class="title">
          <p>
            <span class="kind">{kind}</span> <strong>{said(title)}</strong>
          </p>
          {rule}
        </div>
        <Content content={block.content ?? []} numbers={numbers} />
      </div>
    );
  }
  if ('topic' in block) {
    const entry = numbers.topics.get(block.topic);
    return (
      <div class="piece">
        <p>
          <span class="kind">Text of topic</span>{' '}
          <a href={`#topic_${block.topic}`}>
            T{entry?.number} {said(entry?.topic.ask ?? block.topic)}
          </a>
        </p>
        {rule}
      </div>
    );
  }
  return (
    <div class="piece">
      {'heading' in block ? (
        <p>
          <span class="kind">Heading</span> <strong>{said(block.heading)}</strong>
        </p>
      ) : 'image' in block ? (
        <p>
          <span class="kind">Picture</span> {said(block.alt)} <small>({block.image})</small>
        </p>
      ) : (
        <p>{said(block.text)}</p>
      )}
      {rule}
    </div>
  );
}

function Line({ item, numbers }: { item: ListItem; numbers: Numbers }) {
  return (
    <li>
      <Said text={typeof item === 'string' ? item : item.text} flow={numbers.flow} />
      <Rule when={typeof item === 'string' ? undefined : item.when} numbers={numbers} />
    </li>
  );
}

/** The buttons of an outcome, with what each of them does. */
export function Actions({ actions, numbers }: { actions: readonly Action[]; numbers: Numbers }) {
  return (
    <ul class="actions">
      {actions.map((action, index) => {
        const [does, target] =
          'call' in action
            ? ['calls', action.call]
            : 'book' in action
              ? ['opens the booking page', action.book]
              : ['opens', action.link];
        return (
          <li key={index}>
            <span class="kind">Button</span>{' '}
            <strong>
              <Said text={action.label} flow={numbers.flow} />
            </strong>{' '}
            {does} {readable(target)}
            <Rule when={action.when} numbers={numbers} />
          </li>
        );
      })}
    </ul>
  );
}
