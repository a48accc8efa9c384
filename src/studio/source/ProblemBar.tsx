import { useWorkbench } from '../workbench.js';
import type { SourceEditor } from './editor.js';

const count = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`;

/** A message with a full stop, unless it asks. */
const sentence = (message: string) => (/[.?!]$/.test(message) ? message : `${message}.`);

/** How many problems there are, the way from one to the next, and what is wrong at the cursor with what mends it. */
export function ProblemBar({ editor }: { editor: SourceEditor }) {
  const { checker } = useWorkbench();
  const { file, here } = editor;
  const problems = checker.latest.value?.problems ?? [];
  const inFile = problems.filter((problem) => problem.file === file.value);
  const errors = inFile.filter(({ severity }) => severity === 'error').length;
  const elsewhere = problems.length - inFile.length;
  const broken = inFile.find(({ code }) => ['not-json', 'not-text', 'too-deep'].includes(code));
  const at = here.value;
  const said = [
    ...(errors > 0 ? [count(errors, 'problem')] : []),
    ...(inFile.length > errors ? [count(inFile.length - errors, 'warning')] : []),
  ].join(', ');
  return (
    <div class="source-problems">
      <div class="source-bar">
        <p>
          {inFile.length > 0 ? `${said} in ${file.value}` : `No problem in ${file.value}`}
          {elsewhere > 0 && `; ${elsewhere} in other files`}
        </p>
        <button type="button" disabled={problems.length === 0} title="Shift+F8" onClick={() => editor.step(-1)}>
          Previous
        </button>
        <button type="button" disabled={problems.length === 0} title="F8" onClick={() => editor.step(1)}>
          Next
        </button>
      </div>
      {at ? (
        <div class={at.problem.severity === 'error' ? 'source-here wrong' : 'source-here warned'}>
          <p>
            <strong>
              {at.problem === broken
                ? `${file.value} cannot be read. Line ${broken.line}`
                : at.problem.severity === 'error'
                  ? 'Problem'
                  : 'Warning'}
              : {sentence(at.problem.message)}
            </strong>{' '}
            {at.problem.help}
          </p>
          {at.fixes.map((fix) => (
            <button
              key={fix.label}
              type="button"
              title={at.fixes.length === 1 ? 'Ctrl+.' : undefined}
              onClick={() => editor.mend(fix, at.problem)}
            >
              {fix.label}
            </button>
          ))}
        </div>
      ) : broken ? (
        <div class="source-here wrong">
          <p>
            <strong>{file.value} cannot be read.</strong> Line {broken.line}: {sentence(broken.message)}
          </p>
          <button type="button" onClick={() => editor.goToProblem(broken)}>
            Go there
          </button>
        </div>
      ) : (
        <div class="source-here">
          <p>Nothing is wrong where the cursor is.</p>
        </div>
      )}
    </div>
  );
}
