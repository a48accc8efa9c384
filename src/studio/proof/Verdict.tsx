import { useEffect, useRef, useState } from 'preact/hooks';
import { useWorkbench } from '../workbench.js';
import { exactly, inWords } from './amounts.js';

/** So long, in milliseconds, a check may take before it is said that it is under way. */
const patience = 300;

/** What is to be said of the guide as it is now; `late` when not all of it has been checked for a while. */
export function useVerdict() {
  const { checker } = useWorkbench();
  const [late, setLate] = useState(false);
  const upToDate = checker.upToDate.value;
  // However often somebody types meanwhile: what was said of an earlier text holds for a moment only.
  useEffect(() => {
    setLate(false);
    if (upToDate) return undefined;
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [upToDate]);
  const behind = late && !upToDate;
  return { ...verdictOf(checker.latest.value, checker.failed.value, behind), late: behind };
}

/** In one line, always in sight: is the guide, as it is now, proved safe? */
export function Verdict() {
  const { checker, tab } = useWorkbench();
  const stopped = checker.failed.value !== undefined;
  const settled = checker.upToDate.value || stopped;
  const { kind, words, title, late } = useVerdict();
  const turn = stopped ? 'stopped' : kind;
  // A screen reader is told when it turns, not at each keystroke.
  const told = useRef('');
  const [announced, announce] = useState('');
  useEffect(() => {
    if (told.current === turn) return;
    // What is not so any more is not to be found there either.
    announce(settled && told.current !== '' ? words : '');
    if (settled) told.current = turn;
  }, [settled, turn]);
  return (
    <p class={`verdict ${kind}`}>
      <button
        type="button"
        title={title}
        onClick={() => {
          tab.value = 'proof';
        }}
      >
        {words}
        {late && !stopped && <span class="verdict-busy"> · checking the rest …</span>}
      </button>
      <span class="sr" role="status">
        {announced}
      </span>
    </p>
  );
}

type Latest = ReturnType<typeof useWorkbench>['checker']['latest']['value'];

/**
 * What is to be said of a flow, in a few words. While it is not checked to the end (`late`), it is not called safe: the
 * vignettes, the translations and the last of the proofs come after the first.
 */
export function verdictOf(
  latest: Latest,
  failed: string | undefined,
  late: boolean,
): { kind: 'unknown' | 'wrong' | 'right'; words: string; title?: string } {
  if (failed) return { kind: 'wrong', words: failed };
  if (!latest) return { kind: 'unknown', words: 'Checking …' };
  const { errors, warnings, facts, runs, done } = latest;
  if (errors > 0)
    return { kind: 'wrong', words: `${errors} ${errors === 1 ? 'error' : 'errors'}: must not be published` };
  if (!facts) return { kind: 'wrong', words: 'Not proved: must not be published' };
  const title = `${exactly(facts.conversations)} conversations`;
  // Just opened, or broken until now: nobody knows how its patients end.
  if (late || (!runs && !done)) return { kind: 'unknown', words: 'No error so far', title };
  const more = warnings === 0 ? '' : ` · ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
  return { kind: 'right', words: `Safe: proved over ${inWords(facts.conversations)} conversations${more}`, title };
}
