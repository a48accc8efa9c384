import { useEffect, useRef } from 'preact/hooks';
import { useWorkbench } from '../workbench.js';
import { sourceEditor } from './editor.js';
import { FileTabs } from './FileTabs.js';
import { ProblemBar } from './ProblemBar.js';
import { RenameDialog } from './RenameDialog.js';
import './source.css';

/** The part "Source": the text of the project's files, with what the checker says about it. */
export function Source() {
  const workbench = useWorkbench();
  const editor = sourceEditor(workbench);
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => (host.current ? editor.attach(host.current) : undefined), [editor]);
  return (
    <div class="source">
      <FileTabs editor={editor} />
      <div class="source-tools">
        <button type="button" title="Ctrl+F" onClick={editor.find}>
          Find
        </button>
        <button type="button" title="Ctrl+Alt+G" onClick={editor.goToLine}>
          Go to line
        </button>
        <button type="button" title="F2: the id at the cursor, in every file" onClick={editor.startRename}>
          Rename id
        </button>
        <button type="button" title="Shift+Alt+F" onClick={editor.format}>
          Format
        </button>
        <button type="button" title="Alt+P: what the cursor is in" onClick={() => void editor.showInPreview()}>
          Show in preview
        </button>
        <button type="button" title="Ctrl+Alt+[" onClick={editor.foldAll}>
          Fold all
        </button>
        <button type="button" title="Ctrl+Alt+]" onClick={editor.unfoldAll}>
          Unfold all
        </button>
        <label class="source-wrap">
          <input
            type="checkbox"
            checked={editor.wraps.value}
            onChange={({ currentTarget }) => editor.wrap(currentTarget.checked)}
          />
          Wrap lines
        </label>
      </div>
      <ProblemBar editor={editor} />
      <div class="source-text" ref={host} />
      <p class="source-hint">
        <kbd>F8</kbd> next problem · <kbd>Ctrl+.</kbd> fix it · <kbd>Ctrl+Space</kbd> what can stand here ·{' '}
        <kbd>F2</kbd> rename an id · <kbd>Tab</kbd> leaves the text
      </p>
      <RenameDialog editor={editor} />
    </div>
  );
}
