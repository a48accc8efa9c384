import { questionsOf } from '../flow/answer.js';
import { reads } from '../flow/condition.js';
import type { Flow } from '../flow/schema.js';
import { outcomeOf } from '../machine/compile.js';
import type { Problem } from './check.js';
import type { Exploration, Shown } from './explore.js';

/** A conversation in one line, to show a problem. */
function tell(shown: Shown): string {
  return (
    shown
      .tell()
      .map(({ question, answer }) => `${question}: ${[answer].flat().join(' + ') || 'skipped'}`)
      .join(', ') || 'at once'
  );
}

type Rule = (flow: Flow, found: Exploration) => Problem[];

/** A question that no conversation asks. */
const neverAsked: Rule = (flow, found) =>
  flow.sections.flatMap((section, s) =>
    section.questions.flatMap(({ id }, q) =>
      found.asked.has(id) ? [] : [{ path: `sections.${s}.questions.${q}`, message: `question "${id}" is never asked` }],
    ),
  );

/** A red flag that no conversation raises. */
const neverRaised: Rule = (flow, found) =>
  flow.redFlags.flatMap(({ id }, f) =>
    found.raised.has(id) ? [] : [{ path: `redFlags.${f}.when`, message: `red flag "${id}" is never raised` }],
  );

/** An outcome that no conversation reaches. */
const neverReached: Rule = (flow, found) =>
  flow.outcomes.flatMap(({ id }, o) =>
    found.outcomes.get(id)?.conversations
      ? []
      : [{ path: `outcomes.${o}`, message: `outcome "${id}" is never reached` }],
  );

/** A red flag that can end less urgently than its outcome. */
const endsLessUrgently: Rule = (flow, found) =>
  flow.redFlags.flatMap(({ id, outcome }, f) => {
    const end = found.endsLessUrgently.get(id);
    return end
      ? [
          {
            path: `redFlags.${f}`,
            message: `red flag "${id}" should end in "${outcome}", but can end in "${end.outcome}": ${tell(end)}`,
          },
        ]
      : [];
  });

/** "I'm not sure" to a question of an emergency red flag, which can end in booking. */
const unsureBooks: Rule = (flow, found) =>
  questionsOf(flow).flatMap((question) => {
    const witness = found.routineThoughUnsure.get(question.id);
    const flag = flow.redFlags.find(
      (one) => outcomeOf(flow, one).urgency === 'emergency' && reads(one.when, question.id),
    );
    const s = flow.sections.findIndex(({ questions }) => questions.includes(question));
    const q = flow.sections[s]?.questions.indexOf(question);
    return witness && flag
      ? [
          {
            path: `sections.${s}.questions.${q}`,
            message: `"not-sure" on "${question.id}", which red flag "${flag.id}" reads, can end in booking: ${tell(witness)}`,
          },
        ]
      : [];
  });

/** A tick list that a red flag reads, without a "None of these" that clears the rest. */
const noneMissing: Rule = (flow) =>
  flow.sections.flatMap((section, s) =>
    section.questions.flatMap((question, q) =>
      question.type === 'choices' &&
      !question.when &&
      flow.redFlags.some((flag) => reads(flag.when, question.id)) &&
      !question.choices.some(({ exclusive }) => exclusive)
        ? [
            {
              path: `sections.${s}.questions.${q}.choices`,
              message: `"${question.id}" needs a choice with "exclusive": true, such as "None of these"`,
            },
          ]
        : [],
    ),
  );

/** A red flag without a source. */
const unsourced: Rule = (flow) =>
  flow.redFlags.flatMap(({ id, source }, f) =>
    source.length > 0 ? [] : [{ path: `redFlags.${f}.source`, message: `red flag "${id}" names no source` }],
  );

/** An approval that nobody signed. */
const unsigned: Rule = ({ review }) =>
  review.status === 'approved' && !(review.by && review.on && review.next)
    ? [{ path: 'review', message: 'approved needs "by", "on" and "next"' }]
    : [];

/** What is wrong with a flow over all its possible conversations; each with the shortest one that shows it. */
export function provenProblems(flow: Flow, found: Exploration): Problem[] {
  return [
    neverAsked,
    neverRaised,
    neverReached,
    endsLessUrgently,
    unsureBooks,
    noneMissing,
    unsourced,
    unsigned,
  ].flatMap((rule) => rule(flow, found));
}
