import type { Path } from '../../flow/parse.js';
import { type Shape, shapeOf, type Together, written } from './conditions.js';
import { FieldProblems } from './FieldProblems.js';
import { fieldId, focusLater, useForm } from './form.js';
import { NumberField } from './NumberField.js';
import { QuestionSelect } from './QuestionSelect.js';
import type { Asked } from './questions.js';

const togetherWords: readonly (readonly [Together, string])[] = [
  ['all', 'all of these are true'],
  ['any', 'at least one of these is true'],
  ['none', 'none of these is true'],
  ['not all', 'not all of these are true'],
];

type Props = {
  path: Path;
  value: unknown;
  /** How many questions may be compared. */
  count: number;
  /** Takes it out of what is around it; undefined when it cannot go. */
  remove: (() => void) | undefined;
  /** It stands in a group. */
  inner?: boolean;
};

/** One comparison, or a group of them, each part in a frame of its own. */
export function ConditionEditor({ path, value, count, remove, inner }: Props) {
  const form = useForm();
  const { questions } = form;
  const shape = shapeOf(value, path);
  const fresh = () => ({ question: questions[count - 1]?.id ?? '', is: [] });
  const removal = remove && (
    <button type="button" class="quiet" onClick={remove}>
      {inner ? 'Remove this part' : 'Remove the condition'}
    </button>
  );

  if (shape.kind === 'other')
    return (
      <div class="condition">
        <p>This form has no words for this condition, such as one on a clinic setting.</p>
        <p class="condition-tools">
          <button type="button" onClick={() => form.outline.workbench.goTo({ file: 'flow.json', path }, 'source')}>
            Edit it in Source
          </button>
          {removal}
        </p>
      </div>
    );
  if (shape.kind === 'not')
    return (
      <div class="condition">
        <p>It is not true that …</p>
        <ConditionEditor path={shape.at} value={shape.inner} count={count} remove={undefined} inner />
        <p class="condition-tools">
          <button type="button" class="quiet" onClick={() => form.set(path, shape.inner)}>
            Take the “not” out
          </button>
          {removal}
        </p>
      </div>
    );
  if (shape.kind === 'group') {
    const { parts, at } = shape;
    const word = shape.together === 'all' || shape.together === 'not all' ? 'and' : 'or';
    const add = (part: unknown, focus: Path) =>
      form.change((draft) => draft.insert('flow.json', at, parts.length, part)) &&
      focusLater([...at, parts.length, ...focus]);
    return (
      <fieldset class="condition group" id={inner ? fieldId(path) : undefined}>
        <legend class="sr">{inner ? 'A group within' : 'A group of conditions'}</legend>
        <select
          aria-label="How these belong together"
          value={shape.together}
          onChange={({ currentTarget }) =>
            form.set(path, written({ ...shape, together: currentTarget.value as Together }))
          }
        >
          {togetherWords.map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
        <ol class="condition-parts">
          {parts.map((part, index) => (
            <li key={index}>
              {index > 0 && <span class="joining">{word}</span>}
              <ConditionEditor
                path={[...at, index]}
                value={part}
                count={count}
                inner
                remove={() => {
                  const left = parts.filter((_, other) => other !== index);
                  if (left.length === 0) return remove?.();
                  // One part alone needs no group around it, unless there is a "not" before it.
                  if (left.length === 1 && (shape.together === 'all' || shape.together === 'any'))
                    form.set(path, left[0]);
                  else form.set([...at, index], undefined);
                  focusLater(path);
                }}
              />
            </li>
          ))}
        </ol>
        <p class="condition-tools">
          <button type="button" onClick={() => add(fresh(), ['question'])}>
            Add: {word} …
          </button>
          <button
            type="button"
            onClick={() =>
              add({ [word === 'and' ? 'any' : 'all']: [fresh(), fresh()] }, [
                word === 'and' ? 'any' : 'all',
                0,
                'question',
              ])
            }
          >
            Add a group within
          </button>
          {removal}
        </p>
        <FieldProblems path={at} only />
      </fieldset>
    );
  }
  const wrap = (key: 'all' | 'any') =>
    form.set(path, { [key]: [value, fresh()] }) && focusLater([...path, key, 1, 'question']);
  return (
    <div class="condition one" id={inner ? fieldId(path) : undefined}>
      <Comparison path={path} shape={shape} count={count} />
      <p class="condition-tools">
        {!inner && (
          <>
            <button type="button" onClick={() => wrap('all')}>
              and …
            </button>
            <button type="button" onClick={() => wrap('any')}>
              or …
            </button>
          </>
        )}
        {removal}
      </p>
      <FieldProblems path={path} only={!inner} />
    </div>
  );
}

type Atom = Extract<Shape, { kind: 'choices' | 'number' }>;

/** [question] [is any of] [choices], or [question] [is at least] [number]. */
function Comparison({ path, shape, count }: { path: Path; shape: Atom; count: number }) {
  const form = useForm();
  const { questions } = form;
  const question = questions.find(({ id }) => id === shape.question);
  const byChoices = question ? question.type === 'choice' || question.type === 'choices' : shape.kind === 'choices';
  const pick = (id: string) => {
    const next = questions.find((one) => one.id === id);
    if (next) form.set(path, startOf(next));
  };
  const ticked = question?.type === 'choices';
  const verbs: readonly (readonly [string, string])[] = byChoices
    ? [
        ['is', ticked ? 'has any of these ticked' : 'is answered with any of'],
        ['not is', ticked ? 'has none of these ticked, or was not asked' : 'is not answered with any of'],
      ]
    : [
        ['atLeast', 'is at least'],
        ['atMost', 'is at most'],
        ['not atLeast', 'is less than, or was not asked'],
        ['not atMost', 'is more than, or was not asked'],
      ];
  const verb = `${shape.not ? 'not ' : ''}${shape.kind === 'choices' ? 'is' : shape.key}`;
  const setVerb = (now: string) => {
    const not = now.startsWith('not ');
    const key = now.replace('not ', '');
    if (key === 'is') form.set(path, written({ ...asChoices(shape), not }));
    else form.set(path, written({ ...asNumber(shape, question), key: key as 'atLeast', not }));
  };
  return (
    <div class="comparison">
      <QuestionSelect
        id={fieldId([...shape.at, 'question'])}
        label="Question"
        value={shape.question}
        questions={questions}
        count={count}
        edition={`${count} ${form.edition}`}
        onPick={pick}
      />
      <select aria-label="How it compares" value={verb} onChange={({ currentTarget }) => setVerb(currentTarget.value)}>
        {!verbs.some(([one]) => one === verb) && <option value={verb}>is compared in a way that cannot be</option>}
        {verbs.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
      {shape.kind === 'number' ? (
        <NumberField path={[...shape.at, shape.key]} label="Number" value={shape.number} hiddenLabel />
      ) : (
        <fieldset class="comparison-choices" id={fieldId([...shape.at, 'is'])}>
          <legend class="sr">Choices of “{question?.ask ?? shape.question}”</legend>
          {[
            ...(question?.choices ?? []),
            ...shape.is
              .filter((id) => !question?.choices.some((choice) => choice.id === id))
              .map((id) => ({ id, label: `${id} (does not exist)` })),
          ].map(({ id, label }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={shape.is.includes(id)}
                onChange={({ currentTarget }) => {
                  const now = currentTarget.checked ? [...shape.is, id] : shape.is.filter((other) => other !== id);
                  const order = question?.choices.map((choice) => choice.id) ?? [];
                  now.sort((a, b) => order.indexOf(a) - order.indexOf(b));
                  form.set([...shape.at, 'is'], now.length === 1 ? now[0] : now);
                }}
              />
              {label}
            </label>
          ))}
          {shape.is.length === 0 && <p class="hint">Tick at least one.</p>}
        </fieldset>
      )}
    </div>
  );
}

/** A comparison with a question, to begin with: nothing ticked, or the middle of its numbers. */
function startOf(question: Asked): object {
  return question.type === 'choice' || question.type === 'choices'
    ? { question: question.id, is: [] }
    : { question: question.id, atLeast: Math.ceil((question.min + question.max) / 2) };
}
const asChoices = (shape: Atom) =>
  shape.kind === 'choices'
    ? shape
    : { kind: 'choices' as const, question: shape.question, is: [], not: false, at: shape.at };
const asNumber = (shape: Atom, question: Asked | undefined) =>
  shape.kind === 'number'
    ? shape
    : {
        kind: 'number' as const,
        question: shape.question,
        number: Math.ceil(((question?.min ?? 0) + (question?.max ?? 0)) / 2),
        not: false,
        at: shape.at,
      };
