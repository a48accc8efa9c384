import type { Flow } from '../../flow/schema.js';
import type { Arranged } from './arrange.js';
import type { Shown } from './graph.js';
import type { FromLayouter, ToLayouter } from './worker.js';

/** Lays flows out beside the page, one after the other; of those that wait, only the newest. */
export type Layouter = { lay(flow: Flow, shown: Shown): void; stop(): void };

/** Starts a layouter in a worker of its own; `done` gets each picture that it finishes. */
export function startLayouter(done: (arranged: Arranged) => void): Layouter {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  let busy = false;
  let waiting: ToLayouter | undefined;
  const next = () => {
    busy = waiting !== undefined;
    if (waiting) worker.postMessage(waiting);
    waiting = undefined;
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromLayouter>) => {
    next();
    done(data);
  });
  return {
    lay(flow, shown) {
      waiting = { flow, shown };
      if (!busy) next();
    },
    stop: () => worker.terminate(),
  };
}
