import { useWorkbench } from '../workbench.js';

/** In one line, always in sight: is the guide, as it is now, proved safe? */
export function Verdict() {
  const { checker, tab } = useWorkbench();
  const latest = checker.latest.value;
  if (!latest) return <p class="verdict">Checking …</p>;
  const { errors, warnings, facts } = latest;
  const proved = facts ? `proved over ${facts.conversations.toLocaleString('en')} conversations` : 'not proved';
  return (
    <p class={`verdict ${errors > 0 ? 'wrong' : 'right'}`}>
      <button
        type="button"
        onClick={() => {
          tab.value = 'proof';
        }}
      >
        {errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : 'No errors'}, {warnings} warnings, {proved}
      </button>
    </p>
  );
}
