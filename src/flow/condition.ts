import type { Answers } from './answer.js';
import type { AnswerCondition, ClinicCondition, Condition, ContentCondition } from './schema.js';
import type { ClinicSetting, DeskSetting } from './settings.js';

/** What a clinic has set, as text; `offers` is a comma-separated list. What is not set is absent, and compares as empty. */
export type ClinicSettings = Partial<Record<ClinicSetting | DeskSetting, string>>;

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);

/**
 * Three-valued evaluation: `comparison` says true, false, or undefined for "not known yet", and so does the
 * result. The one place where `all`, `any` and `not` are interpreted.
 */
export function evaluate(
  condition: ContentCondition,
  comparison: (atom: AnswerCondition | ClinicCondition) => boolean | undefined,
): boolean | undefined {
  if ('not' in condition) {
    const inner = evaluate(condition.not, comparison);
    return inner === undefined ? undefined : !inner;
  }
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : undefined;
  if (!parts) return comparison(condition as AnswerCondition | ClinicCondition);
  const deciding = 'any' in condition;
  let result: boolean | undefined = !deciding;
  for (const part of parts) {
    const value = evaluate(part, comparison);
    if (value === deciding) return deciding;
    if (value === undefined) result = undefined;
  }
  return result;
}

/** Whether one comparison with an answer holds. False for a question that was not asked or was skipped. */
export function compare(atom: AnswerCondition, answers: Answers): boolean {
  const answer = Object.hasOwn(answers, atom.question) ? answers[atom.question] : null;
  if (answer === null || answer === undefined) return false;
  if ('is' in atom) return typeof answer !== 'number' && listOf(answer).some((id) => listOf(atom.is).includes(id));
  if (typeof answer !== 'number') return false;
  return 'atLeast' in atom ? answer >= atom.atLeast : answer <= atom.atMost;
}

/** Whether `condition` holds for these answers and, in content, these clinic settings. No condition holds always. */
export function holds(condition: ContentCondition | undefined, answers: Answers, clinic: ClinicSettings = {}): boolean {
  return (
    !condition ||
    evaluate(condition, (atom) => {
      if (!('clinic' in atom)) return compare(atom, answers);
      const values = (clinic[atom.clinic] ?? '').split(',').map((value) => value.trim());
      return listOf(atom.is).some((value) => values.includes(value));
    }) === true
  );
}

/** The comparisons that make `condition` true: what the visitor said that decided it. Empty when it is false. */
export function reasons(condition: Condition, answers: Answers): AnswerCondition[] {
  if (!holds(condition, answers) || 'not' in condition) return [];
  if ('all' in condition) return condition.all.flatMap((part) => reasons(part, answers));
  if ('any' in condition) return condition.any.flatMap((part) => reasons(part, answers));
  return [condition];
}

/** All comparisons in a condition, in order. */
export function comparisons(condition: ContentCondition): (AnswerCondition | ClinicCondition)[] {
  if ('not' in condition) return comparisons(condition.not);
  if ('all' in condition) return condition.all.flatMap(comparisons);
  if ('any' in condition) return condition.any.flatMap(comparisons);
  return [condition];
}

/** Whether a condition reads the answer to this question. */
export function reads(condition: ContentCondition, question: string): boolean {
  return comparisons(condition).some((atom) => 'question' in atom && atom.question === question);
}
