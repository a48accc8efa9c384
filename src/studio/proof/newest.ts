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
 * wherever it may be given up. What it throws is reported as an error of the page or worker that it works in.
 */
export function newestOnly<T>(steps: (value: T) => Generator<unknown, unknown>): (value: T) => void {
  let newest: { value: T } | undefined;
  let busy = false;
  const work = async () => {
    busy = true;
    for (let now = newest; now; now = newest === now ? undefined : newest) {
      const work = steps(now.value);
      while (newest === now && !work.next().done) await breathe();
    }
    busy = false;
  };
  return (value) => {
    newest = { value };
    // A page hears of a worker's errors, but not of its rejected promises: it would wait for an answer for ever.
    if (!busy) work().catch((error: unknown) => reportError(error));
  };
}
