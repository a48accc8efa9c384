import type { Path } from '../../flow/parse.js';
import { fieldId, problemsAt, useForm } from './form.js';

/** What is wrong with a field, and what to do, right below it. */
export function FieldProblems({ path, only }: { path: Path; only?: boolean }) {
  const found = problemsAt(useForm(), path, only);
  if (found.length === 0) return null;
  return (
    <ul class="field-problems" id={`${fieldId(path)}-problems`}>
      {found.map(({ severity, message, help }, index) => (
        <li key={index} class={severity}>
          <strong>{severity === 'error' ? 'Problem' : 'Look at this'}:</strong> {message}. {help}
        </li>
      ))}
    </ul>
  );
}
