import type { Path } from '../../flow/parse.js';
import { FieldProblems } from './FieldProblems.js';
import { fieldId, problemsAt, useForm } from './form.js';

/** A number of the flow. While it is empty or no number, the flow keeps the last one. */
export function NumberField({
  path,
  label,
  value,
  hiddenLabel,
}: {
  path: Path;
  label: string;
  value: unknown;
  hiddenLabel?: boolean;
}) {
  const form = useForm();
  const id = fieldId(path);
  const wrong = problemsAt(form, path).length > 0;
  const now = typeof value === 'number' ? String(value) : '';
  return (
    <div class="field number">
      <label for={id} class={hiddenLabel ? 'sr' : undefined}>
        {label}
      </label>
      <input
        id={id}
        type="number"
        value={now}
        aria-describedby={wrong ? `${id}-problems` : undefined}
        aria-invalid={wrong || undefined}
        onInput={({ currentTarget }) => {
          const given = currentTarget.valueAsNumber;
          if (Number.isFinite(given)) form.set(path, given, true);
        }}
        onBlur={({ currentTarget }) => {
          if (!Number.isFinite(currentTarget.valueAsNumber)) currentTarget.value = now;
        }}
      />
      <FieldProblems path={path} />
    </div>
  );
}
