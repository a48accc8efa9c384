import { descriptions } from '../../flow/describe.js';
import type { Path } from '../../flow/parse.js';
import { FieldProblems } from './FieldProblems.js';
import { fieldsOf, itemsOf } from './fields.js';
import { fieldId, focusLater, useForm } from './form.js';
import { ItemTools } from './ItemTools.js';
import { Menu } from './Menu.js';
import { ShownIf } from './ShownIf.js';
import { TextField } from './TextField.js';

const kinds = { call: 'Call a number', book: 'Open the booking page', link: 'Follow a link' } as const;
type ActionKind = keyof typeof kinds;
const fresh: Record<ActionKind, object> = {
  call: { call: '{emergency.number}', label: 'Call {emergency.number}' },
  book: { book: '{clinic.booking}', label: 'Book a visit' },
  link: { link: 'https://', label: '' },
};

/** The buttons of an outcome. */
export function Actions({ path, value }: { path: Path; value: unknown }) {
  const form = useForm();
  const actions = itemsOf(value).map(fieldsOf);
  const add = (kind: ActionKind) => {
    const done = form.change((draft) =>
      Array.isArray(value)
        ? draft.insert('flow.json', path, actions.length, fresh[kind])
        : draft.set('flow.json', path, [fresh[kind]]),
    );
    if (done) focusLater([...path, actions.length]);
  };
  return (
    <fieldset class="field blocks" id={fieldId(path)}>
      <legend>Buttons</legend>
      <p class="hint">{descriptions.outcome.actions}</p>
      <ol>
        {actions.map((action, index) => {
          const at = [...path, index];
          const kind = (Object.keys(kinds) as ActionKind[]).find((one) => one in action);
          return (
            <li key={index} class="block" id={fieldId(at)}>
              <div class="block-head">
                <strong>{kind ? kinds[kind] : 'Something this form does not know'}</strong>
                <ItemTools
                  name={`button ${index + 1}`}
                  index={index}
                  count={actions.length}
                  move={(to) => form.change((draft) => draft.move('flow.json', path, index, to))}
                  remove={() => (actions.length === 1 ? form.set(path, undefined) : form.set(at, undefined))}
                />
              </div>
              <TextField path={[...at, 'label']} label="Text on the button" value={action.label} />
              {kind && (
                <TextField
                  path={[...at, kind]}
                  label={kinds[kind]}
                  hint={descriptions.action[kind]}
                  value={action[kind]}
                />
              )}
              <ShownIf path={at} value={action} />
              <FieldProblems path={at} only />
            </li>
          );
        })}
      </ol>
      <Menu label="Add" items={Object.entries(kinds)} onPick={(kind) => add(kind as ActionKind)} />
    </fieldset>
  );
}
