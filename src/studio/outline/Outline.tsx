import { useEffect } from 'preact/hooks';
import { useWorkbench } from '../workbench.js';
import { AddForm } from './AddForm.js';
import { EntryForm } from './EntryForm.js';
import { entryPath, kindWords } from './entries.js';
import { valueIn } from './fields.js';
import { focusField } from './form.js';
import { List } from './List.js';
import { Menu } from './Menu.js';
import { RemoveDialog } from './RemoveDialog.js';
import { outlineOf } from './state.js';
import './outline.css';

const kinds = ['question', 'section', 'redFlag', 'outcome', 'topic', 'source'] as const;

/** The part "Outline": the whole guide as a list, and what is chosen in it as a plain form. */
export function Outline() {
  const workbench = useWorkbench();
  const outline = outlineOf(workbench);
  const { place, project, checker } = workbench;
  const file = project.file('flow.json');
  const flow = file.value.value;
  const readable = file.readable.value;
  const { path } = place.value;
  const inFlow = place.value.file === 'flow.json';
  const wanted = inFlow ? entryPath(path) : [];
  // What was chosen may be gone, by an undo for example.
  const entry = valueIn(flow, wanted) === undefined && wanted.length > 1 ? [] : wanted;

  // A problem that was clicked elsewhere leads to its very field.
  useEffect(() => {
    if (inFlow && path.length > entry.length) focusField(path);
  }, [place.value]);

  if (flow === undefined)
    return (
      <p>
        There is no flow that can be read yet. <MendButton />
      </p>
    );
  const broken = readable ? undefined : checker.latest.value?.problems.find((one) => one.file === 'flow.json');
  return (
    <div class="outline">
      <div class="outline-side">
        <div class="add-thing">
          <Menu
            label="Add …"
            disabled={!readable}
            items={kinds.map((kind) => [kind, `${kind === 'outcome' ? 'An' : 'A'} ${kindWords[kind]}`] as const)}
            onPick={(kind) => {
              outline.adding.value = kind as (typeof kinds)[number];
            }}
          />
        </div>
        <List outline={outline} />
      </div>
      <div class="outline-main">
        {!readable && (
          <div class="broken" role="alert">
            <p>
              <strong>The file is not right at the moment, so that nothing can be changed here.</strong> You see the
              guide as it was when it could be read last.
            </p>
            {broken && (
              <p>
                Line {broken.line}: {broken.message}. {broken.help}
              </p>
            )}
            <MendButton path={broken?.path ?? []} />
          </div>
        )}
        {outline.adding.value && readable ? (
          <AddForm key={outline.adding.value} outline={outline} flow={flow} />
        ) : (
          <EntryForm outline={outline} flow={flow} entry={entry} />
        )}
      </div>
      {outline.removing.value && <RemoveDialog outline={outline} removal={outline.removing.value} />}
    </div>
  );
}

function MendButton({ path = [] }: { path?: readonly (string | number)[] }) {
  const { goTo } = useWorkbench();
  return (
    <button type="button" class="primary" onClick={() => goTo({ file: 'flow.json', path }, 'source')}>
      Mend it in Source
    </button>
  );
}
