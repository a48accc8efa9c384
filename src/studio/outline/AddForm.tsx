import { useEffect, useRef, useState } from 'preact/hooks';
import type { Path } from '../../flow/parse.js';
import { urgencies } from '../../flow/terms.js';
import { urgencyWords } from '../../review/urgencyWords.js';
import { entryPath, groups, kindWords } from './entries.js';
import { fieldsOf, itemsOf, short, textOf } from './fields.js';
import { idFrom } from './ids.js';
import { askedIn } from './questions.js';
import type { Outline } from './state.js';
import { asksForChoices, newQuestion, plainAnswer, type Template, templates } from './templates.js';

const texts = {
  question: 'The question, short and plain',
  section: 'The title of the section',
  redFlag: 'Why it matters: one plain line to the visitor, no diagnosis',
  outcome: 'The headline of the outcome',
  topic: "The visitor's question, as they would put it",
  source: 'Who published it, and its title',
} as const;

/** Something new: its words first, for its id is made from them. */
export function AddForm({ outline, flow }: { outline: Outline; flow: unknown }) {
  const kind = outline.adding.value ?? 'question';
  const { place, spoken } = outline.workbench;
  const chosen = entryPath(place.value.path);
  const sections = itemsOf(fieldsOf(flow).sections).map(fieldsOf);
  const outcomes = itemsOf(fieldsOf(flow).outcomes).map(fieldsOf);
  const [text, setText] = useState('');
  const [template, setTemplate] = useState<Template>('signs');
  const [labels, setLabels] = useState('');
  const [section, setSection] = useState(
    chosen[0] === 'sections' ? (chosen[1] as number) : Math.max(0, sections.length - 1),
  );
  const [outcome, setOutcome] = useState('');
  const [urgency, setUrgency] = useState('soon');
  const [url, setUrl] = useState('');
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, [kind]);
  const list = groups.find((group) => group.kind === kind)?.field;

  const add = () => {
    const words = text.trim();
    const { ids } = outline;
    const taken = { redFlag: ids.redFlags, topic: ids.topics, source: ids.sources }[kind as 'topic'] ?? ids.things;
    const id = idFrom(words, taken, kindWords[kind].replace(' ', '-'));
    const [at, index, value] = ((): [Path, number, object] => {
      if (kind === 'question') {
        const inside = chosen[1] === section && chosen.length === 4 ? (chosen[3] as number) + 1 : undefined;
        const made = newQuestion(
          template,
          id,
          words,
          labels
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        );
        return [['sections', section, 'questions'], inside ?? itemsOf(sections[section]?.questions).length, made];
      }
      if (kind === 'section') {
        const after = chosen[0] === 'sections' ? (chosen[1] as number) + 1 : sections.length;
        const question = newQuestion('choice', idFrom(`${id} question`, ids.things, 'question'), 'A new question');
        return [['sections'], after, { id, title: words, questions: [question] }];
      }
      const end = itemsOf(fieldsOf(flow)[list ?? '']).length;
      const after = chosen[0] === list && chosen.length === 2 ? (chosen[1] as number) + 1 : end;
      if (kind === 'redFlag') {
        const last = askedIn(flow).at(-1);
        const [source] = itemsOf(fieldsOf(flow).sources).map(fieldsOf);
        return [
          ['redFlags'],
          after,
          { id, when: { question: last?.id ?? '', is: [] }, outcome, because: words, source: source ? [] : [] },
        ];
      }
      if (kind === 'outcome')
        return [
          ['outcomes'],
          urgency === 'routine' ? 0 : Math.min(after, end),
          { id, urgency, title: words, content: [] },
        ];
      if (kind === 'topic') return [['topics'], after, { id, ask: words, content: [''] }];
      return [['sources'], after, { id, title: words, url }];
    })();
    const vignettes = outline.workbench.project.file('vignettes.json');
    const { baseline } = vignettes.readable.peek() ? fieldsOf(vignettes.value.peek()) : {};
    const done = outline.edit(`Add the ${kindWords[kind]} “${short(words)}”`, (draft) => {
      if (list && !Array.isArray(fieldsOf(flow)[list])) draft.set('flow.json', at, [value]);
      else draft.insert('flow.json', at, index, value);
      // Else every example patient who comes to a new question would have no answer to it.
      const questions = kind === 'question' ? [value] : itemsOf(fieldsOf(value).questions);
      if (baseline)
        for (const question of questions.map(fieldsOf))
          draft.set('vignettes.json', ['baseline', textOf(question.id)], plainAnswer(question));
    });
    if (!done) return;
    outline.adding.value = undefined;
    outline.choose([...at, index]);
    spoken.value = `Added the ${kindWords[kind]} “${words}”. Its id is ${id}.`;
    setTimeout(() => document.getElementById('outline-form-title')?.focus());
  };
  const ready =
    text.trim() !== '' && (kind !== 'redFlag' || outcome !== '') && (kind !== 'source' || url.startsWith('https://'));

  return (
    <form
      class="outline-form adding"
      aria-labelledby="adding-title"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) add();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') outline.adding.value = undefined;
      }}
    >
      <h2 id="adding-title" tabIndex={-1} ref={title}>
        Add {kind === 'outcome' ? 'an' : 'a'} {kindWords[kind]}
      </h2>
      <div class="field">
        <label for="adding-text">{texts[kind]}</label>
        <textarea
          id="adding-text"
          rows={2}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </div>
      {kind === 'question' && (
        <>
          <fieldset class="field">
            <legend>What visitors can answer</legend>
            {Object.entries(templates).map(([one, words]) => (
              <label key={one} class="radio">
                <input
                  type="radio"
                  name="template"
                  checked={template === one}
                  onChange={() => setTemplate(one as Template)}
                />
                {words}
              </label>
            ))}
          </fieldset>
          {asksForChoices(template) && (
            <div class="field">
              <label for="adding-labels">
                {template === 'signs' ? 'The warning signs' : 'The choices'}, one on each line
              </label>
              <textarea
                id="adding-labels"
                rows={4}
                value={labels}
                onInput={({ currentTarget }) => setLabels(currentTarget.value)}
              />
            </div>
          )}
          <div class="field">
            <label for="adding-section">In the section</label>
            <select
              id="adding-section"
              value={String(section)}
              onChange={({ currentTarget }) => setSection(Number(currentTarget.value))}
            >
              {sections.map((one, s) => (
                <option key={s} value={String(s)}>
                  {textOf(one.title) || textOf(one.id)}
                </option>
              ))}
            </select>
          </div>
        </>
      )}
      {kind === 'redFlag' && (
        <div class="field">
          <label for="adding-outcome">Leads to</label>
          <select id="adding-outcome" value={outcome} onChange={({ currentTarget }) => setOutcome(currentTarget.value)}>
            <option value="">Choose …</option>
            {outcomes
              .filter((one) => one.urgency !== 'routine')
              .map((one) => (
                <option key={textOf(one.id)} value={textOf(one.id)}>
                  {textOf(one.title)}
                </option>
              ))}
          </select>
        </div>
      )}
      {kind === 'outcome' && (
        <div class="field">
          <label for="adding-urgency">How urgent</label>
          <select id="adding-urgency" value={urgency} onChange={({ currentTarget }) => setUrgency(currentTarget.value)}>
            {urgencies.map((one) => (
              <option key={one} value={one}>
                {urgencyWords[one]}
              </option>
            ))}
          </select>
        </div>
      )}
      {kind === 'source' && (
        <div class="field">
          <label for="adding-url">Its official address, which begins with https://</label>
          <input id="adding-url" type="url" value={url} onInput={({ currentTarget }) => setUrl(currentTarget.value)} />
        </div>
      )}
      <p class="tools">
        <button type="submit" class="primary" disabled={!ready}>
          Add
        </button>
        <button
          type="button"
          onClick={() => {
            outline.adding.value = undefined;
          }}
        >
          Cancel
        </button>
      </p>
    </form>
  );
}
