import { useState } from 'preact/hooks';
import { descriptions } from '../../flow/describe.js';
import type { Path } from '../../flow/parse.js';
import { regions } from '../../flow/regions.js';
import { CheckField } from './CheckField.js';
import { FieldProblems } from './FieldProblems.js';
import { type Fields, fieldsOf, itemsOf, short, textOf } from './fields.js';
import { fieldId, focusLater, useForm } from './form.js';
import { ItemTools } from './ItemTools.js';
import { choicesOf, idFrom } from './ids.js';
import { SelectField } from './SelectField.js';
import { TextField } from './TextField.js';
import { flagsReading, WarningSign } from './WarningSign.js';

/** The choices of a question, one under the other: to word, to order, to mark as warning signs. */
export function ChoiceRows({ path, question }: { path: Path; question: Fields }) {
  const form = useForm();
  const { outline } = form;
  const { spoken } = outline.workbench;
  const [label, setLabel] = useState('');
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  const list = [...path, 'choices'];
  const choices = itemsOf(question.choices).map(fieldsOf);
  const flags = flagsReading(form.flow, textOf(question.id));
  const many = question.type === 'choices';
  const name = (choice: Fields) => `“${short(textOf(choice.label), 40)}”`;

  const move = (from: number, to: number, focus: readonly (string | number)[] = ['label']) => {
    const choice = choices[from];
    if (!choice || !choices[to] || from === to) return;
    if (!outline.edit(`Move the choice ${name(choice)}`, (draft) => draft.move('flow.json', list, from, to))) return;
    spoken.value = `Moved ${name(choice)} to place ${to + 1} of ${choices.length}.`;
    focusLater([...list, to, ...focus]);
  };
  const insert = (choice: Record<string, unknown>) => {
    // What stands at the end stays there: "I'm not sure" and "None of these".
    let index = choices.length;
    const stays = (one: Fields | undefined) => one && (one.exclusive === true || one.id === 'not-sure');
    if (choice.exclusive !== true) while (index > 0 && stays(choices[index - 1])) index--;
    if (choice.id === 'not-sure') while (choices[index] && choices[index]?.exclusive !== true) index++;
    const words = `Add the choice “${short(String(choice.label))}”`;
    if (!outline.edit(words, (draft) => draft.insert('flow.json', list, index, choice))) return;
    spoken.value = `Added “${choice.label}” at place ${index + 1}.`;
    focusLater([...list, index, 'sign']);
  };
  const add = () => {
    const words = label.trim();
    if (words === '') return;
    const taken = new Set([...choicesOf(outline.ids, textOf(question.id)), 'not-sure', 'none']);
    insert({ id: idFrom(words, taken, 'choice'), label: words });
    setLabel('');
  };
  const has = (id: string) => choices.some((choice) => choice.id === id);

  return (
    <fieldset class="field choices" id={fieldId(list)}>
      <legend>Choices</legend>
      <p class="hint">{descriptions.question.choices} Drag them by ⠿, or press Alt and an arrow key in a label.</p>
      <ol>
        {choices.map((choice, index) => {
          const at = [...list, index];
          return (
            <li
              key={`${textOf(choice.id)} ${index}`}
              class={`choice ${over === index && dragged !== undefined ? (dragged < index ? 'drop-behind' : 'drop-before') : ''}`}
              onDragOver={(event) => {
                if (dragged === undefined) return;
                event.preventDefault();
                setOver(index);
              }}
              onDrop={(event) => {
                event.preventDefault();
                if (dragged !== undefined) move(dragged, index);
                setDragged(undefined);
              }}
            >
              <span
                class="handle"
                aria-hidden="true"
                draggable
                onDragStart={(event) => {
                  event.dataTransfer?.setData('text/plain', textOf(choice.id));
                  setDragged(index);
                }}
                onDragEnd={() => {
                  setDragged(undefined);
                  setOver(undefined);
                }}
              >
                ⠿
              </span>
              <div class="choice-fields">
                <div class="choice-main">
                  <TextField
                    path={[...at, 'label']}
                    label={`Choice ${index + 1}`}
                    hiddenLabel
                    value={choice.label}
                    onKeyDown={(event) => {
                      const by = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
                      if (!by) return;
                      event.preventDefault();
                      move(index, index + by);
                    }}
                  />
                  <ItemTools
                    name={name(choice)}
                    index={index}
                    count={choices.length}
                    move={(to) => move(index, to)}
                    remove={() => outline.askToRemove(at)}
                  />
                </div>
                <div class="choice-more">
                  <span class="id">
                    id <code>{textOf(choice.id)}</code>
                  </span>
                  {many && (
                    <CheckField
                      path={[...at, 'exclusive']}
                      label="Stands alone, such as “None of these”"
                      value={choice.exclusive}
                    />
                  )}
                  {(question.picture === 'body' || choice.region !== undefined) && (
                    <SelectField
                      path={[...at, 'region']}
                      label="Place on the body map"
                      value={choice.region}
                      options={[
                        ['', 'None: in the list only'],
                        ...regions.map((one) => [one, one.replace('-', ' ')] as const),
                      ]}
                    />
                  )}
                  {choice.exclusive !== true && <WarningSign question={path} choice={index} flags={flags} />}
                </div>
                <FieldProblems path={at} only />
              </div>
            </li>
          );
        })}
      </ol>
      <div class="add-choice">
        <label>
          New choice
          <input
            id={`${fieldId(list)}-new`}
            type="text"
            value={label}
            placeholder="In the visitor's words: I can't pee"
            onInput={({ currentTarget }) => setLabel(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
        </label>
        <button type="button" disabled={label.trim() === ''} onClick={add}>
          Add the choice
        </button>
        {!has('not-sure') && (
          <button type="button" class="quiet" onClick={() => insert({ id: 'not-sure', label: "I'm not sure" })}>
            Add “I'm not sure”
          </button>
        )}
        {many && !has('none') && !choices.some(({ exclusive }) => exclusive === true) && (
          <button
            type="button"
            class="quiet"
            onClick={() => insert({ id: 'none', label: 'None of these', exclusive: true })}
          >
            Add “None of these”
          </button>
        )}
      </div>
      <FieldProblems path={list} only />
    </fieldset>
  );
}
