import { useState } from 'preact/hooks';
import { descriptions } from '../../flow/describe.js';
import { Blocks } from './Blocks.js';
import { CheckField } from './CheckField.js';
import { ChoiceRows } from './ChoiceRows.js';
import { type Fields, itemsOf } from './fields.js';
import { focusLater, useForm } from './form.js';
import { NoteField } from './NoteField.js';
import { NumberField } from './NumberField.js';
import { SelectField } from './SelectField.js';
import { TextField } from './TextField.js';
import { WhenField } from './WhenField.js';

const types = [
  ['choice', 'One choice: a tap answers'],
  ['choices', 'Tick list: any number of choices'],
  ['number', 'A whole number'],
  ['scale', 'A scale, with words at its ends'],
] as const;
const byChoices = (type: unknown) => type === 'choice' || type === 'choices';

/** A question: what is asked, what is offered, and of whom. */
export function QuestionForm({ value }: { value: Fields }) {
  const form = useForm();
  const { entry: path } = form;
  const { type, choices, picture } = value;
  // Its choices are not lost by passing an option with the arrow keys.
  const [wanted, setWanted] = useState('');
  const pick = (to: string) => {
    if (byChoices(type) && !byChoices(to)) setWanted(to);
    else change(to);
  };
  const change = (to: string) => {
    setWanted('');
    const done = form.change((draft) => {
      const set = (field: string, now: unknown) => draft.set('flow.json', [...path, field], now);
      set('type', to);
      if (picture !== undefined) set('picture', undefined);
      if (to !== 'choices')
        itemsOf(choices).forEach((_, index) => {
          draft.set('flow.json', [...path, 'choices', index, 'exclusive'], undefined);
        });
      if (byChoices(to)) {
        for (const field of ['min', 'max', 'unit', 'minLabel', 'maxLabel']) set(field, undefined);
        if (!Array.isArray(choices)) set('choices', [{ id: 'not-sure', label: "I'm not sure" }]);
      } else {
        set('choices', undefined);
        set('optional', value.optional);
        if (typeof value.min !== 'number') set('min', 0);
        if (typeof value.max !== 'number') set('max', to === 'scale' ? 10 : 100);
        for (const field of to === 'scale' ? ['unit'] : ['minLabel', 'maxLabel']) set(field, undefined);
      }
    });
    if (done) focusLater([...path, 'type']);
  };
  return (
    <>
      <TextField path={[...path, 'ask']} label="Question" hint={descriptions.question.ask} value={value.ask} long />
      <TextField
        path={[...path, 'help']}
        label="Hint below it"
        hint={descriptions.question.help}
        value={value.help}
        optional
        long
      />
      <TextField
        path={[...path, 'why']}
        label="Why do you ask?"
        hint={descriptions.question.why}
        value={value.why}
        optional
        long
      />
      <SelectField
        path={[...path, 'type']}
        label="How it is answered"
        value={wanted || type}
        options={types}
        onPick={pick}
      />
      {wanted !== '' && (
        <div class="tools" role="alert">
          <p>That takes its {itemsOf(choices).length} choices out, and what reads them will be wrong.</p>
          <button type="button" class="danger" onClick={() => change(wanted)}>
            Take them out
          </button>
          <button
            type="button"
            onClick={() => {
              setWanted('');
              focusLater([...path, 'type']);
            }}
          >
            Keep them
          </button>
        </div>
      )}
      {byChoices(type) && <ChoiceRows path={path} question={value} />}
      {!byChoices(type) && (
        <div class="side-by-side">
          <NumberField path={[...path, 'min']} label="Smallest number" value={value.min} />
          <NumberField path={[...path, 'max']} label="Largest number" value={value.max} />
          {type === 'number' && (
            <TextField path={[...path, 'unit']} label="What it counts" value={value.unit} optional />
          )}
        </div>
      )}
      {type === 'scale' && (
        <div class="side-by-side">
          <TextField
            path={[...path, 'minLabel']}
            label="What the smallest number means"
            value={value.minLabel}
            optional
          />
          <TextField
            path={[...path, 'maxLabel']}
            label="What the largest number means"
            value={value.maxLabel}
            optional
          />
        </div>
      )}
      <WhenField
        path={[...path, 'when']}
        value={value.when}
        lead="Ask this only if"
        always="Everybody who gets here is asked this."
      />
      {byChoices(type) && (
        <SelectField
          path={[...path, 'picture']}
          label="Picture"
          value={picture}
          options={[
            ['', 'None'],
            type === 'choices'
              ? ['body', 'A body map: each choice names its place on it']
              : ['bar', 'A bar beside each choice, from full to empty'],
          ]}
        />
      )}
      <CheckField path={[...path, 'optional']} label="It may be skipped" value={value.optional} />
      <Blocks
        path={[...path, 'content']}
        value={value.content}
        label="Shown with the question"
        hint={descriptions.question.content}
      />
      <NoteField path={path} value={value} />
    </>
  );
}
