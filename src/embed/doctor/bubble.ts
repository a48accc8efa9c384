import { type Finding, fine, look, mend } from './finding.js';

/** How a person who looks at the page's HTML would find an element. */
function nameOf(element: Element): string {
  const id = element.id && `#${element.id}`;
  const classes = [...element.classList].slice(0, 3).map((name) => `.${name}`);
  return `<${element.localName}>${id || classes.length ? ` ${id}${classes.join('')}` : ''}`;
}

/** Whether a visitor can see and tap the bubble in this window: in sight, not covered, not moved by the page. */
export function checkBubble(guide: Element): Finding[] {
  const launcher = guide.shadowRoot?.querySelector('.launcher');
  if (!launcher) return [];
  const isOpen = (guide as Element & { isOpen: boolean }).isOpen;
  if (isOpen) return [look('The panel is open, so the bubble was not looked at.', 'Close it, and check again.')];
  const box = launcher.getBoundingClientRect();
  if (box.width === 0)
    return [
      mend(
        'The bubble is not drawn: the page hides the guide, or something around it.',
        `Look for "display: none" on ${nameOf(guide.parentElement ?? guide)} and around it.`,
      ),
    ];
  const moved = boxAround(guide);
  if (box.right > innerWidth + 1 || box.left < -1 || box.bottom > innerHeight + 1 || box.top < -1)
    return [
      mend(
        'The bubble is outside of the window.',
        moved
          ? `${nameOf(moved)} has a transform, filter or containment, which moves what is fixed in it: put the guide outside of it.`
          : 'Set the distance from the window\u2019s lower edge:',
        moved ? undefined : ':root { --symptom-guide-bottom: 20px }',
      ),
    ];
  const covering = coveredBy(launcher, box);
  if (covering)
    return [
      mend(
        `${nameOf(covering)} covers the bubble.`,
        'If it goes away by itself (a cookie notice), check again after. Else move the bubble up, or to the other side with data-position="start":',
        `:root { --symptom-guide-bottom: ${Math.ceil(innerHeight - covering.getBoundingClientRect().top + 20)}px }`,
      ),
    ];
  return [fine('The bubble is in sight, and nothing covers it.')];
}

/** What lies over the middle or an edge of the bubble; what lets taps through does not, nor does the doctor itself. */
function coveredBy(launcher: Element, box: DOMRect): Element | undefined {
  const root = launcher.getRootNode() as ShadowRoot;
  const inset = 8;
  const points = [
    [box.left + box.width / 2, box.top + box.height / 2],
    [box.left + inset, box.top + box.height / 2],
    [box.right - inset, box.top + box.height / 2],
    [box.left + box.width / 2, box.top + inset],
    [box.left + box.width / 2, box.bottom - inset],
  ] as const;
  for (const [x, y] of points) {
    const [hit] = document.elementsFromPoint(x, y).filter(({ id }) => id !== 'symptom-guide-doctor');
    if (hit && hit !== root.host) return hit;
  }
  return undefined;
}

/** The nearest element around the guide that fixed positions refer to, in place of the window. */
function boxAround(guide: Element): Element | undefined {
  for (let around = guide.parentElement; around; around = around.parentElement) {
    const { transform, translate, scale, rotate, filter, perspective, contain, willChange, containerType } =
      getComputedStyle(around);
    const set = [transform, translate, scale, rotate, filter, perspective].some((value) => value && value !== 'none');
    if (set || /paint|layout|strict|content/.test(contain) || /transform|filter/.test(willChange)) return around;
    if (containerType && containerType !== 'normal') return around;
  }
  return undefined;
}
