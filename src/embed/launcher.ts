/** Makes an element with properties and children: all that the loader needs to draw. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** A button. */
export function button(label: string, onclick: () => void): HTMLButtonElement {
  return make('button', { type: 'button', onclick }, label);
}

/** The bubble: a button that says what it is for. `onIntent` is called before the tap: hover, touch, focus. */
export function launcher(label: string, className: string, onIntent: () => void, onOpen: () => void) {
  return Object.assign(button(label, onOpen), {
    className: `launcher${className}`,
    onpointerenter: onIntent,
    onfocus: onIntent,
  });
}
