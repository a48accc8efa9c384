import { paperStyle } from './paper.js';

/** Saves a text as a file of this name. */
export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Prints an SVG picture alone, on one sheet, lying. */
export function print(svg: string, title: string): void {
  const frame = document.createElement('iframe');
  frame.className = 'sr';
  frame.title = title;
  document.body.append(frame);
  const page = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!page) return;
  const picture = new page.DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  picture.setAttribute('width', '100%');
  picture.removeAttribute('height');
  page.document.title = title;
  page.document.body.append(page.document.importNode(picture, true));
  // A style in the picture itself may be refused by the page's policy; a sheet that is made here is not.
  const sheet = new page.CSSStyleSheet();
  sheet.replaceSync(
    `@page { size: landscape; margin: 8mm; } body { margin: 0; } svg { max-height: 96vh; } ${paperStyle}`,
  );
  page.document.adoptedStyleSheets = [sheet];
  page.addEventListener('afterprint', () => frame.remove());
  page.focus();
  page.print();
}
