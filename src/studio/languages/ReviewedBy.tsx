import { useId } from 'preact/hooks';
import type { Overlay } from '../../flow/schema.js';
import { nameOf } from './languageName.js';

type Props = {
  language: string;
  now: Overlay;
  /** Whether it is still what was reviewed. */
  current: boolean;
  /** Whether something is still to be translated. */
  unfinished: boolean;
  /** With `signs`, the name stands for the translation as it is now. */
  onChange: (name: string, signs: boolean) => void;
};

/** Who has reviewed a translation: until there is a name, the chat calls it a draft. */
export function ReviewedBy({ language, now, current, unfinished, onChange }: Props) {
  const id = useId();
  const name = now.reviewedBy ?? '';
  const changed = name !== '' && !current;
  return (
    <div class="reviewed-by">
      <label>
        Reviewed by
        <input
          value={name}
          autocomplete="off"
          aria-describedby={`${id}-about`}
          // Mending the name of one who reviewed something else reviews nothing.
          onInput={({ currentTarget }) => onChange(currentTarget.value, !changed)}
        />
      </label>
      <p class="hint" id={`${id}-about`}>
        {name === ''
          ? `A clinician who speaks ${nameOf(language)}. Until then the chat says that the translation is a draft.`
          : unfinished
            ? 'Some texts are not translated as they should be: what is reviewed is not all of it.'
            : changed
              ? 'The chat calls it a draft again.'
              : `The chat no longer calls ${nameOf(language)} a draft.`}
      </p>
      {changed && (
        <p class="note">
          {now.reviewedTexts === undefined
            ? `Which texts ${name} reviewed is not recorded.`
            : `Something was changed since ${name} reviewed it.`}
          <button type="button" onClick={() => onChange(name, true)}>
            It is reviewed as it is now
          </button>
          <button type="button" onClick={() => onChange('', false)}>
            Take the name out until it is reviewed again
          </button>
        </p>
      )}
    </div>
  );
}
