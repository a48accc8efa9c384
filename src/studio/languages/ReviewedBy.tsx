import { useId } from 'preact/hooks';
import type { Overlay } from '../../flow/schema.js';
import { nameOf } from './languageName.js';

type Props = {
  language: string;
  now: Overlay;
  /** As it is saved, to tell whether something was translated after somebody reviewed it. */
  saved: Overlay | undefined;
  /** Whether something is still to be translated. */
  unfinished: boolean;
  onChange: (name: string) => void;
};

/** Who has reviewed a translation: until there is a name, the chat calls it a draft. */
export function ReviewedBy({ language, now, saved, unfinished, onChange }: Props) {
  const id = useId();
  const name = now.reviewedBy ?? '';
  const changed =
    name !== '' && saved?.reviewedBy === name && JSON.stringify(saved.texts) !== JSON.stringify(now.texts);
  return (
    <div class="reviewed-by">
      <label>
        Reviewed by
        <input
          value={name}
          autocomplete="off"
          aria-describedby={`${id}-about`}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      </label>
      <p class="hint" id={`${id}-about`}>
        {name === ''
          ? `A clinician who speaks ${nameOf(language)}. Until then the chat says that the translation is a draft.`
          : unfinished
            ? 'Some texts are not translated as they should be: what is reviewed is not all of it.'
            : `The chat no longer calls ${nameOf(language)} a draft.`}
      </p>
      {changed && (
        <p class="note">
          Something was changed since {name} reviewed it.
          <button type="button" onClick={() => onChange('')}>
            Take the name out until it is reviewed again
          </button>
        </p>
      )}
    </div>
  );
}
