import { descriptions } from '../../flow/describe.js';
import { groups, labelOf } from './entries.js';
import { fieldsOf, itemsOf, textOf } from './fields.js';
import { useForm } from './form.js';

/** What a list of the guide is for, and what is in it. */
export function GroupPage() {
  const { entry, flow, outline } = useForm();
  const group = groups.find(({ field }) => field === entry[0]) ?? groups[0];
  const list = itemsOf(fieldsOf(flow)[group.field]);
  return (
    <>
      <p>{descriptions.flow[group.field]}</p>
      <p>
        <button
          type="button"
          class="primary"
          onClick={() => {
            outline.adding.value = group.kind;
          }}
        >
          Add {group.kind === 'outcome' ? 'an' : 'a'} {group.one}
        </button>
      </p>
      <ul class="group-list">
        {list.map((one, index) => (
          <li key={index}>
            <button type="button" class="quiet" onClick={() => outline.choose([group.field, index])}>
              {labelOf(one, group.kind)}
            </button>{' '}
            <code>{textOf(fieldsOf(one).id)}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
