import { checkInSteps } from '../../check/check.js';
import { type Comparison, compareInSteps } from '../../check/diff.js';
import { NotProved } from '../../check/explore.js';
import type { Problem } from '../../check/problem.js';
import { parseFlow } from '../../flow/parse.js';
import type { Flow } from '../../flow/schema.js';
import type { FromReviewer, TextChanges, Texts } from './messages.js';
import { newestOnly } from './newest.js';
import { changed } from './texts.js';

/** So long, in milliseconds, nobody may have typed: what is done here takes as long as several keystrokes. */
const pause = 250;

const tell = (message: FromReviewer) => postMessage(message);

const check = newestOnly(function* review(texts: Texts) {
  const steps = checkInSteps({ name: texts.name, files: texts.files });
  let told: ReadonlySet<Problem> = new Set();
  for (let step = 0; ; step++) {
    const { done, value } = steps.next();
    // The first three steps are the prover's.
    if (step === 2) told = new Set(value.problems);
    const problems = () => value.problems.filter((problem) => !told.has(problem));
    const { edition } = texts;
    const { runs } = value;
    if (done) {
      yield;
      tell({ edition, done: true, problems: problems(), runs, comparison: yield* compared(texts, value.flow) });
      return;
    }
    // After the vignettes and the translations nothing is new until the end.
    if (step === 3) tell({ edition, done: false, problems: problems(), runs, comparison: undefined });
    yield;
  }
});

let waiting: ReturnType<typeof setTimeout> | undefined;
let newest: Texts | undefined;
addEventListener('message', ({ data }: MessageEvent<TextChanges>) => {
  const texts = changed(newest, data);
  clearTimeout(waiting);
  waiting = setTimeout(() => check(texts), newest ? pause : 0);
  newest = texts;
});

/** Who ends differently than with the flow that is saved. */
function* compared(texts: Texts, flow: Flow | undefined): Generator<undefined, Comparison | undefined> {
  const before = texts.saved;
  if (!flow || before === undefined) return undefined;
  try {
    const saved = parseFlow(JSON.parse(before.replace(/^\uFEFF/, ''))).flow;
    return saved && (yield* compareInSteps(saved, flow));
  } catch (error) {
    if (error instanceof NotProved || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
