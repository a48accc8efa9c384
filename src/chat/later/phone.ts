/** Shorter than this, what covers the page is not a keyboard but a tool bar. */
const keyboardHeight = 120;

/** Tells when the visitor asks to close something: Back on Android, and on others Escape. TypeScript has no type of it. */
declare class CloseWatcher extends EventTarget {
  onclose: (() => void) | null;
  destroy(): void;
}

/** What a panel needs on phones and tablets: room above the software keyboard, and Back that closes it. */
export function fitPhone(root: ShadowRoot, panel: HTMLElement, onClose: (() => void) | undefined): () => void {
  const stop = new AbortController();
  const listen = { signal: stop.signal };

  const sheet = new CSSStyleSheet();
  root.adoptedStyleSheets.push(sheet);
  const view = globalThis.visualViewport;
  const fit = () => {
    // Keyboards cover the page without a word to its layout. A page that was zoomed looks the same, but is not.
    const covered = view && view.scale < 1.05 && innerHeight - view.height > keyboardHeight;
    sheet.replaceSync(covered ? `dialog:modal{height:${view.height}px;inset-block:${view.offsetTop}px auto}` : '');
    const field = covered && root.activeElement;
    const scroller = field ? field.closest('.scroller') : undefined;
    if (!field || !scroller) return;
    // scrollIntoView() would move the page too.
    const [own, room] = [field.getBoundingClientRect(), scroller.getBoundingClientRect()];
    if (own.bottom > room.bottom || own.top < room.top) scroller.scrollTop += own.top - room.top - room.height / 3;
  };
  // The page's own viewport is listened to only while there is something to fit.
  const follow = () => {
    for (const type of ['resize', 'scroll'])
      if (panel.matches('.open')) view?.addEventListener(type, fit, listen);
      else view?.removeEventListener(type, fit);
  };
  const opens = new MutationObserver(follow);
  opens.observe(panel, { attributeFilter: ['class'] });
  follow();

  // A modal dialog closes with Back by itself, and may do so without asking; other panels need a watcher. Not with a
  // mouse: Escape anywhere on the page would close the panel there.
  panel.addEventListener('close', () => (panel as HTMLDialogElement).open || onClose?.(), listen);
  let watcher: CloseWatcher | undefined;
  const watch = () => {
    watcher?.destroy();
    watcher = undefined;
    if (!onClose || !('CloseWatcher' in globalThis) || !matchMedia('(pointer: coarse)').matches) return;
    if (!panel.matches(':popover-open')) return;
    watcher = new CloseWatcher();
    watcher.onclose = onClose;
  };
  panel.addEventListener('toggle', watch, listen);
  watch();

  return () => {
    stop.abort();
    opens.disconnect();
    watcher?.destroy();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
