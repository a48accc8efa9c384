import { descriptions } from '../../flow/describe.js';
import { Blocks } from './Blocks.js';
import { CheckField } from './CheckField.js';
import type { Fields } from './fields.js';
import { useForm } from './form.js';
import { NoteField } from './NoteField.js';
import { TextField } from './TextField.js';
import { WhenField } from './WhenField.js';

/** A topic: a question that visitors may ask, and its answer. */
export function TopicForm({ value }: { value: Fields }) {
  const { entry: path } = useForm();
  return (
    <>
      <TextField
        path={[...path, 'ask']}
        label="The visitor's question"
        hint={descriptions.topic.ask}
        value={value.ask}
        long
      />
      <Blocks path={[...path, 'content']} value={value.content} label="The answer" />
      <WhenField path={[...path, 'when']} value={value.when} lead="Offer this only if" always="It is always offered." />
      <CheckField
        path={[...path, 'plan']}
        label="This tells about treatment"
        value={value.plan}
        hint="Nobody with a red flag may be shown it: the check sees to that."
      />
      <NoteField path={path} value={value} />
    </>
  );
}
