import type { Flow, Outcome } from '../flow/schema.js';
import { urgencies } from '../flow/terms.js';
import { Condition } from './Condition.js';
import { Actions, Content } from './Content.js';
import { type Numbers, ranges } from './numbers.js';
import { Id } from './Questions.js';
import { Said } from './Said.js';
import { urgencyWords } from './urgencyWords.js';

/** Outcomes, the most urgent first; those of one urgency in the order of the file, in which they are tried. */
export function outcomesByUrgency(flow: Flow): Outcome[] {
  return [...flow.outcomes].sort((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency));
}

/** The chapter of outcomes: when each is reached, all that it can say, and under which rule. */
export function Outcomes({ numbers }: { numbers: Numbers }) {
  return (
    <section class="chapter" aria-labelledby="chapter_outcomes">
      <h2 id="chapter_outcomes">Outcomes and plan rules</h2>
      <p>
        A piece without a rule is shown to everyone who reaches the outcome. A piece in a box is shown only if the box
        is. A text with a ‹name› that the clinic has not set is left out, unless it says “or else”; so is a box or list
        of which nothing is left.
      </p>
      {outcomesByUrgency(numbers.flow).map((outcome) => (
        <OutcomePart key={outcome.id} outcome={outcome} numbers={numbers} />
      ))}
    </section>
  );
}

function OutcomePart({ outcome, numbers }: { outcome: Outcome; numbers: Numbers }) {
  const { flow } = numbers;
  return (
    <section class="part outcome-part" aria-labelledby={outcome.id}>
      <div class="head">
        <h3 id={outcome.id} class={`outcome ${outcome.urgency}`}>
          <Said text={outcome.title} flow={flow} /> <span class="urgency">{urgencyWords[outcome.urgency]}</span>{' '}
          <Id id={outcome.id} />
        </h3>
        <Reached outcome={outcome} numbers={numbers} />
      </div>
      <Content content={outcome.content} numbers={numbers} />
      {outcome.actions && outcome.actions.length > 0 && <Actions actions={outcome.actions} numbers={numbers} />}
    </section>
  );
}

function Reached({ outcome, numbers }: { outcome: Outcome; numbers: Numbers }) {
  if (outcome.urgency !== 'routine') {
    const flags = numbers.flags.filter((flag) => flag.outcome === outcome).map(({ number }) => number);
    return (
      <p class="who">
        <span class="kind">Reached</span>{' '}
        {flags.length > 0
          ? `by red flag${flags.length > 1 ? 's' : ''} ${ranges('F', flags)}.`
          : 'never: no red flag leads here.'}
      </p>
    );
  }
  const before = numbers.flow.outcomes.filter(({ urgency }) => urgency === 'routine').indexOf(outcome) > 0;
  return (
    <div class="who">
      <span class="kind">Reached</span> when no red flag is raised
      {before && ', and none of the routine outcomes above is reached'}
      {outcome.when ? (
        <>
          , and only if <Condition when={outcome.when} numbers={numbers} />
        </>
      ) : (
        '.'
      )}
    </div>
  );
}
