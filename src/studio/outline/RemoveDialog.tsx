import { useEffect, useRef, useState } from 'preact/hooks';
import { questionsById, signsOf } from './entries.js';
import { fieldsOf, itemsOf, short } from './fields.js';
import type { Outline, Removal } from './state.js';

/** Asks before something is removed that other things name, and lists them. */
export function RemoveDialog({ outline, removal }: { outline: Outline; removal: Removal }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [withFlags, setWithFlags] = useState(false);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const { name, uses, flags } = removal;
  const redFlags = itemsOf(fieldsOf(outline.flow()).redFlags);
  const questions = questionsById(outline.flow());
  const close = () => {
    outline.removing.value = undefined;
  };
  return (
    <dialog ref={dialog} class="remove" aria-labelledby="remove-title" onClose={close}>
      <h2 id="remove-title">Remove {name}?</h2>
      <p>
        {uses.length === 1 ? 'This names it' : `These ${uses.length} name it`}, and will be wrong until you mend{' '}
        {uses.length === 1 ? 'it' : 'them'}: each is shown as a problem, and the guide must not be published before.
      </p>
      <ul>
        {uses.map(({ words }) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {flags.length > 0 && (
        <label class="radio">
          <input
            type="checkbox"
            checked={withFlags}
            onChange={({ currentTarget }) => setWithFlags(currentTarget.checked)}
          />
          <span>
            Also remove {flags.length === 1 ? 'the red flag that reads' : `the ${flags.length} red flags that read`}{' '}
            nothing else: {flags.map((f) => `“${short(signsOf(redFlags[f], questions), 50)}”`).join(', ')}. Visitors
            with {flags.length === 1 ? 'this sign' : 'these signs'} are then no longer sent to a doctor for it.
          </span>
        </label>
      )}
      <p class="tools">
        <button type="button" onClick={close}>
          Keep it
        </button>
        <button type="button" class="danger" onClick={() => outline.remove(removal, withFlags)}>
          Remove it
        </button>
      </p>
    </dialog>
  );
}
