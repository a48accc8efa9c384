import { Condition } from './Condition.js';
import type { NumberedFlag, Numbers } from './numbers.js';
import { Id } from './Questions.js';
import { Said } from './Said.js';
import { urgencyWords } from './urgencyWords.js';

/** The chapter of red flags: one table for each outcome, in the order in which they decide. */
export function RedFlags({ numbers }: { numbers: Numbers }) {
  const { flow, flags } = numbers;
  const groups: NumberedFlag[][] = [];
  for (const flag of flags) {
    if (groups.at(-1)?.[0]?.outcome === flag.outcome) groups.at(-1)?.push(flag);
    else groups.push([flag]);
  }
  return (
    <section class="chapter" aria-labelledby="chapter_red-flags">
      <h2 id="chapter_red-flags">Red flags</h2>
      <p>
        In order of urgency. Of all flags that are raised, the first in this list decides the outcome. The visitor reads
        the reasons of the raised flags of their outcome, with the answers that raised them.
      </p>
      {flags.length === 0 && <p>This guide has no red flags.</p>}
      {groups.map((group) => {
        const outcome = (group[0] as NumberedFlag).outcome;
        return (
          <table key={group[0]?.number} class="flags">
            <colgroup>
              <col class="no" />
              <col class="when" />
              <col class="because" />
              <col />
            </colgroup>
            <thead>
              <tr>
                <th colSpan={4} scope="colgroup" class={`outcome ${outcome.urgency}`}>
                  <a href={`#${outcome.id}`}>
                    <Said text={outcome.title} flow={flow} />
                  </a>{' '}
                  <span class="urgency">{urgencyWords[outcome.urgency]}</span>
                </th>
              </tr>
              <tr>
                <th scope="col">No.</th>
                <th scope="col">Raised if</th>
                <th scope="col">Reason, as the visitor reads it</th>
                <th scope="col">Sources</th>
              </tr>
            </thead>
            <tbody>
              {group.map((flag) => (
                <FlagRow key={flag.number} numbered={flag} numbers={numbers} />
              ))}
            </tbody>
          </table>
        );
      })}
    </section>
  );
}

function FlagRow({ numbered: { number, flag }, numbers }: { numbered: NumberedFlag; numbers: Numbers }) {
  return (
    <tr id={`flag_${flag.id}`}>
      <th scope="row">F{number}</th>
      <td>
        <Condition when={flag.when} numbers={numbers} /> <Id id={flag.id} />
        {flag.onlyIfAsked && (
          <p class="note">Not everyone is asked this. Why nobody who needs it is missed: {flag.onlyIfAsked}</p>
        )}
      </td>
      <td>
        <Said text={flag.because} flow={numbers.flow} />
      </td>
      <td>
        {flag.source.length === 0 && 'None given'}
        {flag.source.map((id) => {
          const entry = numbers.sources.get(id);
          return entry ? (
            <p key={id} class="source">
              S{entry.number} <a href={entry.source.url}>{entry.source.title}</a>
            </p>
          ) : null;
        })}
      </td>
    </tr>
  );
}
