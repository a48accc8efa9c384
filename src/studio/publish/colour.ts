/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/** What a guide's buttons stand on: a white page by day, the dark guide by night. */
const grounds: { day: Colour; night: Colour } = { day: [255, 255, 255], night: [23, 33, 43] };

/** A CSS colour as the browser understands it; undefined when it is none, or where nothing can be drawn. */
export function readColour(css: string): Colour | undefined {
  if (typeof CSS === 'undefined' || !CSS.supports('color', css)) return undefined;
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 1, 1);
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** How much two colours differ, from 1 to 21 (WCAG). */
export function contrast(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * How far a main colour stands out by day and by night. WCAG wants three to one for a button; the text on it is black or
 * white by itself, whichever is read more easily.
 */
export function standsOut(colour: Colour): { day: number; night: number } {
  return { day: contrast(colour, grounds.day), night: contrast(colour, grounds.night) };
}
