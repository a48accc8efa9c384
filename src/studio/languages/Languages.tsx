import { useRef, useState } from 'preact/hooks';
import { type Flow, languagePattern } from '../../flow/schema.js';
import { isReviewed, reviewedTextsOf } from '../../flow/translate.js';
import { CannotEdit } from '../jsonEdits.js';
import { targetAt } from '../places.js';
import type { Draft } from '../project.js';
import type { Target } from '../proof/messages.js';
import { useWorkbench } from '../workbench.js';
import { AddLanguage } from './AddLanguage.js';
import { type LanguageCard, LanguageCards, progressWords } from './LanguageCards.js';
import { nameOf } from './languageName.js';
import { keepTranslation, offerLanguage, refresh, translateText } from './overlayEdits.js';
import { ReviewedBy } from './ReviewedBy.js';
import { TextList } from './TextList.js';
import { openOverlay, type Part, type Row, rememberedTranslation, type Translation } from './translation.js';
import { type Filter, filters, matches, viewOf } from './view.js';
import './languages.css';

const filterWords: Record<Filter, string> = { all: 'All', todo: 'To do', stale: 'Stale', broken: 'Broken' };

/** The part "Languages": each text of the guide beside its translation. */
export function Languages() {
  const workbench = useWorkbench();
  const { project, checker, preview, spoken } = workbench;
  const view = viewOf(project);
  const flow = checker.flow.value;
  const [focus, setFocus] = useState('');
  /** The text that was worked on last. */
  const at = useRef<string>(undefined);
  /** Texts that were among those asked for and are being worked on: they do not vanish under the hands. */
  const stay = useRef({ asked: '', places: new Set<string>() });
  if (!flow)
    return (
      <p role="status">
        {checker.latest.value
          ? 'The guide cannot be shown as it is, so there is nothing to translate. See Proof for what is wrong.'
          : 'The guide is being read.'}
      </p>
    );

  const cards = languagesOf(project.files.value, flow).map((language): LanguageCard => {
    const file = project.file(`${language}.json`);
    const { overlay } = openOverlay(file.value.value, file.readable.value);
    const translation = overlay && rememberedTranslation(flow, overlay, view.textsBefore());
    return { language, translation, offered: flow.languages?.includes(language) ?? false };
  });
  const wanted = view.language.value || preview.language.value;
  const card = cards.find(({ language }) => language === wanted) ?? cards[0];
  const edit = (about: string, make: (draft: Draft) => void, how?: { typing: string }) => {
    try {
      project.edit(about, make, how);
      return true;
    } catch (error) {
      if (!(error instanceof CannotEdit)) throw error;
      spoken.value = error.message;
      return false;
    }
  };
  const choose = (language: string) => {
    view.language.value = language;
    setFocus('');
  };
  const add = (language: string, offered: boolean) => {
    const done = edit(`Add ${nameOf(language)}`, (draft) => {
      refresh(draft, `${language}.json`, flow, language);
      if (offered) offerLanguage(draft, language);
    });
    if (!done) return;
    choose(language);
    spoken.value = `${nameOf(language)} is added: the file ${language}.json.`;
  };
  const adder = <AddLanguage own={flow.language} taken={cards.map(({ language }) => language)} onAdd={add} />;
  if (!card)
    return (
      <div class="languages">
        <h2>Languages</h2>
        <p>The guide is in {nameOf(flow.language)} only.</p>
        {adder}
      </div>
    );

  const { language, translation, offered } = card;
  const file = `${language}.json`;
  const opened = openOverlay(project.file(file).value.value, project.file(file).readable.value);
  const { filter, query } = view;
  const asked = `${language} ${filter.value} ${query.value}`;
  if (stay.current.asked !== asked) stay.current = { asked, places: new Set() };
  const shown = translation
    ? only(translation.parts, (row) => {
        const here =
          stay.current.places.has(row.place) || (matches(filter.value, row.state) && holds(row, query.value));
        if (here) stay.current.places.add(row.place);
        return here;
      })
    : [];
  const rows = shown.flatMap(({ groups }) => groups.flatMap((group) => group.rows));
  const next = (from: string | undefined) => {
    const index = rows.findIndex(({ place }) => place === from);
    const order = [...rows.slice(index + 1), ...rows.slice(0, index + 1)];
    const found = order.find(({ place, state }) => state !== 'translated' && place !== from);
    setFocus('');
    if (found) requestAnimationFrame(() => setFocus(found.place));
    else spoken.value = 'Nothing more to do among these texts.';
  };
  const show = async (row: Row) => {
    preview.language.value = language;
    if (preview.frame.value === 'bubble') preview.frame.value = 'phone';
    const target = targetAt(flow, row.path);
    const way = target && (await checker.way(target));
    const where = target ? wordsOf(target) : 'its beginning';
    const not = offered
      ? ''
      : ` Visitors cannot choose ${nameOf(language)} yet, so it is shown in ${nameOf(flow.language)}.`;
    if (target && !way) spoken.value = `No conversation gets to ${where}.`;
    else
      workbench.play(way ?? {}, `The preview is at ${where}, in ${nameOf(offered ? language : flow.language)}.${not}`);
  };

  return (
    <div class="languages">
      <h2>Languages</h2>
      <LanguageCards cards={cards} chosen={language} onChoose={choose} />
      {adder}
      {!offered && translation && (
        <p class="note">
          Visitors cannot choose {nameOf(language)} yet.
          <button
            type="button"
            onClick={() => edit(`Offer ${nameOf(language)}`, (draft) => offerLanguage(draft, language))}
          >
            Let visitors choose it
          </button>
        </p>
      )}
      {opened.problem !== undefined || !translation ? (
        <p class="note">
          {file} cannot be worked on here. {opened.problem}
          {project.files.value.includes(file) ? (
            <button type="button" onClick={() => workbench.goTo({ file, path: [] }, 'source')}>
              Open it in Source
            </button>
          ) : (
            <button type="button" onClick={() => add(language, true)}>
              Make it
            </button>
          )}
        </p>
      ) : (
        <>
          <ReviewedBy
            key={language}
            language={language}
            now={opened.overlay}
            current={isReviewed(flow, opened.overlay)}
            unfinished={translation.counts.missing + translation.counts.stale + translation.counts.broken > 0}
            onChange={(name, signs) =>
              edit(
                `Reviewer of ${nameOf(language)}`,
                (draft) => {
                  draft.set(file, ['reviewedBy'], name || undefined);
                  if (signs || name === '')
                    draft.set(file, ['reviewedTexts'], name ? reviewedTextsOf(flow, opened.overlay) : undefined);
                },
                { typing: `${file}/reviewedBy` },
              )
            }
          />

          <div class="language-tools">
            <fieldset class="filters">
              <legend class="sr">Which texts</legend>
              {filters.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={filter.value === one}
                  onClick={() => {
                    // Pressed again, it leaves out what has been done meanwhile.
                    stay.current = { asked, places: new Set() };
                    filter.value = one;
                    setFocus('');
                  }}
                >
                  {filterWords[one]} <span>{countOf(translation, one)}</span>
                </button>
              ))}
            </fieldset>
            <label class="language-search">
              <span class="sr">Search texts</span>
              <input
                type="search"
                placeholder="Search texts"
                value={query.value}
                onInput={({ currentTarget }) => {
                  query.value = currentTarget.value;
                }}
              />
            </label>
            <button type="button" title="Ctrl+Enter" onClick={() => next(at.current)}>
              Next to do
            </button>
          </div>
          <p class="sr" role="status">
            {rows.length === 1 ? '1 text is shown' : `${rows.length} texts are shown`}
          </p>
          {rows.length === 0 && (
            <p class="note">{query.value ? 'No text has these words.' : 'Nothing here: all of it is done.'}</p>
          )}
          <TextList
            key={asked}
            parts={shown}
            source={flow.language}
            language={language}
            focus={focus}
            actions={{
              translate: (row, text) =>
                void edit(`Translate “${brief(row.text)}”`, (draft) => translateText(draft, file, flow, row, text), {
                  typing: `${file}/${row.place}`,
                }),
              keep: (row) => {
                if (
                  edit(`Keep the translation of “${brief(row.text)}”`, (draft) =>
                    keepTranslation(draft, file, flow, row),
                  )
                )
                  next(row.place);
              },
              show: (row) => void show(row),
              next: (row) => next(row.place),
              visit: (row) => {
                at.current = row.place;
              },
            }}
          />
          <footer class="language-foot">
            {translation.unused.length > 0 && (
              <details>
                <summary>Translations of texts that are gone ({translation.unused.length})</summary>
                <p class="hint">They are kept, for a text may come back.</p>
                <ul>
                  {translation.unused.map(({ place, translation: text }) => (
                    <li key={place} lang={language}>
                      {text}
                    </li>
                  ))}
                </ul>
              </details>
            )}
            <p>
              <button
                type="button"
                onClick={() => {
                  const { overlay } = opened;
                  if (edit(`Put ${file} in order`, (draft) => refresh(draft, file, flow, language, overlay)))
                    spoken.value = `${file} is in order. ${nameOf(language)}: ${progressWords(translation)}.`;
                }}
              >
                Put {file} in order
              </button>{' '}
              <span class="hint">
                As the command does: all texts in the order of the guide, what is missing or stale marked with TODO for
                a translator, what is not used any more put aside. While something is to do, the reviewer’s name goes.
              </span>
            </p>
          </footer>
        </>
      )}
    </div>
  );
}

const brief = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

const wordsOf = (target: Target) =>
  'question' in target
    ? `the question “${target.question}”`
    : 'section' in target
      ? `the section “${target.section}”`
      : 'redFlag' in target
        ? `the end that the red flag “${target.redFlag}” leads to`
        : `the outcome “${target.outcome}”`;

/** The languages that have a file or are offered to visitors, those first. */
function languagesOf(files: readonly string[], flow: Flow): string[] {
  const own = files
    .filter((file) => file.endsWith('.json') && file !== 'flow.json' && file !== 'vignettes.json')
    .map((file) => file.slice(0, -5))
    .filter((name) => languagePattern.test(name));
  return [...new Set([...(flow.languages ?? []), ...own])];
}

const countOf = ({ rows, counts }: Translation, filter: Filter) =>
  filter === 'all' ? rows.length : filter === 'todo' ? rows.length - counts.translated : counts[filter];

/** Whether a text, its translation or its key has these words. */
function holds({ text, translation, place }: Row, query: string): boolean {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const all = `${text}\n${translation}\n${place}`.toLocaleLowerCase();
  return words.every((word) => all.includes(word));
}

/** The parts with only some of their texts; what has none left is left out. */
function only(parts: readonly Part[], which: (row: Row) => boolean): Part[] {
  return parts.flatMap((part) => {
    const groups = part.groups.flatMap((group) => {
      const rows = group.rows.filter(which);
      return rows.length > 0 ? [{ ...group, rows }] : [];
    });
    return groups.length > 0 ? [{ ...part, groups }] : [];
  });
}
