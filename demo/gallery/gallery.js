// @ts-check
/** The gallery: all screens of the table, small and side by side, and one of them large. */
import { groups, screens } from './screens.js';

/** @typedef {import('./screens.js').Screen} Screen */

/** How the screens can be looked at: the values of each, the first being what there is at the start. */
const looks = {
  language: { title: 'Language', values: { en: 'English', es: 'Español', ar: 'العربية' } },
  colours: { title: 'Colours', values: { light: 'Light', dark: 'Dark' } },
  device: { title: 'Device', values: { phone: 'Phone', desktop: 'Desktop' } },
  text: { title: 'Text', values: { 100: '100 %', 200: '200 %' } },
};
/** @typedef {keyof typeof looks} Name */

/** How many screens are brought into their frames at a time. */
const atOnce = 3;

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Partial<HTMLElementTagNameMap[T]>} [properties]
 * @param {...(Node | string)} content
 */
function make(tag, properties = {}, ...content) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...content);
  return element;
}
/** @template {Element} T @param {string} selector @param {new () => T} type @returns {T} */
function find(selector, type) {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`The page has no ${selector}.`);
  return found;
}

const address = new URLSearchParams(location.search);
const form = find('.looks', HTMLFormElement);
const dialog = find('.large', HTMLDialogElement);
const box = find('.large-frame', HTMLElement);
const title = find('#large-title', HTMLElement);
const note = find('#system-colours', HTMLElement);

/** The value that is chosen for a look. @param {Name} name */
const chosen = (name) => String(new FormData(form).get(name));

for (const [name, { title, values }] of Object.entries(looks)) {
  const entries = Object.entries(values);
  const wanted = entries.find(([value]) => value === address.get(name))?.[0] ?? entries[0]?.[0];
  form.append(
    make(
      'fieldset',
      {},
      make('legend', {}, title),
      ...entries.map(([value, text]) =>
        make('label', {}, make('input', { type: 'radio', name, value, checked: value === wanted }), text),
      ),
    ),
  );
}
for (const label of form.querySelectorAll('label'))
  if (label.querySelector('[name=language]')) label.lang = label.querySelector('input')?.value ?? '';

/** Where a screen is, as it is looked at now. @param {Screen} screen @param {boolean} still */
function addressOf({ id }, still) {
  const query = new URLSearchParams({ screen: id, language: chosen('language'), text: chosen('text') });
  return `screen.html?${query}${still ? '&still' : ''}`;
}

/** A frame for a screen, still empty. @param {Screen} screen */
function frameFor(screen) {
  const frame = make('iframe', { title: screen.title, className: 'frame-page' });
  // What a page in a frame takes for the visitor's choice of colours.
  frame.style.colorScheme = chosen('colours');
  return frame;
}

/** The frames that wait. @type {{ frame: HTMLIFrameElement, src: string }[]} */
let waiting = [];
/** The frames whose screen is on its way. @type {Set<HTMLIFrameElement>} */
const coming = new Set();
/** Brings the next screens into their frames, a few at a time. */
function bringNext() {
  while (coming.size < atOnce) {
    // What is in sight comes first: scrolling to a screen passes all those before it.
    const inSight = waiting.findIndex(({ frame }) => {
      const { top, bottom } = frame.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    const [next] = waiting.splice(Math.max(inSight, 0), 1);
    if (!next) return;
    const { frame, src } = next;
    coming.add(frame);
    frame.addEventListener('load', () => whenReady(frame, tellColours), { once: true });
    frame.src = src;
  }
}

/** @param {HTMLIFrameElement} frame @param {(page: Window) => void} then */
function whenReady(frame, then) {
  const page = frame.contentWindow;
  const root = frame.contentDocument?.documentElement;
  const done = () => {
    if (!root?.dataset.ready) return;
    observer.disconnect();
    // It may have been taken away meanwhile.
    if (!coming.delete(frame)) return;
    if (page) then(page);
    bringNext();
  };
  const observer = new MutationObserver(done);
  if (root) observer.observe(root, { attributeFilter: ['data-ready'] });
  done();
}

/** Says so where a browser gives frames the colours of the system, whatever was chosen. @param {Window} page */
function tellColours(page) {
  const dark = page.matchMedia('(prefers-color-scheme: dark)').matches;
  note.textContent =
    dark === (chosen('colours') === 'dark')
      ? ''
      : 'This browser shows the screens in the colours of your system. To see the others, change them there.';
}

// Screens far below are not fetched before somebody comes near.
const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const screen = screens.find(({ id }) => id === target.id);
      if (!isIntersecting || !screen) continue;
      near.unobserve(target);
      const frame = frameFor(screen);
      // Small screens are pictures: nothing in them can be tapped or has the focus.
      frame.inert = true;
      target.querySelector('.screen-frame')?.replaceChildren(frame);
      waiting.push({ frame, src: addressOf(screen, true) });
    }
    bringNext();
  },
  { rootMargin: '300px' },
);

const cards = screens.map((screen) => {
  const link = make('a', { href: `?screen=${screen.id}`, className: 'screen-link' }, screen.title);
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showLarge(screen);
  });
  return make('li', { id: screen.id, className: 'screen' }, make('div', { className: 'screen-frame' }), link);
});

let at = 0;
find('.groups', HTMLElement).append(
  ...groups.map((group, nth) =>
    make(
      'section',
      { id: `group-${nth + 1}` },
      make('h2', {}, group.title),
      make('ul', { className: 'screens' }, ...group.screens.map(() => /** @type {HTMLLIElement} */ (cards[at++]))),
    ),
  ),
);
find('.contents nav', HTMLElement).append(
  make(
    'ul',
    { className: 'contents-list' },
    ...groups.map((group, nth) =>
      make(
        'li',
        { className: 'contents-group' },
        make('a', { href: `#group-${nth + 1}` }, group.title),
        make(
          'ul',
          { className: 'contents-list' },
          ...group.screens.map(({ id, title }) =>
            make('li', {}, make('a', { href: `#${id}`, className: 'contents-link' }, title)),
          ),
        ),
      ),
    ),
  ),
);
find('.contents', HTMLDetailsElement).open = matchMedia('(min-width: 70rem)').matches;

/** Shows all screens anew, as they are looked at now. */
function redraw() {
  document.documentElement.className = chosen('device');
  waiting = [];
  coming.clear();
  near.disconnect();
  for (const card of cards) {
    card.querySelector('iframe')?.remove();
    near.observe(card);
  }
}

/** @type {Screen | undefined} */
let large;
/** Shows one screen large. @param {Screen} screen */
function showLarge(screen) {
  large = screen;
  title.textContent = screen.title;
  find('.alone', HTMLAnchorElement).href = addressOf(screen, false);
  const place = screens.indexOf(screen);
  find('.before', HTMLButtonElement).disabled = place === 0;
  find('.after', HTMLButtonElement).disabled = place === screens.length - 1;
  const frame = frameFor(screen);
  frame.src = addressOf(screen, true);
  box.replaceChildren(frame);
  if (!dialog.open) {
    dialog.showModal();
    title.focus();
  }
  enlarge();
  remember();
}
/** Makes a large screen as large as there is room. */
function enlarge() {
  const style = getComputedStyle(dialog);
  const [width, height] = ['--width', '--height'].map((name) => Number(style.getPropertyValue(name)));
  const room = dialog.getBoundingClientRect();
  const bar = find('.large-bar', HTMLElement).offsetHeight;
  const scale = Math.min(1, (room.width - 34) / Number(width), (room.height - bar - 18) / Number(height));
  dialog.style.setProperty('--scale', String(Math.max(scale, 0.2)));
}
/** Keeps what is looked at in the address. */
function remember() {
  const query = new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)]));
  if (large) query.set('screen', large.id);
  history.replaceState(null, '', `?${query}${large ? '' : location.hash}`);
}

/** @param {number} by */
const step = (by) => {
  const next = large && screens[screens.indexOf(large) + by];
  if (next) showLarge(next);
};
find('.before', HTMLButtonElement).addEventListener('click', () => step(-1));
find('.after', HTMLButtonElement).addEventListener('click', () => step(1));
find('.close', HTMLButtonElement).addEventListener('click', () => dialog.close());
dialog.addEventListener('keydown', (event) => {
  if (event.key === 'ArrowLeft') step(-1);
  if (event.key === 'ArrowRight') step(1);
});
dialog.addEventListener('close', () => {
  box.replaceChildren();
  const link = cards[large ? screens.indexOf(large) : -1]?.querySelector('a');
  large = undefined;
  remember();
  link?.focus();
});
addEventListener('resize', () => dialog.open && enlarge());

form.addEventListener('change', (event) => {
  remember();
  const changed = /** @type {HTMLInputElement} */ (event.target).name;
  if (changed !== 'colours') return redraw();
  // Their pages change by themselves.
  for (const frame of document.querySelectorAll('iframe')) frame.style.colorScheme = chosen('colours');
  const first = document.querySelector('iframe')?.contentWindow;
  if (first) requestAnimationFrame(() => tellColours(first));
});
redraw();
const wanted = screens.find(({ id }) => id === address.get('screen'));
if (wanted) showLarge(wanted);
else if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
