/** Parts of the body that a body map can draw; `region` of a choice names one. */
export const regions = [
  'head',
  'neck',
  'shoulder',
  'arm',
  'hand',
  'chest',
  'tummy',
  'upper-back',
  'lower-back',
  'hip',
  'groin',
  'buttock',
  'thigh',
  'knee',
  'lower-leg',
  'foot',
] as const;
export type Region = (typeof regions)[number];
