import { ofDocument } from './ofDocument.js';

type Elements = HTMLElementTagNameMap & { 'symptom-guide': HTMLElement };

/** Makes an element with properties and children: all that the loader needs to draw. */
export function make<K extends keyof Elements>(
  tag: K,
  properties: Partial<Elements[K]>,
  ...children: (Node | string)[]
): Elements[K] {
  const element = Object.assign(ofDocument('createElement').call(document, tag) as Elements[K], properties);
  element.append(...children);
  return element;
}

/** A button. There is no form in the shadow root that it could submit. */
export const button = (label: string, onclick: () => void, properties?: Partial<HTMLButtonElement>) =>
  make('button', { onclick, ...properties }, label);
