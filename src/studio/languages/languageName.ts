const english = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
const rightToLeft = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr']);

/** What a language is called in English, by its code; a code that is none, or half typed, as it is. */
export function nameOf(code: string): string {
  try {
    return english.of(code) ?? code;
  } catch {
    return code;
  }
}

/** What a language is called by those who speak it; empty when that is not known. */
export function ownNameOf(code: string): string {
  try {
    const name = new Intl.DisplayNames(code, { type: 'language', fallback: 'none' }).of(code) ?? '';
    return name === nameOf(code) ? '' : name;
  } catch {
    return '';
  }
}

/** Which way a language is written, by the script that it is mostly written in. */
export function directionOf(code: string): 'ltr' | 'rtl' {
  try {
    return rightToLeft.has(new Intl.Locale(code).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}
