import { type Answer, hasChoices } from '../flow/answer.js';
import type { Question } from '../flow/schema.js';
import { ChoiceBoxes, ChoiceButtons } from './Choices.js';
import { Content } from './Content.js';
import { failed, fetchLater, later } from './later.js';
import { Rich } from './Rich.js';
import { answerTexts, type View } from './view.js';
import { say } from './words/en.js';

/** The current question's controls, labelled by the question. `given` is the answer that is being changed. */
export function Controls({
  question,
  given,
  view,
  labelledBy,
  onAnswer,
  onKeep,
}: {
  question: Question;
  given: Answer | undefined;
  view: View;
  labelledBy: string;
  onAnswer: (answer: Answer) => void;
  onKeep: () => void;
}) {
  const { words } = view;
  const { Numbers } = later.value ?? {};
  const props = { given, view, onAnswer, labelledBy };
  return (
    <div class="controls">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in the transcript, where the question is. */}
      <div role="group" aria-labelledby={labelledBy} aria-describedby="hint error" tabIndex={-1} data-focus>
        <div class="hint" id="hint">
          {question.help && (
            <p>
              <Rich text={question.help} view={view} />
            </p>
          )}
          {given !== undefined && (
            <p>{say(words.changing, { answer: answerTexts(question, given, view).join(words.separator) })}</p>
          )}
        </div>
        {question.content && <Content content={question.content} view={view} />}
        {!hasChoices(question) ? (
          Numbers ? (
            <Numbers {...props} question={question} />
          ) : (
            <Missing view={view} />
          )
        ) : question.type === 'choice' ? (
          <ChoiceButtons {...props} question={question} />
        ) : (
          <ChoiceBoxes {...props} question={question} />
        )}
        {question.optional && (
          <button type="button" class="quiet" onClick={() => onAnswer(null)}>
            {words.skip}
          </button>
        )}
        {given !== undefined && (
          <button type="button" class="quiet" onClick={onKeep}>
            {words.keep}
          </button>
        )}
      </div>
      {question.why && (
        <details class="why">
          <summary>{words.why}</summary>
          <p>
            <Rich text={question.why} view={view} />
          </p>
        </details>
      )}
    </div>
  );
}

/** Controls that are still on their way; or did not come, and can be asked for again. */
function Missing({ view }: { view: View }) {
  return failed.value ? (
    <button type="button" class="primary" onClick={() => void fetchLater()}>
      {view.words.again}
    </button>
  ) : (
    <p role="status">{view.words.loading}</p>
  );
}
