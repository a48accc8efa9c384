import { descriptions } from '../../flow/describe.js';
import type { Path } from '../../flow/parse.js';
import { CheckField } from './CheckField.js';
import { FieldProblems } from './FieldProblems.js';
import { fieldsOf, itemsOf, short, textOf } from './fields.js';
import { fieldId, focusLater, useForm } from './form.js';
import { ItemTools } from './ItemTools.js';
import { Menu } from './Menu.js';
import { SelectField } from './SelectField.js';
import { ShownIf } from './ShownIf.js';
import { TextField } from './TextField.js';

const kinds = {
  text: 'Paragraph',
  heading: 'Heading',
  list: 'Bullet points',
  callout: 'Line that stands out',
  card: 'Card',
  details: 'Part that opens when tapped',
  image: 'Picture',
  topic: 'The answer of a topic',
} as const;
type BlockKind = keyof typeof kinds;
const kindOf = (block: unknown): BlockKind | undefined =>
  typeof block === 'string'
    ? 'text'
    : (Object.keys(kinds) as BlockKind[]).find((kind) => Object.hasOwn(fieldsOf(block), kind));

const fresh: Record<BlockKind, unknown> = {
  text: '',
  heading: { heading: '' },
  list: { list: [''] },
  callout: { callout: '' },
  card: { card: '', content: [''] },
  details: { details: '', content: [''] },
  image: { image: '', alt: '' },
  topic: { topic: '' },
};

/** Pieces of content, in order: what visitors read. What this form does not know stays as it is. */
export function Blocks({ path, value, label, hint }: { path: Path; value: unknown; label: string; hint?: string }) {
  const form = useForm();
  const blocks = itemsOf(value);
  const add = (kind: BlockKind) => {
    const done = form.change((draft) =>
      Array.isArray(value)
        ? draft.insert('flow.json', path, blocks.length, fresh[kind])
        : draft.set('flow.json', path, [fresh[kind]]),
    );
    if (done) focusLater([...path, blocks.length]);
  };
  const remove = (index: number) =>
    // An intro or a question without content has no empty list of it.
    blocks.length === 1 && path.at(-1) === 'content' && path[0] === 'sections'
      ? form.set(path, undefined)
      : form.set([...path, index], undefined);
  return (
    <fieldset class="field blocks" id={fieldId(path)}>
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      <ol>
        {blocks.map((block, index) => {
          const kind = kindOf(block);
          const at = [...path, index];
          return (
            // The field of a plain paragraph has this id itself.
            <li
              key={index}
              class={`block ${kind ?? 'unknown'}`}
              id={typeof block === 'string' ? undefined : fieldId(at)}
            >
              <div class="block-head">
                <strong>{kind ? kinds[kind] : 'Something this form does not know'}</strong>
                <ItemTools
                  name={`${kind ? kinds[kind] : 'piece'} ${index + 1}`}
                  index={index}
                  count={blocks.length}
                  move={(to) => form.change((draft) => draft.move('flow.json', path, index, to))}
                  remove={() => remove(index)}
                />
              </div>
              {kind ? (
                <BlockFields path={at} kind={kind} block={block} />
              ) : (
                <button
                  type="button"
                  onClick={() => form.outline.workbench.goTo({ file: 'flow.json', path: at }, 'source')}
                >
                  Edit it in Source
                </button>
              )}
            </li>
          );
        })}
      </ol>
      <Menu label="Add" items={Object.entries(kinds)} onPick={(kind) => add(kind as BlockKind)} />
      <FieldProblems path={path} only />
    </fieldset>
  );
}

function BlockFields({ path, kind, block }: { path: Path; kind: BlockKind; block: unknown }) {
  const form = useForm();
  const fields = fieldsOf(block);
  const hint = descriptions.block[kind];
  return (
    <>
      {kind === 'text' && typeof block === 'string' ? (
        <TextField path={path} label={kinds.text} hiddenLabel value={block} long />
      ) : kind === 'list' ? (
        <ListItems path={[...path, 'list']} items={itemsOf(fields.list)} />
      ) : kind === 'topic' ? (
        <SelectField
          path={[...path, 'topic']}
          label="Topic"
          value={fields.topic}
          options={itemsOf(fieldsOf(form.flow).topics)
            .map(fieldsOf)
            .map((topic) => [textOf(topic.id), short(textOf(topic.ask))] as const)}
        />
      ) : kind === 'image' ? (
        <>
          <TextField path={[...path, 'image']} label="Address of the picture" hint={hint} value={fields.image} />
          <TextField
            path={[...path, 'alt']}
            label="What it shows, in words"
            hint={descriptions.block.alt}
            value={fields.alt}
          />
        </>
      ) : (
        <TextField
          path={[...path, kind]}
          label={kinds[kind]}
          hiddenLabel
          value={fields[kind]}
          long={kind === 'text' || kind === 'callout'}
        />
      )}
      {(kind === 'card' || kind === 'details' || kind === 'callout') && (
        <Blocks path={[...path, 'content']} value={fields.content} label="What is inside" />
      )}
      {(kind === 'card' || kind === 'details') && (
        <CheckField
          path={[...path, 'plan']}
          label="This tells about treatment"
          value={fields.plan}
          hint="Nobody with a red flag may be shown it: the check sees to that."
        />
      )}
      <ShownIf path={path} value={block} />
      {typeof block !== 'string' && <FieldProblems path={path} only={kind !== 'text'} />}
    </>
  );
}

function ListItems({ path, items }: { path: Path; items: readonly unknown[] }) {
  const form = useForm();
  return (
    <div id={fieldId(path)}>
      <ol class="list-items">
        {items.map((item, index) => {
          const at = [...path, index];
          const own = typeof item === 'string' ? at : [...at, 'text'];
          return (
            <li key={index}>
              <div class="block-head">
                <TextField
                  path={own}
                  label={`Point ${index + 1}`}
                  hiddenLabel
                  value={typeof item === 'string' ? item : fieldsOf(item).text}
                  long
                />
                <ItemTools
                  name={`point ${index + 1}`}
                  index={index}
                  count={items.length}
                  move={(to) => form.change((draft) => draft.move('flow.json', path, index, to))}
                  remove={items.length > 1 ? () => form.set(at, undefined) : undefined}
                />
              </div>
              <ShownIf path={at} value={item} />
            </li>
          );
        })}
      </ol>
      <button
        type="button"
        onClick={() => {
          if (form.change((draft) => draft.insert('flow.json', path, items.length, '')))
            focusLater([...path, items.length]);
        }}
      >
        Add a point
      </button>
    </div>
  );
}
