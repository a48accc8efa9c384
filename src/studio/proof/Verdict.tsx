import { useEffect, useRef, useState } from 'preact/hooks';
import { useWorkbench } from '../workbench.js';
import { exactly, inWords } from './amounts.js';

/** So long, in milliseconds, a check may take before it is said that it is under way. */
const patience = 300;

/** In one line, always in sight: is the guide, as it is now, proved safe? */
export function Verdict() {
  const { checker, tab } = useWorkbench();
  const [late, setLate] = useState(false);
  const latest = checker.latest.value;
  const upToDate = checker.upToDate.value;
  useEffect(() => {
    setLate(false);
    if (upToDate) return undefined;
    const timer = setTimeout(() => setLate(true), patience);
    return () => clearTimeout(timer);
  }, [upToDate, latest?.edition]);
  const { kind, words, title } = verdictOf(latest, checker.failed.value);
  // A screen reader is told when it turns, not at each keystroke.
  const told = useRef('');
  const [announced, announce] = useState('');
  useEffect(() => {
    if (!upToDate || told.current === kind) return;
    if (told.current !== '') announce(words);
    told.current = kind;
  }, [upToDate, kind]);
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
        {late && <span class="verdict-busy"> · checking the rest …</span>}
      </button>
      <span class="sr" role="status">
        {announced}
      </span>
    </p>
  );
}

type Latest = ReturnType<typeof useWorkbench>['checker']['latest']['value'];

/** What is to be said of a flow, in a few words. */
export function verdictOf(latest: Latest, failed?: string): { kind: string; words: string; title?: string } {
  if (failed) return { kind: 'wrong', words: failed };
  if (!latest) return { kind: 'unknown', words: 'Checking …' };
  const { errors, warnings, facts, runs, done } = latest;
  if (errors > 0)
    return { kind: 'wrong', words: `${errors} ${errors === 1 ? 'error' : 'errors'}: must not be published` };
  if (!facts) return { kind: 'wrong', words: 'Not proved: must not be published' };
  // Nobody knows how its patients end: the guide has just been opened, or could not be run until now.
  if (!runs && !done) return { kind: 'unknown', words: 'Checking …' };
  const more = warnings === 0 ? '' : ` · ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`;
  return {
    kind: 'right',
    words: `Safe: proved over ${inWords(facts.conversations)} conversations${more}`,
    title: `${exactly(facts.conversations)} conversations`,
  };
}
