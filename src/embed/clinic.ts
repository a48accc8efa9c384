import type { ClinicSettings } from '../flow/condition.js';
import { countryCode } from './numbers.js';

/** The clinic settings given on the page, and for those that are not, the ones in its file. */
export function readClinic(element: Element, file: Record<string, unknown>): ClinicSettings & { country: string } {
  const clinic: Record<string, string> = {};
  const set = (name: string, value: unknown) => {
    // In one line with a number, a sign that turns the order of what follows would turn the number.
    if (value && typeof value !== 'object')
      clinic[name === 'clinic-name' ? 'name' : name] = `${value}`.replace(/\p{Bidi_C}/gu, '');
  };
  for (const [name, value] of Object.entries(file)) set(name, value);
  // What else an element may have, such as a class, is read by nobody.
  for (const { name, value } of element.attributes) set(name, value);
  // Conditions compare the code of the country as it is meant, whatever way it was written.
  const { country = '', offers = '' } = clinic;
  // As people write lists.
  const list = offers.toLowerCase().replace(/\band\b|[&;]/g, ',');
  return { ...clinic, country: countryCode(country), offers: list };
}
