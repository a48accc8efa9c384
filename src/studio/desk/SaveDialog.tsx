import { useEffect } from 'preact/hooks';
import { Changes } from '../proof/Changes.js';
import { useWorkbench } from '../workbench.js';
import { Dialog } from './Dialog.js';
import type { Saving } from './saving.js';

/** What is about to be saved: which files, what it changes for visitors, and whether it may be published. */
export function SaveDialog({ saving, onClose }: { saving: Saving; onClose: () => void }) {
  const { desk, project, checker, tab } = useWorkbench();
  const files = saving.toSave.value;
  const checked = checker.upToDate.value ? checker.latest.value : undefined;
  const loose = desk.kind === 'loose';
  const fresh = project.file('flow.json').saved.value === undefined;
  const save = async (only?: string[]) => {
    const all = await saving.save(only);
    if (all && saving.toSave.peek().length === 0) onClose();
  };
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') void save();
    };
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  });
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  return (
    <Dialog title="Save" onClose={onClose}>
      {loose && (
        <p>
          These files have no folder that the studio can write to. Saving downloads them:{' '}
          {fresh
            ? `put them into a folder of their own, named ${project.name}.`
            : 'put them into the folder of the flow, in place of the old ones.'}
        </p>
      )}
      <h3>{count}</h3>
      <ul class="desk-files">
        {files.map(({ file, what }) => (
          <li key={file}>
            <code>{file}</code>
            <span>{what === 'emptied' ? 'empty now' : what}</span>
            {loose && files.length > 1 && (
              <button type="button" class="quiet" disabled={saving.busy.value} onClick={() => save([file])}>
                Download {file}
              </button>
            )}
          </li>
        ))}
      </ul>
      {!checked && <p>{checker.failed.value ?? 'Still checking …'}</p>}
      {checked && checked.errors > 0 && (
        <div class="desk-warning">
          <p>
            <strong>
              {checked.errors === 1 ? '1 error is' : `${checked.errors} errors are`} in the guide. This must not be
              published; saving it is possible.
            </strong>
          </p>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              tab.value = 'proof';
              onClose();
            }}
          >
            {checked.errors === 1 ? 'Show the error' : 'Show the errors'}
          </button>
        </div>
      )}
      <section class="desk-changes" aria-label="What changes for visitors">
        <Changes />
      </section>
      {saving.trouble.value && (
        <p role="alert" class="desk-trouble">
          {saving.trouble.value}
        </p>
      )}
      <div class="desk-buttons">
        <button type="button" class="primary" disabled={saving.busy.value || files.length === 0} onClick={() => save()}>
          {loose ? `Download ${count}` : `Save ${count}`}
        </button>
        <button type="button" onClick={onClose}>
          Not now
        </button>
      </div>
    </Dialog>
  );
}
