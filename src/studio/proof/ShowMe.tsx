import type { Witness } from '../../check/explore.js';
import { useWorkbench } from '../workbench.js';
import type { Target } from './messages.js';

/** Plays a conversation in the preview: one that is known, or the shortest to a target. `about` says what it shows. */
export function ShowMe({ about, witness, to }: { about: string; witness?: Witness | undefined; to?: Target }) {
  const workbench = useWorkbench();
  const show = async () => {
    const way = witness ?? (to && (await workbench.checker.way(to)));
    if (way) workbench.play(way, `The preview shows: ${about}`);
    else workbench.spoken.value = `The checker has no conversation that shows: ${about}`;
  };
  return (
    <button type="button" class="quiet" aria-label={`Show me: ${about}`} onClick={() => void show()}>
      Show me
    </button>
  );
}
