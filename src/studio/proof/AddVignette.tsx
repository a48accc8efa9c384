import { useSignal } from '@preact/signals';
import { createSession } from '../../machine/session.js';
import { useWorkbench } from '../workbench.js';
import { titleOf } from './said.js';
import { addVignette, vignettesFile } from './vignetteEdits.js';

/** Makes the conversation in the preview an example patient. */
export function AddVignette() {
  const { project, checker, preview, spoken } = useWorkbench();
  const title = useSignal('');
  const flow = checker.flow.value;
  if (!flow) return null;
  const session = createSession(flow, preview.answers.value);
  const outcome = session.outcome.value;
  const file = project.file(vignettesFile);
  const blocked = file.text.value.trim() !== '' && !file.readable.value;
  return (
    <form
      class="add-vignette"
      onSubmit={(event) => {
        event.preventDefault();
        const name = title.value.trim();
        if (!name || !outcome) return;
        addVignette(project, flow, name, session.asked.value, outcome.id);
        spoken.value = `The vignette “${name}” is added.`;
        title.value = '';
      }}
    >
      <h3>Add the conversation in the preview</h3>
      {blocked ? (
        <p>{vignettesFile} is not JSON at the moment: mend it in Source first.</p>
      ) : outcome ? (
        <>
          <p>
            It ends in “{titleOf(outcome)}” after {session.steps.value.length} answers.
          </p>
          <label>
            Who is this?{' '}
            <input
              type="text"
              placeholder="Woman, 40, numb since yesterday"
              value={title.value}
              onInput={({ currentTarget }) => {
                title.value = currentTarget.value;
              }}
            />
          </label>{' '}
          <button type="submit" disabled={title.value.trim() === ''}>
            Add this patient
          </button>
        </>
      ) : (
        <p>Answer in the preview until it ends: then you can keep that patient as a vignette.</p>
      )}
    </form>
  );
}
