import { useEffect, useState } from 'preact/hooks';
import { useWorkbench } from '../workbench.js';
import { ConflictDialog } from './ConflictDialog.js';
import { DraftDialog } from './DraftDialog.js';
import { browserDrafts } from './draftStore.js';
import { type DraftStore, makeDrafts } from './drafts.js';
import { SaveDialog } from './SaveDialog.js';
import { makeSaving } from './saving.js';

/** The button that saves what was changed, and all that is asked about it. */
export function Save({ store }: { store?: DraftStore }) {
  const { project, desk, spoken } = useWorkbench();
  const [{ saving, drafts }] = useState(() => {
    const say = (line: string) => {
      spoken.value = line;
    };
    const made = makeSaving({ project, desk, say });
    return { saving: made, drafts: makeDrafts({ project, desk, say }, made, store ?? browserDrafts()) };
  });
  const [open, setOpen] = useState(false);
  const [later, setLater] = useState<readonly unknown[]>([]);
  useEffect(() => {
    const stops = [saving.start(), drafts.start()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);

  const asked = saving.conflicts.value.find((conflict) => !later.includes(conflict));
  const waiting = saving.conflicts.value[0];
  const ask = () => {
    if (waiting) setLater([]);
    else if (project.changed.peek()) setOpen(true);
    else spoken.value = 'Everything is saved.';
  };
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 's')
        return;
      event.preventDefault();
      if (!open) ask();
    };
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  });

  const offer = drafts.offer.value;
  const changed = project.changed.value;
  return (
    <>
      {waiting && !asked && (
        <button type="button" class="desk-decide" onClick={ask}>
          Decide about {waiting.file}
        </button>
      )}
      {/* Never disabled, so that the focus is not lost when everything is saved. */}
      <button
        type="button"
        class={changed ? 'primary' : 'desk-idle'}
        aria-disabled={!changed}
        title={changed ? undefined : 'Everything is saved'}
        onClick={ask}
      >
        Save
      </button>
      {asked ? (
        <ConflictDialog
          key={asked}
          conflict={asked}
          mine={project.file(asked.file).text.value}
          onDecide={(whose) => saving.decide(asked.file, whose)}
          onLater={() => setLater([...later, asked])}
        />
      ) : offer ? (
        <DraftDialog
          key={offer}
          draft={offer}
          onGoOn={drafts.goOn}
          onThrowAway={drafts.throwAway}
          onLater={drafts.later}
        />
      ) : (
        open && <SaveDialog saving={saving} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
