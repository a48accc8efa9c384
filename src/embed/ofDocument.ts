/**
 * What the document itself has under a name. An image, form or frame of that name on the page, which may come with a
 * visitor's comment, stands in front of it: `<img name="body">` is what `document.body` would be.
 */
export const ofDocument = <K extends keyof Document>(name: K): Document[K] =>
  Reflect.get(Document.prototype, name, document);
