import { useId, useRef, useState } from 'preact/hooks';

type Props = { label: string; text: string; about?: preact.ComponentChildren; wrap?: boolean };

/** Text to copy as it is. */
export function Snippet({ label, text, about, wrap }: Props) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [told, setTold] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setTold('Copied.');
    } catch {
      // Where the page may not, the person can.
      box.current?.select();
      setTold('It is selected: press Ctrl+C, or ⌘C.');
    }
  };
  return (
    <div class="snippet">
      <div class="snippet-head">
        <label for={id}>{label}</label>
        <button type="button" aria-label={`Copy: ${label}`} onClick={copy}>
          Copy
        </button>
        <span role="status">{told}</span>
      </div>
      {about && <p class="hint">{about}</p>}
      <textarea
        id={id}
        ref={box}
        class={wrap ? 'wrapped' : ''}
        readOnly
        spellcheck={false}
        rows={Math.min(16, text.split('\n').length + (wrap ? 1 : 0))}
        value={text}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={() => setTold('')}
      />
    </div>
  );
}
