import { descriptions } from '../../flow/describe.js';
import { FieldProblems } from './FieldProblems.js';
import { type Fields, fieldsOf, itemsOf, textOf } from './fields.js';
import { fieldId, useForm } from './form.js';
import { NoteField } from './NoteField.js';
import { SelectField } from './SelectField.js';
import { SourceChecks } from './SourceChecks.js';
import { TextField } from './TextField.js';
import { WhenField } from './WhenField.js';

/** A red flag: which answers raise it, where it leads, why, and what that rests on. */
export function RedFlagForm({ value }: { value: Fields }) {
  const form = useForm();
  const { entry: path, flow } = form;
  const outcomes = itemsOf(fieldsOf(flow).outcomes)
    .map(fieldsOf)
    .filter(({ urgency }) => urgency !== 'routine')
    .map(({ id, title }) => [textOf(id), textOf(title)] as const);
  const source = itemsOf(value.source).map(String);
  return (
    <>
      <WhenField
        path={[...path, 'when']}
        value={value.when}
        lead="Raised if"
        always="It does not say yet which answers raise it."
        required
      />
      <SelectField path={[...path, 'outcome']} label="Leads to" value={value.outcome} options={outcomes} />
      <TextField
        path={[...path, 'because']}
        label="Why it matters"
        hint={descriptions.redFlag.because}
        value={value.because}
        long
      />
      <SourceChecks
        flow={flow}
        id={fieldId([...path, 'source'])}
        chosen={source}
        onChange={(now) => form.set([...path, 'source'], now)}
      />
      <FieldProblems path={[...path, 'source']} />
      <TextField
        path={[...path, 'onlyIfAsked']}
        label="Why nobody is missed who is not asked"
        hint={descriptions.redFlag.onlyIfAsked}
        value={value.onlyIfAsked}
        optional
        long
      />
      <NoteField path={path} value={value} />
    </>
  );
}
