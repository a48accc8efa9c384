import type { Path } from '../../flow/parse.js';
import { FieldProblems } from './FieldProblems.js';
import { fieldId, useForm } from './form.js';

/** Something that holds or not; without a tick it is taken out of the file. */
export function CheckField({ path, label, value, hint }: { path: Path; label: string; value: unknown; hint?: string }) {
  const form = useForm();
  const id = fieldId(path);
  return (
    <div class="field check">
      <label>
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          aria-describedby={hint && `${id}-hint`}
          onChange={({ currentTarget }) => form.set(path, currentTarget.checked ? true : undefined)}
        />
        {label}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FieldProblems path={path} />
    </div>
  );
}
