import type { Path } from '../../flow/parse.js';
import { ConditionEditor } from './ConditionEditor.js';
import { FieldProblems } from './FieldProblems.js';
import { fieldId, focusLater, useForm } from './form.js';
import { askedBefore } from './questions.js';
import { Sentence } from './Sentence.js';

/** A condition as a sentence to fill in. `lead` begins it: "Ask this only if". */
export function WhenField({
  path,
  value,
  lead,
  always,
  required,
}: {
  path: Path;
  value: unknown;
  lead: string;
  /** What is true without a condition: "Everybody is asked this." */
  always: string;
  required?: boolean;
}) {
  const form = useForm();
  const { questions } = form;
  const count = askedBefore(questions, path);
  return (
    <fieldset class="field when" id={fieldId(path)}>
      <legend>{lead} …</legend>
      {value === undefined ? (
        <div class="when-none">
          <p>{count === 0 ? `${always} A condition needs a question that comes before.` : always}</p>
          {count > 0 && (
            <button
              type="button"
              onClick={() => {
                const last = questions[count - 1];
                if (last && form.set(path, { question: last.id, is: [] })) focusLater([...path, 'question']);
              }}
            >
              {required ? 'Say when' : 'Add a condition'}
            </button>
          )}
        </div>
      ) : (
        <>
          <ConditionEditor
            path={path}
            value={value}
            count={count}
            remove={required ? undefined : () => form.set(path, undefined) && focusLater(path)}
          />
          <div class="read-back">
            <strong>In words:</strong> {lead.toLowerCase()}
            <Sentence when={value} questions={questions} />
          </div>
        </>
      )}
      <FieldProblems path={path} only />
    </fieldset>
  );
}
