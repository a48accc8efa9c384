import {
  type Summary,
  type SummaryLine,
  type SummaryPart,
  summaryDate,
  summaryEnd,
  summaryLevel,
  summaryParts,
} from '../../handover/summary.js';
import type { View } from '../view.js';
import css from './print.css?inline';
import type { AllWords } from './words.js';

/** What is printed. */
export type Printed = { summary: Summary; view: View; words: AllWords };

/** How long a browser may take to begin printing, in ms; some that have no printing never do, and say nothing. */
const patience = 1500;
/** When a frame is removed for which nobody said that printing is over, in ms: a dialog may stay open for long. */
const forgotten = 600_000;

/**
 * Prints the summary as one page, from a frame of its own in `place`, so that neither the page around it nor its style
 * is touched. Rejects when the browser does not print.
 */
export async function printPage(place: HTMLElement, printed: Printed): Promise<void> {
  const frame = document.createElement('iframe');
  frame.tabIndex = -1;
  frame.title = printed.words.print;
  // Firefox replaces the empty document it starts with; in others the new frame is loaded at once.
  const loaded = new Promise((resolve) => {
    frame.addEventListener('load', resolve, { once: true });
    setTimeout(resolve, patience);
  });
  place.replaceChildren(frame);
  try {
    await loaded;
    const own = frame.contentWindow as (Window & typeof globalThis) | null;
    if (!own) throw new Error('The frame has no window.');
    draw(own, printed);
    await new Promise<void>((resolve, reject) => {
      own.addEventListener('beforeprint', () => resolve(), { once: true });
      own.addEventListener('afterprint', () => setTimeout(() => frame.remove()), { once: true });
      own.focus();
      own.print();
      setTimeout(() => reject(new Error('Nothing was printed.')), patience);
    });
    setTimeout(() => frame.remove(), forgotten);
  } catch (error) {
    frame.remove();
    throw error;
  }
}

/** Builds the page in an empty window. */
function draw(own: Window & typeof globalThis, { summary, view, words }: Printed): void {
  const page = own.document;
  const lang = (text: string) => (view.untranslated.has(text) ? view.sourceLanguage : '');
  const make = (tag: string, kind: string, ...inside: (string | Node)[]): HTMLElement => {
    const element = page.createElement(tag);
    element.className = kind;
    element.append(...inside);
    const language = typeof inside[0] === 'string' && lang(inside[0]);
    if (language) element.lang = language;
    return element;
  };
  const line = ({ ask, mark, said }: SummaryLine) => {
    const texts = said.map((text) => make('b', '', text));
    // A dot between what was said reads the same in every script.
    const joined = texts.flatMap((text, index) => (index > 0 ? [' · ', text] : [text]));
    return make('li', '', ...(ask ? [make('span', '', ask), ' '] : []), ...(mark ? [`${mark}: `] : []), ...joined);
  };
  const part = (of: SummaryPart['part']) =>
    summaryParts(summary, words)
      .filter((one) => one.part === of)
      .map(({ title, lines }) =>
        make('section', of, ...(title ? [make('h2', '', title)] : []), make('ul', '', ...lines.map(line))),
      );

  const root = page.documentElement;
  root.lang = view.language;
  root.dir = getComputedStyle(own.frameElement as Element).direction;
  page.title = summary.flow.title;
  page.body.replaceChildren(
    make(
      'header',
      '',
      make('h1', '', summary.flow.title),
      make('p', '', summaryDate(summary)),
      // Each in its own direction: a phone number must not turn round after an Arabic name.
      make('p', 'clinic', ...summary.clinic.flatMap((text, index) => [index > 0 ? ' · ' : '', make('bdi', '', text)])),
    ),
    make(
      'section',
      'level',
      make('h2', '', summaryLevel(summary, words) ?? ''),
      ...(summary.outcome?.calls.map((call) => make('p', 'call', call)) ?? []),
      ...(summary.outcome?.advice.map(({ text, title }) => make(title ? 'h3' : 'p', '', text)) ?? []),
    ),
    ...part('about'),
    ...part('first'),
    make('div', 'columns', ...part('yes'), ...part('notSure'), ...part('other')),
    ...part('no'),
    make('footer', '', summaryEnd(summary, words)),
  );
  const sheet = new own.CSSStyleSheet();
  sheet.replaceSync(css);
  page.adoptedStyleSheets = [sheet];
  // One page, however long the conversation was: the frame is as wide as the paper, so what is too long shows.
  for (let size = 10.5; size > 6 && page.body.offsetHeight > own.innerHeight; size -= 0.25)
    page.body.style.fontSize = `${size}pt`;
}
