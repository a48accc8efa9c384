import type { Region } from '../../flow/regions.js';

/**
 * The figure of the body map, front and back alike: a person 800 units tall, the middle at x = 0. It is described by
 * how wide each limb is at each height; the outline and the regions are cut from the same widths, so they fit.
 */

/** Which way the figure is seen. */
export type Side = 'front' | 'back';

/** Height, then the edge nearer to the middle and the one farther out: for the limb on one side of the body. */
type Limb = readonly (readonly [y: number, inner: number, outer: number])[];

/** Head, neck and body: half of it, which is drawn from edge to edge. */
const trunk: Limb = [
  [0, 0, 7],
  [2, 0, 14],
  [6, 0, 22],
  [14, 0, 31],
  [28, 0, 38],
  [46, 0, 40],
  [64, 0, 38],
  [80, 0, 32],
  [92, 0, 25],
  [102, 0, 21],
  [112, 0, 20],
  [122, 0, 22],
  [130, 0, 28],
  [138, 0, 42],
  [146, 0, 62],
  [156, 0, 74],
  [168, 0, 76],
  [190, 0, 73],
  [220, 0, 68],
  [255, 0, 62],
  [290, 0, 57.5],
  [320, 0, 60],
  [350, 0, 68],
  [380, 0, 75],
  [405, 0, 77],
  [440, 0, 75.5],
];
const arm: Limb = [
  [138, 44, 52],
  [142, 46, 74],
  [150, 48, 89],
  [164, 54, 99],
  [182, 62, 104.5],
  [205, 71, 107],
  [240, 78, 108],
  [275, 82, 109],
  [300, 85, 113],
  [325, 88, 117],
  [350, 92, 118.5],
  [372, 97, 118.5],
  [388, 100, 118],
  [402, 98, 121.5],
  [420, 97, 125],
  [438, 98.5, 125.5],
  [450, 102, 123.5],
  [457, 106, 121],
  [461, 110.5, 117],
];
const leg: Limb = [
  [392, 2, 76],
  [430, 2, 76],
  [446, 3, 75],
  [480, 5.5, 71],
  [520, 9.5, 63],
  [550, 13, 56.5],
  [576, 15, 53],
  [600, 14.5, 52.5],
  [622, 12, 54.5],
  [648, 11, 55],
  [680, 13, 51],
  [710, 16, 45],
  [738, 18.5, 40.5],
  [752, 18.5, 40.5],
  [762, 17, 43],
  [772, 14, 48],
  [783, 11, 53.5],
  [791, 11.5, 55.5],
  [797, 15, 53.5],
  [800.5, 22, 47],
];
const groin: Limb = [
  [356, 0, 25],
  [419, 0, 25],
  [425, 0, 20],
  [430, 0, 11],
  [434, 0, 4],
];
/** As far as the shoulders leave the body free. */
const nape: Limb = [...trunk.filter(([y]) => y < 138), [152, 0, 44]];
const ribs: Limb = [
  [149, 0, 43],
  [164, 0, 50],
  [182, 0, 58],
  [200, 0, 65.5],
  [214, 0, 68.5],
  ...trunk.filter(([y]) => y >= 220),
];
const flank: Limb = trunk.map(([y, , outer]) => [y, 28, outer]);
const cheek: Limb = trunk.map(([y, , outer]) => [y, 2, outer]);

/** A cut of a limb: where it begins and ends at its inner and outer edge, and how far its ends bulge downwards. */
type Cut = { limb: Limb; inner: readonly [number, number]; outer: readonly [number, number]; bulge: [number, number] };
const cut = (limb: Limb, from: number, to: number, bulge: [number, number] = [0, 0]): Cut => ({
  limb,
  inner: [from, to],
  outer: [from, to],
  bulge,
});
const both = (one: Cut) => ({ front: one, back: one });

/** Where each region is, on the figures that show it. */
const cuts: Record<Region, { front?: Cut; back?: Cut }> = {
  head: { front: cut(trunk, 0, 96, [0, 9]), back: cut(trunk, 0, 87, [0, 5]) },
  neck: { front: cut(nape, 100, 152, [9, 12]), back: cut(nape, 90, 152, [5, 12]) },
  shoulder: both(cut(arm, 138, 208, [0, 6])),
  arm: both(cut(arm, 212, 380, [6, 4])),
  hand: both(cut(arm, 384, 461, [4, 1])),
  chest: { front: cut(ribs, 156, 243, [12, 12]) },
  tummy: { front: cut(trunk, 247, 341, [12, 13]) },
  'upper-back': { back: cut(ribs, 156, 254, [12, 8]) },
  'lower-back': { back: cut(trunk, 258, 350, [8, 5]) },
  hip: { front: { limb: flank, inner: [357, 422], outer: [345, 405], bulge: [2, 2] } },
  groin: { front: cut(groin, 358, 433, [1, 2]) },
  buttock: { back: { limb: cheek, inner: [360, 434], outer: [354, 432], bulge: [2, 13] } },
  thigh: {
    front: { limb: leg, inner: [440, 536], outer: [409, 536], bulge: [2, -5] },
    back: { limb: leg, inner: [439, 540], outer: [437, 540], bulge: [13, 5] },
  },
  knee: { front: cut(leg, 540, 610, [-5, 6]), back: cut(leg, 544, 610, [5, 6]) },
  'lower-leg': both(cut(leg, 614, 748, [6, 3])),
  foot: both(cut(leg, 752, 800.5, [3, 0.5])),
};

const heightOf = (region: Region) =>
  Math.max(...Object.values(cuts[region]).map(({ inner, outer }) => Math.max(inner[1], outer[1]) - inner[0]));
/** All that can be drawn, from the longest to the shortest. */
export const drawable = (Object.keys(cuts) as Region[]).sort((a, b) => heightOf(b) - heightOf(a));

/** What the figure is drawn of besides regions: always as deep as the regions, and arms only where they belong. */
export const silhouette: readonly Cut[] = [cut(trunk, 0, 440), cut(leg, 392, 800.5), cut(arm, 138, 461)];
/** A few lines that tell front from back: navel and kneecaps; spine, shoulder blades and hollows of the knees. */
export const lines: Record<Side, string> = {
  front: 'M0 313V320M24 566Q34 558 45 566M25 592Q34 599 44 592',
  back: 'M0 172V346M26 182Q40 198 34 225M24 580Q34 586 45 580',
};

/** How wide a limb is at a height, between its sections: a curve through them that does not overshoot much. */
function widthAt(limb: Limb, y: number): [inner: number, outer: number] {
  const next = Math.max(
    1,
    limb.findIndex(([at]) => at >= y),
  );
  const section = (i: number) => limb[Math.min(limb.length - 1, Math.max(0, i))] as Limb[number];
  const [before, from, to, after] = [section(next - 2), section(next - 1), section(next), section(next + 1)];
  const t = (y - from[0]) / (to[0] - from[0]);
  const edge = (side: 1 | 2) => {
    const slope = (a: Limb[number], b: Limb[number]) => ((b[side] - a[side]) / (b[0] - a[0] || 1)) * (to[0] - from[0]);
    const [leave, arrive] = [slope(before, to), slope(from, after)];
    return (
      from[side] * (2 * t ** 3 - 3 * t ** 2 + 1) +
      to[side] * (3 * t ** 2 - 2 * t ** 3) +
      leave * (t ** 3 - 2 * t ** 2 + t) +
      arrive * (t ** 3 - t ** 2)
    );
  };
  return [edge(1), edge(2)];
}

/** The points of one edge of a cut, from top to bottom. */
function edgeOf({ limb, inner, outer }: Cut, side: 0 | 1): [x: number, y: number][] {
  const [from, to] = side ? outer : inner;
  const steps = Math.ceil((to - from) / 3);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const y = from + ((to - from) * i) / steps;
    return [widthAt(limb, y)[side], y];
  });
}

/** A cut as an SVG path: of both limbs, or from edge to edge where it reaches the middle. */
export function pathOf(one: Cut): string {
  const outer = edgeOf(one, 1);
  const inner = one.limb[0]?.[1] === 0 ? undefined : edgeOf(one, 0);
  const line = (points: [number, number][], mirror: 1 | -1) =>
    points.map(([x, y]) => `${(x * mirror).toFixed(1)} ${y.toFixed(1)}`);
  const shape = (right: string[], left: string[], from: [number, number], to: [number, number], middle: number) => {
    const bend = ([a, b]: [number, number], bulge: number) => `${middle} ${((a + b) / 2 + 2 * bulge).toFixed(1)}`;
    return `M${right.join('L')}Q${bend(to, one.bulge[1])} ${left.reverse().join('L')}Q${bend(from, one.bulge[0])} ${right[0]}Z`;
  };
  const ends: [[number, number], [number, number]] = [
    [one.inner[0], one.outer[0]],
    [one.inner[1], one.outer[1]],
  ];
  if (!inner) return shape(line(outer, 1), line(outer, -1), ...ends, 0);
  const middle = ((inner[0]?.[0] ?? 0) + (outer[0]?.[0] ?? 0)) / 2;
  return (
    shape(line(outer, 1), line(inner, 1), ...ends, middle) + shape(line(outer, -1), line(inner, -1), ...ends, -middle)
  );
}

/** The region on one figure, if it can be seen from there: both sides of the body in one path. */
export function regionPath(region: Region, side: Side): string | undefined {
  const one = cuts[region][side];
  return one && pathOf(one);
}

/** How far around its drawing a region can still be tapped, and how much is left free around all of them. */
export const reach = 28;

/** What must be seen of the figure for these regions: a view box, the same for both figures, and whether arms are. */
export function viewOf(regions: readonly Region[]): { viewBox: string; arms: boolean } {
  const used = regions.flatMap((region) => Object.values(cuts[region]));
  const top = Math.min(...used.flatMap(({ inner, outer }) => [inner[0], outer[0]])) - reach;
  const bottom = Math.max(...used.flatMap(({ inner, outer }) => [inner[1], outer[1]])) + reach;
  // From the waist down, hanging arms would be loose ends; and legs alone are drawn larger.
  const arms = top < 205;
  const half = (arms ? 124 : 77) + reach;
  return { viewBox: `${-half} ${top} ${2 * half} ${bottom - top}`, arms };
}
