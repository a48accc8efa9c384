import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { directionOf } from './languageName.js';
import { type Mark, marksOf, withMark } from './marks.js';
import type { Row, State } from './translation.js';

/** What is done with one text. */
export type RowActions = {
  translate(row: Row, translation: string): void;
  keep(row: Row): void;
  show(row: Row): void;
  /** Goes to the next text that is to do. */
  next(row: Row): void;
  /** They came to it. */
  visit(row: Row): void;
};

/** So long, in milliseconds, nobody types before it is written into the file. */
const pause = 120;
/** The same while writing takes longer than a frame or two, as for a guide with thousands of texts. */
const longPause = 500;
const slow = 50;
/** How long the last writing took, with all that follows from it until the next frame. */
let took = 0;

const stateWords: Record<State, string> = {
  translated: 'Translated',
  missing: 'Missing',
  stale: 'Stale',
  broken: 'Broken',
};

type Props = { row: Row; source: string; language: string; focus: boolean; actions: RowActions };

/** A text and its translation side by side, with what is to be done. */
export function TextRow({ row, source, language, focus, actions }: Props) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  // What is in the box and not in the file yet.
  const [typed, setTyped] = useState<string | undefined>(undefined);
  /** What of it is to be written; read when the row goes, too, so it is not a state. */
  const waiting = useRef<string | undefined>(undefined);
  const now = useRef({ row, actions });
  now.current = { row, actions };
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const write = () => {
    clearTimeout(timer.current);
    const text = waiting.current;
    if (text === undefined) return;
    waiting.current = undefined;
    setTyped(undefined);
    if (text === now.current.row.translation) return;
    const begun = performance.now();
    now.current.actions.translate(now.current.row, text);
    requestAnimationFrame(() => {
      took = performance.now() - begun;
    });
  };
  const type = (text: string) => {
    clearTimeout(timer.current);
    waiting.current = text;
    setTyped(text);
    timer.current = setTimeout(write, took > slow ? longPause : pause);
  };
  useEffect(() => write, []);
  useEffect(() => {
    if (!focus) return;
    field.current?.focus({ preventScroll: true });
    field.current?.scrollIntoView({ block: 'center' });
  }, [focus]);

  const insert = (mark: Mark) => {
    const box = field.current;
    if (!box) return;
    const { text, from, to } = withMark(box.value, box.selectionStart, box.selectionEnd, mark);
    type(text);
    // It is drawn a moment later, and drawing moves the cursor to the end.
    requestAnimationFrame(() => {
      box.focus();
      box.setSelectionRange(from, to);
    });
  };
  const value = typed ?? row.translation;
  const marks = marksOf(row.text);
  const { state, before, problems } = row;
  const half = state === 'missing' && row.translation !== '';
  const notes = [`${id}-state`, ...(before ? [`${id}-before`] : []), ...(problems.length > 0 ? [`${id}-wrong`] : [])];
  return (
    <li class={`text-row ${state}`}>
      <div class="text-source">
        <p class="text-about">
          <span class="text-kind" id={`${id}-kind`}>
            {row.kind}
          </span>
          <span class={`text-state ${state}`} id={`${id}-state`}>
            {half ? 'Half done' : stateWords[state]}
          </span>
          <button type="button" class="quiet" aria-describedby={`${id}-source`} onClick={() => actions.show(row)}>
            Show in preview
          </button>
        </p>
        <p id={`${id}-source`} lang={source} dir={directionOf(source)} class="text-own">
          {row.text}
        </p>
      </div>
      <div class="text-translation">
        <div class="text-grow" data-text={value} lang={language} dir={directionOf(language)}>
          <textarea
            ref={field}
            rows={1}
            spellcheck
            lang={language}
            dir={directionOf(language)}
            value={value}
            data-place={row.place}
            aria-labelledby={`${id}-kind ${id}-source`}
            aria-describedby={notes.join(' ')}
            aria-invalid={state === 'broken'}
            onInput={({ currentTarget }) => type(currentTarget.value)}
            onBlur={() => {
              write();
              setTyped(undefined);
            }}
            onFocus={() => actions.visit(row)}
            onKeyDown={(event) => {
              if (!(event.ctrlKey || event.metaKey)) return;
              // Undo and Save are meant for what was typed, too.
              write();
              if (event.key !== 'Enter') return;
              event.preventDefault();
              actions.next(row);
            }}
          />
        </div>
        {problems.length > 0 && (
          <ul class="text-wrong" id={`${id}-wrong`}>
            {problems.map((problem) => (
              <li key={problem}>{sentence(problem)}</li>
            ))}
          </ul>
        )}
        {before && (
          <div class="text-before" id={`${id}-before`}>
            {before.text === row.text ? (
              <p>This text was here before, translated as:</p>
            ) : before.text ? (
              <p>
                The text was <q lang={source}>{before.text}</q>, translated as:
              </p>
            ) : (
              <p>The text was another one, translated as:</p>
            )}
            <p lang={language} dir={directionOf(language)}>
              {before.translation}
            </p>
          </div>
        )}
        {(marks.length > 0 || before || half) && (
          <div class="text-tools">
            {marks.map((mark) => (
              <button
                key={mark.before}
                type="button"
                class="text-mark"
                aria-label={mark.name}
                title={mark.name}
                onClick={() => insert(mark)}
              >
                {mark.label}
              </button>
            ))}
            {before && (
              <>
                <button type="button" aria-describedby={`${id}-source`} onClick={() => actions.keep(row)}>
                  Still right
                </button>
                <button
                  type="button"
                  aria-describedby={`${id}-source`}
                  onClick={() => {
                    // Not written before something is changed in it: until then it is the translation of another text.
                    setTyped(before.translation);
                    field.current?.focus();
                  }}
                >
                  Change it
                </button>
              </>
            )}
            {half && (
              <button
                type="button"
                aria-describedby={`${id}-source`}
                onClick={() => actions.translate(row, row.translation)}
              >
                It is done
              </button>
            )}
          </div>
        )}
      </div>
    </li>
  );
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
