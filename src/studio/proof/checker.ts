import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { inOrder } from '../../check/check.js';
import type { Witness } from '../../check/explore.js';
import type { Flow } from '../../flow/schema.js';
import type { Project } from '../project.js';
import type { Checked, FromProver, FromReviewer, Target, Texts, ToProver } from './messages.js';
import { changesSince } from './texts.js';

/** Checks the project beside the page, at each change of a text. */
export type Checker = {
  /** What was found last, perhaps about an earlier edition of the texts; undefined until something was. */
  readonly latest: ReadonlySignal<Checked | undefined>;
  /** Whether `latest` is all there is to say about the texts as they are now. */
  readonly upToDate: ReadonlySignal<boolean>;
  /** The last flow that could be shown: while the text is broken, the one before it broke. */
  readonly flow: ReadonlySignal<Flow | undefined>;
  /** Why nothing is checked any more, in one line, should the browser have stopped a checker several times. */
  readonly failed: ReadonlySignal<string | undefined>;
  /** A conversation to there; undefined when there is none, or when the checker has not answered in time. */
  way(to: Target): Promise<Witness | undefined>;
  /**
   * The clinical script as a whole HTML page, dated `on` (an ISO day); undefined when the texts are not proved, or not
   * checked to the end yet.
   */
  script(on: string): Promise<string | undefined>;
  stop(): void;
};

/** So long, in milliseconds, an answer of the checker is waited for: it may be at work on something large. */
const patience = 10_000;
/** How often a checker that broke is started again. */
const mostStarts = 3;

type Proved = FromProver & { kind: 'proved' };

/**
 * Starts the checker of a project: two workers, so that what takes long never stands before a keystroke's proof.
 */
export function startChecker(project: Project): Checker {
  const failed = signal<string | undefined>(undefined);
  const flow = signal<Flow | undefined>(undefined);
  const shown = signal<{ edition: number; flow: Flow | undefined } | undefined>(undefined);
  const facts = signal<(FromProver & { kind: 'facts' }) | undefined>(undefined);
  const proved = signal<Proved | undefined>(undefined);
  const reviewed = signal<FromReviewer | undefined>(undefined);
  const calls = new Map<number, (answer: FromProver | undefined) => void>();
  let texts: Texts | undefined;
  let call = 0;

  const prover = restarting(
    () => new Worker(new URL('./prover.ts', import.meta.url), { type: 'module' }),
    (data: FromProver) => {
      if (data.kind === 'flow') {
        shown.value = data;
        if (data.flow) flow.value = data.flow;
      } else if (data.kind === 'facts') {
        performance.clearMarks('facts');
        performance.mark('facts', { detail: data.edition });
        facts.value = data;
      } else if (data.kind === 'proved') {
        performance.clearMarks('proved');
        performance.mark('proved', { detail: data.edition });
        proved.value = data;
      } else {
        calls.get(data.call)?.(data);
        calls.delete(data.call);
      }
    },
    (again) => {
      // Whoever waits for an answer gets none.
      for (const answer of calls.values()) answer(undefined);
      calls.clear();
      if (again && texts) prover.post({ kind: 'check', changes: changesSince(undefined, texts) });
      else failed.value = 'The checker has stopped. Save your work and load this page again.';
    },
  );
  const reviewer = restarting(
    () => new Worker(new URL('./reviewer.ts', import.meta.url), { type: 'module' }),
    (data: FromReviewer) => {
      reviewed.value = data;
    },
    (again) => {
      if (again && texts) reviewer.post(changesSince(undefined, texts));
      else failed.value = 'The second checker has stopped. Save your work and load this page again.';
    },
  );

  const edition = signal(0);
  const stop = effect(() => {
    const files = project.files.value.map((name) => project.file(name));
    const before = texts;
    texts = {
      edition: edition.peek() + 1,
      name: project.name,
      files: new Map(files.map(({ name, text }) => [name, text.value])),
      saved: project.file('flow.json').saved.value,
    };
    edition.value = texts.edition;
    const changes = changesSince(before, texts);
    prover.post({ kind: 'check', changes });
    reviewer.post(changes);
  });

  const latest = computed((): Checked | undefined => {
    const proof = proved.value;
    if (!proof) return undefined;
    const rest = reviewed.value;
    const same = rest?.edition === proof.edition;
    // Until it is looked at anew, what takes longer is as it was.
    const problems = inOrder([...proof.problems, ...(rest?.problems ?? [])]);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    return {
      name: project.name,
      edition: proof.edition,
      done: same && rest.done,
      problems,
      errors,
      warnings: problems.length - errors,
      flow: shown.value?.edition === proof.edition ? shown.value.flow : flow.value,
      facts: facts.value && facts.value.edition > proof.edition ? facts.value.facts : proof.facts,
      vignettes: rest?.runs?.length,
      runs: rest?.runs,
      comparison: same ? rest.comparison : undefined,
    };
  });
  const upToDate = computed(() => latest.value?.done === true && latest.value.edition === edition.value);
  const ask = (message: (call: number) => ToProver) =>
    new Promise<FromProver | undefined>((resolve) => {
      const own = ++call;
      const late = setTimeout(() => {
        calls.delete(own);
        resolve(undefined);
      }, patience);
      calls.set(own, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      prover.post(message(own));
    });
  return {
    latest,
    upToDate,
    flow,
    failed,
    async way(to) {
      const answer = await ask((call) => ({ kind: 'way', call, to }));
      return answer?.kind === 'way' ? answer.way : undefined;
    },
    async script(on) {
      const { vignettes = 0, errors: problems = 0 } = latest.peek() ?? {};
      if (!upToDate.peek()) return undefined;
      const answer = await ask((call) => ({ kind: 'script', call, on, vignettes, problems }));
      return answer?.kind === 'script' ? answer.page : undefined;
    },
    stop() {
      stop();
      prover.end();
      reviewer.end();
    },
  };
}

/** A worker that is started again when it breaks, a few times; `broken` is told each time whether it was. */
function restarting<T>(make: () => Worker, hear: (data: T) => void, broken: (again: boolean) => void) {
  let starts = 0;
  let worker: Worker;
  const start = () => {
    starts++;
    worker = make();
    worker.addEventListener('message', ({ data }: MessageEvent<T>) => hear(data));
    worker.addEventListener('error', (event) => {
      console.error(`[symptom-guide] A checker of the studio broke: ${event.message}`);
      worker.terminate();
      const again = starts < mostStarts;
      if (again) start();
      broken(again);
    });
  };
  start();
  return { post: (message: unknown) => worker.postMessage(message), end: () => worker.terminate() };
}
