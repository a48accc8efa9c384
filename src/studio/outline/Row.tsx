import type { Urgency } from '../../flow/terms.js';
import { memo } from './memo.js';

/** How urgent the gravest red flag is, in one word. */
export const urgencyWord: Record<Urgency, string> = {
  emergency: 'emergency',
  urgent: 'doctor today',
  soon: 'doctor first',
  routine: 'routine',
};

export type RowProps = {
  at: string;
  kind: string;
  label: string;
  level: number;
  place: number;
  of: number;
  expanded: boolean | undefined;
  chosen: boolean;
  /** The one line that Tab goes to. */
  first: boolean;
  some: boolean;
  urgency: Urgency | undefined;
  /** How many problems it has, and how many of them are errors. */
  problems: number;
  errors: number;
  /** Where what is dragged over this line would go. */
  drop: 'before' | 'behind' | 'into' | undefined;
  draggable: boolean;
};

/** One line of the list. Drawn again only when something of it has changed, for lists are long. */
export const Row = memo(function Row(props: RowProps) {
  const {
    at,
    kind,
    label,
    level,
    place,
    of,
    expanded,
    chosen,
    first,
    some,
    urgency,
    problems,
    errors,
    drop,
    draggable,
  } = props;
  return (
    <div
      role="treeitem"
      class={`row ${kind} level-${level} ${drop ? `drop-${drop}` : ''}`}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={of}
      aria-selected={chosen}
      aria-expanded={expanded}
      tabIndex={first ? 0 : -1}
      data-at={at}
      draggable={draggable}
    >
      <span class="fold" aria-hidden="true">
        {expanded === undefined ? '' : expanded ? '▾' : '▸'}
      </span>
      <span class="row-label">{label}</span>
      {some && (
        <span class="mark some" title="Only some are asked this">
          <span class="sr">, only </span>some<span class="sr"> are asked</span>
        </span>
      )}
      {urgency && (
        <span class={`mark ${urgency}`}>
          <span class="sr">, {kind === 'question' ? 'red flags, up to: ' : ''}</span>
          {urgencyWord[urgency]}
        </span>
      )}
      {problems > 0 && (
        <span class={`mark ${errors > 0 ? 'wrong' : 'look'}`}>
          <span class="sr">, </span>
          {problems} {errors > 0 ? (problems === 1 ? 'problem' : 'problems') : 'to look at'}
        </span>
      )}
    </div>
  );
});
