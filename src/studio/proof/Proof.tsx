import { useRef } from 'preact/hooks';
import { useWorkbench } from '../workbench.js';
import { Changes } from './Changes.js';
import { Ends } from './Ends.js';
import type { Facts } from './messages.js';
import { Problems } from './Problems.js';
import { RedFlagTable } from './RedFlagTable.js';
import { useVerdict } from './Verdict.js';
import { VignetteList } from './VignetteList.js';
import './proof.css';

const chapters = [
  ['safe', 'Is it safe?'],
  ['problems', 'What to mend'],
  ['changes', 'What your changes do'],
  ['red-flags', 'Red flags'],
  ['vignettes', 'Vignettes'],
] as const;

/** Everything that is known of the guide as it is now, over all possible conversations. */
export function Proof() {
  const { checker, project, goTo } = useWorkbench();
  const latest = checker.latest.value;
  const verdict = useVerdict();
  /** What was true when it could last be proved. */
  const last = useRef<Facts | undefined>(undefined);
  if (latest?.facts) last.current = latest.facts;
  if (!latest) return <p>Checking …</p>;
  const { problems, facts, runs } = latest;
  const broken = !project.file('flow.json').readable.value;
  const [firstProblem] = problems;
  const old = !checker.upToDate.value;
  return (
    <div class="proof">
      <nav aria-label="Proof">
        {chapters.map(([id, title]) => (
          <a key={id} href={`#proof-${id}`} onClick={(event) => jump(event, `proof-${id}`)}>
            {title}
          </a>
        ))}
      </nav>

      <section aria-labelledby="proof-safe">
        <h2 id="proof-safe" tabIndex={-1}>
          Is it safe?
        </h2>
        <p class={`verdict-large ${verdict.kind}`}>{verdict.words}.</p>
        {broken && firstProblem && (
          <p class="note">
            The text is not JSON at the moment: {firstProblem.message}, in line {firstProblem.line}. What stands here is
            of the last text that could be read.{' '}
            <button
              type="button"
              class="quiet"
              onClick={() => goTo({ file: firstProblem.file, path: firstProblem.path }, 'source')}
            >
              Mend it in Source
            </button>
          </p>
        )}
        {last.current && (
          <div class={facts ? '' : 'old'}>
            <Ends facts={last.current} />
          </div>
        )}
        <details>
          <summary>What does “proved” mean?</summary>
          <p>
            Every possible conversation was looked at, not a sample: every combination of answers. Each of them ends, in
            the outcome that your text says it must, and nobody with a red flag is ever offered a booking. It does not
            say that the questions are the right ones: that is for a clinician.
          </p>
        </details>
      </section>

      <section aria-labelledby="proof-problems">
        <h2 id="proof-problems" tabIndex={-1}>
          What to mend
        </h2>
        <Problems problems={problems} old={old} />
      </section>

      <section aria-labelledby="proof-changes">
        <h2 id="proof-changes" tabIndex={-1}>
          What your changes do
        </h2>
        <Changes />
      </section>

      <section aria-labelledby="proof-red-flags">
        <h2 id="proof-red-flags" tabIndex={-1}>
          Red flags
        </h2>
        <RedFlagTable runs={runs} />
      </section>

      <section aria-labelledby="proof-vignettes">
        <h2 id="proof-vignettes" tabIndex={-1}>
          Vignettes
        </h2>
        <p>Example patients, and where a clinician wants each of them to end.</p>
        <VignetteList runs={runs} />
      </section>
    </div>
  );
}

/** Scrolls within the part, and moves the focus there; the address of the page stays as it is. */
function jump(event: MouseEvent, id: string): void {
  event.preventDefault();
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
