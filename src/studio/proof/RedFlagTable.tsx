import type { VignetteRun } from '../../check/vignettes.js';
import { comparisons } from '../../flow/condition.js';
import type { Flow } from '../../flow/schema.js';
import { type NumberedFlag, type Numbers, numbersOf } from '../../review/numbers.js';
import { readable } from '../../review/Said.js';
import { pathOf } from '../places.js';
import { useWorkbench } from '../workbench.js';
import { ConditionInWords } from './ConditionInWords.js';
import { Level } from './Level.js';
import { Scrolls } from './Scrolls.js';
import { ShowMe } from './ShowMe.js';
import { titleOf } from './said.js';

/** Every red flag: when it is raised, where it leads, who is asked, and how many vignettes raise it. */
export function RedFlagTable({ runs }: { runs: readonly VignetteRun[] | undefined }) {
  const flow = useWorkbench().checker.flow.value;
  if (!flow) return null;
  const numbers = numbersOf(flow);
  if (numbers.flags.length === 0) return <p>This guide has no red flags.</p>;
  return (
    <Scrolls label="Table of red flags">
      <table class="proof-table flags">
        <caption>In the order in which they decide: of all that are raised, the first counts.</caption>
        <thead>
          <tr>
            <th scope="col">Red flag</th>
            <th scope="col">Raised if</th>
            <th scope="col">Leads to</th>
            <th scope="col">Who is asked</th>
            <th scope="col">Vignettes</th>
            <th scope="col">
              <span class="sr">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {numbers.flags.map((numbered) => (
            <Row
              key={numbered.flag.id}
              numbered={numbered}
              numbers={numbers}
              patients={runs?.filter(({ redFlags }) => redFlags.includes(numbered.flag.id)).length}
            />
          ))}
        </tbody>
      </table>
    </Scrolls>
  );
}

function Row({
  numbered: { flag, outcome },
  numbers,
  patients,
}: {
  numbered: NumberedFlag;
  numbers: Numbers;
  patients: number | undefined;
}) {
  const { goTo } = useWorkbench();
  const { flow } = numbers;
  const only = askedOnlyIf(flow, flag);
  const sources = flag.source.flatMap((id) => numbers.sources.get(id)?.source ?? []);
  return (
    <tr>
      <th scope="row">
        <code>{flag.id}</code>
        <p>{readable(flag.because)}</p>
        <p class="sources">
          {sources.map(({ id, title, url }) => (
            <a key={id} href={url} target="_blank" rel="noopener noreferrer">
              {title}
            </a>
          ))}
        </p>
      </th>
      <td>
        <ConditionInWords when={flag.when} numbers={numbers} />
      </td>
      <td>
        {titleOf(outcome)} <Level urgency={outcome.urgency} />
      </td>
      <td>
        {only.length === 0 ? (
          'Everybody, until a graver flag ends it.'
        ) : (
          <ul>
            {only.map(({ ask, when }) => (
              <li key={ask}>
                “{ask}” only if <ConditionInWords when={when} numbers={numbers} />
              </li>
            ))}
          </ul>
        )}
        {flag.onlyIfAsked && <p class="help">{flag.onlyIfAsked}</p>}
      </td>
      <td class="number">{patients ?? '…'}</td>
      <td>
        <ShowMe about={`the red flag “${flag.id}”`} to={{ redFlag: flag.id }} />
        <button
          type="button"
          class="quiet"
          aria-label={`Edit the red flag “${flag.id}”`}
          onClick={() => goTo({ file: 'flow.json', path: pathOf(flow, { redFlag: flag.id }) ?? [] }, 'outline')}
        >
          Edit
        </button>
      </td>
    </tr>
  );
}

/** The questions that a flag reads and that not everybody is asked, each with the conditions under which it is. */
function askedOnlyIf(flow: Flow, { when }: Flow['redFlags'][number]) {
  const read = new Set(comparisons(when).flatMap((atom) => ('question' in atom ? atom.question : [])));
  return flow.sections.flatMap((section) =>
    section.questions.flatMap((question) => {
      if (!read.has(question.id)) return [];
      return [section.when, question.when].flatMap((when) => (when ? { ask: readable(question.ask), when } : []));
    }),
  );
}
