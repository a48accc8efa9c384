import { type Answer, hasChoices, notSure } from '../flow/answer.js';
import { compare, comparisons, evaluate } from '../flow/condition.js';
import type { AnswerCondition, Condition, Question } from '../flow/schema.js';

/** Which of the comparisons with one question an answer satisfies: a bit for each. */
export type Mask = bigint;
/** The bit of each comparison with one question. Equal comparisons share one. */
export type Bits = ReadonlyMap<AnswerCondition, Mask>;

/** One answer of a witness. */
export type WitnessStep = { question: string; answer: Answer };

/** Answers to one question that no comparison tells apart. */
export type AnswerGroup = {
  satisfied: Mask;
  /** How many answers these are. */
  count: bigint;
  /** One of them. */
  answered: WitnessStep;
  /** "I'm not sure" and skips are kept apart from answers that satisfy the same, to follow them to their ends. */
  kind: 'plain' | 'unsure' | 'skipped';
};

/** The comparisons of a condition that compares answers only, as every condition but content's does. */
export const atomsOf = (condition: Condition) => comparisons(condition) as AnswerCondition[];

/** Gives each different comparison of a list a bit. */
export function bitsOf(atoms: readonly AnswerCondition[]): Bits {
  const bits = new Map<AnswerCondition, Mask>();
  const known = new Map<string, Mask>();
  for (const atom of atoms) {
    const { question, ...rest } = atom;
    const key = JSON.stringify(rest);
    const bit = known.get(key) ?? 1n << BigInt(known.size);
    known.set(key, bit);
    bits.set(atom, bit);
  }
  return bits;
}

/** The bits of those comparisons that an answer to this question satisfies. */
export function satisfiedBy(question: Question, bits: Bits, answer: Answer): Mask {
  let mask = 0n;
  for (const [atom, bit] of bits) if (compare(atom, { [question.id]: answer })) mask |= bit;
  return mask;
}

/**
 * What is left of a condition when `decide` settles some of its comparisons, or puts another in their place
 * (undefined: it stays). Folded, so that equal residuals look equal.
 */
export function reduce(
  condition: Condition,
  decide: (atom: AnswerCondition) => boolean | Condition | undefined,
): Condition | boolean {
  if ('not' in condition) {
    const inner = reduce(condition.not, decide);
    return typeof inner === 'boolean' ? !inner : inner === condition.not ? condition : { not: inner };
  }
  if ('all' in condition || 'any' in condition) {
    const deciding = 'any' in condition;
    const before = 'all' in condition ? condition.all : condition.any;
    const parts: Condition[] = [];
    let same = true;
    for (const part of before) {
      const left = reduce(part, decide);
      if (left === deciding) return deciding;
      if (typeof left !== 'boolean') parts.push(left);
      if (left !== part) same = false;
    }
    if (same && parts.length > 1) return condition;
    if (parts.length === 0) return !deciding;
    if (parts.length === 1) return parts[0] as Condition;
    return deciding ? { any: parts } : { all: parts };
  }
  return decide(condition) ?? condition;
}

/** What is left of a condition when these questions have no answer: comparisons with them are false. */
export function withoutAnswers(condition: Condition, questions: ReadonlySet<string>): Condition | boolean {
  return reduce(condition, ({ question }) => (questions.has(question) ? false : undefined));
}

/** What is left of one slot's condition on the way through a flow. Equal ones of one slot are one object. */
export type Residual = {
  readonly slot: number;
  /** Different for all residuals of a walk. */
  readonly id: number;
  readonly condition: Condition;
  /** Whether it holds when every question not answered yet compares false. */
  readonly holdsNow: boolean;
  /** What is left of it, by question and by group of answers (none: not asked): worked out once. */
  readonly after: Map<string, After>;
};

/** What is left after the answers to one question: looked up by group, worked out by mask. */
type After = {
  own: Mask;
  byGroup: Map<AnswerGroup | undefined, Residual | boolean>;
  byMask: Map<Mask, Residual | boolean>;
};

/** A condition that always holds: what is left when a comparison has decided it, and that is still needed. */
const always: Condition = { all: [] };

/** Keeps the residuals of a walk, each once, so that equal situations are found by comparing numbers. */
export class Residuals {
  #known = new Map<string, Residual>();

  /** The one residual of this slot and condition. */
  of(slot: number, condition: Condition | true): Residual {
    const left = condition === true ? always : condition;
    const key = `${slot} ${JSON.stringify(left)}`;
    let residual = this.#known.get(key);
    if (!residual) {
      const holdsNow = evaluate(left, () => false) === true;
      residual = { slot, id: this.#known.size, condition: left, holdsNow, after: new Map() };
      this.#known.set(key, residual);
    }
    return residual;
  }

  /** The bits of the comparisons with this question that are left in a residual. */
  own(residual: Residual, question: string, bits: Bits): Mask {
    return this.#at(residual, question, bits).own;
  }

  /** What is left of a residual after these answers (none: not asked); a boolean when that decides it. */
  after(residual: Residual, question: string, bits: Bits, answers: AnswerGroup | undefined): Residual | boolean {
    const { own, byGroup, byMask } = this.#at(residual, question, bits);
    const known = byGroup.get(answers);
    if (known !== undefined) return known;
    const mask = own & (answers?.satisfied ?? 0n);
    let next = byMask.get(mask);
    if (next === undefined) {
      const condition = reduce(residual.condition, (atom) =>
        atom.question === question ? ((bits.get(atom) ?? 0n) & mask) !== 0n : undefined,
      );
      next = typeof condition === 'boolean' ? condition : this.of(residual.slot, condition);
      byMask.set(mask, next);
    }
    byGroup.set(answers, next);
    return next;
  }

  #at(residual: Residual, question: string, bits: Bits): After {
    let at = residual.after.get(question);
    if (!at) {
      let own = 0n;
      for (const atom of atomsOf(residual.condition)) if (atom.question === question) own |= bits.get(atom) ?? 0n;
      at = { own, byGroup: new Map(), byMask: new Map() };
      residual.after.set(question, at);
    }
    return at;
  }
}

/**
 * Groups all answers to a question, the skip of an optional one included, by the comparisons that they satisfy: 121
 * ages or 128 tick combinations become the few that matter. Exact: the counts add up to the number of answers. Where
 * one of the `deciding` comparisons is satisfied nothing else matters, so that only the first of them is told.
 */
export function groupAnswers(question: Question, bits: Bits, deciding: Mask = 0n): AnswerGroup[] {
  const groups = new Map<string, AnswerGroup>();
  const add = (count: bigint, example: Answer, kind: AnswerGroup['kind'], satisfied: Mask) => {
    const key = `${kind} ${satisfied}`;
    const known = groups.get(key);
    if (known) known.count += count;
    else groups.set(key, { satisfied, count, answered: { question: question.id, answer: example }, kind });
  };
  const kindOf = (id: string) => (id === notSure ? 'unsure' : 'plain');
  const first = (satisfied: Mask) => {
    const decided = satisfied & deciding;
    return decided ? decided & -decided : satisfied;
  };
  const mask = (answer: Answer) => first(satisfiedBy(question, bits, answer));

  if (question.optional) add(1n, null, 'skipped', 0n);
  if (!hasChoices(question)) {
    const edges = new Set([Math.ceil(question.min)]);
    for (const atom of bits.keys()) {
      if ('atLeast' in atom) edges.add(Math.ceil(atom.atLeast));
      if ('atMost' in atom) edges.add(Math.floor(atom.atMost) + 1);
    }
    const starts = [...edges].filter((n) => n >= question.min && n <= question.max).sort((a, b) => a - b);
    starts.forEach((start, i) => {
      const next = starts[i + 1] ?? Math.floor(question.max) + 1;
      add(BigInt(next - start), start, 'plain', mask(start));
    });
  } else if (question.type === 'choice') {
    for (const { id } of question.choices) add(1n, id, kindOf(id), mask(id));
  } else {
    // Tick by tick, merging what satisfies the same: never 2^n.
    type Ticked = { satisfied: Mask; count: bigint; ticks: readonly string[]; kind: 'plain' | 'unsure' };
    let sets = new Map<string, Ticked>([['', { satisfied: 0n, count: 1n, ticks: [], kind: 'plain' }]]);
    for (const { id, exclusive } of question.choices) {
      const own = mask([id]);
      if (exclusive) {
        add(1n, [id], kindOf(id), own);
        continue;
      }
      const next = new Map<string, Ticked>();
      const put = (ticked: Ticked) => {
        const key = `${ticked.kind} ${ticked.ticks.length === 0} ${ticked.satisfied}`;
        const known = next.get(key);
        if (!known) next.set(key, { ...ticked });
        else {
          known.count += ticked.count;
          if (ticked.ticks.length < known.ticks.length) known.ticks = ticked.ticks;
        }
      };
      for (const set of sets.values()) {
        put(set);
        put({
          satisfied: first(set.satisfied | own),
          count: set.count,
          ticks: [...set.ticks, id],
          kind: id === notSure ? 'unsure' : set.kind,
        });
      }
      sets = next;
    }
    for (const { satisfied, count, ticks, kind } of sets.values())
      if (ticks.length > 0) add(count, ticks, kind, satisfied);
  }
  return [...groups.values()];
}
