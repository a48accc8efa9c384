import type { Path } from '../../flow/parse.js';
import { keyOf, kindAt, kindWords, labelOf, nameOf, signsOf } from './entries.js';
import { FieldProblems } from './FieldProblems.js';
import { fieldsOf, itemsOf, short, textOf, valueIn } from './fields.js';
import { type Form, FormProvider, focusField } from './form.js';
import { GroupPage } from './GroupPage.js';
import { GuideForm } from './GuideForm.js';
import { Menu } from './Menu.js';
import { step, toSection } from './moves.js';
import { OutcomeForm } from './OutcomeForm.js';
import { QuestionForm } from './QuestionForm.js';
import { askedIn } from './questions.js';
import { RedFlagForm } from './RedFlagForm.js';
import { SectionForm } from './SectionForm.js';
import { SourceForm } from './SourceForm.js';
import type { Outline } from './state.js';
import { TopicForm } from './TopicForm.js';

const forms = {
  question: QuestionForm,
  section: SectionForm,
  redFlag: RedFlagForm,
  outcome: OutcomeForm,
  topic: TopicForm,
  source: SourceForm,
  guide: GuideForm,
  group: GroupPage,
};

/** The form of what is chosen, with what can be done to it and what is wrong with it. */
export function EntryForm({ outline, flow, entry }: { outline: Outline; flow: unknown; entry: Path }) {
  const { workbench } = outline;
  const kind = kindAt(entry);
  const value = fieldsOf(valueIn(flow, entry));
  const readable = workbench.project.file('flow.json').readable.value;
  const about = nameOf(flow, entry);
  const problems = outline.problems.value;
  const questions = askedIn(flow);
  const change: Form['change'] = (make, typing) => outline.edit(`Change ${about}`, make, typing && keyOf(typing));
  const form: Form = {
    outline,
    flow,
    about,
    entry,
    problems,
    questions,
    edition: questions.map(({ id, ask }) => `${id} ${ask}`).join(),
    change,
    set: (path, now, typing) => change((draft) => draft.set('flow.json', path, now), typing ? path : undefined),
  };
  const Fields = forms[kind];
  const movable = kind !== 'guide' && kind !== 'group';
  const [up, down] = [step(flow, entry, -1), step(flow, entry, 1)];
  const sections = itemsOf(fieldsOf(flow).sections).map(fieldsOf);
  return (
    <FormProvider value={form}>
      <section class={`outline-form ${kind}`} aria-labelledby="outline-form-title">
        <header class="form-head">
          <p class="kind">
            {kindWords[kind]} {textOf(value.id) !== '' && <code>{textOf(value.id)}</code>}
          </p>
          <h2 id="outline-form-title" tabIndex={-1}>
            {kind === 'guide'
              ? 'The guide itself'
              : kind === 'group'
                ? titleOf(about)
                : kind === 'redFlag'
                  ? short(signsOf(value, new Map(questions.map((question) => [question.id, question]))), 120)
                  : labelOf(value, kind)}
          </h2>
          {movable && (
            <fieldset class="form-tools" disabled={!readable}>
              <legend class="sr">What can be done with {about}</legend>
              {(kind === 'question' || kind === 'section' || kind === 'redFlag' || kind === 'outcome') && (
                <button type="button" onClick={() => outline.show(entry)}>
                  Show in preview
                </button>
              )}
              <button type="button" disabled={!up} onClick={() => up && outline.move(up)}>
                Move up
              </button>
              <button type="button" disabled={!down} onClick={() => down && outline.move(down)}>
                Move down
              </button>
              {kind === 'question' && sections.length > 1 && (
                <Menu
                  label="Move to section"
                  items={sections.flatMap((section, s) =>
                    s === entry[1] ? [] : [[String(s), textOf(section.title) || textOf(section.id)] as const],
                  )}
                  onPick={(s) => outline.move(toSection(flow, entry, Number(s)))}
                />
              )}
              <button type="button" onClick={() => outline.duplicate(entry)}>
                Duplicate
              </button>
              <button type="button" class="danger" onClick={() => outline.askToRemove(entry)}>
                Remove
              </button>
            </fieldset>
          )}
        </header>
        {problems.length > 0 && (
          <section class="form-problems" aria-labelledby="form-problems-title">
            <h3 id="form-problems-title">
              {problems.length === 1 ? 'One problem here' : `${problems.length} problems here`}
            </h3>
            <ul>
              {problems.map(({ path, message, severity }, index) => (
                <li key={index}>
                  <button type="button" class={`quiet ${severity}`} onClick={() => focusField(path)}>
                    {message}
                  </button>
                </li>
              ))}
            </ul>
            <FieldProblems path={entry} only />
          </section>
        )}
        {/* What is typed belongs to one entry: another one has fields of its own. */}
        <fieldset class="form-fields" disabled={!readable} key={`${kind} ${textOf(value.id) || keyOf(entry)}`}>
          <legend class="sr">{titleOf(about)}</legend>
          <Fields value={value} />
        </fieldset>
      </section>
    </FormProvider>
  );
}

const titleOf = (about: string) => about.replace(/^the /, '').replace(/^./, (letter) => letter.toUpperCase());
