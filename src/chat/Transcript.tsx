import { Component } from 'preact';
import type { Question } from '../flow/schema.js';
import type { Step } from '../machine/session.js';
import { Icon } from './icons.js';
import { Rich } from './Rich.js';
import { answerTexts, type View } from './view.js';
import { say } from './words/en.js';

type Editing = { view: View; onEdit: (question: Question) => void };

/** Questions and answers; each answer has a pencil to change it. */
export function Transcript({ steps, ...props }: Editing & { steps: readonly Step[] }) {
  return (
    <>
      {steps.map((step) => (
        <Said key={step.question.id} step={step} {...props} />
      ))}
    </>
  );
}

/** One question and its answer: drawn once, however long the conversation gets. */
class Said extends Component<Editing & { step: Step }> {
  override shouldComponentUpdate({ step, view }: Editing & { step: Step }) {
    return step !== this.props.step || view.flow !== this.props.view.flow;
  }
  override render() {
    const { step, view, onEdit } = this.props;
    const { question, answer } = step;
    return (
      <div class="step">
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
    );
  }
}
