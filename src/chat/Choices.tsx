import { useState } from 'preact/hooks';
import { type Answer, toggle } from '../flow/answer.js';
import type { ChoiceQuestion } from '../flow/schema.js';
import { FieldError } from './FieldError.js';
import { Rich } from './Rich.js';
import type { View } from './view.js';

type Props = {
  question: ChoiceQuestion;
  /** The answer that is being changed. */
  given: Answer | undefined;
  view: View;
  onAnswer: (answer: Answer) => void;
};

/** Exactly one choice: buttons that answer at once. */
export function ChoiceButtons({ question, given, view, onAnswer }: Props) {
  return (
    <div class="options">
      {question.choices.map((choice, index) => (
        <button
          key={choice.id}
          type="button"
          class="option"
          data-key={index + 1}
          aria-pressed={given === undefined ? undefined : given === choice.id}
          // The second click of a double click would answer the next question unread.
          onClick={(event) => event.detail < 2 && onAnswer(choice.id)}
        >
          <Rich text={choice.label} view={view} />
        </button>
      ))}
    </div>
  );
}

/** Any number of choices: checkboxes, then Continue. */
export function ChoiceBoxes({ question, given, view, onAnswer }: Props) {
  const [ticked, setTicked] = useState<readonly string[]>(Array.isArray(given) ? given : []);
  const [failed, setFailed] = useState(false);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ticked.length > 0) onAnswer(ticked);
        else {
          setFailed(true);
          event.currentTarget.querySelector('input')?.focus();
        }
      }}
    >
      <div class="options">
        {question.choices.map((choice, index) => (
          <label key={choice.id} class={choice.exclusive ? 'option box last' : 'option box'}>
            <input
              type="checkbox"
              data-key={index + 1}
              checked={ticked.includes(choice.id)}
              onChange={() => {
                setTicked(toggle(question, ticked, choice.id));
                setFailed(false);
              }}
            />
            <span>
              <Rich text={choice.label} view={view} />
            </span>
          </label>
        ))}
      </div>
      <FieldError text={failed ? view.words.tickOne : undefined} />
      <button type="submit" class="primary">
        {view.words.next}
      </button>
    </form>
  );
}
