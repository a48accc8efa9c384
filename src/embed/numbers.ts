/**
 * Emergency numbers by ISO 3166 country code (clinical A.7). Never a default: "111" is urgent advice in the UK and
 * the emergency number in New Zealand, so without a known country no digits are shown. These few are in the loader,
 * for its safety advice; the chat knows the rest of this file too.
 */
export const emergencyNumbers: Readonly<Record<string, string>> = {
  GB: '999',
  IE: '112',
  US: '911',
  CA: '911',
  AU: '000',
  NZ: '111',
};

/** The European Union's other countries, where 112 is the emergency number. */
const europe = /^(AT|B[EG]|C[YZ]|D[EK]|E[ES]|F[IR]|GR|H[RU]|IT|L[TUV]|MT|NL|P[LT]|RO|S[EIK])$/;

/** Lines for urgent advice and for a crisis, by country (clinical A.7, and A.3 CRISIS). */
const adviceNumbers: Record<string, { urgent?: string; crisis?: string }> = {
  GB: { urgent: '111', crisis: '116 123' },
  US: { crisis: '988' },
  CA: { urgent: '811' },
  AU: { urgent: '1800 022 222', crisis: '13 11 14' },
  NZ: { urgent: '0800 611 116' },
};

/** Phone numbers of one country: emergency, urgent advice and crisis support. What is not known is left out. */
export type Numbers = { emergency?: string; urgent?: string; crisis?: string };

/** A country's two-letter code as it is meant: in capitals, and GB and US also by their common names. */
export function countryCode(country: string): string {
  const code = country.trim().toUpperCase();
  return { UK: 'GB', USA: 'US' }[code] ?? code;
}

/** The numbers of a country, given by its code; none when it is unknown. */
export function numbersFor(country: string): Numbers {
  const code = countryCode(country);
  const emergency = Object.hasOwn(emergencyNumbers, code) ? emergencyNumbers[code] : europe.test(code) && '112';
  return emergency ? { emergency, ...adviceNumbers[code] } : {};
}
