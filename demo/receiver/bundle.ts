import { createHash } from 'node:crypto';
import type { Stored } from './store.js';

/** What is made here of a bundle: https://hl7.org/fhir/R4/bundle.html. */
export type Bundle = {
  resourceType: 'Bundle';
  type: 'collection';
  timestamp: string;
  entry?: { fullUrl: string; resource: { resourceType: string } }[];
};

/**
 * Submissions as a FHIR R4 Bundle. By default it names nobody: answers and identity travel apart unless somebody asks
 * for both, and then each response has a `Patient` with the name and contact that were typed, which nobody has checked.
 */
export function bundle(stored: readonly Stored[], { withContact }: { withContact: boolean }): Bundle {
  const entry = stored.flatMap(({ submission: { key, patient, response } }) => {
    const own = address(key);
    const person = address(`patient of ${key}`);
    const answers = {
      fullUrl: own,
      resource: {
        ...response,
        // So that a program that reads it twice has it once.
        identifier: { system: 'urn:ietf:rfc:3986', value: own },
        ...(withContact && { subject: { reference: person } }),
      },
    };
    if (!withContact) return [answers];
    const system = patient.contact.includes('@') ? 'email' : 'phone';
    const name = {
      resourceType: 'Patient',
      name: [{ text: patient.name }],
      telecom: [{ system, value: patient.contact }],
    };
    return [answers, { fullUrl: person, resource: name }];
  });
  // FHIR has no empty lists.
  const entries = entry.length > 0 ? { entry } : {};
  return { resourceType: 'Bundle', type: 'collection', timestamp: new Date().toISOString(), ...entries };
}

/** An address of what has none on the web, the same every time: FHIR wants a UUID, and a key need not be one. */
function address(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  // Version 8 of RFC 9562: made from something else in a way of one's own.
  const [, a, b, c, d, e] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(hex) ?? [];
  return `urn:uuid:${a}-${b}-8${c}-8${d}-${e}`;
}
