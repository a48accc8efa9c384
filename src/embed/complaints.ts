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

/** A setting that would be left out without a word: what the guide does, and what to do. */
export type SettingComplaint = { about: 'country' | 'phone' | 'booking' | 'accent'; text: string; fix: string };

/** Clinic settings that would be left out without a word, each with what to do: they are how the clinic is reached. */
export function settingComplaints(
  { country, phone, booking, accent }: Partial<Record<string, string>>,
  known: boolean,
): SettingComplaint[] {
  return [
    ...(known
      ? []
      : [
          {
            about: 'country' as const,
            text: country
              ? `knows no numbers for the country "${country}"`
              : 'shows no emergency number: give the country',
            fix: 'Set country to GB, IE, US, CA, AU, NZ or an EU country, as two letters.',
          },
        ]),
    ...(phone && !/\d/.test(phone)
      ? [
          {
            about: 'phone' as const,
            text: `ignores phone="${phone}": no number`,
            fix: 'Write it with its country code: +1 555 0100.',
          },
        ]
      : []),
    ...(booking && !/^https:/.test(booking)
      ? [
          {
            about: 'booking' as const,
            text: `ignores booking="${booking}": not an https:// address`,
            fix: 'Write the whole address.',
          },
        ]
      : []),
    ...(accent && !CSS.supports('color', accent)
      ? [
          {
            about: 'accent' as const,
            text: `ignores accent="${accent}": not a colour`,
            fix: 'Write a CSS colour, such as #1a5c8e.',
          },
        ]
      : []),
  ];
}
