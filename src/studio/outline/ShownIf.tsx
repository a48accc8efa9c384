import type { Path } from '../../flow/parse.js';
import { fieldsOf, itemsOf } from './fields.js';
import { focusLater, useForm } from './form.js';
import { WhenField } from './WhenField.js';

/** When a piece is shown: folded away, for most are always shown. A string becomes an object when it gets a condition. */
export function ShownIf({ path, value }: { path: Path; value: unknown }) {
  const form = useForm();
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
  return (
    <details
      class="shown-if"
      open={when !== undefined && itemsOf(fieldsOf(when).is).length === 0 && 'is' in fieldsOf(when)}
    >
      <summary>{when === undefined ? 'Always shown' : 'Shown only if …'}</summary>
      <WhenField path={[...path, 'when']} value={when} lead="Show this only if" always="It is always shown." />
    </details>
  );
}
