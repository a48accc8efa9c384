import type { Arranged, Box } from './arrange.js';

/** What part of the picture is seen: a point of it is on the screen at `x + k * its x`, in pixels. */
export type View = { x: number; y: number; k: number };
/** The room that the picture has on the screen, in pixels. */
export type Size = { width: number; height: number };

const least = 0.04;
const most = 3;
const edge = 20;
/** How many pixels of the picture stay on the screen, however far it is pushed. */
const kept = 80;

/** The whole picture, never larger than 100 %. */
export function fitted({ width, height }: Size, size: Size): View {
  const k = Math.max(least, Math.min(1, (size.width - 2 * edge) / width, (size.height - 2 * edge) / height));
  return { k, x: (size.width - width * k) / 2, y: Math.max(edge / 2, (size.height - height * k) / 2) };
}

/** The view to begin with: the whole picture if something can be read of it, else its first section. */
export function opening(picture: Arranged, size: Size): View {
  const all = fitted(picture, size);
  const first = picture.lanes[0]?.box;
  if (all.k >= 0.28 || !first) return all;
  return { k: Math.min(1, (size.width - edge) / (first.x + first.width)), x: edge / 2, y: edge / 2 };
}

/** Another scale, with the point at `x`, `y` of the screen staying where it is. */
export function zoomed(view: View, to: number, x: number, y: number): View {
  const k = Math.min(most, Math.max(least, to));
  return { k, x: x - ((x - view.x) * k) / view.k, y: y - ((y - view.y) * k) / view.k };
}

/** The view, moved back as far as needed for some of the picture to stay on the screen. */
export function held(view: View, picture: Size, size: Size): View {
  const within = (at: number, length: number, room: number) =>
    Math.min(room - kept, Math.max(kept - length * view.k, at));
  return {
    k: view.k,
    x: within(view.x, picture.width, size.width),
    y: within(view.y, picture.height, size.height),
  };
}

/** The view, moved as little as needed for a box of the picture to be seen whole; its beginning, if it is too large. */
export function inSight(view: View, box: Box, size: Size): View {
  const along = (at: number, start: number, length: number, room: number) => {
    const from = at + start * view.k;
    const to = from + length * view.k;
    if (from < edge || length * view.k > room - 2 * edge) return at + edge - from;
    return to > room - edge ? at - (to - room + edge) : at;
  };
  return {
    k: view.k,
    x: along(view.x, box.x, box.width, size.width),
    y: along(view.y, box.y, box.height, size.height),
  };
}

/**
 * The view of a picture that was laid out anew: what stands in the middle of the screen stays there, so that nothing
 * jumps when a text elsewhere gets a line more.
 */
export function inPlace(view: View, before: Arranged, after: Arranged, size: Size): View {
  const now = new Map(after.nodes.map(({ node, box }) => [node.id, box]));
  const [x, y] = [(size.width / 2 - view.x) / view.k, (size.height / 2 - view.y) / view.k];
  let best: { far: number; from: Box; to: Box } | undefined;
  for (const { node, box } of before.nodes) {
    const to = now.get(node.id);
    const far = Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
    if (to && (!best || far < best.far)) best = { far, from: box, to };
  }
  if (!best) return view;
  const { from, to } = best;
  return { k: view.k, x: view.x - (to.x - from.x) * view.k, y: view.y - (to.y - from.y) * view.k };
}

/** Whether two boxes share any place. */
export function meets(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
