import type { AttributeName } from './options.js';

/** What an attribute says; nothing when it is absent. Apart from the table of all, which visitors do not download. */
export const attributeOf = (element: Element, name: AttributeName): string => element.getAttribute(name) ?? '';
