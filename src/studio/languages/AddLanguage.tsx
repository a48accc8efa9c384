import { useId, useState } from 'preact/hooks';
import { languagePattern } from '../../flow/schema.js';
import { nameOf } from './languageName.js';

type Props = {
  /** The guide's own language, and those that it has already. */
  own: string;
  taken: readonly string[];
  onAdd: (language: string, offered: boolean) => void;
};

/** Begins a translation into one more language. */
export function AddLanguage({ own, taken, onAdd }: Props) {
  const id = useId();
  const [wrote, setWrote] = useState('');
  const [offered, setOffered] = useState(false);
  const [asked, setAsked] = useState(false);
  const code = wrote.trim();
  const wrong = whyNot(code, own, taken);
  return (
    <details class="language-add">
      <summary>Add a language</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (wrong) return;
          onAdd(code, offered);
          setWrote('');
          setAsked(false);
        }}
      >
        <label>
          Language code
          <input
            value={wrote}
            size={12}
            autocomplete="off"
            spellcheck={false}
            aria-describedby={`${id}-name`}
            aria-invalid={asked && wrong !== undefined}
            onInput={({ currentTarget }) => setWrote(currentTarget.value)}
          />
        </label>
        <p id={`${id}-name`} class="hint" role="status">
          {code === ''
            ? 'Such as fr, pl, zh-Hant or pt-BR.'
            : (wrong ?? `${nameOf(code)}. A file ${code}.json is made, with every text to be translated.`)}
        </p>
        <label class="check">
          <input
            type="checkbox"
            checked={offered}
            onChange={({ currentTarget }) => setOffered(currentTarget.checked)}
          />
          Let visitors choose it now. What is not translated yet they see in {nameOf(own)}.
        </label>
        <button type="submit">Add</button>
      </form>
    </details>
  );
}

/** Why no translation can be begun with this code; undefined when it can. */
function whyNot(code: string, own: string, taken: readonly string[]): string | undefined {
  if (code === '') return 'Write the code of the language, such as fr.';
  if (!languagePattern.test(code)) return 'This is no language code: two or three small letters, such as fr or pt-BR.';
  try {
    const [canonical] = Intl.getCanonicalLocales(code);
    if (canonical !== code) return `Write it as ${canonical}.`;
  } catch {
    return 'This is no language code: two or three small letters, such as fr or pt-BR.';
  }
  if (code === own) return `${nameOf(code)} is the guide’s own language.`;
  if (taken.includes(code)) return `${nameOf(code)} is there already.`;
  if (nameOf(code) === code) return 'No language has this code.';
  return undefined;
}
