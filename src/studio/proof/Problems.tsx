import { useSignal } from '@preact/signals';
import { codes, type Problem, type Severity } from '../../check/problem.js';
import { useWorkbench } from '../workbench.js';
import { ShowMe } from './ShowMe.js';
import { whereWords } from './where.js';

const headings: Record<Severity, (count: number) => string> = {
  error: (count) => `${count} ${count === 1 ? 'error' : 'errors'}: must not be published`,
  warning: (count) => `${count} ${count === 1 ? 'warning' : 'warnings'}: somebody should look`,
};
/** So many are drawn at once: behind a flow that is broken in one place there can be thousands. */
const most = 100;

/** Everything the checker found, each with what to do, where it is, and a conversation that shows it. */
export function Problems({ problems, old }: { problems: readonly Problem[]; old: boolean }) {
  const kind = useSignal<string>('');
  const kinds = [...new Set(problems.map(({ code }) => code))].toSorted((a, b) =>
    codes[a].title.localeCompare(codes[b].title, 'en'),
  );
  const wanted = kinds.some((code) => code === kind.value) ? kind.value : '';
  if (problems.length === 0) return <p class="all-well">There is nothing to mend.</p>;
  return (
    <div class={old ? 'problems old' : 'problems'}>
      {kinds.length > 2 && (
        <label>
          Show{' '}
          <select
            value={wanted}
            onChange={({ currentTarget }) => {
              kind.value = currentTarget.value;
            }}
          >
            <option value="">all kinds</option>
            {kinds.map((code) => (
              <option key={code} value={code}>
                {codes[code].title}
              </option>
            ))}
          </select>
        </label>
      )}
      {(['error', 'warning'] as const).map((severity) => {
        const all = problems.filter((one) => one.severity === severity && (wanted === '' || one.code === wanted));
        if (all.length === 0) return null;
        return (
          <section key={severity} class="problem-group" aria-labelledby={`proof-${severity}`}>
            <h3 id={`proof-${severity}`} class={severity}>
              {headings[severity](all.length)}
            </h3>
            <ul>
              {all.slice(0, most).map((problem) => (
                <Row key={`${problem.file} ${problem.path.join('/')} ${problem.message}`} problem={problem} />
              ))}
            </ul>
            {all.length > most && <p>And {all.length - most} more: mend some of these first.</p>}
          </section>
        );
      })}
    </div>
  );
}

function Row({ problem }: { problem: Problem }) {
  const { goTo, checker } = useWorkbench();
  const { code, severity, message, help, file, line, path, witness } = problem;
  // While it is broken, the places of the last good one are elsewhere.
  const flow = checker.latest.value?.flow;
  const where = flow && file === 'flow.json' ? whereWords(flow, path) : undefined;
  return (
    <li class={severity}>
      <strong>{codes[code].title}</strong>
      <p>{message}.</p>
      <p class="help">{help}</p>
      <p class="problem-tools">
        <span class="where">
          {file}, line {line}
          {where && `: ${where}`}
        </span>
        <button
          type="button"
          class="quiet"
          aria-label={`Go there: ${message}`}
          onClick={() => goTo({ file, path }, file === 'flow.json' ? undefined : 'source')}
        >
          Go there
        </button>
        {witness && <ShowMe about={message} witness={witness} />}
      </p>
    </li>
  );
}
