import { type Answer, hasChoices, notSure, questionsOf } from '../flow/answer.js';
import { compare, comparisons, evaluate } from '../flow/condition.js';
import type { AnswerCondition, Condition, Flow, Outcome, Question, RedFlag } from '../flow/schema.js';
import { urgencies } from '../flow/terms.js';
import { byUrgency, outcomeOf } from '../machine/compile.js';

/** One answer of a witness. */
export type WitnessStep = { question: string; answer: Answer };
/** The shortest conversation that shows something: what was asked and answered, in order. */
export type Witness = WitnessStep[];

/** What is true of every possible conversation with a flow; see {@link explore}. */
export type Exploration = {
  /** How many conversations end in each outcome, exactly, by outcome id. */
  outcomes: Map<string, { conversations: bigint; witness: Witness | undefined }>;
  /** All conversations together. */
  conversations: bigint;
  /** Questions in the longest conversation. */
  longest: number;
  /** The shortest conversation in which each question is asked, by question id; none: it is never asked. */
  asked: Map<string, Witness>;
  /** The shortest conversation in which each red flag is raised, by flag id; none: it never is. */
  raised: Map<string, Witness>;
  /** By question id: a conversation that ends in a routine outcome without this question having been asked. */
  routineWithout: Map<string, Witness>;
  /** By question id: a conversation in which "I'm not sure" was said to it, and which ends in a routine outcome. */
  routineThoughUnsure: Map<string, Witness>;
  /** By red flag id: a conversation in which it is raised, and which ends less urgently than its outcome. */
  endsLessUrgently: Map<string, { witness: Witness; outcome: string }>;
  /** Situations that were told apart, at most, after one question. */
  situations: number;
};

/** Too many situations to tell apart: the flow is not proved. Never silent. */
export class NotProved extends Error {
  override name = 'NotProved';
}

/** More situations than this after one question, and the walk gives up. */
export const mostSituations = 200_000;

/** What is left of a condition: still a condition, or decided. */
type Residual = Condition | boolean;

/** Answers to one question that no condition tells apart. */
type AnswerGroup = { satisfied: Mask; count: bigint; example: Answer; unsure: boolean };

/** A condition that decides something, and the steps between which it is needed. */
type Slot = {
  index: number;
  condition: Condition;
  /** The rank of the red flag it raises, in order of urgency. */
  rank?: number;
  /** After this step it is needed no more: it was used, or, for a red flag, it is decided. */
  until: number;
};

/** What happens next, in the order of the file. */
type Step = { ask: Question; slot: Slot | undefined } | { stop: string; slot: Slot | undefined };

/** Conversations of which the same is left, as one. */
type Situation = {
  /** What is left of the conditions that were touched and are still needed, by slot. */
  residuals: ReadonlyMap<number, Residual>;
  /** The rank of the most urgent red flag that is decided to be raised; none: infinity. */
  worst: number;
  conversations: bigint;
  /** Questions asked so far, at least and at most. */
  fewest: number;
  most: number;
  /** How it was reached with the fewest questions. */
  came: { from: Situation; answered: WitnessStep | undefined } | undefined;
  ways: Way[];
  /** The fewest further questions to a routine outcome, and the first step on that way; undefined: there is none. */
  routine: { length: number; way: Way | undefined } | undefined;
};
/** A step from one situation to the next, or to an end. */
type Way = { to: Situation | Outcome; answered: WitnessStep | undefined; unsure: boolean };

/** Which of the comparisons with one question an answer satisfies: a bit for each, by its place in a list. */
type Mask = bigint;
/** The bit of each comparison with the question at hand. Equal comparisons share one. */
type Bits = ReadonlyMap<AnswerCondition, Mask>;

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

/** What is left of a condition when the comparisons with one question are decided. Folded, so that equals look equal. */
function reduce(condition: Condition, question: string, bits: Bits, satisfied: Mask): Residual {
  if ('not' in condition) {
    const inner = reduce(condition.not, question, bits, satisfied);
    return typeof inner === 'boolean' ? !inner : inner === condition.not ? condition : { not: inner };
  }
  if ('all' in condition || 'any' in condition) {
    const deciding = 'any' in condition;
    const before = 'all' in condition ? condition.all : condition.any;
    const parts: Condition[] = [];
    let same = true;
    for (const part of before) {
      const left = reduce(part, question, bits, satisfied);
      if (left === deciding) return deciding;
      if (typeof left !== 'boolean') parts.push(left);
      if (left !== part) same = false;
    }
    if (same && parts.length > 1) return condition;
    if (parts.length === 0) return !deciding;
    if (parts.length === 1) return parts[0] as Condition;
    return deciding ? { any: parts } : { all: parts };
  }
  return condition.question === question ? ((bits.get(condition) ?? 0n) & satisfied) !== 0n : condition;
}

/** Whether what is left holds now, when every question not answered yet compares false. */
function holdsNow(residual: Residual): boolean {
  return typeof residual === 'boolean' ? residual : evaluate(residual, () => false) === true;
}

/** The comparisons of a condition that compares answers only, as every condition but content's does. */
const atomsOf = (condition: Condition) => comparisons(condition) as AnswerCondition[];

/**
 * Groups all answers to a question, the skip of an optional one included, by the comparisons that they satisfy: 121
 * ages or 128 tick combinations become the few that matter. Exact: the counts add up to the number of answers. "I'm not
 * sure" is kept apart from answers that satisfy the same, so that it can be followed to its ends.
 */
export function groupAnswers(question: Question, bits: Bits): AnswerGroup[] {
  const groups = new Map<string, AnswerGroup>();
  const add = (satisfied: Mask, count: bigint, example: Answer, unsure: boolean) => {
    const key = `${unsure} ${satisfied}`;
    const known = groups.get(key);
    if (known) known.count += count;
    else groups.set(key, { satisfied, count, example, unsure });
  };
  const satisfiedBy = (answer: Answer) => {
    let mask = 0n;
    for (const [atom, bit] of bits) if (compare(atom, { [question.id]: answer })) mask |= bit;
    return mask;
  };

  if (question.optional) add(0n, 1n, null, false);
  if (!hasChoices(question)) {
    const edges = new Set([Math.ceil(question.min)]);
    for (const atom of bits.keys()) {
      if ('atLeast' in atom) edges.add(Math.ceil(atom.atLeast));
      if ('atMost' in atom) edges.add(Math.floor(atom.atMost) + 1);
    }
    const starts = [...edges].filter((n) => n >= question.min && n <= question.max).sort((a, b) => a - b);
    starts.forEach((start, i) => {
      const next = starts[i + 1] ?? Math.floor(question.max) + 1;
      add(satisfiedBy(start), BigInt(next - start), start, false);
    });
  } else if (question.type === 'choice') {
    for (const { id } of question.choices) add(satisfiedBy(id), 1n, id, id === notSure);
  } else {
    // Tick by tick, merging what satisfies the same: never 2^n.
    type Ticked = { satisfied: Mask; count: bigint; ticks: readonly string[]; unsure: boolean };
    let sets = new Map<string, Ticked>([['', { satisfied: 0n, count: 1n, ticks: [], unsure: false }]]);
    for (const { id, exclusive } of question.choices) {
      if (exclusive) {
        add(satisfiedBy([id]), 1n, [id], id === notSure);
        continue;
      }
      const own = satisfiedBy([id]);
      const next = new Map<string, Ticked>();
      const put = (satisfied: Mask, count: bigint, ticks: readonly string[], unsure: boolean) => {
        const key = `${unsure} ${ticks.length === 0} ${satisfied}`;
        const known = next.get(key);
        if (!known) next.set(key, { satisfied, count, ticks, unsure });
        else {
          known.count += count;
          if (ticks.length < known.ticks.length) known.ticks = ticks;
        }
      };
      for (const { satisfied, count, ticks, unsure } of sets.values()) {
        put(satisfied, count, ticks, unsure);
        put(satisfied | own, count, [...ticks, id], unsure || id === notSure);
      }
      sets = next;
    }
    for (const { satisfied, count, ticks, unsure } of sets.values())
      if (ticks.length > 0) add(satisfied, count, ticks, unsure);
  }
  return [...groups.values()];
}

/**
 * Walks a parsed flow once, in order, over every possible conversation: every combination of answers, of skips and of
 * skipped sections. Conversations of which the same is left are merged, so the work grows with the number of questions
 * as long as conditions stay local (design §7). Throws {@link NotProved} when more than `limit` situations would have
 * to be told apart.
 */
export function explore(flow: Flow, limit = mostSituations): Exploration {
  const result = walk(flow, limit, true);
  // A flag that is raised only beside a more urgent one was dropped on the way: look again, dropping nothing.
  return result.raised.size === flow.redFlags.length ? result : { ...result, raised: walk(flow, limit, false).raised };
}

/**
 * One walk. With `drop`, red flags that cannot change the end any more, because one at least as urgent is raised, are
 * not followed further; then `raised` names only some of the flags that can be raised.
 */
function walk(flow: Flow, limit: number, drop: boolean): Exploration {
  const flags = byUrgency(flow);
  const outcomes = flags.map((flag) => outcomeOf(flow, flag));
  const routines = flow.outcomes.filter(({ urgency }) => urgency === 'routine');
  const { steps, flagSlots, outcomeSlots, readers } = plan(flow, flags, routines);
  // Flags in a row with the same outcome are as one for the end of a conversation: the first stands for them.
  const standsFor = flags.map((_, rank) => {
    let first = rank;
    while (first > 0 && outcomes[first - 1] === outcomes[rank]) first--;
    return first;
  });
  const result: Exploration = {
    outcomes: new Map(flow.outcomes.map(({ id }) => [id, { conversations: 0n, witness: undefined }])),
    conversations: 0n,
    longest: 0,
    asked: new Map(),
    raised: new Map(),
    routineWithout: new Map(),
    routineThoughUnsure: new Map(),
    endsLessUrgently: new Map(),
    situations: 1,
  };

  const left = (situation: Pick<Situation, 'residuals'>, slot: Slot): Residual =>
    situation.residuals.get(slot.index) ?? slot.condition;
  /** Whether a flag can no longer change where a conversation ends. Emergencies end it at once, so they always can. */
  const idle = ({ rank }: Slot, worst: number) =>
    drop && rank !== undefined && outcomes[rank]?.urgency !== 'emergency' && (standsFor[rank] ?? rank) >= worst;
  const holdsIn = (situation: Situation, slot: Slot | undefined) => !slot || holdsNow(left(situation, slot));
  /** Where a conversation ends if it has to end after step `at`: the most urgent flag, if one is raised. */
  const flaggedEnd = (situation: Situation, at: number): Outcome | undefined => {
    const alive = flagSlots.find(
      ({ rank = 0, until }, i) =>
        rank < situation.worst && until > at && holdsNow(left(situation, flagSlots[i] as Slot)),
    );
    return outcomes[Math.min(situation.worst, alive?.rank ?? Number.POSITIVE_INFINITY)];
  };
  const end = (situation: Situation, outcome: Outcome, answered?: WitnessStep, unsure = false, count = 1n) => {
    const entry = result.outcomes.get(outcome.id) as { conversations: bigint; witness: Witness | undefined };
    const asked = situation.fewest + (answered ? 1 : 0);
    entry.conversations += situation.conversations * count;
    if (!entry.witness || entry.witness.length > asked)
      entry.witness = [...wayTo(situation), ...(answered ? [answered] : [])];
    result.conversations += situation.conversations * count;
    result.longest = Math.max(result.longest, situation.most + (answered ? 1 : 0));
    situation.ways.push({ to: outcome, answered, unsure });
    const raised = flags[situation.worst];
    const should = outcomes[situation.worst];
    if (
      raised &&
      should &&
      urgencies.indexOf(outcome.urgency) > urgencies.indexOf(should.urgency) &&
      !result.endsLessUrgently.has(raised.id)
    )
      result.endsLessUrgently.set(raised.id, { witness: entry.witness, outcome: outcome.id });
  };

  const layers: { step: Step; situations: Situation[] }[] = [];
  let layer: Situation[] = [
    {
      residuals: new Map(),
      worst: Number.POSITIVE_INFINITY,
      conversations: 1n,
      fewest: 0,
      most: 0,
      came: undefined,
      ways: [],
      routine: undefined,
    },
  ];
  steps.forEach((step, at) => {
    layers.push({ step, situations: layer });
    const next = new Map<string, Situation>();
    /** Goes on to the next layer, merging with what is equal there. */
    const go = (
      from: Situation,
      residuals: Map<number, Residual>,
      worst: number,
      answered?: WitnessStep,
      unsure = false,
      count = 1n,
    ) => {
      const key = keyOfSituation(residuals, worst);
      const more = answered ? 1 : 0;
      let to = next.get(key);
      if (!to) {
        if (next.size >= limit)
          throw new NotProved(
            `More than ${limit} situations have to be told apart ${'ask' in step ? `after the question "${step.ask.id}"` : `at the end of "${step.stop}"`}.`,
          );
        to = {
          residuals,
          worst,
          conversations: 0n,
          fewest: from.fewest + more,
          most: 0,
          came: { from, answered },
          ways: [],
          routine: undefined,
        };
        next.set(key, to);
      } else if (from.fewest + more < to.fewest)
        Object.assign(to, { fewest: from.fewest + more, came: { from, answered } });
      to.conversations += from.conversations * count;
      to.most = Math.max(to.most, from.most + more);
      from.ways.push({ to, answered, unsure });
    };

    if ('stop' in step) {
      for (const situation of layer) {
        const outcome = holdsIn(situation, step.slot) ? flaggedEnd(situation, at) : undefined;
        if (outcome) end(situation, outcome);
        else go(situation, without(situation.residuals, step.slot), situation.worst);
      }
    } else {
      const { ask, slot } = step;
      const reading = (readers.get(ask.id) ?? []).filter(({ until }) => until >= at);
      const bits = bitsOf(
        reading.flatMap(({ condition }) => atomsOf(condition)).filter(({ question }) => question === ask.id),
      );
      const grouped = new Map<Mask, AnswerGroup[]>();
      /** The answers that still make a difference in this situation, grouped by the difference. */
      const groupsIn = (situation: Situation) => {
        const own = new Map<AnswerCondition, Mask>();
        let all = 0n;
        for (const one of reading) {
          if (one === slot || idle(one, situation.worst)) continue;
          const residual = left(situation, one);
          for (const atom of typeof residual === 'boolean' ? [] : atomsOf(residual)) {
            const bit = bits.get(atom);
            if (bit === undefined) continue;
            own.set(atom, bit);
            all |= bit;
          }
        }
        const groups = grouped.get(all) ?? groupAnswers(ask, own);
        grouped.set(all, groups);
        return groups;
      };
      for (const situation of layer) {
        const asked = holdsIn(situation, slot);
        const before = without(situation.residuals, slot);
        /** Decides the comparisons with this question; says which flags are raised by that. */
        const decide = (satisfied: Mask) => {
          const residuals = new Map(before);
          let { worst } = situation;
          const raised: number[] = [];
          for (const one of reading) {
            if (one === slot || idle(one, situation.worst)) continue;
            const old = left(situation, one);
            const now = typeof old === 'boolean' ? old : reduce(old, ask.id, bits, satisfied);
            if (one.rank !== undefined && now === true) {
              raised.push(one.rank);
              worst = Math.min(worst, standsFor[one.rank] ?? one.rank);
            }
            // A flag that is decided says no more: it is in `worst`, or it is nothing. But an emergency ends the
            // conversation at the next answer it reads, even when it was decided by a question that was not asked.
            if (one.rank !== undefined && one.until <= at) residuals.delete(one.index);
            else if (now === true && one.rank !== undefined && outcomes[one.rank]?.urgency !== 'emergency')
              residuals.set(one.index, false);
            else residuals.set(one.index, now);
          }
          if (worst < situation.worst) for (const one of flagSlots) if (idle(one, worst)) residuals.delete(one.index);
          return { residuals, worst, raised };
        };
        const way = () => wayTo(situation);
        if (!asked) {
          const { residuals, worst, raised } = decide(0n);
          for (const rank of raised) shorter(result.raised, (flags[rank] as RedFlag).id, situation.fewest, way);
          go(situation, residuals, worst);
          continue;
        }
        shorter(result.asked, ask.id, situation.fewest, way);
        for (const { satisfied, count, example, unsure } of groupsIn(situation)) {
          const answered = { question: ask.id, answer: example };
          const { residuals, worst, raised } = decide(satisfied);
          for (const rank of raised) {
            const id = (flags[rank] as RedFlag).id;
            shorter(result.raised, id, situation.fewest + 1, () => [...way(), answered]);
          }
          const emergency = reading.find(
            (one) =>
              one.rank !== undefined &&
              outcomes[one.rank]?.urgency === 'emergency' &&
              (raised.includes(one.rank) || holdsNow(residuals.get(one.index) ?? false)),
          );
          if (emergency)
            end({ ...situation, worst }, outcomes[emergency.rank as number] as Outcome, answered, unsure, count);
          else go(situation, residuals, worst, answered, unsure, count);
        }
      }
    }
    layer = [...next.values()];
    result.situations = Math.max(result.situations, layer.length);
  });

  for (const situation of layer) {
    const outcome = flaggedEnd(situation, steps.length) ?? routines.find((_, i) => holdsIn(situation, outcomeSlots[i]));
    if (outcome) end(situation, outcome);
  }
  wayBack(layers, layer, result);
  return result;
}

/** The order of steps, and the slots of all conditions that decide something. */
function plan(flow: Flow, flags: readonly RedFlag[], routines: readonly Outcome[]) {
  const order = questionsOf(flow).map(({ id }) => id);
  const steps: Step[] = [];
  const readers = new Map<string, Slot[]>();
  const asksAt = new Map<string, number>();
  let slots = 0;
  const slotFor = (condition: Condition, until: number, rank?: number): Slot => {
    const slot: Slot = { index: slots++, condition, until, ...(rank === undefined ? {} : { rank }) };
    for (const id of new Set(atomsOf(condition).map((atom) => atom.question))) {
      const list = readers.get(id);
      if (list) list.push(slot);
      else readers.set(id, [slot]);
    }
    return slot;
  };
  // Steps first, so that flags know when their last question comes; flags first among the readers, by rank.
  for (const section of flow.sections) {
    for (const ask of section.questions) {
      asksAt.set(ask.id, steps.length);
      steps.push({ ask, slot: undefined });
    }
    if (section.stopIfFlagged) steps.push({ stop: section.id, slot: undefined });
  }
  const flagSlots = flags.map(({ when }, rank) =>
    slotFor(when, Math.max(...atomsOf(when).map((atom) => asksAt.get(atom.question) ?? -1)), rank),
  );
  const outcomeSlots = routines.map(({ when }) => when && slotFor(when, steps.length));
  /** What is left of a condition when questions from `from` on have no answer yet: they compare false. */
  const known = (condition: Condition, from: string): Residual => {
    let residual: Residual = condition;
    for (const id of order.slice(order.indexOf(from)))
      if (typeof residual !== 'boolean') residual = reduce(residual, id, new Map(), 0n);
    return residual;
  };
  const never: Condition = { any: [] };
  let at = 0;
  for (const section of flow.sections) {
    const first = section.questions[0];
    const entered = section.when && first ? known(section.when, first.id) : true;
    for (const ask of section.questions) {
      const own = ask.when ? known(ask.when, ask.id) : true;
      const parts = [entered, own].filter((part) => part !== true);
      const when: Condition | undefined = parts.includes(false)
        ? never
        : parts.length > 1
          ? { all: parts as Condition[] }
          : (parts[0] as Condition | undefined);
      if (when) (steps[at] as Step).slot = slotFor(when, at);
      at++;
    }
    if (section.stopIfFlagged) {
      if (entered !== true) (steps[at] as Step).slot = slotFor(entered === false ? never : entered, at);
      at++;
    }
  }
  return { steps, flagSlots, outcomeSlots, readers };
}

/** Residuals without those of a slot that was used. */
function without(residuals: ReadonlyMap<number, Residual>, slot: Slot | undefined): Map<number, Residual> {
  const rest = new Map(residuals);
  if (slot) rest.delete(slot.index);
  return rest;
}

function keyOfSituation(residuals: ReadonlyMap<number, Residual>, worst: number): string {
  return residuals.size === 0 ? String(worst) : `${worst} ${JSON.stringify([...residuals].sort(([a], [b]) => a - b))}`;
}

/** The shortest conversation that leads to a situation. */
function wayTo(situation: Situation): Witness {
  const witness: Witness = [];
  for (let at = situation.came; at; at = at.from.came) if (at.answered) witness.push(at.answered);
  return witness.reverse();
}

/** Keeps the witness with the fewest questions. */
function shorter(found: Map<string, Witness>, id: string, length: number, witness: () => Witness): void {
  const known = found.get(id);
  if (!known || known.length > length) found.set(id, witness());
}

/** Goes through the layers backwards, to tell from which answers a routine outcome can still be reached. */
function wayBack(
  layers: readonly { step: Step; situations: Situation[] }[],
  last: readonly Situation[],
  result: Exploration,
): void {
  const lengthOf = ({ to }: Way) => ('urgency' in to ? (to.urgency === 'routine' ? 0 : undefined) : to.routine?.length);
  const settle = (situation: Situation) => {
    for (const way of situation.ways) {
      const length = lengthOf(way);
      const total = length === undefined ? undefined : length + (way.answered ? 1 : 0);
      if (total !== undefined && (!situation.routine || total < situation.routine.length))
        situation.routine = { length: total, way };
    }
  };
  const onFrom = (way: Way): Witness => {
    const witness: Witness = [];
    for (let at: Way | undefined = way; at; at = 'urgency' in at.to ? undefined : at.to.routine?.way)
      if (at.answered) witness.push(at.answered);
    return witness;
  };
  for (const situation of last) settle(situation);
  for (const { step, situations } of [...layers].reverse()) {
    for (const situation of situations) {
      settle(situation);
      if (!('ask' in step)) continue;
      for (const way of situation.ways) {
        const length = lengthOf(way);
        if (length === undefined) continue;
        const found = way.answered ? (way.unsure ? result.routineThoughUnsure : undefined) : result.routineWithout;
        const total = situation.fewest + length + (way.answered ? 1 : 0);
        if (found) shorter(found, step.ask.id, total, () => [...wayTo(situation), ...onFrom(way)]);
      }
    }
  }
}
