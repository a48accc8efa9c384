/**
 * Watches what a widget does to the page it is on. Put it first among the scripts of a page (after its style sheets):
 *
 *     <script src="watch.js"></script>
 *
 * use the page, and ask `hostWatch.changes()` on the console: one line for each thing that is not as it was. It works
 * in any browser, under a strict content security policy and with trusted types, and needs no driver or extension.
 *
 * It is about <symptom-guide>; for another widget, change `widget`, `own` and `openers`.
 */
(() => {
  const widget = 'symptom-guide';
  /** The widget's own entries in sessionStorage. Anywhere else even these would be a finding. */
  const own = 'symptom-guide:';
  /** What a visitor presses to open the widget: focus may return there. */
  const openers = '[data-symptom-guide="open"]';

  // Taken before anybody patches them: some hosts do.
  const { addEventListener } = EventTarget.prototype;
  const { apply } = Reflect;
  const { Element, MediaQueryList } = window;
  const listen = (target, type, listener, options) => apply(addEventListener, target, [type, listener, options]);

  const said = [];
  const events = [];
  const storage = [];
  const text = (value) => (value instanceof Error ? `${value.name}: ${value.message}` : String(value));

  /** Puts a function in front of a method. `before` sees what the method gets; the method does as always. */
  function spy(object, name, before) {
    const method = object?.[name];
    if (typeof method !== 'function') return;
    object[name] = {
      [name](...given) {
        before(this, given);
        return apply(method, this, given);
      },
    }[name];
  }

  // The console, and what browsers write to it without calling it.

  for (const level of ['error', 'warn'])
    spy(console, level, (_, given) => said.push(`console.${level}: ${given.map(text).join(' ')}`));
  // In the capture phase, since an image or a script that fails tells nobody but itself.
  listen(
    window,
    'error',
    ({ target, message }) => said.push(`error: ${message ?? `${target.localName} not loaded: ${target.src}`}`),
    true,
  );
  listen(window, 'unhandledrejection', ({ reason }) => said.push(`unhandled rejection: ${text(reason)}`));
  listen(document, 'securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
    said.push(`content security policy: ${effectiveDirective} refused ${blockedURI} (${sourceFile}:${lineNumber})`),
  );

  // What the widget tells the page. Seen where it is sent, so that no listener of the page can hide it.

  spy(EventTarget.prototype, 'dispatchEvent', (_, [event]) => {
    if (event?.type?.startsWith('guide-'))
      events.push({ type: event.type, detail: JSON.parse(JSON.stringify(event.detail ?? null)) });
  });

  // What is written. Names only: a value may be private.

  /** The name of a storage area. Where storage is refused, as in a sandboxed frame, even asking throws. */
  const areaOf = (area) =>
    ['localStorage', 'sessionStorage'].find((name) => {
      try {
        return window[name] === area;
      } catch {
        return false;
      }
    }) ?? 'a storage';
  for (const name of ['setItem', 'removeItem', 'clear'])
    spy(Storage.prototype, name, (area, [key = '']) =>
      storage.push({ area: areaOf(area), action: name, key: `${key}` }),
    );
  spy(window.IDBFactory?.prototype, 'open', (_, [key]) =>
    storage.push({ area: 'indexedDB', action: 'open', key: `${key}` }),
  );
  spy(window.CacheStorage?.prototype, 'open', (_, [key]) =>
    storage.push({ area: 'caches', action: 'open', key: `${key}` }),
  );
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
  if (cookie)
    Object.defineProperty(Document.prototype, 'cookie', {
      ...cookie,
      set(value) {
        storage.push({ area: 'cookie', action: 'set', key: `${value}`.split('=')[0].trim() });
        apply(cookie.set, this, [value]);
      },
    });

  // Listeners. A browser does not tell who listens to what, so everybody who comes and goes is written down.

  /** Each listener by the target it is on. Weak: watching keeps nothing alive. */
  const listeners = new WeakMap();
  /** All targets, for counting. */
  const targets = new Set();

  /** The place of a listener in its target's list, or -1: a browser adds one that it has already no second time. */
  const placeOf = (list, type, listener, capture) =>
    list.findIndex((one) => one.type === type && one.listener === listener && one.capture === capture);

  function forget(target, type, listener, capture) {
    const list = listeners.get(target) ?? [];
    const place = placeOf(list, type, listener, capture);
    if (place >= 0) list.splice(place, 1);
  }

  function write(target, type, listener, options) {
    const { capture = false, once = false, signal } = Object(options) === options ? options : { capture: !!options };
    if (!listener || signal?.aborted) return;
    const list = listeners.get(target) ?? [];
    if (placeOf(list, type, listener, !!capture) >= 0) return;
    if (!listeners.has(target)) {
      listeners.set(target, list);
      targets.add(new WeakRef(target));
    }
    list.push({ type, listener, capture: !!capture });
    const gone = () => forget(target, type, listener, !!capture);
    // These go without being removed by hand.
    if (once) listen(target, type, gone, { capture: !!capture, once, ...(signal && { signal }) });
    if (signal) listen(signal, 'abort', gone, { once: true });
  }

  // A bare `addEventListener()` has no `this`, and means the window.
  spy(EventTarget.prototype, 'addEventListener', (target, [type, listener, options]) =>
    write(target ?? window, `${type}`, listener, options),
  );
  spy(EventTarget.prototype, 'removeEventListener', (target, [type, listener, options]) =>
    forget(target ?? window, `${type}`, listener, !!(Object(options) === options ? options.capture : options)),
  );
  spy(MediaQueryList?.prototype, 'addListener', (list, [listener]) => write(list, 'change', listener));
  spy(MediaQueryList?.prototype, 'removeListener', (list, [listener]) => forget(list, 'change', listener, false));

  // The state of the host: a flat record, so that two of them are compared name by name.

  /** Every element of the page that is not the widget's. */
  const hostElements = () =>
    [...document.querySelectorAll('*')].filter((element) => !element.closest(widget) && element.localName !== 'base');

  /** Where an element is, as a selector: an id, or the way from the root. */
  const paths = new WeakMap();
  function pathOf(element) {
    if (element.id) return `#${element.id}`;
    const parent = element.parentElement;
    if (!parent) return element.localName;
    const known = paths.get(element);
    if (known?.parent === parent) return known.path;
    const alike = [...parent.children].filter(({ localName }) => localName === element.localName);
    const path =
      element === document.body || element === document.head
        ? element.localName
        : `${pathOf(parent)} > ${element.localName}${alike.length > 1 ? `:nth-of-type(${alike.indexOf(element) + 1})` : ''}`;
    paths.set(element, { parent, path });
    return path;
  }

  /** The name of what can be listened to, or nothing: what is not on the page is nobody's concern. */
  function nameOf(target) {
    if (target === window) return 'window';
    if (target === document) return 'document';
    if (target === window.visualViewport) return 'visualViewport';
    if (target === window.navigation) return 'navigation';
    if (MediaQueryList && target instanceof MediaQueryList) return `matchMedia("${target.media}")`;
    if (target instanceof Element && target.getRootNode() === document && !target.closest(widget))
      return pathOf(target);
    return undefined;
  }

  /** How many listen to what: `{ 'document click': 1 }`. Handlers in properties (`onclick`) count as one. */
  function listenerCounts() {
    const counts = {};
    const count = (name) => {
      counts[name] = (counts[name] ?? 0) + 1;
    };
    for (const reference of targets) {
      const target = reference.deref();
      if (!target) targets.delete(reference);
      const name = target && nameOf(target);
      // What has happened for the last time calls nobody any more.
      const live = name ? listeners.get(target).filter(({ type }) => type !== 'DOMContentLoaded') : [];
      for (const { type } of live) count(`${name} ${type}`);
    }
    for (const target of [window, document, document.documentElement, document.body])
      for (const name in target ?? {})
        if (name.startsWith('on') && typeof target[name] === 'function') count(`${nameOf(target)} ${name.slice(2)}`);
    return counts;
  }

  /** A number for each object, so that one that was replaced by another is seen. */
  const numbers = new WeakMap();
  let highest = 0;
  function numberOf(object) {
    if (!numbers.has(object)) numbers.set(object, ++highest);
    return numbers.get(object);
  }

  /** What an object has, by name: the kind of plain values, and which function or object it is. */
  function addProperties(state, object, title) {
    for (const name of Object.getOwnPropertyNames(object)) {
      const { value, get } = Object.getOwnPropertyDescriptor(object, name) ?? {};
      // WebKit makes the getters of a window anew now and then: which function it is, tells nothing there.
      state[`${title} ${name}`] = get
        ? 'a getter'
        : `${typeof value}${typeof value === 'function' ? ` ${numberOf(value)}` : ''}`;
    }
  }

  function addStorage(state, name) {
    try {
      const area = window[name];
      for (let i = 0; i < area.length; i++) {
        const key = area.key(i);
        if (name !== 'sessionStorage' || !key.startsWith(own)) state[`${name} ${key}`] = area.getItem(key);
      }
    } catch {
      // Refused to the page, so refused to the widget.
    }
  }

  const round = (number) => Math.round(number * 10) / 10;
  const attributesOf = (element) =>
    [...element.attributes]
      .map(({ name, value }) => `${name}="${value}"`)
      .sort()
      .join(' ');

  /**
   * Elements whose look the visitor's own hand explains: focus and pointer come and go, and a page may paint them.
   * Marked in the record, and then not compared.
   */
  const touched = (element) => element.matches(':focus, :hover, :active');

  function elementState(state, element) {
    const path = pathOf(element);
    state[`attributes of ${path}`] = attributesOf(element);
    state[`text of ${path}`] = [...element.childNodes]
      .filter(({ nodeType }) => nodeType === 3)
      .map(({ data }) => data.trim())
      .join(' ');
    if (element.scrollTop || element.scrollLeft)
      state[`scroll of ${path}`] = `${round(element.scrollLeft)}, ${round(element.scrollTop)}`;
    if (element.localName === 'head' || element.parentElement?.localName === 'head') return;
    const { left, top, width, height } = element.getBoundingClientRect();
    // From the page's corner, so that one scroll is one finding.
    state[`place of ${path}`] = [left + scrollX, top + scrollY, width, height].map(round).join(', ');
    const style = getComputedStyle(element);
    const lines = [touched(element) ? 'touched' : ''];
    for (let i = 0; i < style.length; i++) lines.push(`${style[i]}: ${style.getPropertyValue(style[i])}`);
    state[`style of ${path}`] = lines.join('\n');
  }

  /** Everything about the host that a widget has no business to change. Plain text by name. */
  function state() {
    // Firefox tells the margins of a contained body as they were before the page was laid out.
    document.body?.getBoundingClientRect();
    const state = {
      'document.title': document.title,
      'location.href': location.href,
      'history.length': `${history.length}`,
      'document.adoptedStyleSheets': `${document.adoptedStyleSheets?.length ?? 0}`,
      'document.styleSheets': `${document.styleSheets.length}`,
      'document.fonts': `${document.fonts?.size ?? 0}`,
      'scroll of window': `${round(scrollX)}, ${round(scrollY)}`,
      focus: focus(),
    };
    try {
      for (const pair of document.cookie.split('; ').filter(Boolean))
        state[`cookie ${pair.split('=')[0]}`] = pair.slice(pair.indexOf('=') + 1);
    } catch {
      // Refused to the page, so refused to the widget.
    }
    addStorage(state, 'localStorage');
    addStorage(state, 'sessionStorage');
    addGlobals(state);
    for (const parent of [document.head, document.body])
      if (parent)
        state[`children of ${parent.localName}`] = [...parent.children]
          .filter(({ localName }) => localName !== widget)
          .map(({ localName }) => localName)
          .join(' ');
    for (const [name, count] of Object.entries(listenerCounts())) state[`listeners: ${name}`] = `${count}`;
    for (const element of hostElements()) elementState(state, element);
    return state;
  }

  /** What has the focus. */
  function focus() {
    const element = document.activeElement;
    if (!element || element === document.body) return 'nothing';
    if (element.closest(widget)) return widget;
    return element.matches(openers) ? `opener ${pathOf(element)}` : pathOf(element);
  }

  /** The lines that differ between two computed styles. */
  function styleChanges(path, before, after) {
    const read = (style) => new Map(style.split('\n').map((line) => line.split(/: (.*)/s)));
    const [was, is] = [read(before), read(after)];
    if (was.has('touched') || is.has('touched')) return [];
    return [...is]
      .filter(([name, value]) => was.get(name) !== value)
      .map(([name, value]) => `style of ${path}: ${name} was ${was.get(name)}, is ${value}`);
  }

  /** One line for each difference between two states. */
  function differences(before, after) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
      const [was = 'absent', is = 'absent'] = [before[name], after[name]];
      if (was === is) return [];
      // Where the visitor went with the focus, and where it returns to, is the visitor's own.
      if (name === 'focus' && (is === widget || is.startsWith('opener '))) return [];
      if (name.startsWith('style of ') && was !== 'absent' && is !== 'absent')
        return styleChanges(name.slice('style of '.length), was, is);
      // The place of an element that is new or gone says it; its style and text say it again, at length.
      if (/^(style|text|attributes) of /.test(name) && (was === 'absent' || is === 'absent')) return [];
      return [`${name} was ${was || 'empty'}, is ${is || 'empty'}`];
    });
  }

  /** What libraries that "improve" the language leave their traces in, and the window. */
  const improved = [Object, Function, Array, String, Promise, EventTarget, Node, Element, HTMLElement, Document];
  function addGlobals(state) {
    addProperties(state, window, 'global');
    for (const { name, prototype } of improved) addProperties(state, prototype, `${name}.prototype`);
  }
  // Numbers everything that the browser brings now, so that the numbers are the same at another visit.
  addGlobals({});

  let baseline = {};

  // The one global. Not enumerable and not for others to change: a page that lists its globals should not trip.
  Object.defineProperty(window, 'hostWatch', {
    value: Object.freeze({
      /** Takes the host as it is now for how it should be. Done by itself when the page has been read. */
      mark() {
        baseline = state();
      },
      /** One plain line for each thing about the host that is not as it was at `mark()`. Empty: unchanged. */
      changes: () => differences(baseline, state()),
      /** The host as it is now, as plain text by name: to keep, and to compare with another visit. */
      state,
      /** One line for each difference between two states. */
      differences,
      /** What was said on the console since the page began, by anybody, and what failed without a word. */
      console: said,
      /** What the widget told the page: `{ type, detail }`. */
      events,
      /** Who wrote to which storage under which name: `{ area, action, key }`. */
      storage,
      /** The address of everything that was fetched for the page, in order. */
      requests: () => performance.getEntriesByType('resource').map(({ name }) => name),
    }),
  });

  // As early as there is a page to measure: a deferred script, and with it the widget, runs after this.
  listen(document, 'readystatechange', () => document.readyState === 'interactive' && window.hostWatch.mark());
})();
