import { viewOf } from '../languages/view.js';
import { useWorkbench } from '../workbench.js';
import type { Check } from './checks.js';
import { settingsOf } from './settings.js';

const stateWords: Record<Check['state'], string> = { done: 'Done', todo: 'To do', waiting: 'Wait' };

/** What to have done before visitors come, each with where to do it. */
export function Checklist({ checks, onGo }: { checks: Check[]; onGo: (part: string) => void }) {
  const workbench = useWorkbench();
  const { tried } = settingsOf(workbench);
  const version = workbench.checker.flow.value?.version ?? '';
  const go = ({ where }: Check) => {
    if (typeof where === 'object') {
      const view = viewOf(workbench.project);
      view.language.value = where.language;
      view.filter.value = 'all';
      workbench.tab.value = 'languages';
    } else if (where === 'proof') workbench.tab.value = 'proof';
    else onGo(where);
  };
  return (
    <ul class="checklist">
      {checks.map((check) => (
        <li key={check.id} class={check.state}>
          <span class="check-state">{stateWords[check.state]}</span>
          <span>{check.words}</span>
          {check.id === 'tried' ? (
            <label class="check">
              <input
                type="checkbox"
                checked={check.state === 'done'}
                onChange={({ currentTarget }) => {
                  tried.value = currentTarget.checked ? version : '';
                }}
              />
              I have
            </label>
          ) : (
            check.state === 'todo' &&
            check.where !== 'save' && (
              <button type="button" class="quiet" aria-label={`Go there: ${check.words}`} onClick={() => go(check)}>
                Go there
              </button>
            )
          )}
        </li>
      ))}
    </ul>
  );
}
