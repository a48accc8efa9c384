import { useWorkbench } from '../workbench.js';

/** Saves what was changed. */
export function Save() {
  const { project } = useWorkbench();
  return (
    <button type="button" class="primary" disabled={!project.changed.value}>
      Save
    </button>
  );
}
