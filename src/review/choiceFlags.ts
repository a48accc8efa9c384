import { comparisons } from '../flow/condition.js';
import type { AnswerCondition, Choice, Condition, NumberQuestion, Question } from '../flow/schema.js';
import type { NumberedFlag } from './numbers.js';

/** An answer whose consequences are looked at: a choice, or all whole numbers of a range. */
export type Given = { choice: Choice } | { from: number; to: number };
/** What an answer does to a red flag, and the ids of the questions on which that depends as well. */
export type Effect = { flag: NumberedFlag; effect: 'raises' | 'may raise' | 'rules out'; also: string[] };

/** What an answer to a question does to the red flags that read it, whatever else was said or will be. */
export function effectsOf(flags: readonly NumberedFlag[], question: Question, given: Given): Effect[] {
  return flags.flatMap((flag): Effect[] => {
    const { when } = flag.flag;
    const left = open(when, (atom) => (atom.question === question.id ? told(question, given, atom) : undefined));
    const read = readsOf(when, question).some((atom) => !('choice' in given && 'is' in atom) || names(atom, given));
    if (!read) return [];
    if (typeof left !== 'boolean') return [{ flag, effect: 'may raise', also: [...left] }];
    return [{ flag, effect: left ? 'raises' : 'rules out', also: [] }];
  });
}

/** The ranges of a number between which no red flag tells a difference. */
export function rangesOf(flags: readonly NumberedFlag[], question: NumberQuestion): { from: number; to: number }[] {
  const starts = flags
    .flatMap(({ flag }) => readsOf(flag.when, question))
    .flatMap((atom) =>
      'atLeast' in atom ? Math.ceil(atom.atLeast) : 'atMost' in atom ? Math.floor(atom.atMost) + 1 : [],
    )
    .filter((start) => start > question.min && start <= question.max);
  const sorted = [...new Set([question.min, ...starts])].sort((a, b) => a - b);
  return sorted.map((from, index) => ({ from, to: (sorted[index + 1] ?? question.max + 1) - 1 }));
}

const readsOf = (when: Condition, question: Question) =>
  (comparisons(when) as AnswerCondition[]).filter((atom) => atom.question === question.id);

const names = (atom: AnswerCondition, given: Given) =>
  'is' in atom && 'choice' in given && [atom.is].flat().includes(given.choice.id);

/** What an answer says about a comparison with its question; undefined: it depends on what else is ticked. */
function told(question: Question, given: Given, atom: AnswerCondition): boolean | undefined {
  if ('choice' in given) {
    if (names(atom, given)) return true;
    return question.type === 'choices' && !given.choice.exclusive ? undefined : false;
  }
  if ('is' in atom) return false;
  const holds = (answer: number) => ('atLeast' in atom ? answer >= atom.atLeast : answer <= atom.atMost);
  return holds(given.from) === holds(given.to) ? holds(given.from) : undefined;
}

/** Whether a condition holds; if that is not known yet, the ids of the questions that decide it. */
function open(
  condition: Condition,
  known: (atom: AnswerCondition) => boolean | undefined,
): boolean | ReadonlySet<string> {
  if ('not' in condition) {
    const inner = open(condition.not, known);
    return typeof inner === 'boolean' ? !inner : inner;
  }
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : undefined;
  if (!parts) {
    const atom = condition as AnswerCondition;
    return known(atom) ?? new Set([atom.question]);
  }
  const deciding = 'any' in condition;
  const left = new Set<string>();
  for (const part of parts) {
    const value = open(part, known);
    if (value === deciding) return deciding;
    if (typeof value !== 'boolean') for (const question of value) left.add(question);
  }
  return left.size > 0 ? left : !deciding;
}
