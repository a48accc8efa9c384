/** From the most to the least urgent. */
export const urgencies = ['emergency', 'urgent', 'soon', 'routine'] as const;
/** How urgent an outcome is: get help now, a doctor today, a doctor first, or a consult. */
export type Urgency = (typeof urgencies)[number];

/** The clinic settings that content may compare. */
export const clinicSettings = ['name', 'phone', 'booking', 'country', 'offers', 'practitioner'] as const;
export type ClinicSetting = (typeof clinicSettings)[number];

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
