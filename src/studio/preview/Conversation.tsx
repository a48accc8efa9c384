import { type Answer, hasChoices, questionsOf } from '../../flow/answer.js';
import type { Question } from '../../flow/schema.js';
import { createSession } from '../../machine/session.js';
import { pathOf } from '../places.js';
import type { Target } from '../proof/messages.js';
import { useSettled } from '../settled.js';
import { useWorkbench } from '../workbench.js';

/** The conversation in the preview, step by step: each leads to its question; and other places to start at. */
export function Conversation() {
  const workbench = useWorkbench();
  const { checker, preview, goTo } = workbench;
  const flow = useSettled(checker.flow);
  if (!flow) return null;
  const session = createSession(flow, preview.answers.value);
  const { question, outcome, steps } = session;
  const edit = (target: Target) => {
    const path = pathOf(flow, target);
    if (path) goTo({ file: 'flow.json', path });
  };
  const startAt = async (id: string) => {
    const ask = questionsOf(flow).find((one) => one.id === id)?.ask;
    const way = await checker.way({ question: id });
    if (way) workbench.play(way, `The preview is at “${ask}”`);
    else workbench.spoken.value = `No conversation gets to “${ask}”`;
  };
  const here: Target | undefined = question.value
    ? { question: question.value.id }
    : outcome.value && { outcome: outcome.value.id };
  return (
    <div class="conversation">
      <div class="conversation-tools">
        <label>
          Start at{' '}
          <select value={question.value?.id ?? ''} onChange={({ currentTarget }) => void startAt(currentTarget.value)}>
            {!question.value && <option value="">the end: {outcome.value?.title}</option>}
            {questionsOf(flow).map(({ id, ask }) => (
              <option key={id} value={id}>
                {ask}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          onClick={() => {
            preview.answers.value = {};
            workbench.spoken.value = 'The preview starts again.';
          }}
        >
          Start again
        </button>
        {here && (
          <button type="button" onClick={() => edit(here)}>
            Edit this {question.value ? 'question' : 'outcome'}
          </button>
        )}
      </div>
      {steps.value.length > 0 && (
        <details>
          <summary>
            {steps.value.length} {steps.value.length === 1 ? 'answer' : 'answers'} so far
          </summary>
          <ol>
            {steps.value.map((step) => (
              <li key={step.question.id}>
                <button type="button" class="quiet" onClick={() => edit({ question: step.question.id })}>
                  {step.question.ask}
                </button>{' '}
                {said(step.question, step.answer)}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

/** An answer in the words of its question. */
function said(question: Question, answer: Answer): string {
  if (answer === null) return 'skipped';
  if (!hasChoices(question)) return `${answer}`;
  return [answer]
    .flat()
    .map((id) => question.choices.find((choice) => choice.id === id)?.label ?? `${id}`)
    .join('; ');
}
