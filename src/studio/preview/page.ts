import type { Answers } from '../../flow/answer.js';
import css from './page.css?inline';

/** This release; put in by the build. */
declare const __VERSION__: string;

/** What a visitor is shown: the texts of the flow's files, where they are in it, and the page they are on. */
export type Shown = {
  /** The id of the flow in `files`. */
  flow: string;
  /** `flow.json` and the translations, by name. */
  files: ReadonlyMap<string, string>;
  answers: Answers;
  language: string;
  /** Attributes of the element: clinic settings, accent, label. */
  attributes: Readonly<Record<string, string>>;
  /** `phone`: the guide fills the page; `desktop`: its panel stands open in the corner. `bubble`: there it is closed. */
  frame: 'phone' | 'desktop' | 'bubble';
};

/** What happens in the preview. */
export type Heard = {
  /** The visitor answered, changed an answer, or started again. */
  onAnswers: (answers: Answers) => void;
  /** A question was clicked: an earlier one by its place in the conversation, or the one that is asked now. */
  onPick: (step: number | 'current') => void;
  /** It is drawn. */
  onDrawn: () => void;
};

/** How the studio speaks to the page in the frame. */
export type PreviewPage = { show(shown: Shown): void; heard: Heard | undefined };

declare global {
  interface Window {
    preview?: PreviewPage;
  }
}

const release = new URL(`../symptom-guide/${__VERSION__}/`, location.href).href;
const draft = new URL('draft/', location.href).href;
let shown: Shown | undefined;
let guide: (HTMLElement & { flow: object | string; open(): void }) | undefined;
let edition = 0;

// The very files that ship ask for the flow and its translations as they do on a clinic's page, and get the drafts.
const { fetch } = window;
window.fetch = async (input, init) => {
  const address = new URL(input instanceof Request ? input.url : input, location.href);
  if (!address.href.startsWith(draft)) return fetch(input, init);
  const text = shown?.files.get(address.pathname.split('/').at(-1) ?? '');
  return text === undefined ? new Response('', { status: 404 }) : new Response(text);
};

// The chat keeps the visitor's answers here after each of them, and finds them here when it is drawn anew.
const { setItem, removeItem } = Storage.prototype;
const keyOf = ({ flow }: Shown) => `symptom-guide:${flow}`;
const heardFrom = (storage: Storage, key: string, value: string | undefined) => {
  if (storage !== sessionStorage || !shown || key !== keyOf(shown)) return;
  const { answers = {} } = JSON.parse(value ?? '{}') as { answers?: Answers };
  if (JSON.stringify(answers) !== JSON.stringify(shown.answers)) {
    shown = { ...shown, answers };
    page.heard?.onAnswers(answers);
  }
};
Storage.prototype.setItem = function (key, value) {
  setItem.call(this, key, value);
  heardFrom(this, key, value);
};
Storage.prototype.removeItem = function (key) {
  removeItem.call(this, key);
  heardFrom(this, key, undefined);
};

const page: PreviewPage = {
  heard: undefined,
  show(next) {
    const before = shown;
    shown = next;
    const { answers, language, attributes, frame } = next;
    // Without a version, the chat goes on and does not ask whether to.
    setItem.call(sessionStorage, keyOf(next), JSON.stringify({ flow: next.flow, answers }));
    const given = Object.entries({ ...attributes, language }).filter(
      ([name, value]) => value !== '' && !ours.has(name),
    );
    const redraw = drawnOnce.some((name) => before?.attributes[name] !== attributes[name]);
    if (!guide || before?.frame !== frame || redraw) place(frame, given);
    if (!guide) return;
    for (const name of Object.keys({ ...before?.attributes, language: '' }))
      if (!ours.has(name)) guide.removeAttribute(name);
    for (const [name, value] of given) guide.setAttribute(name, value);
    // Answers that are set anew, even to the same ones, mean: go to that question.
    if (before?.answers !== answers || before?.frame !== frame) stay = undefined;
    else if (!drawing) stay = scroller()?.scrollTop ?? 0;
    drawing = true;
    // A new address each time, for the same one would not be read again.
    guide.flow = `draft/flow.json?${++edition}`;
    drawn = () => {
      drawing = false;
      const box = scroller();
      if (box && stay !== undefined) box.scrollTop = stay;
      page.heard?.onDrawn();
    };
  },
};
let drawn: (() => void) | undefined;
/** Where the conversation was scrolled to, if it is to stay there; looked up only when nothing is being drawn. */
let stay: number | undefined;
let drawing = false;

const scroller = () => guide?.shadowRoot?.querySelector('.scroller');

/** Attributes that the preview itself sets, or that would keep it from hearing the answers. */
const ours = new Set(['flow', 'clinic', 'display', 'open', 'remember', 'debug']);
/** Attributes that a guide reads once, when it comes into the page. */
const drawnOnce = ['position', 'label', 'accent'];

/** Puts a guide into the page, in place of the one there was. */
function place(frame: Shown['frame'], attributes: readonly (readonly [string, string])[]): void {
  guide?.remove();
  document.body.className = frame;
  const made = document.createElement('symptom-guide') as NonNullable<typeof guide>;
  if (frame === 'phone') made.setAttribute('display', 'inline');
  if (frame === 'desktop') made.setAttribute('open', '');
  for (const [name, value] of attributes) made.setAttribute(name, value);
  made.flow = `draft/flow.json?${++edition}`;
  document.body.append(made);
  made.shadowRoot?.adoptedStyleSheets.push(fullScreen);
  guide = made;
}

// Each drawing tells where it is as soon as it is there.
for (const type of ['guide-step', 'guide-outcome', 'guide-error'])
  addEventListener(type, () => queueMicrotask(() => drawn?.()));

// Whoever saves or undoes means the studio, also with the focus in here.
addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!(ctrlKey || metaKey) || altKey || !/^[szy]$/i.test(key)) return;
  event.preventDefault();
  parent.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, metaKey, shiftKey, cancelable: true }));
});

addEventListener('click', (event) => {
  const path = event.composedPath().filter((one): one is Element => one instanceof Element);
  const used = path.some((one) => one.matches('a, button, input, label, summary'));
  const said = path.find((one) => one.matches('.guide, [data-current]'));
  if (used || !said) return;
  const step = said.closest('.step');
  const steps = [...(guide?.shadowRoot?.querySelectorAll('.step') ?? [])];
  page.heard?.onPick(step ? steps.indexOf(step) : 'current');
});

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
// On a phone the guide's dialog fills the screen; this one, which takes no focus, does as well.
const fullScreen = new CSSStyleSheet();
fullScreen.replaceSync('.inline.inline { max-width: none; height: 100dvh; border: 0; border-radius: 0 }');
document.adoptedStyleSheets = [sheet];
// Its own guide is placed by hand: there must be one before the loader looks.
const script = document.createElement('script');
script.src = `${release}symptom-guide.js`;
script.addEventListener('load', () => {
  window.preview = page;
  window.dispatchEvent(new Event('preview-ready'));
});
script.addEventListener('error', () => {
  document.body.textContent = `The guide itself is not here: ${release} has to be published beside the studio.`;
});
const placeholder = document.createElement('symptom-guide');
document.body.append(placeholder);
script.addEventListener('load', () => placeholder.remove());
document.head.append(script);
