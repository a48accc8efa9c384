import { useState } from 'preact/hooks';
import type { Path } from '../../flow/parse.js';
import { fieldsOf } from './fields.js';
import { focusLater, problemsAt, useForm } from './form.js';
import { WhenField } from './WhenField.js';

/** When a piece is shown: folded away, for most are always shown. A string becomes an object when it gets a condition. */
export function ShownIf({ path, value }: { path: Path; value: unknown }) {
  const form = useForm();
  const [open, setOpen] = useState(false);
  const { when } = fieldsOf(value);
  if (typeof value === 'string')
    return (
      <button
        type="button"
        class="quiet"
        onClick={() => {
          const last = form.questions.at(-1);
          const condition = { question: last?.id ?? '', is: [] };
          if (form.set(path, { text: value, when: condition })) focusLater([...path, 'when', 'question']);
        }}
      >
        Show this only if …
      </button>
    );
  const { is } = fieldsOf(when);
  // What is not filled in yet, or wrong, is in sight.
  const wanted = (Array.isArray(is) && is.length === 0) || problemsAt(form, [...path, 'when']).length > 0;
  return (
    <details class="shown-if" open={open || wanted} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{when === undefined ? 'Always shown' : 'Shown only if …'}</summary>
      {(open || wanted) && (
        <WhenField path={[...path, 'when']} value={when} lead="Show this only if" always="It is always shown." />
      )}
    </details>
  );
}
