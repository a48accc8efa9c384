import type { FieldOffer, FromFields, ToFields } from './messages.js';

/** What is known of the fields of a file, from a worker beside the page. */
export type Fields = {
  /** What can stand at an offset of the text. */
  complete(file: string, text: string, offset: number): Promise<FieldOffer[]>;
  /** What the field at an offset is for; undefined when nothing is known about it. */
  explain(file: string, text: string, offset: number): Promise<{ about: string; from: number; to: number } | undefined>;
};

let started: Fields | undefined;

/** The fields of flows and vignettes; the worker starts when it is asked first. */
export function fields(): Fields {
  started ??= start();
  return started;
}

function start(): Fields {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const calls = new Map<number, (answer: FromFields) => void>();
  worker.addEventListener('message', ({ data }: MessageEvent<FromFields>) => {
    calls.get(data.call)?.(data);
    calls.delete(data.call);
  });
  let last = 0;
  const ask = (question: Omit<ToFields, 'call'>) =>
    new Promise<FromFields>((resolve) => {
      const call = ++last;
      calls.set(call, resolve);
      worker.postMessage({ ...question, call } satisfies ToFields);
    });
  return {
    async complete(file, text, offset) {
      const answer = await ask({ kind: 'complete', file, text, offset });
      return answer.kind === 'complete' ? answer.offers : [];
    },
    async explain(file, text, offset) {
      const answer = await ask({ kind: 'explain', file, text, offset });
      return answer.kind === 'explain' && answer.about ? answer : undefined;
    },
  };
}
