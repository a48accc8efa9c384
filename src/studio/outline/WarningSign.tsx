import { useId, useState } from 'preact/hooks';
import type { Path } from '../../flow/parse.js';
import type { ChoiceQuestion } from '../../flow/schema.js';
import { effectsOf } from '../../review/choiceFlags.js';
import { comparisonsIn, conditionIn } from './conditions.js';
import { fieldsOf, itemsOf, short, textOf } from './fields.js';
import { focusLater, useForm } from './form.js';
import { idFrom } from './ids.js';
import { urgencyWord } from './Row.js';
import { SourceChecks } from './SourceChecks.js';

/** A red flag as this select shows it. */
export type Flag = {
  index: number;
  id: string;
  because: string;
  outcome: string;
  title: string;
  urgency: string;
  when: unknown;
};

/** Whether a choice is a warning sign: which red flags it raises, and a new one for it in one go. */
export function WarningSign({
  question,
  choice,
  flags: all,
}: {
  question: Path;
  choice: number;
  flags: readonly Flag[];
}) {
  const form = useForm();
  const { flow, outline } = form;
  // Nothing is done by passing an option with the arrow keys: what is picked is to be confirmed below.
  const [picked, setPicked] = useState('now');
  const [because, setBecause] = useState('');
  const [source, setSource] = useState<readonly string[]>([]);
  const id = useId();
  const asked = fieldsOf(
    question.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)?.[key], flow),
  );
  const own = fieldsOf(itemsOf(asked.choices)[choice]);
  const outcomes = itemsOf(fieldsOf(flow).outcomes).map(fieldsOf);
  const raising = flagsOf(all, asked, own);
  const raised = raising.filter(({ effect }) => effect === 'raises');
  const perhaps = raising.filter(({ effect }) => effect === 'may raise');
  const addable = simpleFlags(all, textOf(asked.id)).filter(
    ({ index }) => !raised.some((flag) => flag.index === index),
  );
  const label = textOf(own.label);
  const now =
    raised.length > 0
      ? `Yes → ${raised[0]?.title}${raised.length > 1 ? `, and ${raised.length - 1} more` : ''}`
      : perhaps.length > 0
        ? 'Only together with other answers'
        : 'No';
  const openFlag = (index: number) => outline.choose(['redFlags', index]);

  const leadsTo = picked.startsWith('new ') ? picked.slice(4) : '';
  const joined = picked.startsWith('add ') ? addable.find(({ index }) => index === Number(picked.slice(4))) : undefined;
  const done = () => {
    setPicked('now');
    setBecause('');
    setSource([]);
    focusLater([...question, 'choices', choice, 'sign']);
  };
  const join = (flag: Flag) => {
    const is = [fieldsOf(flag.when).is].flat();
    const made = outline.edit(`Make “${short(label)}” raise the red flag “${short(flag.because)}”`, (draft) =>
      draft.set('flow.json', ['redFlags', flag.index, 'when', 'is'], [...is, textOf(own.id)]),
    );
    if (!made) return;
    outline.workbench.spoken.value = `“${label}” raises the red flag “${flag.because}” now.`;
    done();
  };
  const add = () => {
    const flags = itemsOf(fieldsOf(flow).redFlags).map(fieldsOf);
    const name = idFrom(label, outline.ids.redFlags, 'flag');
    const last = flags.findLastIndex(({ outcome }) => outcome === leadsTo);
    const flag = {
      id: outline.ids.redFlags.has(textOf(own.id)) ? name : textOf(own.id) || name,
      when: { question: textOf(asked.id), is: textOf(own.id) },
      outcome: leadsTo,
      because,
      source,
    };
    const made = outline.edit(`Make “${short(label)}” a warning sign`, (draft) =>
      draft.insert('flow.json', ['redFlags'], last < 0 ? flags.length : last + 1, flag),
    );
    if (!made) return;
    const { title } = fieldsOf(outcomes.find((one) => one.id === leadsTo));
    outline.workbench.spoken.value = `“${label}” is a warning sign now: whoever gives this answer ends at “${textOf(title)}”.`;
    done();
  };

  return (
    <div class="warning-sign">
      <label>
        <span>This is a warning sign</span>
        <select
          id={`at-${[...question, 'choices', choice, 'sign'].join('/')}`}
          aria-label={`“${label}” is a warning sign`}
          value={picked}
          class={raised[0] ? raised[0].urgency : undefined}
          onChange={({ currentTarget }) => setPicked(currentTarget.value)}
        >
          <option value="now">{now}</option>
          <optgroup label={raised.length > 0 ? 'Yes, and one more red flag, which leads to' : 'Yes: it leads to'}>
            {outcomes
              .filter(({ urgency }) => urgency !== 'routine')
              .map((outcome) => (
                <option key={textOf(outcome.id)} value={`new ${textOf(outcome.id)}`}>
                  → {textOf(outcome.title)}
                </option>
              ))}
          </optgroup>
          {addable.length > 0 && (
            <optgroup label="Yes: it raises the same red flag as another choice">
              {addable.map(({ index, because: why, title }) => (
                <option key={index} value={`add ${index}`}>
                  {short(why)} → {title}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      {raising.length > 0 && (
        <ul class="raises">
          {raising.map(({ index, effect, because: why, title, urgency }) => (
            <li key={index}>
              <button type="button" class="quiet" onClick={() => openFlag(index)}>
                {effect === 'raises' ? 'Raises' : 'With other answers'}: {short(why)}
              </button>{' '}
              <span class={`mark ${urgency}`}>{urgencyWord[urgency as 'soon'] ?? title}</span>
            </li>
          ))}
        </ul>
      )}
      {joined && (
        <p class="tools">
          <button type="button" class="primary" onClick={() => join(joined)}>
            Let it raise that red flag too
          </button>
          <button type="button" onClick={done}>
            Cancel
          </button>
        </p>
      )}
      {leadsTo !== '' && (
        <fieldset class="new-flag">
          <legend>New red flag for “{label}”</legend>
          <div class="field">
            <label for={`${id}-because`}>Why this matters: one plain line to the visitor, no diagnosis</label>
            <input
              id={`${id}-because`}
              type="text"
              value={because}
              onInput={({ currentTarget }) => setBecause(currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Escape') done();
              }}
            />
          </div>
          <SourceChecks flow={flow} id={`${id}-sources`} chosen={source} onChange={setSource} />
          <p class="tools">
            <button type="button" class="primary" disabled={because.trim() === '' || source.length === 0} onClick={add}>
              Add the red flag
            </button>
            <button type="button" onClick={done}>
              Cancel
            </button>
            {(because.trim() === '' || source.length === 0) && (
              <span class="hint">It needs a reason and at least one source.</span>
            )}
          </p>
        </fieldset>
      )}
    </div>
  );
}

/** The red flags that read a question. */
export function flagsReading(flow: unknown, question: string): Flag[] {
  const { redFlags, outcomes } = fieldsOf(flow);
  return itemsOf(redFlags).flatMap((value, index) => {
    const { id, because, outcome, when } = fieldsOf(value);
    if (!comparisonsIn(when).some((one) => one.question === question)) return [];
    const to = fieldsOf(itemsOf(outcomes).find((one) => fieldsOf(one).id === outcome));
    return [
      {
        index,
        id: textOf(id),
        because: textOf(because) || textOf(id),
        outcome: textOf(outcome),
        title: textOf(to.title) || textOf(outcome),
        urgency: textOf(to.urgency),
        when,
      },
    ];
  });
}

/** The red flags that a choice raises, or can raise together with other answers. */
function flagsOf(flags: readonly Flag[], question: unknown, choice: unknown): (Flag & { effect: string })[] {
  const { type } = fieldsOf(question);
  if (type !== 'choice' && type !== 'choices') return [];
  return flags.flatMap((flag) => {
    const when = conditionIn(flag.when);
    if (!when) return [];
    // Only the condition of the flag is looked at.
    const effects = effectsOf([{ number: 0, flag: { when }, outcome: {} } as never], question as ChoiceQuestion, {
      choice: choice as ChoiceQuestion['choices'][number],
    });
    return effects.filter(({ effect }) => effect !== 'rules out').map(({ effect }) => ({ ...flag, effect }));
  });
}

/** The red flags of one question alone, which another of its choices can be added to. */
function simpleFlags(flags: readonly Flag[], question: string): Flag[] {
  return flags.filter(({ when }) => {
    const { question: read, is } = fieldsOf(when);
    return read === question && is !== undefined;
  });
}
