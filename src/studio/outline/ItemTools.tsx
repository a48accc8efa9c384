/** Up, down, remove: for one item of a list. `name` tells a screen reader of which. */
export function ItemTools({
  name,
  index,
  count,
  move,
  remove,
}: {
  name: string;
  index: number;
  count: number;
  move: (to: number) => void;
  remove: (() => void) | undefined;
}) {
  return (
    <span class="item-tools">
      <button
        type="button"
        aria-label={`Move ${name} up`}
        title="Move up"
        disabled={index === 0}
        onClick={() => move(index - 1)}
      >
        ↑
      </button>
      <button
        type="button"
        aria-label={`Move ${name} down`}
        title="Move down"
        disabled={index >= count - 1}
        onClick={() => move(index + 1)}
      >
        ↓
      </button>
      {remove && (
        <button type="button" aria-label={`Remove ${name}`} title="Remove" onClick={remove}>
          ✕
        </button>
      )}
    </span>
  );
}
