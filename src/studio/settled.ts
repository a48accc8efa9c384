import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** So long, in milliseconds, nothing may have changed. */
const pause = 600;

/**
 * What a signal holds, once it has stayed so for a moment: for what takes longer to draw than a keystroke may, and that
 * nobody looks at while typing. The first value comes at once.
 */
export function useSettled<T>(source: ReadonlySignal<T>): T {
  const settled = useSignal(source.peek());
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const stop = source.subscribe((value) => {
      clearTimeout(waiting);
      if (settled.peek() === undefined) settled.value = value;
      else
        waiting = setTimeout(() => {
          settled.value = value;
        }, pause);
    });
    return () => {
      clearTimeout(waiting);
      stop();
    };
  }, [source]);
  return settled.value;
}
