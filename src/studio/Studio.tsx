import { useEffect, useId } from 'preact/hooks';
import { Save } from './desk/Save.js';
import { Languages } from './languages/Languages.js';
import { Outline } from './outline/Outline.js';
import { Picture } from './picture/Picture.js';
import { Preview } from './preview/Preview.js';
import { Proof } from './proof/Proof.js';
import { Verdict } from './proof/Verdict.js';
import { Publish } from './publish/Publish.js';
import { Source } from './source/Source.js';
import { type Tab, tabs, useWorkbench } from './workbench.js';

const parts: Record<Tab, { label: string; Part: () => preact.JSX.Element }> = {
  outline: { label: 'Outline', Part: Outline },
  source: { label: 'Source', Part: Source },
  picture: { label: 'Picture', Part: Picture },
  proof: { label: 'Proof', Part: Proof },
  languages: { label: 'Languages', Part: Languages },
  publish: { label: 'Publish', Part: Publish },
};

/** So long, in milliseconds, the last line stands. */
const newsFor = 20_000;

/** The whole studio: what can be edited on one side, the guide as a visitor sees it on the other. */
export function Studio() {
  const { project, tab, spoken, undone } = useWorkbench();
  const id = useId();
  const { Part } = parts[tab.value];
  const turn = (which: 'undo' | 'redo') => {
    const done = project[which]();
    if (!done) return;
    spoken.value = `${which === 'undo' ? 'Undone' : 'Done again'}: ${done.about}.`;
    undone.value = done;
  };
  // Old news is none.
  useEffect(() => {
    const timer = setTimeout(() => {
      spoken.value = '';
    }, newsFor);
    return () => clearTimeout(timer);
  }, [spoken.value]);
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      const which = key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : undefined;
      if (!which) return;
      event.preventDefault();
      turn(which);
    };
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  });
  return (
    <div class="studio">
      <header class="studio-header">
        <h1>
          Studio <span>{project.name}</span>
        </h1>
        <Verdict />
        <div class="studio-tools">
          <button
            type="button"
            aria-disabled={!project.canUndo.value}
            title={project.canUndo.value && `Undo: ${project.canUndo.value}`}
            onClick={() => turn('undo')}
          >
            Undo
          </button>
          <button
            type="button"
            aria-disabled={!project.canRedo.value}
            title={project.canRedo.value && `Do again: ${project.canRedo.value}`}
            onClick={() => turn('redo')}
          >
            Redo
          </button>
          <Save />
        </div>
      </header>
      <div class="studio-body">
        <main class="studio-main">
          <div role="tablist" aria-label="Parts of the studio" class="tabs">
            {tabs.map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                id={`${id}-${one}`}
                aria-selected={tab.value === one}
                aria-controls={`${id}-panel`}
                tabIndex={tab.value === one ? 0 : -1}
                onClick={() => {
                  tab.value = one;
                }}
                onKeyDown={(event) => {
                  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
                  if (!step) return;
                  const next = tabs[(tabs.indexOf(one) + step + tabs.length) % tabs.length] as Tab;
                  tab.value = next;
                  document.getElementById(`${id}-${next}`)?.focus();
                }}
              >
                {parts[one].label}
              </button>
            ))}
          </div>
          <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab.value}`} class="panel" key={tab.value}>
            <Part />
          </div>
        </main>
        <Preview />
      </div>
      <p class="spoken" role="status">
        {spoken.value}
      </p>
    </div>
  );
}
