import type { Numbers } from './numbers.js';
import { outcomesByUrgency } from './Outcomes.js';
import { Said } from './Said.js';
import type { ScriptFacts } from './scriptPage.js';
import { urgencyWords } from './urgencyWords.js';

const count = (n: number | bigint) => n.toLocaleString('en');

/** The chapter of what the checker found over every possible conversation, and what that does not show. */
export function Proof({ numbers, facts }: { numbers: Numbers; facts: ScriptFacts }) {
  const { found, vignettes, problems } = facts;
  return (
    <section class="chapter proof" aria-labelledby="chapter_proof">
      <h2 id="chapter_proof">What was proved</h2>
      {problems > 0 && (
        <p class="warning">
          <strong>
            The check found {count(problems)} problem{problems === 1 ? '' : 's'}.
          </strong>{' '}
          Do not approve this version before they are solved: run the check to see them.
        </p>
      )}
      <p>
        A program went through every possible conversation with this guide: every combination of answers, of skipped
        questions and of sections that are left out.
      </p>
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Urgency</th>
            <th scope="col" class="figure">
              Conversations that end there
            </th>
          </tr>
        </thead>
        <tbody>
          {outcomesByUrgency(numbers.flow).map((outcome) => (
            <tr key={outcome.id}>
              <th scope="row">
                <Said text={outcome.title} flow={numbers.flow} />
              </th>
              <td>{urgencyWords[outcome.urgency]}</td>
              <td class="figure">{count(found.outcomes.get(outcome.id)?.conversations ?? 0n)}</td>
            </tr>
          ))}
          <tr class="total">
            <th scope="row" colSpan={2}>
              All conversations
            </th>
            <td class="figure">{count(found.conversations)}</td>
          </tr>
        </tbody>
      </table>
      <dl class="facts">
        <div>
          <dt>Questions in the longest conversation</dt>
          <dd>{count(found.longest)}</dd>
        </div>
        <div>
          <dt>Vignettes (example patients, each with the outcome that they must reach)</dt>
          <dd>{count(vignettes)}</dd>
        </div>
        <div>
          <dt>Problems found</dt>
          <dd>{count(problems)}</dd>
        </div>
      </dl>
      <div class="shows">
        <h3>What this shows</h3>
        {problems > 0 ? (
          <p>Nothing to rely on, until the problems are solved.</p>
        ) : (
          <>
            <p>The guide does what this script says. Over every possible conversation:</p>
            <ul>
              <li>each ends, and at exactly one outcome;</li>
              <li>with a red flag raised, none ends less urgently than that flag says, so none ends in booking;</li>
              <li>none in which “not sure” was answered to a question that an emergency flag reads ends in booking;</li>
              <li>each question is asked, each red flag raised and each outcome reached in at least one of them.</li>
            </ul>
            <p>Each vignette ends as its author said it must.</p>
          </>
        )}
        <h3>What this does not show</h3>
        <p>
          <strong>It does not show that the guide is clinically right.</strong> Whether these are the right questions,
          whether visitors understand them and answer correctly, whether each red flag leads to the right outcome,
          whether a warning sign is missing, and whether the sources say so: that is for the reviewer to judge. The
          number of conversations says how much was looked at. It does not say how many people reach an outcome.
        </p>
      </div>
    </section>
  );
}
