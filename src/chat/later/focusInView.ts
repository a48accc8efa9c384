/**
 * Moves the focus to an element and brings `whole`, what belongs to it, into view with `room` px around: its top when it
 * is too tall. Only the chat scrolls, and never the page around it.
 */
export function focusInView(element: HTMLElement, whole: Element = element, room = 12): void {
  element.focus({ preventScroll: true });
  const scroller = element.closest('.scroller');
  if (!scroller) return;
  const box = scroller.getBoundingClientRect();
  const { top, bottom } = whole.getBoundingClientRect();
  // A warning stands on top of what scrolls.
  const covered = scroller.querySelector<HTMLElement>('.warning')?.offsetHeight ?? 0;
  const above = top - box.top - covered - room;
  const below = bottom + room - box.bottom;
  if (above < 0) scroller.scrollTop += above;
  else if (below > 0) scroller.scrollTop += Math.min(above, below);
}
