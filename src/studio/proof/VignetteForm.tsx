import type { Vignette, VignetteRun } from '../../check/vignettes.js';
import { questionsOf } from '../../flow/answer.js';
import type { Flow } from '../../flow/schema.js';
import { createSession } from '../../machine/session.js';
import { useWorkbench } from '../workbench.js';
import { AnswerField } from './AnswerField.js';
import { titleOf } from './said.js';
import { duplicateVignette, removeVignette, setAnswer, setField } from './vignetteEdits.js';

/** A vignette by its place in the file, and how it ended, if it was run. */
export type OneVignette = { flow: Flow; vignette: Vignette; run: VignetteRun | undefined; index: number };

/** One example patient, to be changed: who they are, what they say, and where a clinician wants them to end. */
export function VignetteForm({ flow, vignette, run, index }: OneVignette) {
  const { project, spoken } = useWorkbench();
  const given = new Map(run?.witness.map(({ question, answer }) => [question, answer]));
  const next = createSession(flow, Object.fromEntries(given)).question.value;
  const asked = questionsOf(flow).filter(({ id }) => given.has(id) || id === next?.id);
  return (
    <div class="vignette-form">
      <label>
        Who this is{' '}
        <input
          type="text"
          value={vignette.title}
          onChange={({ currentTarget }) => {
            const title = currentTarget.value.trim();
            if (title) setField(project, index, 'title', title);
            else currentTarget.value = vignette.title;
          }}
        />
      </label>
      <label>
        Has to end in{' '}
        <select
          value={vignette.outcome}
          onChange={({ currentTarget }) => setField(project, index, 'outcome', currentTarget.value)}
        >
          {!flow.outcomes.some(({ id }) => id === vignette.outcome) && <option>{vignette.outcome}</option>}
          {flow.outcomes.map((outcome) => (
            <option key={outcome.id} value={outcome.id}>
              {titleOf(outcome)}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>What this patient says</legend>
        {asked.map((question) => (
          <AnswerField
            key={question.id}
            question={question}
            answer={given.get(question.id)}
            onAnswer={(answer) => setAnswer(project, index, question.id, answer)}
          />
        ))}
      </fieldset>
      <fieldset>
        <legend>Red flags</legend>
        <label class="tick">
          <input
            type="checkbox"
            checked={vignette.redFlags !== undefined}
            onChange={({ currentTarget }) =>
              setField(project, index, 'redFlags', currentTarget.checked ? (run?.redFlags ?? []) : undefined)
            }
          />{' '}
          Check that exactly these are raised
        </label>
        {vignette.redFlags &&
          flow.redFlags.map(({ id }) => (
            <label key={id} class="tick flag">
              <input
                type="checkbox"
                checked={vignette.redFlags?.includes(id) === true}
                onChange={({ currentTarget }) =>
                  setField(
                    project,
                    index,
                    'redFlags',
                    flow.redFlags
                      .map((flag) => flag.id)
                      .filter((other) => (other === id ? currentTarget.checked : vignette.redFlags?.includes(other))),
                  )
                }
              />{' '}
              <code>{id}</code>
            </label>
          ))}
      </fieldset>
      <p class="problem-tools">
        <button
          type="button"
          onClick={() => {
            duplicateVignette(project, index);
            spoken.value = `A copy of “${vignette.title}” stands below it.`;
          }}
        >
          Copy
        </button>
        <button
          type="button"
          onClick={() => {
            removeVignette(project, index);
            spoken.value = `“${vignette.title}” is taken out. Undo brings it back.`;
          }}
        >
          Take out
        </button>
      </p>
    </div>
  );
}
