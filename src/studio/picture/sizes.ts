/** Measures of the picture, in its own units: pixels at 100 %. */
export const sizes = {
  box: 270,
  /** Room for the number of a question, left of its text. */
  number: 40,
  ask: 14,
  small: 12,
  line: 18,
  smallLine: 15,
  /** Type that can be read when the picture is small on the screen. */
  far: 25,
  farLine: 28,
  leastHeight: 62,
  flags: 236,
  flagsHeight: 26,
  flagsGap: 6,
  /** Between a question and its red flags. */
  reach: 34,
  outcome: 260,
  fork: 8,
  past: 12,
  /** Half of the room between one question and the next. */
  step: 15,
  pad: 16,
  gutter: 46,
  laneGap: 30,
  title: 17,
  titleLine: 22,
} as const;
