import type { Section } from '../flow/schema.js';
import type { Progress } from '../machine/progress.js';
import { Icon } from './icons.js';
import type { OnSpeak } from './later/Languages.js';
import { later } from './later.js';
import { Rich } from './Rich.js';
import type { View } from './view.js';

/** Title, progress, *Get help now* from the first second, language, clear my answers and close. */
export function Header({
  view,
  section,
  done,
  progress,
  helping,
  onHelp,
  onSpeak,
  onRestart,
  onClose,
}: {
  view: View;
  section: Section | undefined;
  /** An outcome is reached; an answer may be being changed. */
  done: boolean;
  progress: Progress | undefined;
  helping: boolean;
  onHelp: () => void;
  onSpeak: OnSpeak;
  onRestart: () => void;
  onClose: (() => void) | undefined;
}) {
  const { words } = view;
  const parts = later.value;
  return (
    <div class="top">
      <div class="bar">
        <h2>
          <Rich text={view.flow.title} view={view} />
        </h2>
        <button type="button" class="help" aria-pressed={helping} onClick={onHelp}>
          <Icon name="help" />
          {words.helpNow}
        </button>
        {view.languages.length > 1 &&
          (parts ? <parts.LanguageMenu view={view} onSpeak={onSpeak} /> : <span class="icon" />)}
        <button type="button" class="icon" aria-label={words.restart} title={words.restart} onClick={onRestart}>
          <Icon name="restart" />
        </button>
        {onClose && (
          <button type="button" class="icon" aria-label={words.close} title={words.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </div>
      <div class="progress">
        <p>
          <strong>{section ? <Rich text={section.title} view={view} /> : words.done}</strong>
          {parts && progress && <parts.ProgressText progress={progress} view={view} />}
        </p>
        <progress max={progress?.atMost ?? 1} value={progress ? progress.at - 1 : Number(done)} aria-hidden="true" />
      </div>
    </div>
  );
}
