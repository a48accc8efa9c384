import { clinicSettings, deskSettings } from '../flow/settings.js';
import { settingPatterns } from '../handover/clinic.js';
import { attributeTexts } from './describe.js';
import { attributeFor } from './options.js';

type Property = { description: string; type: string | string[]; pattern?: string };

/**
 * The JSON Schema (draft 7) of the clinic's file of settings: the same settings as on the tag, so that an editor's
 * program completes and explains them. What it cannot say, such as which time zones there are, the guide itself checks.
 */
export function clinicSchema(): object {
  const patterns: Readonly<Record<string, RegExp>> = settingPatterns;
  const property = (name: (typeof clinicSettings | typeof deskSettings)[number]): Property => ({
    description: attributeTexts[attributeFor(name)],
    // "60" and 60 are the same length.
    type: /minutes|visits/.test(name) ? ['string', 'integer'] : 'string',
    ...(patterns[name] && { pattern: patterns[name].source }),
  });
  const all = [...clinicSettings, ...deskSettings];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: "A clinic's settings for the symptom guide",
    type: 'object',
    properties: { $schema: { type: 'string' }, ...Object.fromEntries(all.map((name) => [name, property(name)])) },
    additionalProperties: false,
  };
}
