/** What a person looks for: by its role, and by its name or a part of it (the text of a regular expression). */
export type Wanted = {
  role: 'button' | 'link' | 'checkbox' | 'radio' | 'combobox' | 'heading' | 'group' | 'region' | 'dialog';
  name: string;
  /** The name of the group that it is in. */
  group?: string;
  /** It is the host page's own, not the guide's. */
  host?: boolean;
};

/** One thing that was found. */
export type Seen = {
  name: string;
  /** The middle of it in the window, in CSS pixels. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** Whether a press at its middle reaches it, and nothing that lies over it. */
  free: boolean;
  /** What the press reaches, as markup. */
  hit: string;
  checked: boolean;
  focused: boolean;
  href: string;
  dir: string;
};

/**
 * Finds what is on screen in the page's guide, in its order; scrolls the first that matches into sight, as a person
 * does: inside the guide, and if `page` says so the page too. Runs in the page, so it uses nothing from outside.
 */
export function look(wanted: Wanted, page: boolean): Seen[] {
  const selectors: Record<Wanted['role'], string> = {
    button: 'button',
    link: 'a[href]',
    checkbox: 'input[type=checkbox]',
    radio: 'input[type=radio]',
    combobox: 'select',
    heading: 'h2,h3,h4,h5',
    group: '[role=group]',
    region: '[role=region]',
    dialog: 'dialog',
  };
  const tidy = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
  const nameOf = (element: HTMLElement): string => {
    const root = element.getRootNode() as ShadowRoot;
    const by = element.getAttribute('aria-labelledby');
    if (by) return tidy(root.getElementById(by)?.textContent);
    const labels = (element as HTMLInputElement).labels;
    return tidy(element.ariaLabel || (labels?.length ? labels[0]?.textContent : element.textContent));
  };
  const shown = (element: Element) =>
    !element.closest('[inert], [aria-hidden=true]') && element.checkVisibility({ visibilityProperty: true });
  const all = (root: ParentNode, role: Wanted['role'], name: string) =>
    [...root.querySelectorAll<HTMLElement>(selectors[role])].filter(
      (element) => shown(element) && new RegExp(name, 'u').test(nameOf(element)),
    );
  // The guide may be in a frame of the page; what the window shows of it is further down.
  const frames = [...document.querySelectorAll<HTMLIFrameElement>('iframe, frame')];
  const frame = frames.find(({ contentDocument }) => contentDocument?.querySelector('symptom-guide'));
  const inner = frame?.contentDocument ?? document;
  const corner = frame?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const hit = (x: number, y: number) => {
    let found = inner.elementFromPoint(x, y);
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };

  const roots: ParentNode[] = wanted.host
    ? [inner]
    : [...inner.querySelectorAll('symptom-guide')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  const places = roots.flatMap((root): ParentNode[] => (wanted.group ? all(root, 'group', wanted.group) : [root]));
  const matches = places.flatMap((place) => all(place, wanted.role, wanted.name));
  const [first] = matches;
  const scroller = first?.closest<HTMLElement>('.scroller');
  if (first && scroller) {
    const [own, room] = [first.getBoundingClientRect(), scroller.getBoundingClientRect()];
    if (own.top < room.top || own.bottom > room.bottom)
      scroller.scrollTop += own.top + own.height / 2 - room.top - room.height / 2;
  }
  if (first && page) {
    const { top, bottom, height } = first.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) scrollBy({ top: top + height / 2 - innerHeight / 2, behavior: 'instant' });
  }
  return matches.map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const over = hit(x, y);
    const own = [element, ...((element as HTMLInputElement).labels ?? [])];
    return {
      name: nameOf(element),
      x: x + corner.left + (frame?.clientLeft ?? 0),
      y: y + corner.top + (frame?.clientTop ?? 0),
      width,
      height,
      free: own.some((one) => one.contains(over)),
      hit: over?.outerHTML.slice(0, 100) ?? 'nothing',
      checked: (element as HTMLInputElement).checked === true,
      focused: (element.getRootNode() as ShadowRoot | Document).activeElement === element,
      href: element.getAttribute('href') ?? '',
      dir: getComputedStyle(element).direction,
    };
  });
}
