import { Dialog } from './Dialog.js';
import { type KeptDraft, timeOf } from './drafts.js';

/** Asks about changes that were not saved when the studio was closed, or when something broke. */
export function DraftDialog({
  draft: { at, files },
  onGoOn,
  onThrowAway,
  onLater,
}: {
  draft: KeptDraft;
  onGoOn: () => void;
  onThrowAway: () => void;
  onLater: () => void;
}) {
  const names = files.filter(({ base, text }) => text !== (base ?? '')).map(({ name }) => name);
  return (
    <Dialog title={`You have changes from ${timeOf(at)} that were not saved.`} onClose={onLater}>
      <p>
        In {new Intl.ListFormat('en').format(names)}. Go on with them, or throw them away and begin with what is saved.
      </p>
      <div class="desk-buttons">
        <button type="button" class="primary" onClick={onGoOn}>
          Go on with them
        </button>
        <button type="button" onClick={onThrowAway}>
          Throw away
        </button>
      </div>
    </Dialog>
  );
}
