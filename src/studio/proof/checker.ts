import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Witness } from '../../check/explore.js';
import type { Flow } from '../../flow/schema.js';
import type { Project } from '../project.js';
import type { Checked, FromChecker, Target, ToChecker } from './messages.js';

/** Checks the project beside the page, at each change of a text. */
export type Checker = {
  /** What was found last, perhaps about an earlier edition of the texts; undefined until something was. */
  readonly latest: ReadonlySignal<Checked | undefined>;
  /** Whether `latest` is all there is to say about the texts as they are now. */
  readonly upToDate: ReadonlySignal<boolean>;
  /** The last flow that could be shown: while the text is broken, the one before it broke. */
  readonly flow: ReadonlySignal<Flow | undefined>;
  /** The shortest conversation to there; undefined when there is none. */
  way(to: Target): Promise<Witness | undefined>;
  /**
   * The clinical script as a whole HTML page, dated `on` (an ISO day); undefined when the texts are not proved, or not
   * checked to the end yet.
   */
  script(on: string): Promise<string | undefined>;
  stop(): void;
};

/** Starts the checker of a project. */
export function startChecker(project: Project): Checker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const latest = signal<Checked | undefined>(undefined);
  const upToDate = signal(false);
  const flow = signal<Flow | undefined>(undefined);
  const calls = new Map<number, (answer: FromChecker) => void>();
  let edition = 0;
  let call = 0;
  const ask = (message: ToChecker) => worker.postMessage(message);
  worker.addEventListener('message', ({ data }: MessageEvent<FromChecker>) => {
    if (data.kind !== 'checked') {
      calls.get(data.call)?.(data);
      calls.delete(data.call);
      return;
    }
    const { checked } = data;
    latest.value = checked;
    upToDate.value = checked.done && checked.edition === edition;
    // The same flow in all steps of an edition is shown once.
    if (checked.flow && shownEdition !== checked.edition) {
      shownEdition = checked.edition;
      flow.value = checked.flow;
    }
  });
  let shownEdition = -1;
  const stop = effect(() => {
    const files = project.files.value.map((name) => project.file(name));
    const texts = files.map(({ name, text }): [string, string] => [name, text.value]);
    const saved = files.flatMap(({ name, saved }): [string, string][] =>
      saved.value === undefined ? [] : [[name, saved.value]],
    );
    edition++;
    upToDate.value = false;
    ask({ kind: 'check', texts: { edition, name: project.name, files: texts, saved } });
  });
  return {
    latest,
    upToDate,
    flow,
    way: (to) =>
      new Promise((resolve) => {
        calls.set(++call, (answer) => answer.kind === 'way' && resolve(answer.way));
        ask({ kind: 'way', call, to });
      }),
    script: (on) =>
      new Promise((resolve) => {
        calls.set(++call, (answer) => answer.kind === 'script' && resolve(answer.page));
        ask({ kind: 'script', call, on });
      }),
    stop() {
      stop();
      worker.terminate();
    },
  };
}
