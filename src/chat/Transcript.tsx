import type { Question } from '../flow/schema.js';
import type { Step } from '../machine/session.js';
import { Icon } from './icons.js';
import { Rich } from './Rich.js';
import { answerTexts, type View } from './view.js';
import { say } from './words/en.js';

/** Questions and answers; each answer has a pencil to change it. */
export function Transcript({
  steps,
  view,
  onEdit,
}: {
  steps: readonly Step[];
  view: View;
  onEdit: (question: Question) => void;
}) {
  return (
    <>
      {steps.map(({ question, answer }) => (
        <div key={question.id} class="step">
          <div class="guide">
            <p>
              <Rich text={question.ask} view={view} />
            </p>
          </div>
          <div class="visitor">
            <div class="said">
              <span class="sr">{view.words.you}: </span>
              {answerTexts(question, answer, view).map((text) => (
                <p key={text}>
                  <Rich text={text} view={view} />
                </p>
              ))}
            </div>
            <button
              type="button"
              class="icon pencil"
              aria-label={say(view.words.change, { ask: question.ask })}
              onClick={() => onEdit(question)}
            >
              <Icon name="pencil" />
            </button>
          </div>
        </div>
      ))}
    </>
  );
}
