import { urgencies } from '../../flow/terms.js';
import { useWorkbench } from '../workbench.js';
import { exactly, inWords, share } from './amounts.js';
import { Level } from './Level.js';
import type { Facts } from './messages.js';
import { Scrolls } from './Scrolls.js';
import { ShowMe } from './ShowMe.js';
import { titleOf } from './said.js';

/** Where all conversations end, and how many of them. */
export function Ends({ facts }: { facts: Facts }) {
  const flow = useWorkbench().checker.flow.value;
  if (!flow) return null;
  const of = new Map(facts.outcomes.map(({ outcome, conversations }) => [outcome, conversations]));
  const outcomes = flow.outcomes.toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));
  return (
    <Scrolls label="Table of outcomes">
      <table class="proof-table">
        <caption>
          Where the {inWords(facts.conversations)} possible conversations end. The longest asks {facts.longest}{' '}
          questions.
        </caption>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">How urgent</th>
            <th scope="col">Conversations</th>
            <th scope="col">Of all</th>
            <th scope="col">
              <span class="sr">Example</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map((outcome) => {
            const conversations = of.get(outcome.id) ?? 0n;
            return (
              <tr key={outcome.id}>
                <th scope="row">{titleOf(outcome)}</th>
                <td>
                  <Level urgency={outcome.urgency} />
                </td>
                <td class="number" title={exactly(conversations)}>
                  {inWords(conversations)}
                </td>
                <td class="number">{share(conversations, facts.conversations)}</td>
                <td>
                  {conversations > 0n && (
                    <ShowMe about={`the shortest way to “${titleOf(outcome)}”`} to={{ outcome: outcome.id }} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolls>
  );
}
