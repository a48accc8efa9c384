import { useId, useRef, useState } from 'preact/hooks';

/** A button that offers several things to do. Unlike a select, arrow keys do none of them by passing. */
export function Menu({
  label,
  items,
  onPick,
  disabled,
}: {
  label: string;
  items: readonly (readonly [value: string, words: string])[];
  onPick: (value: string) => void;
  disabled?: boolean;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const around = useRef<HTMLDivElement>(null);
  const buttons = () => [...(around.current?.querySelectorAll('button') ?? [])];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons inside.
    <div
      class="menu"
      ref={around}
      onKeyDown={(event) => {
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.key === 'Escape' && open) {
          event.stopPropagation();
          setOpen(false);
          buttons()[0]?.focus();
        }
        if (!by || !open) return;
        event.preventDefault();
        const all = buttons();
        all[(all.indexOf(document.activeElement as HTMLButtonElement) + by + all.length) % all.length]?.focus();
      }}
      onFocusOut={({ relatedTarget }) => {
        if (relatedTarget && !around.current?.contains(relatedTarget as Node)) setOpen(false);
      }}
    >
      <button type="button" aria-expanded={open} aria-controls={id} disabled={disabled} onClick={() => setOpen(!open)}>
        {label} <span aria-hidden="true">▾</span>
      </button>
      <ul id={id} hidden={!open}>
        {items.map(([value, words]) => (
          <li key={value}>
            <button
              type="button"
              onClick={() => {
                setOpen(false);
                onPick(value);
              }}
            >
              {words}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
