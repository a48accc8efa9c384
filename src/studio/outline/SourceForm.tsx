import { descriptions } from '../../flow/describe.js';
import type { Fields } from './fields.js';
import { useForm } from './form.js';
import { NoteField } from './NoteField.js';
import { TextField } from './TextField.js';

/** A source that red flags rest on. */
export function SourceForm({ value }: { value: Fields }) {
  const { entry: path } = useForm();
  return (
    <>
      <TextField path={[...path, 'title']} label="Title" hint={descriptions.source.title} value={value.title} />
      <TextField path={[...path, 'url']} label="Address" hint={descriptions.source.url} value={value.url} />
      <NoteField path={path} value={value} />
    </>
  );
}
