import { useState } from 'preact/hooks';
import type { Answer } from '../../flow/answer.js';
import type { NumberQuestion } from '../../flow/schema.js';
import { FieldError, renewed } from '../FieldError.js';
import { Rich } from '../Rich.js';
import type { View } from '../view.js';
import { say } from '../words/en.js';
import { Level } from './Level.js';
import { allWords } from './words.js';

type Props = {
  question: NumberQuestion;
  given: Answer | undefined;
  view: View;
  onAnswer: (answer: Answer) => void;
  /** The id of the element that holds the question. */
  labelledBy: string;
};

/** More numbers than this are typed instead of tapped. */
const mostTapped = 11;

/** The controls of a question that is answered with a number. */
export function Numbers(props: Props) {
  const { min, max } = props.question;
  return max - min < mostTapped ? <Scale {...props} /> : <NumberField {...props} />;
}

/** A scale: one radio button for each number, words at both ends, then Continue. */
function Scale({ question, given, view, onAnswer, labelledBy }: Props) {
  const [picked, setPicked] = useState<number | undefined>(typeof given === 'number' ? given : undefined);
  const [failed, setFailed] = useState<string>();
  const numbers = Array.from({ length: question.max - question.min + 1 }, (_, i) => question.min + i);
  const ends = question.type === 'scale' ? question : undefined;
  return (
    <form noValidate>
      <p class="ends" id="min">
        {view.number(question.min)}: <Rich text={ends?.minLabel ?? ''} view={view} />
      </p>
      <div class="scale" role="radiogroup" aria-labelledby={labelledBy} aria-describedby="min max">
        {numbers.map((n) => (
          <label key={n}>
            <input
              type="radio"
              name={question.id}
              data-key={n}
              checked={picked === n}
              onChange={() => {
                setPicked(n);
                setFailed(undefined);
              }}
            />
            <span>
              <Level question={question} number={n} />
              <b>{view.number(n)}</b>
            </span>
          </label>
        ))}
      </div>
      <p class="ends" id="max">
        {view.number(question.max)}: <Rich text={ends?.maxLabel ?? ''} view={view} />
      </p>
      <FieldError text={failed} />
      <button
        type="submit"
        class="primary"
        onClick={(event) => {
          event.preventDefault();
          if (picked !== undefined) onAnswer(picked);
          else setFailed(renewed(allWords(view).pickOne));
        }}
      >
        {view.words.next}
      </button>
    </form>
  );
}

/** A whole number, typed. What was typed stays when it is refused. */
function NumberField({ question, given, view, onAnswer, labelledBy }: Props) {
  const [typed, setTyped] = useState(typeof given === 'number' ? String(given) : '');
  const [failed, setFailed] = useState<string>();
  return (
    <form noValidate>
      <div class="number">
        <input
          inputMode="numeric"
          autocomplete="off"
          value={typed}
          aria-labelledby={labelledBy}
          aria-invalid={Boolean(failed)}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setFailed(undefined);
          }}
        />
        {question.type === 'number' && question.unit && <Rich text={question.unit} view={view} />}
      </div>
      <FieldError text={failed} />
      <button
        type="submit"
        class="primary"
        onClick={(event) => {
          event.preventDefault();
          // Digits as they are written in Arabic and in Persian.
          const plain = typed.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
          const value = /^\s*-?\d+\s*$/.test(plain) ? Number(plain) : Number.NaN;
          if (value >= question.min && value <= question.max) onAnswer(value);
          else {
            setFailed(
              renewed(
                say(allWords(view).outOfRange, { min: view.number(question.min), max: view.number(question.max) }),
              ),
            );
            event.currentTarget.form?.querySelector('input')?.focus({ preventScroll: true });
          }
        }}
      >
        {view.words.next}
      </button>
    </form>
  );
}
