import { nameOf, ownNameOf } from './languageName.js';
import type { Translation } from './translation.js';

/** A language of the guide, with how far it is. */
export type LanguageCard = {
  language: string;
  /** Undefined when its file cannot be read. */
  translation: Translation | undefined;
  /** Whether visitors can choose it. */
  offered: boolean;
};

/** How far a translation is, in words: "412 of 420 translated, 3 stale". */
export function progressWords({ rows, counts: { translated, stale, broken } }: Translation): string {
  return [
    `${translated} of ${rows.length} translated`,
    ...(stale > 0 ? [`${stale} stale`] : []),
    ...(broken > 0 ? [`${broken} broken`] : []),
  ].join(', ');
}

type Props = { cards: LanguageCard[]; chosen: string; onChoose: (language: string) => void };

/** All languages of the guide beside its own; one is chosen to work on. */
export function LanguageCards({ cards, chosen, onChoose }: Props) {
  return (
    <ul class="language-cards">
      {cards.map(({ language, translation, offered }) => (
        <li key={language}>
          <button type="button" aria-pressed={language === chosen} onClick={() => onChoose(language)}>
            <span class="language-name">
              {nameOf(language)} <span lang={language}>{ownNameOf(language)}</span>
            </span>
            <span class="language-progress">{translation ? progressWords(translation) : 'It cannot be read'}</span>
            {!offered && <span class="language-progress">Visitors cannot choose it yet</span>}
          </button>
          {translation && (
            <progress
              max={translation.rows.length}
              value={translation.counts.translated}
              aria-label={`${nameOf(language)}: texts translated`}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
