import type { Progress } from '../machine/session.js';
import { Icon } from './icons.js';
import { Rich } from './Rich.js';
import type { View } from './view.js';
import { say } from './words/en.js';

/** Title, progress, *Get help now* from the first second, start again and close. */
export function Header({
  view,
  progress,
  helping,
  onHelp,
  onRestart,
  onClose,
}: {
  view: View;
  progress: Progress | undefined;
  helping: boolean;
  onHelp: () => void;
  onRestart: () => void;
  onClose: (() => void) | undefined;
}) {
  const { words } = view;
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
          {progress ? (
            <>
              <strong>
                <Rich text={progress.section.title} view={view} />
              </strong>
              <span>{say(words.progress, { at: progress.at, atMost: progress.atMost })}</span>
            </>
          ) : (
            <strong>{words.done}</strong>
          )}
        </p>
        <progress max={progress?.atMost ?? 1} value={progress ? progress.at - 1 : 1} aria-hidden="true" />
      </div>
    </div>
  );
}
