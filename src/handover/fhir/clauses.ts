import type { Condition } from '../../flow/schema.js';

/** One comparison as FHIR's `enableWhen` makes it; `exists` false: the question has no answer. */
export type Comparison =
  | { question: string; operator: '=' | '!='; choice: string }
  | { question: string; operator: '>=' | '<=' | '<' | '>'; number: number }
  | { question: string; operator: 'exists'; exists: boolean };
/** Comparisons of which at least one must hold; none: it never holds. */
export type Clause = readonly Comparison[];
/** Every clause must hold. No clause: always. */
export type Clauses = readonly Clause[];

/** A condition that would need more comparisons in FHIR than any program could show. */
class NotExpressible extends Error {
  override name = 'NotExpressible';
}

/** Clauses that one condition may become, at most. */
const most = 4000;

/** That a question has an answer, or that it has none. */
export const exists = (question: string, exists = true): Comparison => ({ question, operator: 'exists', exists });

/** A condition, or with `negate` its opposite, as clauses. Throws {@link NotExpressible}. */
export function clausesOf(condition: Condition | boolean | undefined, negate = false): Clauses {
  if (typeof condition === 'boolean' || !condition) return (condition ?? true) !== negate ? [] : [[]];
  return distinct(clauses(condition, negate));
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
  // A number that is not there is neither more nor less than another: not "at least 5" holds for it, too. Answers are
  // whole numbers, and FHIR compares them with whole numbers only.
  const nobody = exists(question, false);
  if ('atLeast' in condition) {
    const number = Math.ceil(condition.atLeast);
    return negate ? [[{ question, operator: '<', number }, nobody]] : [[{ question, operator: '>=', number }]];
  }
  const number = Math.floor(condition.atMost);
  return negate ? [[{ question, operator: '>', number }, nobody]] : [[{ question, operator: '<=', number }]];
}

/** Clauses that hold when either one or the other list holds. Throws {@link NotExpressible}. */
export function anyOf(a: Clauses, b: Clauses): Clauses {
  if (a.length * b.length > most) throw new NotExpressible('A condition would need too many comparisons in FHIR.');
  return distinct(a.flatMap((one) => b.map((other) => [...one, ...other])));
}

/** What tells two comparisons apart. */
export const keyOf = (comparison: Comparison) => JSON.stringify(Object.values(comparison));

/** Whether two comparisons are the same. */
export const same = (a: Comparison, b: Comparison) =>
  a.question === b.question && a.operator === b.operator && thanOf(a) === thanOf(b);
/** What it compares with. */
const thanOf = (one: Comparison) => ('choice' in one ? one.choice : 'number' in one ? one.number : one.exists);

/** Whether a clause has all comparisons of another, and so follows from it. */
export const includes = (clause: Clause, part: Clause) => part.every((one) => clause.some((other) => same(one, other)));

/** Without comparisons that are there twice and clauses that follow from another, the shortest first. */
export function distinct(all: Clauses): Clauses {
  const sets = all
    .map((clause) => new Map(clause.map((comparison) => [keyOf(comparison), comparison])))
    .sort((a, b) => a.size - b.size);
  const kept: Map<string, Comparison>[] = [];
  for (const clause of sets)
    if (!kept.some((shorter) => [...shorter.keys()].every((key) => clause.has(key)))) kept.push(clause);
  if (kept.length > most) throw new NotExpressible('The flow would need too many comparisons in FHIR.');
  return kept.map((clause) => [...clause.values()]);
}
