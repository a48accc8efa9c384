import { useEffect, useRef, useState } from 'preact/hooks';
import type { SourceEditor } from './editor.js';
import { kindWords } from './rename.js';

/** Asks for the new id of something, and says what would change before it does. */
export function RenameDialog({ editor }: { editor: SourceEditor }) {
  const target = editor.renaming.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const [to, setTo] = useState('');
  useEffect(() => {
    if (!target) return;
    setTo(target.id);
    dialog.current?.showModal();
    const input = dialog.current?.querySelector('input');
    if (!input) return;
    input.value = target.id;
    input.select();
  }, [target]);
  if (!target) return null;
  const plan = to === target.id ? undefined : editor.plan(to);
  const touched = plan?.refused === undefined ? plan?.places : undefined;
  return (
    <dialog
      ref={dialog}
      class="source-rename"
      aria-label={`Rename the ${kindWords[target.kind]} ${target.id}`}
      onClose={() => editor.rename()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (touched) editor.rename(to);
        }}
      >
        <h3>
          Rename the {kindWords[target.kind]} “{target.id}”
        </h3>
        <label>
          New id{' '}
          <input
            value={to}
            spellcheck={false}
            autocomplete="off"
            aria-describedby="rename-says"
            aria-invalid={plan?.refused !== undefined}
            onInput={({ currentTarget }) => setTo(currentTarget.value)}
          />
        </label>
        <p id="rename-says" role="status" class={plan?.refused === undefined ? '' : 'wrong'}>
          {plan === undefined
            ? 'It changes in every file, in one step. Nothing else does.'
            : (plan.refused ??
              `Changes ${plan.places.map(({ file, count }) => `${count === 1 ? '1 place' : `${count} places`} in ${file}`).join(', ')}.`)}
        </p>
        <div class="source-rename-buttons">
          <button type="button" onClick={() => editor.rename()}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={!touched}>
            Rename
          </button>
        </div>
      </form>
    </dialog>
  );
}
