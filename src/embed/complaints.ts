import type { ClinicSettings } from '../flow/condition.js';
import { numbersFor } from './numbers.js';
import { attributes } from './options.js';

/** Attributes that do not exist, and values that are not among those there are: `colour="red"`. */
export function attributeComplaints(element: Element): string[] {
  return [...element.attributes]
    .filter(({ name, value }) => {
      // Found by name among their own, since "constructor" is a name that every object has.
      const known: string | readonly string[] | undefined = Object.entries(attributes).find(
        ([one]) => one === name,
      )?.[1];
      if (known !== undefined) return typeof known !== 'string' && !known.includes(value);
      // On the element the names stand without the "data-" that they have on the script tag.
      return (
        Object.hasOwn(attributes, name.slice(5)) ||
        !/^(id|class|style|lang|dir|hidden|slot|title|role|(aria|data|on).*)$/.test(name)
      );
    })
    .map(({ name, value }) => `${name}="${value}"`);
}

/** A setting that is left out, or not wholly used: what the guide does, and what to do. */
export type SettingComplaint = { about: keyof ClinicSettings | 'accent'; text: string; fix: string };

/** What this room alone can tell: a country without numbers, and a colour that is none. */
export function pageComplaints({
  country = '',
  accent,
}: {
  country?: string | undefined;
  accent?: string | undefined;
}) {
  const complaints: SettingComplaint[] = [];
  if (!numbersFor(country).emergency)
    complaints.push({
      about: 'country',
      text: country ? `knows no numbers for the country "${country}"` : 'shows no emergency number: give the country',
      fix: 'Set country to GB, IE, US, CA, AU, NZ or an EU country, as two letters.',
    });
  if (accent && !CSS.supports('color', accent))
    complaints.push({
      about: 'accent',
      text: `ignores accent="${accent}": not a colour`,
      fix: 'Write a CSS colour, such as #1a5c8e.',
    });
  return complaints;
}
