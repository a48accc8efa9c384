import type { Comparison, Move, OnlyIn } from '../../check/diff.js';
import { parseFlow } from '../../flow/parse.js';
import type { Flow } from '../../flow/schema.js';
import { mapTexts } from '../../flow/translate.js';
import { readable } from '../../review/Said.js';
import { useWorkbench } from '../workbench.js';
import { exactly, inWords, share } from './amounts.js';
import { Level } from './Level.js';
import { Scrolls } from './Scrolls.js';
import { ShowMe } from './ShowMe.js';
import { answerWords, askWords, titleOf } from './said.js';
import { whereWords } from './where.js';

/** What is different from the guide that is saved: who ends elsewhere, in words, and which texts are new. */
export function Changes() {
  const { project, checker } = useWorkbench();
  const flow = checker.flow.value;
  const file = project.file('flow.json');
  const before = flowOf(file.saved.value);
  const comparison = checker.latest.value?.comparison;
  if (!file.changed.value)
    return (
      <div class="changes">
        <p>The questions are as they are saved.</p>
        <OtherFiles />
      </div>
    );
  if (!file.readable.value || !checker.latest.value?.flow)
    return <p>The text cannot be read as a guide now, so nobody can say who would end differently.</p>;
  if (!before || !flow) return <p>What is saved cannot be read as a guide, so there is nothing to compare with.</p>;
  return (
    <div class="changes">
      {comparison ? (
        <Moves comparison={comparison} before={before} now={flow} />
      ) : (
        <p>
          {checker.upToDate.value
            ? 'The two versions are too different to be compared patient by patient.'
            : 'Comparing all possible patients …'}
        </p>
      )}
      <Texts before={before} now={flow} />
      <OtherFiles />
    </div>
  );
}

/** What is other in the vignettes and translations than it is saved, in a line each. */
function OtherFiles() {
  const { project } = useWorkbench();
  const lines = project.files.value.flatMap((name) => {
    const file = project.file(name);
    if (name === 'flow.json' || !file.changed.value) return [];
    return [`${name}: ${differenceIn(file.saved.value, file.text.value)}`];
  });
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}.</li>
      ))}
    </ul>
  );
}

/** How many translations or vignettes are new, changed and gone. */
function differenceIn(before: string | undefined, now: string): string {
  if (before === undefined) return 'a new file';
  try {
    const [old, fresh] = [entriesIn(JSON.parse(before)), entriesIn(JSON.parse(now))];
    const added = [...fresh.keys()].filter((key) => !old.has(key)).length;
    const gone = [...old.keys()].filter((key) => !fresh.has(key)).length;
    const other = [...fresh].filter(([key, value]) => old.has(key) && old.get(key) !== value).length;
    const told = [added && `${added} new`, other && `${other} changed`, gone && `${gone} gone`].filter(Boolean);
    return told.join(', ') || 'changed in another way';
  } catch {
    return 'not JSON at the moment';
  }
}

/** Translations by their place, vignettes by their title; each as a text that tells whether it is another one. */
function entriesIn(json: unknown): Map<string, string> {
  const { texts, vignettes } = Object(json) as { texts?: object; vignettes?: { title?: unknown }[] };
  if (Array.isArray(vignettes)) return new Map(vignettes.map((one) => [`${one.title}`, JSON.stringify(one)]));
  return new Map(Object.entries(Object(texts) as Record<string, unknown>).map(([key, value]) => [key, `${value}`]));
}

let kept: { text: string; flow: Flow | undefined } | undefined;
/** The flow in a text that is saved; read once for each text. */
function flowOf(text: string | undefined): Flow | undefined {
  if (text === undefined) return undefined;
  if (kept?.text !== text) {
    try {
      kept = { text, flow: parseFlow(JSON.parse(text.replace(/^\uFEFF/, ''))).flow };
    } catch {
      kept = { text, flow: undefined };
    }
  }
  return kept.flow;
}

function Moves({ comparison, before, now }: { comparison: Comparison; before: Flow; now: Flow }) {
  const { patients, differently, lessUrgently, moves, onlyOld, onlyNew, lostSigns } = comparison;
  const changed = moves
    .filter(({ from, to }) => from.id !== to.id || from.urgency !== to.urgency)
    .toSorted((a, b) => Number(b.lessUrgent) - Number(a.lessUrgent));
  const apart = [...onlyWords(before, onlyOld, 'Gone'), ...onlyWords(now, onlyNew, 'New')];
  const compared = apart.length > 0 ? 'Of what both versions ask, nobody' : 'Nobody';
  return (
    <>
      <p class={lessUrgently > 0n ? 'graver' : ''}>
        {differently === 0n ? (
          `${compared} ends differently than with the saved guide.`
        ) : (
          <>
            <strong>{share(differently, patients)}</strong> of all possible patients end differently
            {lessUrgently > 0n && (
              <>
                , and <strong>{share(lessUrgently, patients)} less urgently</strong> than with the saved guide
              </>
            )}
            .
          </>
        )}
      </p>
      {changed.length > 0 && (
        <Scrolls label="Table of who ends differently">
          <table class="proof-table">
            <thead>
              <tr>
                <th scope="col">Until now</th>
                <th scope="col">With your changes</th>
                <th scope="col">Patients</th>
                <th scope="col">For example</th>
              </tr>
            </thead>
            <tbody>
              {changed.map((move) => (
                <MoveRow
                  key={`${move.from.id} ${move.to.id}`}
                  move={move}
                  patients={patients}
                  now={now}
                  before={before}
                />
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
      {apart.length > 0 && (
        <>
          <p>Not compared, because only one version has them:</p>
          <ul>
            {apart.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </>
      )}
      {lostSigns.map(({ question, choice, redFlag }) => (
        <p key={`${question} ${choice} ${redFlag}`} class="graver">
          Look: “{answerWords(before, question, choice)}” raised the red flag “{redFlag}” until now. What becomes of
          people who would have said it?
        </p>
      ))}
    </>
  );
}

function MoveRow({ move, patients, before, now }: { move: Move; patients: bigint; before: Flow; now: Flow }) {
  const { from, to, lessUrgent, witness } = move;
  const asked = (question: string) =>
    now.sections.some(({ questions }) => questions.some(({ id }) => id === question)) ? now : before;
  return (
    <tr class={lessUrgent ? 'graver' : ''}>
      <td>
        {titleOf(from)} <Level urgency={from.urgency} />
      </td>
      <td>
        {titleOf(to)} <Level urgency={to.urgency} />
        {lessUrgent && <strong class="less"> Less urgent</strong>}
      </td>
      <td class="number" title={exactly(move.patients)}>
        {inWords(move.patients)} ({share(move.patients, patients)})
      </td>
      <td>
        <details>
          <summary>One of them</summary>
          <dl>
            {witness.map(({ question, answer }) => (
              <div key={question}>
                <dt>{askWords(asked(question), question)}</dt>
                <dd>{answerWords(asked(question), question, answer)}</dd>
              </div>
            ))}
          </dl>
        </details>
        <ShowMe about={`somebody who ended in “${titleOf(from)}” and now ends in “${titleOf(to)}”`} witness={witness} />
      </td>
    </tr>
  );
}

function onlyWords(flow: Flow, { questions, choices, answers }: OnlyIn, how: string): string[] {
  return [
    ...questions.map((question) => `${how}: the question “${askWords(flow, question)}”`),
    ...choices.map(
      ({ question, choice }) =>
        `${how}: “${answerWords(flow, question, choice)}” as an answer to “${askWords(flow, question)}”`,
    ),
    ...answers.map(({ question, only }) => `${how}: answers to “${askWords(flow, question)}”: ${only}`),
  ];
}

/** A text of a flow, and the part of it that it stands in. */
type Text = { text: string; where: string };

/** The texts that are other ones now; those of questions and choices that are new or gone stand above. */
function Texts({ before, now }: { before: Flow; now: Flow }) {
  const [old, fresh] = [textsOf(before), textsOf(now)];
  const gone = [...old].filter(([place]) => !fresh.has(place));
  const added = [...fresh].filter(([place]) => !old.has(place));
  // A text whose place names the same ids was changed.
  const ids = (place: string) => place.slice(0, place.lastIndexOf('#'));
  const changes = added.map(([place, { text, where }]) => {
    const index = gone.findIndex(([other]) => ids(other) === ids(place));
    return { place, where, text, was: index < 0 ? undefined : gone.splice(index, 1)[0]?.[1].text };
  });
  const rows = [...changes, ...gone.map(([place, { text: was, where }]) => ({ place, where, text: undefined, was }))];
  if (rows.length === 0) return null;
  return (
    <details class="texts" open={rows.length <= 12}>
      <summary>
        {rows.length} {rows.length === 1 ? 'text' : 'texts'} changed
      </summary>
      <ul>
        {rows.map(({ place, where, text, was }) => (
          <li key={place}>
            <span class="where">In {where}: </span>
            {was !== undefined && (
              <del>
                <span class="sr">Was: </span>
                {readable(was)}
              </del>
            )}{' '}
            {text !== undefined && (
              <ins>
                <span class="sr">Now: </span>
                {readable(text)}
              </ins>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function textsOf(flow: Flow): Map<string, Text> {
  const texts = new Map<string, Text>();
  mapTexts(flow, (place, text, path) => {
    texts.set(place, { text, where: whereWords(flow, path) ?? 'the guide itself' });
    return text;
  });
  return texts;
}
