import { useState } from 'preact/hooks';
import { type Answer, toggle } from '../flow/answer.js';
import type { ChoiceQuestion } from '../flow/schema.js';
import { FieldError, renewed } from './FieldError.js';
import { later } from './later.js';
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
  const Bar = later.value?.Bar;
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
          {Bar && <Bar question={question} choice={choice} />}
        </button>
      ))}
    </div>
  );
}

/**
 * Any number of choices: checkboxes, then Continue. "None of these" is a button that answers at once, and only while
 * nothing is ticked: nobody loses a tick by it.
 */
export function ChoiceBoxes({ question, given, view, onAnswer }: Props) {
  const boxes = question.choices.filter(({ exclusive }) => !exclusive);
  const [ticked, setTicked] = useState<readonly string[]>(
    boxes.flatMap(({ id }) => (Array.isArray(given) && given.includes(id) ? id : [])),
  );
  const [failed, setFailed] = useState<string>();
  const BodyMap = later.value?.BodyMap;
  const [late] = useState(!BodyMap);
  const onToggle = (id: string) => {
    setTicked(toggle(question, ticked, id));
    setFailed(undefined);
  };
  return (
    <form noValidate>
      <div class="options">
        {question.choices.map((choice, index) =>
          choice.exclusive ? (
            <button
              key={choice.id}
              type="button"
              class="option last"
              data-key={index + 1}
              aria-disabled={ticked.length > 0}
              aria-pressed={Array.isArray(given) ? given.includes(choice.id) : undefined}
              onClick={(event) => {
                if (ticked.length > 0) setFailed(renewed(view.words.untick));
                else if (event.detail < 2) onAnswer([choice.id]);
              }}
            >
              <Rich text={choice.label} view={view} />
            </button>
          ) : (
            <label key={choice.id} class="option box">
              <input
                type="checkbox"
                data-key={index + 1}
                checked={ticked.includes(choice.id)}
                onChange={() => onToggle(choice.id)}
              />
              <span>
                <Rich text={choice.label} view={view} />
              </span>
            </label>
          ),
        )}
      </div>
      <FieldError text={failed} />
      <button
        type="submit"
        class="primary"
        // Enter comes here too. Never submitted: a page in a sandbox may not.
        onClick={(event) => {
          event.preventDefault();
          if (ticked.length > 0) onAnswer(ticked);
          else setFailed(renewed(view.words.tickOne));
        }}
      >
        {view.words.next}
      </button>
      {BodyMap && <BodyMap question={question} ticked={ticked} view={view} late={late} onToggle={onToggle} />}
    </form>
  );
}
