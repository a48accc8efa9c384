import { descriptions } from '../../flow/describe.js';
import { CheckField } from './CheckField.js';
import type { Fields } from './fields.js';
import { useForm } from './form.js';
import { NoteField } from './NoteField.js';
import { TextField } from './TextField.js';
import { WhenField } from './WhenField.js';

/** A section: its title, of whom it is asked, and whether it can end the conversation. */
export function SectionForm({ value }: { value: Fields }) {
  const { entry: path } = useForm();
  return (
    <>
      <TextField path={[...path, 'title']} label="Title" hint={descriptions.section.title} value={value.title} />
      <WhenField
        path={[...path, 'when']}
        value={value.when}
        lead="Ask this section only if"
        always="Everybody who gets here is asked this section."
      />
      <CheckField
        path={[...path, 'stopIfFlagged']}
        label="End here when a red flag was raised"
        value={value.stopIfFlagged}
        hint={descriptions.section.stopIfFlagged}
      />
      <NoteField path={path} value={value} />
    </>
  );
}
