import type { Path } from '../../flow/parse.js';
import { FieldProblems } from './FieldProblems.js';
import { textOf } from './fields.js';
import { fieldId, problemsAt, useForm } from './form.js';

type Props = {
  path: Path;
  label: string;
  value: unknown;
  hint?: string;
  /** Emptied, it is taken out of the file. */
  optional?: boolean;
  /** More than one line of text is expected. */
  long?: boolean;
  onKeyDown?: (event: KeyboardEvent) => void;
  /** Only for a screen reader: what it is stands above already. */
  hiddenLabel?: boolean;
};

/** A text of the flow. Each letter is an edit of the file; what is typed in one go is one step of undo. */
export function TextField({ path, label, value, hint, optional, long, onKeyDown, hiddenLabel }: Props) {
  const form = useForm();
  const id = fieldId(path);
  const wrong = problemsAt(form, path).length > 0;
  const described = [hint && `${id}-hint`, wrong && `${id}-problems`].filter(Boolean).join(' ');
  const common = {
    id,
    value: textOf(value),
    onKeyDown,
    'aria-describedby': described || undefined,
    'aria-invalid': wrong || undefined,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      const now = currentTarget.value.replace(/\n/g, ' ');
      form.set(path, now === '' && optional ? undefined : now, true);
    },
  };
  const rows = Math.min(6, Math.max(2, Math.ceil(textOf(value).length / 60)));
  return (
    <div class="field">
      <label for={id} class={hiddenLabel ? 'sr' : undefined}>
        {label}
        {optional && !hiddenLabel && <span class="optional"> (may be empty)</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {long ? <textarea {...common} rows={rows} /> : <input type="text" {...common} />}
      <FieldProblems path={path} />
    </div>
  );
}
