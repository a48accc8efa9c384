import { useState } from 'preact/hooks';
import { Dialog } from './Dialog.js';
import { differences } from './merging.js';
import type { Conflict } from './saving.js';

/** How many places are shown, at most. */
const most = 50;

/** Asks what becomes of a file that was changed here and elsewhere in the same lines. */
export function ConflictDialog({
  conflict: { file, theirs },
  mine,
  onDecide,
  onLater,
}: {
  conflict: Conflict;
  mine: string;
  onDecide: (whose: 'mine' | 'theirs') => void;
  onLater: () => void;
}) {
  const [both, setBoth] = useState(false);
  const places = both ? differences(mine, theirs) : [];
  return (
    <Dialog title={`${file} was changed outside the studio, too`} onClose={onLater}>
      <p>
        Your change here and the one outside are in the same lines, so they cannot be put together by themselves.
        Nothing is overwritten until you decide.
      </p>
      <dl class="desk-choices">
        <dt>
          <button type="button" onClick={() => onDecide('mine')}>
            Keep mine
          </button>
        </dt>
        <dd>The file stays as it is here. Saving puts it in place of theirs.</dd>
        <dt>
          <button type="button" onClick={() => onDecide('theirs')}>
            Take theirs
          </button>
        </dt>
        <dd>The file becomes what it is outside. Undo brings yours back.</dd>
      </dl>
      <div class="desk-buttons">
        <button type="button" aria-expanded={both} onClick={() => setBoth(!both)}>
          See both
        </button>
        <button type="button" onClick={onLater}>
          Decide later
        </button>
      </div>
      {both && (
        <ol class="desk-places">
          {places.slice(0, most).map((place) => (
            <li key={`${place.mineLine} ${place.theirsLine}`}>
              <h3>Line {place.mineLine}</h3>
              <Lines whose="Mine" lines={place.mine} />
              <Lines whose="Theirs" lines={place.theirs} />
            </li>
          ))}
          {places.length > most && <li>… and {places.length - most} more places.</li>}
        </ol>
      )}
    </Dialog>
  );
}

function Lines({ whose, lines }: { whose: string; lines: readonly string[] }) {
  return (
    <figure class={whose === 'Mine' ? 'mine' : 'theirs'}>
      <figcaption>{whose}</figcaption>
      {lines.length > 0 ? <pre>{lines.join('\n')}</pre> : <p class="desk-nothing">(not there)</p>}
    </figure>
  );
}
