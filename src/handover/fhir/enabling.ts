import { questionsOf } from '../../flow/answer.js';
import { evaluate, reads } from '../../flow/condition.js';
import type { AnswerCondition, Condition, Flow, Section } from '../../flow/schema.js';
import { outcomeOf } from '../../machine/compile.js';

/** One comparison as FHIR's `enableWhen` makes it; `exists` false: the question has no answer. */
export type Comparison =
  | { question: string; operator: '=' | '!='; choice: string }
  | { question: string; operator: '>=' | '<=' | '<' | '>'; number: number }
  | { question: string; operator: 'exists'; exists: boolean };
/** Every clause must hold, and a clause holds when one of its comparisons does. No clause: always. */
export type Clauses = readonly (readonly Comparison[])[];

/** A condition that would need more comparisons in FHIR than any program could show. */
export class NotExpressible extends Error {
  override name = 'NotExpressible';
}

/** Clauses that one condition may become, at most. */
const most = 4000;

/** When each section and question of a proved flow is asked, as FHIR can say it: by id. */
export type Enabling = { sections: ReadonlyMap<string, Clauses>; questions: ReadonlyMap<string, Clauses> };

/**
 * When sections and questions are asked: their own `when`, and that no red flag has ended the conversation before
 * (design §5 "Order"). A question is asked when what its section says and what it says itself holds. Of a flow whose
 * red flags have no `not`, which the checker refuses. Throws {@link NotExpressible}.
 */
export function enablingOf(flow: Flow): Enabling {
  const order = questionsOf(flow).map(({ id }) => id);
  const sections = new Map<string, Clauses>();
  const questions = new Map<string, Clauses>();
  const emergencies = flow.redFlags.filter((flag) => outcomeOf(flow, flag).urgency === 'emergency');
  /** What has not ended the conversation so far. */
  let ongoing: Clauses = [];
  for (const section of flow.sections) {
    const before = simplify([...ongoing, ...clausesOf(section.when)]);
    sections.set(section.id, before);
    let inside: Clauses = [];
    for (const question of section.questions) {
      questions.set(question.id, without(simplify([...inside, ...clausesOf(question.when)]), before));
      const asked = order.slice(0, order.indexOf(question.id) + 1);
      const ends = emergencies
        .filter(({ when }) => reads(when, question.id))
        .flatMap(({ when }) => negated(known(when, asked)));
      inside = simplify([...inside, ...ends]);
    }
    ongoing = simplify([...ongoing, ...inside, ...stops(flow, section, order)]);
  }
  return { sections, questions };
}

/** That none of the red flags raised so far has ended the conversation after this section. */
function stops(flow: Flow, section: Section, order: readonly string[]): Clauses {
  if (!section.stopIfFlagged) return [];
  const last = section.questions.at(-1)?.id ?? '';
  const asked = order.slice(0, order.indexOf(last) + 1);
  return flow.redFlags.flatMap(({ when }) => {
    const raised = known(when, asked);
    // Only those who were asked this section are stopped after it.
    return negated(
      section.when ? (raised === false ? false : raised === true ? section.when : both(raised, section.when)) : raised,
    );
  });
}

const both = (a: Condition, b: Condition): Condition => ({ all: [a, b] });

/** What is left of a condition when only these questions can have answers yet. */
function known(condition: Condition, asked: readonly string[]): Condition | boolean {
  const later = ({ question }: AnswerCondition) => !asked.includes(question);
  const settled = evaluate(condition, (atom) => (later(atom as AnswerCondition) ? false : undefined));
  if (settled !== undefined) return settled;
  if ('not' in condition) {
    const inner = known(condition.not, asked);
    return typeof inner === 'boolean' ? !inner : { not: inner };
  }
  if ('all' in condition)
    return { all: condition.all.map((part) => known(part, asked)).filter((part) => typeof part !== 'boolean') };
  if ('any' in condition)
    return { any: condition.any.map((part) => known(part, asked)).filter((part) => typeof part !== 'boolean') };
  return condition;
}

function negated(condition: Condition | boolean): Clauses {
  if (typeof condition === 'boolean') return condition ? [[]] : [];
  return clausesOf({ not: condition });
}

/** A condition as clauses; none for no condition. */
export function clausesOf(condition: Condition | undefined): Clauses {
  return condition ? simplify(clauses(condition, false)) : [];
}

function clauses(condition: Condition, negate: boolean): Clauses {
  if ('not' in condition) return clauses(condition.not, !negate);
  if ('all' in condition || 'any' in condition) {
    const parts = ('all' in condition ? condition.all : condition.any).map((part) => clauses(part, negate));
    return 'all' in condition !== negate ? parts.flat() : parts.reduce(anyOf, [[]] as Clauses);
  }
  const { question } = condition;
  if ('is' in condition) {
    const choices = [condition.is].flat();
    return negate
      ? choices.map((choice) => [{ question, operator: '!=', choice }])
      : [choices.map((choice) => ({ question, operator: '=', choice }))];
  }
  // A number that is not there is neither more nor less than another: not "at least 5" holds for it, too.
  const nobody = { question, operator: 'exists', exists: false } as const;
  if ('atLeast' in condition)
    return negate
      ? [[{ question, operator: '<', number: condition.atLeast }, nobody]]
      : [[{ question, operator: '>=', number: condition.atLeast }]];
  return negate
    ? [[{ question, operator: '>', number: condition.atMost }, nobody]]
    : [[{ question, operator: '<=', number: condition.atMost }]];
}

/** Either one or the other. */
function anyOf(a: Clauses, b: Clauses): Clauses {
  if (a.length * b.length > most) throw new NotExpressible('A condition would need too many comparisons in FHIR.');
  return simplify(a.flatMap((one) => b.map((other) => [...one, ...other])));
}

const keyOf = (comparison: Comparison) => JSON.stringify(Object.values(comparison));

/** Without comparisons that are there twice, clauses that always hold, and clauses that follow from another. */
function simplify(all: Clauses): Clauses {
  const sets = all
    .map((clause) => new Map(clause.map((comparison) => [keyOf(comparison), comparison])))
    .filter((clause) => ![...clause.values()].some((one) => clause.has(keyOf(opposite(one)))))
    .sort((a, b) => a.size - b.size);
  const kept: Map<string, Comparison>[] = [];
  for (const clause of sets)
    if (!kept.some((shorter) => [...shorter.keys()].every((key) => clause.has(key)))) kept.push(clause);
  if (kept.length > most) throw new NotExpressible('The flow would need too many comparisons in FHIR.');
  return kept.map((clause) => [...clause.values()]);
}

function opposite(comparison: Comparison): Comparison {
  if (comparison.operator === 'exists') return { ...comparison, exists: !comparison.exists };
  if ('choice' in comparison) return { ...comparison, operator: comparison.operator === '=' ? '!=' : '=' };
  return comparison;
}

/** The clauses that do not follow from what holds anyway. */
function without(all: Clauses, given: Clauses): Clauses {
  const known = new Set(given.map((clause) => clause.map(keyOf).sort().join()));
  return all.filter((clause) => !known.has(clause.map(keyOf).sort().join()));
}
