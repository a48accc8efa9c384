/**
 * The clinic settings: what a clinic says of itself, on the tag or in its file of settings. Content may compare them and
 * name them in a placeholder; a red flag and what leads to an outcome never reads one (design, decision 10).
 */
export const clinicSettings = [
  'name',
  'phone',
  'booking',
  'service',
  'country',
  'language',
  'offers',
  'practitioner',
  'practitioner-title',
  'hours',
  'time-zone',
  'first-visit-minutes',
  'first-visit-price',
  'practice-minutes',
  'practice-visits',
  'privacy',
] as const;
export type ClinicSetting = (typeof clinicSettings)[number];

/** What a clinic sets for its desk: where answers may be sent, under which name, and who counts. No content reads these. */
export const deskSettings = ['send', 'fhir-base', 'analytics'] as const;
export type DeskSetting = (typeof deskSettings)[number];
