import { type Answer, hasChoices, toggle } from '../../flow/answer.js';
import type { Question } from '../../flow/schema.js';
import { readable } from '../../review/Said.js';

/** What a patient says to one question, to be changed. */
export function AnswerField({
  question,
  answer,
  onAnswer,
}: {
  question: Question;
  answer: Answer | undefined;
  onAnswer: (answer: Answer) => void;
}) {
  const ask = readable(question.ask);
  if (!hasChoices(question))
    return (
      <label>
        {ask}{' '}
        <input
          type="number"
          min={question.min}
          max={question.max}
          value={typeof answer === 'number' ? answer : ''}
          onChange={({ currentTarget: { value, valueAsNumber } }) => {
            if (value !== '') onAnswer(valueAsNumber);
            else if (question.optional) onAnswer(null);
          }}
        />
      </label>
    );
  if (question.type === 'choice')
    return (
      <label>
        {ask}{' '}
        <select
          value={typeof answer === 'string' ? answer : ''}
          onChange={({ currentTarget: { value } }) => onAnswer(value === '' ? null : value)}
        >
          {(question.optional || answer === undefined || answer === null) && (
            <option value="">{question.optional ? '(skipped)' : ''}</option>
          )}
          {question.choices.map(({ id, label }) => (
            <option key={id} value={id}>
              {readable(label)}
            </option>
          ))}
        </select>
      </label>
    );
  const ticked = Array.isArray(answer) ? (answer as string[]) : [];
  return (
    <fieldset>
      <legend>{ask}</legend>
      {question.choices.map(({ id, label }) => (
        <label key={id} class="tick">
          <input
            type="checkbox"
            checked={ticked.includes(id)}
            onChange={() => {
              const now = toggle(question, ticked, id);
              if (now.length > 0) onAnswer(now);
              else if (question.optional) onAnswer(null);
            }}
          />{' '}
          {readable(label)}
        </label>
      ))}
    </fieldset>
  );
}
