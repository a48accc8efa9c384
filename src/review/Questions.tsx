import { Fragment } from 'preact';
import { hasChoices } from '../flow/answer.js';
import type { Condition as ConditionOf, Question, Section } from '../flow/schema.js';
import { Condition } from './Condition.js';
import { Content } from './Content.js';
import { type Effect, effectsOf, type Given, rangesOf } from './choiceFlags.js';
import type { Numbers } from './numbers.js';
import { Said } from './Said.js';

/** The chapter of questions: what is asked of whom, in order, and what each answer leads to. */
export function Questions({ numbers }: { numbers: Numbers }) {
  const { flow } = numbers;
  const help = flow.help ? numbers.topics.get(flow.help) : undefined;
  return (
    <section class="chapter" aria-labelledby="chapter_questions">
      <h2 id="chapter_questions">Questions</h2>
      {flow.intro && (
        <div class="before">
          <p class="kind">Said before the first question</p>
          <Content content={flow.intro} numbers={numbers} />
        </div>
      )}
      {help && (
        <p>
          At any time, the button “Get help now” opens topic{' '}
          <a href={`#topic_${help.topic.id}`}>
            T{help.number}, “<Said text={help.topic.ask} flow={flow} />”
          </a>
          .
        </p>
      )}
      {flow.sections.map((section, index) => (
        <SectionPart key={section.id} section={section} number={index + 1} numbers={numbers} />
      ))}
    </section>
  );
}

function SectionPart({ section, number, numbers }: { section: Section; number: number; numbers: Numbers }) {
  return (
    <section class="part" aria-labelledby={section.id}>
      <div class="head">
        <h3 id={section.id}>
          Section {number}: <Said text={section.title} flow={numbers.flow} /> <Id id={section.id} />
        </h3>
        {section.when && (
          <div class="who">
            Asked only if <Condition when={section.when} numbers={numbers} />
          </div>
        )}
      </div>
      {section.questions.map((question) => (
        <QuestionPart key={question.id} question={question} section={section} numbers={numbers} />
      ))}
      {section.stopIfFlagged && (
        <p class="stop">
          End of section {number}: if any red flag has been raised so far, the conversation stops here, at the most
          urgent outcome.
        </p>
      )}
    </section>
  );
}

function QuestionPart({ question, section, numbers }: { question: Question; section: Section; numbers: Numbers }) {
  const { flow } = numbers;
  const number = numbers.questions.get(question.id)?.number;
  const when = bothOf(section.when, question.when);
  return (
    <article class="question" aria-labelledby={question.id}>
      <div class="head">
        <h4 id={question.id}>
          <span class="number">{number}</span> <Said text={question.ask} flow={flow} /> <Id id={question.id} />
        </h4>
        {question.help && (
          <p class="help">
            <Said text={question.help} flow={flow} />
          </p>
        )}
        {when && (
          <div class="who">
            <span class="kind">Asked</span> only if <Condition when={when} numbers={numbers} />
          </div>
        )}
        <p class="who">
          {!when && (
            <>
              <span class="kind">Asked</span> Everyone who gets here.{' '}
            </>
          )}
          <span class="kind">Answer</span> {answerOf(question)}
          {question.optional && '; may be skipped'}
        </p>
      </div>
      {question.content && <Content content={question.content} numbers={numbers} />}
      {hasChoices(question) ? (
        <ul class={`choices ${question.type === 'choice' ? 'one' : 'many'}`}>
          {question.choices.map((choice) => (
            <li key={choice.id}>
              <span class="label">
                <Said text={choice.label} flow={flow} />
              </span>{' '}
              <Id id={choice.id} />
              {choice.exclusive && <span class="note"> clears all other ticks</span>}
              {choice.region && <span class="note"> on the body map: {choice.region}</span>}
              <Effects question={question} given={{ choice }} numbers={numbers} />
            </li>
          ))}
        </ul>
      ) : (
        <ul class="choices range">
          {rangesOf(numbers.flags, question).map(({ from, to }) => (
            <li key={from}>
              <span class="label">{from === to ? from : `${from} to ${to}`}</span>
              <Effects question={question} given={{ from, to }} numbers={numbers} />
            </li>
          ))}
        </ul>
      )}
      {question.why && (
        <p class="why">
          <span class="kind">Why we ask</span> <Said text={question.why} flow={flow} />
        </p>
      )}
    </article>
  );
}

/** Who is asked a question: its section's condition and its own. */
function bothOf(section: ConditionOf | undefined, own: ConditionOf | undefined): ConditionOf | undefined {
  return section && own ? { all: [section, own] } : (section ?? own);
}

function answerOf(question: Question): string {
  if (question.type === 'choice') return 'exactly one';
  if (question.type === 'choices')
    return `one or more ticks${'picture' in question && question.picture ? ', or taps on a body map' : ''}`;
  const { min, max } = question;
  if (question.type === 'number')
    return `a whole number from ${min} to ${max}${question.unit ? `, ${question.unit}` : ''}`;
  const end = (label: string | undefined) => (label ? ` (“${label}”)` : '');
  return `a whole number from ${min}${end(question.minLabel)} to ${max}${end(question.maxLabel)}`;
}

/** The red flags that read an answer, at the answer, with the outcome that each leads to. */
function Effects({ question, given, numbers }: { question: Question; given: Given; numbers: Numbers }) {
  const effects = effectsOf(numbers.flags, question, given).filter(
    // Most numbers rule something out, which says nothing; a choice that does is named in the flag.
    ({ effect }) => effect !== 'rules out' || 'choice' in given,
  );
  if (effects.length === 0) return null;
  // One line for each outcome, so that where an answer leads is seen before which flags lead there.
  const lines = new Map<string, Effect[]>();
  for (const one of effects) {
    const key = `${one.effect} ${one.flag.outcome.id}`;
    lines.set(key, [...(lines.get(key) ?? []), one]);
  }
  return (
    <ul class="effects">
      {[...lines.entries()].map(([key, line]) => {
        const [{ effect, flag }] = line as [Effect, ...Effect[]];
        return (
          <li key={key} class={effect === 'raises' ? 'sure' : undefined}>
            {effect === 'rules out' && 'Not '}
            <Said text={flag.outcome.title} flow={numbers.flow} />
            {effect === 'may raise' ? ', depending also on ' : ': '}
            {line.map((one, index) => (
              <Fragment key={one.flag.number}>
                {index > 0 && (effect === 'may raise' ? '; on ' : ', ')}
                {effect === 'may raise' && `${alsoOf(one, question, numbers)} (`}
                <a href={`#flag_${one.flag.flag.id}`}>F{one.flag.number}</a>
                {effect === 'may raise' && ')'}
              </Fragment>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

function alsoOf({ also }: Effect, question: Question, numbers: Numbers): string {
  const others = also.filter((id) => id !== question.id).flatMap((id) => numbers.questions.get(id)?.number ?? []);
  const list = new Intl.ListFormat('en-GB').format(others.sort((a, b) => a - b).map(String));
  return [
    ...(also.includes(question.id) ? ['what else is ticked here'] : []),
    ...(others.length > 0 ? [`question${others.length > 1 ? 's' : ''} ${list}`] : []),
  ].join(' and ');
}

/** An id of the flow in small print: what the clinic's editor searches for. */
export function Id({ id }: { id: string }) {
  return <code class="id">{id}</code>;
}
