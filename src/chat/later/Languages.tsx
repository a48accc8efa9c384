import type { View } from '../view.js';
import { allWords } from './words.js';

/** What changes the language; `name` is what is announced. */
export type OnSpeak = (language: string, name: string) => void;
type Props = { view: View; onSpeak: OnSpeak };

/** A language's name in that language: "Español". */
function nameOf(language: string): string {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** The languages of the guide, always at hand: a menu of the browser's own, under a sign that needs no reading. */
export function LanguageMenu({ view, onSpeak }: Props) {
  return (
    <label class="icon language" title={allWords(view).language}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM3.5 9h17M3.5 15h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18" />
      </svg>
      <span class="sr">{allWords(view).language}</span>
      <select
        // A digit picks nothing here, and must not answer the question either.
        onKeyDown={(event) => /^\d$/.test(event.key) && event.stopPropagation()}
        value={view.language}
        onChange={(event) => onSpeak(event.currentTarget.value, nameOf(event.currentTarget.value))}
      >
        {view.languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {nameOf(language)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The other languages, on the first screen, each in its own words: for whoever cannot read this one. */
export function LanguageOffer({ view, onSpeak }: Props) {
  return (
    <>
      <p class="languages">
        {view.languages
          .filter((language) => language !== view.language)
          .map((language) => (
            <button
              key={language}
              type="button"
              class="chip"
              lang={language}
              onClick={() => onSpeak(language, nameOf(language))}
            >
              {nameOf(language)}
            </button>
          ))}
      </p>
      {view.draft && <p class="small">{allWords(view).draftTranslation}</p>}
    </>
  );
}
