// @ts-check
/**
 * One screen of the guide: `screen.html?screen=ID&language=ar`. Loads the real guide, gives it the screen's settings and
 * answers, and does what a visitor would do to get there. Then `data-ready` on the page's root is `yes`; or `no`, and the
 * page says what is wrong. `text=200` doubles the text, as a visitor may in the browser; `still` keeps the focus where it
 * is, for a page that shows many screens. A test calls `showScreen(id)`, again and again in one page.
 */
import { controls, fields, formControls, languages, screens, sendAddress, usualSettings } from './screens.js';

/** @typedef {import('./screens.js').Screen} Screen */
/** @typedef {import('./screens.js').Step} Step */
/** @typedef {import('../../src/flow/answer.js').Answers} Answers */
/** @typedef {import('../../src/flow/schema.js').Flow} Flow */
/** @typedef {{ selector: string, name: string }} Tapped A control that was tapped, and what it is called on screen. */

const asked = new URLSearchParams(location.search);
const language = languages.find((one) => one === asked.get('language')) ?? 'en';
const page = document.documentElement;
page.lang = language;
page.dir = language === 'ar' ? 'rtl' : 'ltr';

/** How long a screen may take, in milliseconds, before the page says that it does not come. */
const patience = 15_000;
/** Whatever waits longer than this is not waited for: no screen turns into another while it is looked at. */
const longest = 2_000;
const never = new Promise(() => {});

/** @type {Screen | undefined} */
let now;
/** @type {Map<string, string>} */
const stored = new Map();

// A tab has one storage for all its frames: here each screen has its own, and nothing is left behind.
Object.defineProperty(globalThis, 'sessionStorage', {
  value: {
    /** @param {string} key */
    getItem: (key) => stored.get(key) ?? null,
    /** @type {(key: string, value: string) => unknown} */
    setItem: (key, value) => stored.set(key, value),
    /** @param {string} key */
    removeItem: (key) => stored.delete(key),
  },
});

const wait = globalThis.setTimeout;
globalThis.setTimeout = /** @type {typeof setTimeout} */ (
  /** @type {(task: () => void, after?: number) => unknown} */
  (task, after = 0) => (after > longest ? 0 : wait(task, after))
);

const request = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const { href, pathname } = new URL(input instanceof Request ? input.url : input, document.baseURI);
  const pretend = now?.pretend;
  if (href === sendAddress) {
    // What asks the sender to come back too late ends at once.
    const answers = { sent: [201], refused: [400], notReached: [503, { 'Retry-After': '60' }] };
    if (pretend?.send && pretend.send !== 'hangs') {
      const [status, headers] = /** @type {[number, Record<string, string>?]} */ (answers[pretend.send]);
      return new Response(null, { status, ...(headers && { headers }) });
    }
    return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
  }
  const file = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (file === 'flow.json' && pretend?.flow === 'hangs') return /** @type {Promise<Response>} */ (never);
  const other = languages.some((one) => one !== language && file === `${one}.json`);
  if ((other && pretend?.languages) || (file === 'flow.json' && pretend?.flow)) throw new TypeError('Failed to fetch');
  return new Response(await text(href));
};

/** @type {Map<string, Promise<string>>} */
const texts = new Map();
/** The text of a file, which is fetched once for all screens. Rejects when there is none. @param {string} address */
function text(address) {
  const known = texts.get(address);
  if (known) return known;
  const coming = request(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(address))));
  texts.set(address, coming);
  return coming;
}

/** @param {object} target @param {string} name @param {() => unknown} get */
const define = (target, name, get) => Object.defineProperty(target, name, { configurable: true, get });
define(navigator, 'onLine', () => !now?.pretend?.offline);
define(navigator, 'clipboard', () => ({
  writeText: async () => {
    if (now?.pretend?.clipboard !== 'works') throw new Error('Nothing is copied on this page.');
  },
}));
define(navigator, 'canShare', () => (now?.pretend?.share ? () => true : undefined));
define(navigator, 'share', () => (now?.pretend?.share ? async () => {} : undefined));
// Nothing is downloaded by looking.
const click = HTMLAnchorElement.prototype.click;
HTMLAnchorElement.prototype.click = function () {
  if (!this.download) click.call(this);
};
if (asked.has('still')) {
  HTMLElement.prototype.focus = () => {};
  // Both would move it. Without the second the panel stands over the page all the same.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLElement.prototype.showPopover = () => {};
}

/** The guide on the page. @returns {HTMLElement & { isOpen: boolean }} */
const guide = () => /** @type {HTMLElement & { isOpen: boolean }} */ (document.querySelector('symptom-guide'));

/**
 * What is in sight at a selector in the guide's shadow root.
 * @param {string} selector
 * @returns {HTMLElement | undefined}
 */
const inSight = (selector) =>
  [.../** @type {ShadowRoot} */ (guide().shadowRoot).querySelectorAll(/** @type {'a'} */ (selector))].find(
    (element) => element.getClientRects().length > 0,
  );

/**
 * Waits until something of the guide is as it should be.
 * @template T
 * @param {() => T | undefined | false} find
 * @param {string} what What is missing if it never is.
 * @returns {Promise<T>}
 */
function until(find, what) {
  return new Promise((resolve, reject) => {
    const root = /** @type {ShadowRoot} */ (guide().shadowRoot);
    const look = () => {
      const found = find();
      if (!found) return;
      observer.disconnect();
      clearTimeout(timer);
      resolve(found);
    };
    const observer = new MutationObserver(look);
    const timer = wait(() => {
      observer.disconnect();
      reject(new Error(what));
    }, patience);
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    look();
  });
}

/** @param {string} selector */
const seen = (selector) => until(() => inSight(selector), `there is no ${selector} in sight`);

/** What was changed is on screen: it is drawn in a microtask. */
const drawn = () => new Promise((resolve) => wait(resolve));

/** Brings one screen after another into the page. */
class Walk {
  /** @type {Tapped[]} */
  tapped = [];
  /** @type {Flow} */
  flow;
  /** @type {Record<string, string>} */
  texts;

  /**
   * @param {Flow} flow
   * @param {Record<string, string>} texts The translations of the flow's texts.
   */
  constructor(flow, texts) {
    this.flow = flow;
    this.texts = texts;
  }

  /** @param {string} selector */
  async tap(selector) {
    const element = await seen(selector);
    this.tapped.push({ selector, name: element.ariaLabel ?? element.textContent?.trim() ?? '' });
    // As under a finger: it is in sight, and has the focus, without a ring around it.
    element.scrollIntoView({ block: 'nearest' });
    element.focus(/** @type {FocusOptions} */ ({ preventScroll: true, focusVisible: false }));
    element.click();
    await drawn();
  }

  /** What the visitor has answered so far. @returns {Answers} */
  get answers() {
    return JSON.parse(stored.get(`symptom-guide:${this.flow.id}`) ?? '{}').answers ?? {};
  }

  /** @param {string} id */
  question(id) {
    const question = this.flow.sections.flatMap(({ questions }) => questions).find((one) => one.id === id);
    if (!question) throw new Error(`the flow has no question "${id}"`);
    return question;
  }

  /**
   * Where a choice or a number of a question is to be tapped.
   * @param {string} id
   * @param {string | number} answer
   */
  place(id, answer) {
    const question = this.question(id);
    const at = 'choices' in question ? question.choices.findIndex((choice) => choice.id === answer) + 1 : answer;
    if ('choices' in question && at === 0) throw new Error(`the question "${id}" has no choice "${answer}"`);
    return `.controls [role=group] [data-key="${at}"]`;
  }

  /**
   * Answers the question that is asked.
   * @param {string} id
   * @param {import('../../src/flow/answer.js').Answer} answer
   */
  async answer(id, answer) {
    const question = this.question(id);
    const list = Array.isArray(answer) ? answer : [answer];
    if (question.type === 'number') await this.type(fields.number, String(answer));
    else if (question.type === 'choices') {
      for (const choice of question.choices) {
        const place = this.place(id, choice.id);
        const box = /** @type {HTMLInputElement} */ (await seen(place));
        const wanted = list.includes(choice.id);
        if (choice.exclusive ? wanted : box.checked !== wanted) await this.tap(place);
      }
    } else await this.tap(this.place(id, list[0]));
    const alone = 'choices' in question && question.choices.some((one) => one.exclusive && list.includes(one.id));
    if (question.type !== 'choice' && !alone) await this.tap(controls.next);
    const same = [this.answers[id]].flat().toSorted().join() === list.toSorted().join();
    if (!same) throw new Error(`the answer ${answer} to "${id}" was not taken`);
  }

  /**
   * @param {string} selector
   * @param {string} text
   */
  async type(selector, text) {
    const field = /** @type {HTMLInputElement} */ (await seen(selector));
    field.focus({ preventScroll: true });
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await drawn();
  }

  /** The question of a topic, as it stands on screen. @param {string} id */
  topic(id) {
    const topic = this.flow.topics?.find((one) => one.id === id);
    if (!topic) throw new Error(`the flow has no topic "${id}"`);
    // In a translation each text has a mark of the text that it translates.
    const own = Object.entries(this.texts).find(([key]) => key.startsWith(`topics.${id}.ask#`));
    return own?.[1] ?? topic.ask;
  }

  /** @param {Step} step */
  async step(step) {
    if ('tap' in step) await this.tap({ ...controls, ...formControls }[step.tap]);
    else if ('answer' in step) {
      for (const [id, answer] of Object.entries(step.answer)) await this.answer(id, answer);
    } else if ('change' in step) {
      const order = this.flow.sections.flatMap(({ questions }) => questions.map(({ id }) => id));
      const at = order.filter((id) => Object.hasOwn(this.answers, id)).indexOf(step.change);
      const pencils = await until(() => guide().shadowRoot?.querySelectorAll('.pencil'), 'no answer can be changed');
      if (!pencils[at]) throw new Error(`"${step.change}" was not answered`);
      /** @type {HTMLElement} */ (pencils[at]).click();
      await drawn();
    } else if ('tick' in step) {
      const [id, ...choices] = step.tick;
      for (const choice of choices) await this.tap(this.place(id, choice));
    } else if ('tapRegion' in step) {
      const region = await seen(`g[data-region="${step.tapRegion}"]`);
      region.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      await drawn();
    } else if ('ask' in step) {
      const ask = this.topic(step.ask);
      const chips = [...(await seen('.chips')).querySelectorAll('button')];
      const chip = chips.find(({ textContent }) => textContent === ask);
      if (!chip) throw new Error(`"${ask}" is not offered`);
      chip.click();
      await drawn();
    } else if ('find' in step) {
      const words = this.topic(step.find).match(/\p{L}+/gu);
      await this.type(fields.find, words?.at(-1) ?? '');
    } else if ('type' in step) await this.type(fields[step.type[0]], step.type[1]);
    else if ('unfold' in step) {
      await seen('.outcome details');
      const all = [.../** @type {ShadowRoot} */ (guide().shadowRoot).querySelectorAll('.outcome details')];
      // One by one, those that stand in no other.
      const folds = all.filter((fold) => step.unfold === 'all' || !fold.parentElement?.closest('details'));
      const wanted = step.unfold === 'all' ? folds : folds.slice(step.unfold, step.unfold + 1);
      if (wanted.length === 0) throw new Error(`the result has only ${folds.length} folded parts`);
      for (const fold of wanted) fold.querySelector('summary')?.click();
      await drawn();
      if (wanted.length === 1) wanted[0]?.scrollIntoView({ block: 'start' });
    } else if ('focus' in step) (await seen(fields[step.focus])).focus();
    else if ('scrollTo' in step) (await seen(step.scrollTo)).scrollIntoView({ block: 'start' });
    else (await seen('.scroller')).scrollBy(0, step.scrollBy);
  }
}

/** Makes the parts that come after the first question fail, or hang. @param {'fails' | 'hangs'} how */
function withoutParts(how) {
  const loader = /** @type {HTMLScriptElement} */ (document.querySelector('script[src*="symptom-guide.js"]')).src;
  const parts = new URL('chat/parts.js', loader).href;
  const code = how === 'fails' ? 'throw new Error("This screen does without.")' : 'await new Promise(() => {})';
  const map = document.createElement('script');
  map.type = 'importmap';
  // Also at the addresses of further tries; and where the dev server has it, from its source.
  const source = new URL('../../src/chat/later/parts.ts', document.baseURI).href;
  const all = [parts, source, ...Array.from({ length: 9 }, (_, nth) => `${parts}?${nth + 1}`)];
  map.textContent = JSON.stringify({
    imports: Object.fromEntries(all.map((one) => [one, `data:text/javascript,${code}`])),
  });
  document.head.append(map);
}

/**
 * Brings a screen into the page, in place of the one before. Rejects, with what is missing, when it does not come.
 * @param {string} id
 * @returns {Promise<Tapped[]>}
 */
export async function showScreen(id) {
  now = screens.find((screen) => screen.id === id);
  if (!now) throw new Error(`There is no screen "${id}".`);
  const { settings, said, earlier, returns, closed, steps, pretend, shows } = now;
  if (pretend?.parts) withoutParts(pretend.parts);
  // A flow of the page's own is in one language.
  const ours = settings?.flow === undefined;
  /** @param {string} address */
  const json = async (address) => JSON.parse(await text(new URL(address, document.baseURI).href));
  const folder = '../../flows/sciatica';
  /** @type {Flow} */
  const flow = await json(settings?.flow ?? `${folder}/flow.json`);
  /** @type {{ texts: Record<string, string> } | undefined} */
  const overlay = ours && language !== flow.language ? await json(`${folder}/${language}.json`) : undefined;
  const walk = new Walk(flow, overlay?.texts ?? {});

  // All was answered before but the last, which is tapped; on coming back, nothing is.
  const last = returns ? undefined : Object.keys(said ?? {}).at(-1);
  const answers = Object.fromEntries(Object.entries(said ?? {}).filter(([question]) => question !== last));
  stored.clear();
  if (said) {
    const version = returns && (returns === 'same' ? flow.version : '0.0.1');
    stored.set(`symptom-guide:${flow.id}`, JSON.stringify({ answers, before: earlier, version }));
  }

  const element = document.createElement('symptom-guide');
  for (const [name, value] of Object.entries({ ...usualSettings, ...settings }))
    if (value !== '') element.setAttribute(name, value);
  guide().replaceWith(element);
  if (asked.get('text') === '200') {
    const large = new CSSStyleSheet();
    large.replaceSync('.panel, .inline, .launcher { font-size: 32px !important; }');
    element.shadowRoot?.adoptedStyleSheets.push(large);
  }
  if (!closed && !guide().isOpen) (await seen('.launcher')).click();
  // The parts for later are there.
  if (!closed && !pretend?.parts && !shows.startsWith('.safety')) await seen(ours ? fields.language : '.progress span');
  // The guide forgets what does not fit its flow.
  const forgotten = Object.keys(answers).filter((question) => !Object.hasOwn(walk.answers, question));
  if (forgotten.length > 0) throw new Error(`the flow takes no such answer to ${forgotten.join(', ')}`);
  if (said && last !== undefined) await walk.answer(last, said[last] ?? null);
  for (const step of steps ?? []) await walk.step(step);
  await seen(shows);
  return walk.tapped;
}
Object.assign(globalThis, { showScreen });

/** Says on the page why there is no screen. @param {unknown} error */
function tell(error) {
  const text = document.createElement('p');
  text.className = 'failed';
  text.setAttribute('role', 'alert');
  text.lang = 'en';
  text.dir = 'ltr';
  text.textContent = `This screen did not come: ${error instanceof Error ? error.message : error}`;
  document.body.append(text);
  page.dataset.ready = 'no';
}

/** The guide's own script is here. Rejects when it is not, or does not come. */
const loaded = new Promise((resolve, reject) => {
  const missing = () => reject(new Error('the guide is not built. Run `npm run build`.'));
  const script = document.querySelector('script[src*="symptom-guide.js"]');
  // It may have failed before this file came.
  if (script instanceof HTMLElement && 'failed' in script.dataset) missing();
  script?.addEventListener('error', missing);
  wait(missing, patience);
  customElements.whenDefined('symptom-guide').then(resolve);
});
const wanted = asked.get('screen');
try {
  await loaded;
  if (wanted) await showScreen(wanted);
  page.dataset.ready = 'yes';
} catch (error) {
  tell(error);
}
