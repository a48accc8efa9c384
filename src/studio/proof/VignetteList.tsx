import { useSignal } from '@preact/signals';
import type { Vignette, VignetteRun } from '../../check/vignettes.js';
import { useWorkbench } from '../workbench.js';
import { AddVignette } from './AddVignette.js';
import { Level } from './Level.js';
import { ShowMe } from './ShowMe.js';
import { titleOf } from './said.js';
import { type OneVignette, VignetteForm } from './VignetteForm.js';
import { vignettesIn } from './vignetteEdits.js';

/** So many are drawn at first. */
const first = 40;

/** The example patients: which end as a clinician said, which do not, and each to be changed. */
export function VignetteList({ runs }: { runs: readonly VignetteRun[] | undefined }) {
  const { project, checker } = useWorkbench();
  const flow = checker.flow.value;
  const search = useSignal('');
  const only = useSignal<'all' | 'failed'>('all');
  const all = useSignal(false);
  const vignettes = vignettesIn(project);
  if (!flow) return null;
  const words = search.value.toLowerCase();
  const listed = (vignettes?.vignettes ?? [])
    .map((vignette, index) => ({ vignette, index, run: runOf(runs, vignette, index) }))
    .filter(({ vignette, run }) => {
      const wanted = only.value === 'all' || (run && run.differences.length > 0);
      return wanted && `${vignette.title} ${vignette.outcome}`.toLowerCase().includes(words);
    });
  const failed = runs?.filter(({ differences }) => differences.length > 0).length ?? 0;
  const shown = all.value ? listed : listed.slice(0, first);
  return (
    <div class="vignettes">
      <AddVignette />
      {!vignettes ? (
        <p>There are no vignettes that can be read. The first one that you add makes the file.</p>
      ) : (
        <>
          <p>
            {vignettes.vignettes.length} vignettes
            {runs &&
              (failed === 0
                ? ', and all end as they should.'
                : `, and ${failed} ${failed === 1 ? 'does not end as it should' : 'do not end as they should'}.`)}
          </p>
          <p class="vignette-tools">
            <label>
              Find{' '}
              <input
                type="search"
                value={search.value}
                onInput={({ currentTarget }) => {
                  search.value = currentTarget.value;
                }}
              />
            </label>
            <label>
              Show{' '}
              <select
                value={only.value}
                onChange={({ currentTarget }) => {
                  only.value = currentTarget.value as 'all' | 'failed';
                }}
              >
                <option value="all">all</option>
                <option value="failed">those that fail</option>
              </select>
            </label>
          </p>
          <ul>
            {shown.map(({ vignette, run, index }) => (
              <Row key={index} flow={flow} vignette={vignette} run={run} index={index} />
            ))}
          </ul>
          {shown.length < listed.length && (
            <button
              type="button"
              onClick={() => {
                all.value = true;
              }}
            >
              Show {listed.length - shown.length} more
            </button>
          )}
        </>
      )}
    </div>
  );
}

/** How this one ended; none while the list is another one than was run. */
function runOf(runs: readonly VignetteRun[] | undefined, { title }: Vignette, index: number): VignetteRun | undefined {
  const run = runs?.[index];
  return run?.title === title ? run : runs?.find((one) => one.title === title);
}

function Row({ flow, vignette, run, index }: OneVignette) {
  const open = useSignal(false);
  const ended = flow.outcomes.find(({ id }) => id === run?.outcome);
  const state = !run ? 'waiting' : run.differences.length > 0 ? 'failed' : 'passed';
  return (
    <li class={state}>
      <p class="vignette-head">
        <span class="state">{{ waiting: '…', failed: 'Fails', passed: 'Passes' }[state]}</span>
        <strong>{vignette.title}</strong>
        {ended && <Level urgency={ended.urgency} />}
        {run && <ShowMe about={vignette.title} witness={run.witness} />}
        <button
          type="button"
          class="quiet"
          aria-expanded={open.value}
          aria-label={`Change the vignette “${vignette.title}”`}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {open.value ? 'Close' : 'Change'}
        </button>
      </p>
      {state === 'failed' && (
        <ul class="differences">
          {run?.differences.map(({ message }) => (
            <li key={message}>{message}.</li>
          ))}
          {ended && vignette.outcome !== ended.id && <li>It ends in “{titleOf(ended)}”.</li>}
        </ul>
      )}
      {open.value && <VignetteForm flow={flow} vignette={vignette} run={run} index={index} />}
    </li>
  );
}
