import type { Path } from '../../flow/parse.js';
import { FieldProblems } from './FieldProblems.js';
import { textOf } from './fields.js';
import { fieldId, problemsAt, useForm } from './form.js';

type Props = {
  path: Path;
  label: string;
  value: unknown;
  /** Values and what they are called; the value '' takes the field out of the file. */
  options: readonly (readonly [value: string, label: string])[];
  hint?: string;
  onPick?: (value: string) => void;
};

/** One of several values. One that is not offered is shown as it is. */
export function SelectField({ path, label, value, options, hint, onPick }: Props) {
  const form = useForm();
  const id = fieldId(path);
  const now = textOf(value);
  const known = options.some(([one]) => one === now);
  const wrong = problemsAt(form, path).length > 0;
  const described = [hint && `${id}-hint`, wrong && `${id}-problems`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <select
        id={id}
        value={now}
        aria-describedby={described || undefined}
        aria-invalid={wrong || undefined}
        onChange={({ currentTarget }) => {
          const { value: picked } = currentTarget;
          if (onPick) onPick(picked);
          else form.set(path, picked === '' ? undefined : picked);
        }}
      >
        {!known && <option value={now}>{now === '' ? 'Choose …' : `${now} (does not exist)`}</option>}
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
      <FieldProblems path={path} />
    </div>
  );
}
