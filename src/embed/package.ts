import type { OutcomeDetail, StepDetail } from '../chat/mount.js';
import type { BookDetail } from './attend.js';
import { symptomGuide } from './element.js';
import type { ErrorCode } from './files.js';
import type { AttributeName, ValueOf } from './options.js';

/** The release that this package is: the last part of the folder that `npm run build` publishes. */
declare const __VERSION__: string;

/** The attributes of `<symptom-guide>`, with the values that each of them may have. */
export type SymptomGuideAttributes = { [N in AttributeName]?: ValueOf<N> };

/** Why the guide could not be shown, with one line for people. */
export type ErrorDetail = { code: ErrorCode; message: string };
export type { BookDetail, ErrorCode, OutcomeDetail, StepDetail };

/** What the element tells the page. No event ever holds an answer. */
export type SymptomGuideEventMap = {
  'guide-ready': CustomEvent<null>;
  'guide-open': CustomEvent<null>;
  'guide-close': CustomEvent<null>;
  'guide-step': CustomEvent<StepDetail>;
  'guide-outcome': CustomEvent<OutcomeDetail>;
  'guide-book': CustomEvent<BookDetail>;
  'guide-error': CustomEvent<ErrorDetail>;
};

type Lifecycle = 'connectedCallback' | 'disconnectedCallback' | 'attributeChangedCallback' | 'adoptedCallback';

/** What `<symptom-guide>` has beside what every element has. */
export type SymptomGuideMembers = Omit<InstanceType<ReturnType<typeof symptomGuide>>, keyof HTMLElement | Lifecycle>;

/** A `<symptom-guide>` on the page. */
export interface SymptomGuideElement extends HTMLElement, SymptomGuideMembers {}

/** The release of this package, and the name of the folder of files that goes with it. */
export const version = __VERSION__;

/**
 * Defines `<symptom-guide>`, once; on a server it does nothing. `base` is the address of the published release folder,
 * absolute or as a page would write it, such as `/symptom-guide/1.0.0/`. Throws a TypeError when it is no address.
 */
export function defineSymptomGuide(base: string | URL): void {
  if (!globalThis.customElements || !globalThis.document || customElements.get('symptom-guide')) return;
  const folder = new URL(base, document.baseURI);
  folder.search = folder.hash = '';
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  customElements.define('symptom-guide', withOpenProperty(symptomGuide(folder.href)));
}

/**
 * React 19, Preact and Vue set a property where there is one, so `<symptom-guide open>` would replace the method
 * `open()` by `true` and open nothing. Setting it sets the attribute instead.
 */
function withOpenProperty<C extends ReturnType<typeof symptomGuide>>(guide: C): C {
  const { open } = guide.prototype;
  Object.defineProperty(guide.prototype, 'open', {
    configurable: true,
    get: () => open,
    set(this: HTMLElement, value: unknown) {
      this.toggleAttribute('open', value !== false && value !== null && value !== undefined);
    },
  });
  return guide;
}
