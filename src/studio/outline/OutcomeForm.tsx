import { descriptions } from '../../flow/describe.js';
import { urgencies } from '../../flow/terms.js';
import { urgencyWords } from '../../review/urgencyWords.js';
import { Actions } from './Actions.js';
import { Blocks } from './Blocks.js';
import type { Fields } from './fields.js';
import { useForm } from './form.js';
import { NoteField } from './NoteField.js';
import { SelectField } from './SelectField.js';
import { TextField } from './TextField.js';
import { WhenField } from './WhenField.js';

/** An outcome: how urgent it is, what the visitor reads, and the buttons. */
export function OutcomeForm({ value }: { value: Fields }) {
  const { entry: path } = useForm();
  return (
    <>
      <TextField path={[...path, 'title']} label="Headline" hint={descriptions.outcome.title} value={value.title} />
      <SelectField
        path={[...path, 'urgency']}
        label="How urgent"
        value={value.urgency}
        options={urgencies.map((one) => [one, urgencyWords[one]] as const)}
      />
      {(value.urgency === 'routine' || value.when !== undefined) && (
        <WhenField
          path={[...path, 'when']}
          value={value.when}
          lead="For people without a red flag, only if"
          always="For everybody without a red flag who fits none of the routine outcomes before it."
        />
      )}
      <Blocks
        path={[...path, 'content']}
        value={value.content}
        label="What the visitor reads"
        hint={descriptions.outcome.content}
      />
      <Actions path={[...path, 'actions']} value={value.actions} />
      <NoteField path={path} value={value} />
    </>
  );
}
