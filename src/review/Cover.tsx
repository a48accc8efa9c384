import type { Numbers } from './numbers.js';
import { outcomesByUrgency } from './Outcomes.js';
import { Said } from './Said.js';
import type { ScriptFacts } from './scriptPage.js';

/** The first page: which text this is, whether it was reviewed, how to read it, and what is in it. */
export function Cover({ numbers, facts, fingerprint }: { numbers: Numbers; facts: ScriptFacts; fingerprint: string }) {
  const { flow } = numbers;
  const { review } = flow;
  return (
    <header>
      <p class="over">Clinical script</p>
      <h1>
        <Said text={flow.title} flow={flow} />
      </h1>
      {review.status === 'draft' ? (
        <p class="warning">
          <strong>Not reviewed.</strong> This version is a draft: no clinician has approved it.
        </p>
      ) : (
        <p class="approved">
          <strong>Approved</strong> by {review.by || 'someone who is not named'}
          {review.on && (
            <>
              {' '}
              on <Day day={review.on} />
            </>
          )}
          .
        </p>
      )}
      <dl class="facts">
        <div>
          <dt>Guide and version</dt>
          <dd>
            {flow.id} {flow.version}
          </dd>
        </div>
        <div>
          <dt>Date of this script</dt>
          <dd>
            <Day day={facts.on} />
          </dd>
        </div>
        {review.next && (
          <div>
            <dt>Next review due</dt>
            <dd>
              <Day day={review.next} />
            </dd>
          </div>
        )}
        <div>
          <dt>Fingerprint of the content</dt>
          <dd class="fingerprint">{fingerprint}</dd>
        </div>
      </dl>
      <HowToRead />
      <Contents numbers={numbers} />
    </header>
  );
}

/** A day that is read the same way in every country. */
function Day({ day }: { day: string }) {
  const date = new Date(`${day}T00:00:00Z`);
  const words = Number.isNaN(date.getTime())
    ? day
    : date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return <time dateTime={day}>{words}</time>;
}

function HowToRead() {
  return (
    <section aria-labelledby="chapter_how-to-read">
      <h2 id="chapter_how-to-read">How to read this</h2>
      <ol>
        <li>
          <strong>Questions are asked in the order of their numbers.</strong> One whose “Asked” does not fit is left
          out.
        </li>
        <li>
          <strong>A red flag of an emergency outcome ends the conversation at once,</strong> after the answer that
          raises it.
        </li>
        <li>
          <strong>Some sections stop when flagged:</strong> at their end, any red flag raised so far ends the
          conversation. This is said at the end of the section.
        </li>
        <li>
          <strong>The most urgent flag decides,</strong> whenever a conversation ends; of equally urgent flags, the one
          with the lowest number. No other answer lowers it. If no flag is raised, the first routine outcome that fits
          is reached.
        </li>
        <li>
          <strong>A question that was not asked, or was skipped, counts as “no”</strong> wherever its answer is
          compared. Where that makes a comparison true, it says “or is not answered at all”.
        </li>
        <li>
          <strong>Has “A” or “B” ticked</strong> means at least one of them; other choices may be ticked as well.
        </li>
        <li>
          <strong>Under each choice</strong> stand the red flags that read it and the outcome they lead to: in bold if
          this answer alone raises the flag. No red flag names a choice with nothing under it.
        </li>
        <li>
          A visitor may go back and change an answer; all of this is then worked out anew. A name in ‹these marks› is
          filled in for the clinic and its country. Names in <code class="id">this-type</code> are those in the file.
        </li>
      </ol>
    </section>
  );
}

function Contents({ numbers }: { numbers: Numbers }) {
  const { flow, flags, topics, sources } = numbers;
  return (
    <nav aria-labelledby="chapter_contents">
      <h2 id="chapter_contents">Contents</h2>
      <ul class="contents">
        <li>
          <a href="#chapter_questions">Questions</a>
          <ul>
            {flow.sections.map((section, index) => (
              <li key={section.id}>
                <a href={`#${section.id}`}>
                  {index + 1}. <Said text={section.title} flow={flow} />
                </a>{' '}
                ({spanOf(section.questions.map(({ id }) => numbers.questions.get(id)?.number ?? 0))})
              </li>
            ))}
          </ul>
        </li>
        <li>
          <a href="#chapter_red-flags">Red flags</a> ({flags.length})
        </li>
        <li>
          <a href="#chapter_outcomes">Outcomes and plan rules</a>
          <ul>
            {outcomesByUrgency(flow).map((outcome) => (
              <li key={outcome.id}>
                <a href={`#${outcome.id}`}>
                  <Said text={outcome.title} flow={flow} />
                </a>
              </li>
            ))}
          </ul>
        </li>
        {topics.size > 0 && (
          <li>
            <a href="#chapter_topics">Topics</a> ({topics.size})
          </li>
        )}
        {sources.size > 0 && (
          <li>
            <a href="#chapter_sources">Sources</a> ({sources.size})
          </li>
        )}
        <li>
          <a href="#chapter_proof">What was proved</a>
        </li>
        <li>
          <a href="#chapter_sign-off">Review and signature</a>
        </li>
      </ul>
    </nav>
  );
}

const spanOf = (numbers: readonly number[]) =>
  numbers.length > 1 ? `questions ${numbers[0]} to ${numbers.at(-1)}` : `question ${numbers[0]}`;
