import { useWorkbench } from '../workbench.js';
import type { SourceEditor } from './editor.js';

/** The project's files: which one is open, which have problems, which are not saved. */
export function FileTabs({ editor }: { editor: SourceEditor }) {
  const { project, checker } = useWorkbench();
  const problems = checker.latest.value?.problems ?? [];
  return (
    <fieldset class="source-files">
      <legend class="sr">File</legend>
      {project.files.value.map((name) => {
        const found = problems.filter((problem) => problem.file === name);
        const errors = found.filter(({ severity }) => severity === 'error').length;
        return (
          <button
            key={name}
            type="button"
            aria-pressed={editor.file.value === name}
            onClick={() => {
              editor.open(name);
              editor.focus();
            }}
          >
            {name}
            {project.file(name).changed.value && (
              <span class="source-unsaved" title="Not saved">
                <span aria-hidden="true">•</span>
                <span class="sr">, not saved</span>
              </span>
            )}
            {found.length > 0 && (
              <span class={errors > 0 ? 'source-count wrong' : 'source-count'}>
                <span class="sr">, problems: </span>
                {found.length}
              </span>
            )}
          </button>
        );
      })}
    </fieldset>
  );
}
