import { render } from 'preact-render-to-string';
import { urgencies } from '../../flow/terms.js';
import { urgencyWords } from '../../review/urgencyWords.js';
import type { Arranged } from './arrange.js';
import { Drawing } from './Drawing.js';
import css from './drawing.css?raw';
import { widthOf } from './labels.js';
import type { Look } from './look.js';
import { Urgency } from './Urgency.js';

/** What stands over a printed picture. */
export type Heading = { title: string; about: string };

/** The colours of paper: those of the light screen, as plain values that every viewer knows. */
const ink: Record<string, string> = {
  bg: '#fff',
  soft: '#f2f5f7',
  text: '#1b2733',
  quiet: '#4c5b68',
  line: '#c9d3db',
  edge: '#7f8e9a',
  fill: '#1a5c8e',
  'on-fill': '#fff',
  tint: '#e3eef7',
  emergency: '#b3261e',
  urgent: '#a1450b',
  soon: '#7a5a00',
  routine: '#1b6b3a',
  error: '#b3261e',
  warning: '#7a5a00',
};
const fonts = "system-ui, 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, sans-serif";
const margin = 24;
const head = 104;

/** The style of the printed picture, without comments and without anything that only browsers know. */
export const paperStyle = css
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/var\(--([a-z-]+)\)/g, (_, name: string) => ink[name] ?? '#000')
  .replace(/\s+/g, ' ')
  .trim();

/**
 * The picture as an SVG file that needs nothing else: light colours, fonts by their names, a title and a description,
 * and a key of what its lines and signs mean. Well-formed XML, whatever the texts of the flow hold.
 */
export function paperOf(arranged: Arranged, { title, about }: Heading, look?: Look): string {
  const width = Math.ceil(Math.max(arranged.width, 1100) + 2 * margin);
  const height = Math.ceil(arranged.height + head + 2 * margin);
  const svg = render(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      font-family={fonts}
      role="img"
      aria-labelledby="pic-title pic-desc"
    >
      <title id="pic-title">{legal(`${title}: a picture of the flow`)}</title>
      <desc id="pic-desc">{legal(`${about} ${keyInWords}`)}</desc>
      <style>{'STYLE'}</style>
      <rect width={width} height={height} fill={ink.bg} />
      <text x={margin + 12} y={margin + 28} class="pic-lane-title-far">
        {legal(title)}
      </text>
      <text x={margin + 12} y={margin + 52} class="pic-text">
        {legal(about)}
      </text>
      <Key x={margin + 12} y={margin + 68} />
      <g transform={`translate(${margin} ${margin + head})`}>
        <Drawing arranged={legal(arranged)} {...(look && { look })} />
      </g>
    </svg>,
  );
  // Put in as it is: in XML a style is text like any other, and this one holds nothing that would have to be escaped.
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg.replace('<style>STYLE</style>', () => `<style>${paperStyle}</style>`)}\n`;
}

const keyInWords =
  'Questions are asked along the arrows, from top to bottom. One with a broken frame is asked only of some; the broken line beside it is the way past it. Pills beside a question are the red flags that an answer to it can raise, with the outcome they lead to: an emergency ends the conversation at once, the others decide at the end.';

/** What the lines and signs mean, in one row. */
function Key({ x, y }: { x: number; y: number }) {
  let at = x;
  const place = (words: string, sign: number) => {
    const left = at;
    at += sign + 8 + widthOf(words, 12) + 26;
    return left;
  };
  const line = y + 12;
  return (
    <>
      {urgencies.map((urgency) => {
        const left = place(urgencyWords[urgency], 16);
        return (
          <g key={urgency}>
            <Urgency urgency={urgency} x={left} y={y} />
            <text class="pic-small" x={left + 24} y={line}>
              {urgencyWords[urgency]}
            </text>
          </g>
        );
      })}
      {[place('Asked only of some, and the way past', 34)].map((left) => (
        <g key="past">
          <path class="pic-edge pic-past" d={`M${left} ${y + 8}h34`} />
          <text class="pic-small" x={left + 42} y={line}>
            Asked only of some, and the way past
          </text>
        </g>
      ))}
    </>
  );
}

/** A value whose texts hold only what XML may: control characters cannot be written in it at all. */
function legal<T>(value: T): T {
  if (typeof value === 'string')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    return value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd') as T;
  if (Array.isArray(value)) return value.map(legal) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, legal(inner)])) as T;
  return value;
}
