import { descriptions } from '../../flow/describe.js';
import { Blocks } from './Blocks.js';
import { type Fields, fieldsOf, itemsOf, short, textOf } from './fields.js';
import { useForm } from './form.js';
import { NoteField } from './NoteField.js';
import { SelectField } from './SelectField.js';
import { TextField } from './TextField.js';

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
const nameOf = (code: string) => {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
};

/** The guide itself: its title, what it says first, its languages. */
export function GuideForm({ value }: { value: Fields }) {
  const { outline } = useForm();
  const others = itemsOf(value.languages).map((one) => nameOf(String(one)));
  return (
    <>
      <TextField path={['title']} label="Title" hint={descriptions.flow.title} value={value.title} />
      <TextField path={['version']} label="Version" hint={descriptions.flow.version} value={value.version} />
      <Blocks path={['intro']} value={value.intro} label="What it says first" hint={descriptions.flow.intro} />
      <SelectField
        path={['help']}
        label="What the button “Get help now” opens"
        value={value.help}
        options={[
          ['', 'Nothing of its own'],
          ...itemsOf(value.topics)
            .map(fieldsOf)
            .map((topic) => [textOf(topic.id), short(textOf(topic.ask))] as const),
        ]}
      />
      <div class="field">
        <p class="label">Languages</p>
        <p>
          It is written in {nameOf(textOf(value.language))}
          {others.length > 0 ? `, and translated into ${others.join(' and ')}.` : '. It has no translation yet.'}
        </p>
        <button
          type="button"
          onClick={() => {
            outline.workbench.tab.value = 'languages';
          }}
        >
          Go to the languages
        </button>
      </div>
      <NoteField path={[]} value={value} />
    </>
  );
}
