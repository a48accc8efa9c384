/** Lets messages in that came meanwhile. */
const breathe = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

/**
 * Works on the newest of what it is given, step by step, and gives up as soon as something newer comes. `steps` yields
 * wherever it may be given up. What it throws is an error of the worker, which whoever started that is told.
 */
export function newestOnly<T>(steps: (value: T) => Generator<unknown, unknown>): (value: T) => void {
  let newest: { value: T } | undefined;
  let busy = false;
  const work = async () => {
    busy = true;
    try {
      for (let now = newest; now; now = newest === now ? undefined : newest) {
        const work = steps(now.value);
        while (newest === now && !work.next().done) await breathe();
      }
    } catch (error) {
      // A promise that fails in a worker is told to nobody: an old verdict would stand there for ever.
      reportError(error);
    } finally {
      busy = false;
    }
  };
  return (value) => {
    newest = { value };
    if (!busy) void work();
  };
}
