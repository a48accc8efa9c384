import type { ComponentChildren } from 'preact';

/** What is wider than a narrow window: it scrolls by itself, also by keys, and the page around it stays. */
export function Scrolls({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys have to reach it.
    <section class="scrolls" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
