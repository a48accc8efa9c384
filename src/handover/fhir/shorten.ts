import { questionsOf } from '../../flow/answer.js';
import type { Flow } from '../../flow/schema.js';
import { type Clause, type Clauses, type Comparison, distinct, exists, keyOf, same } from './clauses.js';

/** What is known where clauses are shortened. */
export type Known = {
  flow: Flow;
  /** Comparisons that hold there anyway. */
  given: readonly Comparison[];
  /** Everything that follows from comparisons that hold together: the flow says more than each of them alone. */
  follow(facts: readonly Comparison[]): readonly Comparison[];
};

/**
 * Fewer and shorter clauses that say the same of every answer that can be given: what FHIR needs a group for is a
 * clause of several comparisons beside another, so those are made few first.
 */
export function shorten(all: Clauses, known: Known): Clauses {
  const rules = rulesOf(known.flow);
  let now = distinct(all);
  for (;;) {
    const before = JSON.stringify(now);
    now = mergeChoices(propagate(now, known, rules), known, rules);
    if (now.some(({ length }) => length === 0)) return [[]];
    if (JSON.stringify(now) === before) break;
  }
  return fewer(propagate(apart(now, known, rules), known, rules), known, rules);
}

type Rules = ReturnType<typeof rulesOf>;

/** What one comparison says about another of the same question. */
export function rulesOf(flow: Flow) {
  const questions = new Map(questionsOf(flow).map((question) => [question.id, question]));
  /** The ids of the choices of a question with one answer; of another question none. */
  const single = (id: string): readonly string[] | undefined => {
    const question = questions.get(id);
    return question?.type === 'choice' ? question.choices.map(({ id }) => id) : undefined;
  };
  const range = (comparison: Comparison & { number: number }): [number, number] => {
    const { operator, number } = comparison;
    // Answers are whole numbers.
    if (operator === '>=' || operator === '>')
      return [operator === '>' ? number + 1 : number, Number.POSITIVE_INFINITY];
    return [Number.NEGATIVE_INFINITY, operator === '<' ? number - 1 : number];
  };
  const implies = (a: Comparison, b: Comparison): boolean => {
    if (a.question !== b.question) return false;
    if (same(a, b)) return true;
    if ('exists' in b) return b.exists && a.operator !== '!=' && !('exists' in a);
    if ('exists' in a) return !a.exists && b.operator === '!=';
    if ('choice' in a && 'choice' in b)
      return a.operator === '=' && b.operator === '!=' && a.choice !== b.choice && single(a.question) !== undefined;
    if (!('number' in a) || !('number' in b)) return false;
    const [[from, to], [low, high]] = [range(a), range(b)];
    return from >= low && to <= high;
  };
  /** Whether both can never hold together. */
  const excludes = (a: Comparison, b: Comparison): boolean => {
    if (a.question !== b.question) return false;
    if ('number' in a && 'number' in b) {
      const [[from, to], [low, high]] = [range(a), range(b)];
      return from > high || to < low;
    }
    if ('number' in a || 'number' in b) return [a, b].some((one) => 'exists' in one && !one.exists);
    return implies(a, opposite(b));
  };
  /** Whether one of both always holds. */
  const exhausts = (a: Comparison, b: Comparison) => !('number' in a) && implies(opposite(a), b);
  return { single, implies, excludes, exhausts };
}

function opposite(comparison: Exclude<Comparison, { number: number }>): Comparison {
  if ('exists' in comparison) return exists(comparison.question, !comparison.exists);
  return { ...comparison, operator: comparison.operator === '=' ? '!=' : '=' };
}

const units = (all: Clauses): Comparison[] => all.filter(({ length }) => length === 1).flat();

/** Without what follows from the clauses of one comparison, and from what is given. */
function propagate(all: Clauses, { given, follow }: Known, { implies, excludes, exhausts }: Rules): Clauses {
  const facts = follow([...given, ...units(all)]);
  const holds = (one: Comparison) => facts.some((fact) => implies(fact, one));
  const fails = (one: Comparison) => facts.some((fact) => excludes(fact, one));
  if (units(all).some(fails)) return [[]];
  const several = all
    .filter(({ length }) => length !== 1)
    .filter((clause) => !clause.some(holds) && !clause.some((a) => clause.some((b) => exhausts(a, b))))
    .map((clause) => clause.filter((one) => !fails(one)))
    // "Is not a, or has no answer": what has no answer is not a.
    .map((clause) =>
      clause.filter((a, i) => !clause.some((b, j) => i !== j && implies(a, b) && (j < i || !implies(b, a)))),
    );
  const kept: Clause[] = [];
  for (const clause of distinct([...all.filter(({ length }) => length === 1), ...several]))
    if (!kept.some((shorter) => shorter.every((a) => clause.some((b) => implies(a, b))))) kept.push(clause);
  return kept;
}

/** Without the clauses of one comparison that follow from the others. */
function fewer(all: Clauses, { given, follow }: Known, { implies }: Rules): Clauses {
  let kept = all;
  for (const clause of all) {
    const [one] = clause;
    const others = kept.filter((other) => other !== clause);
    if (one && clause.length === 1 && follow([...given, ...units(others)]).some((fact) => implies(fact, one)))
      kept = others;
  }
  return kept;
}

/**
 * Clauses that differ only in which choice of a question with one answer is not taken become one, which names those
 * that may be.
 */
function mergeChoices(all: Clauses, { given, follow }: Known, { single, implies }: Rules): Clauses {
  const facts = follow([...given, ...units(all)]);
  const rest = (clause: Clause, question: string) => clause.filter((one) => one.question !== question);
  for (const clause of all)
    for (const { question } of clause) {
      const choices = single(question);
      const others = rest(clause, question);
      if (!choices || others.length === 0) continue;
      const key = others.map(keyOf).sort().join();
      const alike = all.filter((other) => {
        const own = other.filter((one) => one.question === question);
        return own.length > 0 && rest(other, question).map(keyOf).sort().join() === key;
      });
      if (alike.length < 2) continue;
      const merged = alike
        .map((one) =>
          takenBy(
            one.filter((own) => own.question === question),
            choices,
          ),
        )
        .reduce((a, b) => a.filter((taken) => b.includes(taken)));
      const answered = facts.some((fact) => implies(fact, exists(question)));
      const own = merged
        .filter((taken) => taken !== null || !answered)
        .map(
          (taken): Comparison =>
            taken === null ? exists(question, false) : { question, operator: '=', choice: taken },
        );
      return [...all.filter((other) => !alike.includes(other)), [...own, ...others]];
    }
  return all;
}

/** The choices, and null for no answer, with which one of these comparisons with a question of one answer holds. */
function takenBy(clause: Clause, choices: readonly string[]): (string | null)[] {
  return [...choices, null].filter((taken) =>
    clause.some((one) => {
      if ('exists' in one) return one.exists === (taken !== null);
      return 'choice' in one && (one.operator === '=') === (one.choice === taken);
    }),
  );
}

/** Clauses about one question with one answer as comparisons that must all hold, where that saves a group. */
function apart(all: Clauses, { given, follow }: Known, { single, implies }: Rules): Clauses {
  if (all.length < 2) return all;
  const facts = follow([...given, ...units(all)]);
  return distinct(
    all.flatMap((clause): Clauses => {
      const question = clause[0]?.question ?? '';
      const choices = single(question);
      if (!choices || clause.length < 2 || clause.some((one) => one.question !== question)) return [clause];
      const taken = takenBy(clause, choices);
      const answered = taken.includes(null) || facts.some((fact) => implies(fact, exists(question)));
      return [
        ...(answered ? [] : [[exists(question)]]),
        ...choices
          .filter((choice) => !taken.includes(choice))
          .map((choice): Clause => [{ question, operator: '!=', choice }]),
      ];
    }),
  );
}
