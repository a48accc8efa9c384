import type { AnswerCondition, Condition, Flow, Outcome, Question, RedFlag } from '../flow/schema.js';
import { byUrgency, outcomeOf } from '../machine/compile.js';
import {
  type AnswerGroup,
  atomsOf,
  type Bits,
  bitsOf,
  groupAnswers,
  type Mask,
  type Residual,
  Residuals,
  withoutAnswers,
} from './residual.js';

/** A condition that decides something, and the steps between which it has to be remembered. */
type Slot = {
  index: number;
  /** The condition, or what it is decided to be before anything is asked. */
  start: Residual | boolean;
  /** The condition when comparisons have decided it to hold, and it is still needed. */
  held: Residual | undefined;
  questions: ReadonlySet<string>;
  /** The rank of the red flag it raises, in order of urgency. */
  rank?: number;
  /** The first step whose question it reads; after the step `until` it is needed no more. */
  first: number;
  until: number;
};

/** A question's turn, or the end of a section that stops when a red flag is raised; in the order of the file. */
export type RunStep = {
  ask?: Question;
  section: string;
  /** The condition of the section, and of the question: what has to hold for this step to happen. */
  entered: Slot | undefined;
  when: Slot | undefined;
  /** The slots that read this question, and of them those that read no earlier one. */
  reading: ReadonlySet<number>;
  touches: readonly Slot[];
  bits: Bits;
  /** Groups of answers, by the comparisons that still matter. */
  groups: Map<string, AnswerGroup[]>;
};

/** All that the rest of a conversation depends on. */
export type RunState = {
  /** What is left of the conditions that are begun, not decided to be false, and still needed; in order of slots. */
  alive: readonly Residual[];
  /** The rank of the most urgent red flag that is decided to be raised; none: infinity. */
  worst: number;
};

/** What one question's turn does to a state. */
export type Decided = {
  state: RunState;
  /** Ranks of red flags that are raised by this. */
  raised: readonly number[];
  /** The outcome that ends the conversation at once, if the question was asked. */
  emergency: Outcome | undefined;
};

const none: readonly number[] = [];

/**
 * A flow, prepared to be run over sets of conversations instead of one: the machine of design §6 with residuals in
 * place of answers. Both the proof and the comparison of two versions walk on it. With `drop`, red flags that cannot
 * change the end any more, because one at least as urgent is raised, are forgotten at once.
 */
export class Run {
  readonly flags: readonly RedFlag[];
  /** The outcome of each flag, by rank. */
  readonly flagOutcomes: readonly Outcome[];
  readonly routines: readonly Outcome[];
  readonly steps: readonly RunStep[];
  readonly start: RunState = { alive: [], worst: Number.POSITIVE_INFINITY };
  readonly residuals = new Residuals();
  readonly #slots: Slot[];
  readonly #flagSlots: readonly Slot[];
  readonly #routineSlots: readonly (Slot | undefined)[];
  /** Flags that hold while nothing is answered, because of a "not". */
  readonly #heldFromStart: readonly Slot[];
  readonly #standsFor: readonly number[];
  readonly #drop: boolean;

  constructor(flow: Flow, drop = true) {
    this.#drop = drop;
    this.flags = byUrgency(flow);
    this.flagOutcomes = this.flags.map((flag) => outcomeOf(flow, flag));
    this.routines = flow.outcomes.filter(({ urgency }) => urgency === 'routine');
    // Flags in a row with the same outcome are as one for the end of a conversation: the first stands for them.
    let first = 0;
    this.#standsFor = this.flagOutcomes.map((outcome, rank) => {
      if (outcome !== this.flagOutcomes[first]) first = rank;
      return first;
    });

    const asksAt = new Map<string, number>();
    let length = 0;
    for (const section of flow.sections) {
      for (const { id } of section.questions) asksAt.set(id, length++);
      if (section.stopIfFlagged) length++;
    }
    const slots: Slot[] = [];
    const slotFor = (condition: Condition | boolean, until: number, rank?: number): Slot => {
      const questions = new Set(typeof condition === 'boolean' ? [] : atomsOf(condition).map((atom) => atom.question));
      const steps = [...questions].map((id) => asksAt.get(id) ?? -1);
      const index = slots.length;
      const slot: Slot = {
        index,
        start: typeof condition === 'boolean' ? condition : this.residuals.of(index, condition),
        held: undefined,
        questions,
        first: Math.min(length, ...steps),
        until: Math.min(until, rank === undefined ? until : Math.max(-1, ...steps)),
        ...(rank === undefined ? {} : { rank }),
      };
      slots.push(slot);
      return slot;
    };
    this.#flagSlots = this.flags.map(({ when }, rank) => slotFor(when, length, rank));
    this.#routineSlots = this.routines.map(({ when }) => when && slotFor(when, length));
    /** A condition of the order, in which questions from step `at` on have no answer yet: they compare false. */
    const known = (when: Condition | undefined, at: number, until: number) => {
      if (!when) return undefined;
      const later = new Set(
        atomsOf(when).flatMap(({ question }) => ((asksAt.get(question) ?? -1) >= at ? question : [])),
      );
      return slotFor(later.size > 0 ? withoutAnswers(when, later) : when, until);
    };
    const steps: RunStep[] = [];
    const empty: Pick<RunStep, 'reading' | 'touches' | 'bits' | 'groups'> = {
      reading: new Set(),
      touches: [],
      bits: new Map(),
      groups: new Map(),
    };
    for (const section of flow.sections) {
      const first = steps.length;
      const last = first + section.questions.length - (section.stopIfFlagged ? 0 : 1);
      const entered = known(section.when, first, last);
      for (const ask of section.questions)
        steps.push({ ...empty, ask, section: section.id, entered, when: known(ask.when, steps.length, steps.length) });
      if (section.stopIfFlagged) steps.push({ ...empty, section: section.id, entered, when: undefined });
    }

    this.#slots = slots;
    this.#heldFromStart = this.#flagSlots.filter(({ start }) => typeof start === 'object' && start.holdsNow);
    const readers = new Map<string, Slot[]>();
    // In order of the first question read: so what is alive is always in the same order.
    for (const slot of [...slots].sort((a, b) => a.first - b.first))
      for (const id of slot.questions) {
        const list = readers.get(id);
        if (list) list.push(slot);
        else readers.set(id, [slot]);
      }
    this.steps = steps.map((step, at) => {
      if (!step.ask) return step;
      const { id } = step.ask;
      const reading = (readers.get(id) ?? []).filter(({ until }) => until >= at);
      const atoms: AnswerCondition[] = reading.flatMap(({ start }) =>
        typeof start === 'boolean' ? [] : atomsOf(start.condition).filter(({ question }) => question === id),
      );
      return {
        ...step,
        reading: new Set(reading.map(({ index }) => index)),
        touches: reading.filter(({ first }) => first === at),
        bits: bitsOf(atoms),
        groups: new Map(),
      };
    });
  }

  /** Equal for states, of the same place in the flow, of which the same is left. */
  key({ alive, worst }: RunState): string {
    let key = String(worst);
    for (const { id } of alive) key += ` ${id}`;
    return key;
  }

  /** Whether the question of this step is asked, or the section that it ends was entered. */
  happens(state: RunState, step: RunStep, at: number): boolean {
    return this.holds(state, step.entered, at) && this.holds(state, step.when, at);
  }

  /** Whether the condition of a section, question or outcome holds before step `at`. No condition always holds. */
  holds(state: RunState, slot: Slot | undefined, at: number): boolean {
    if (!slot) return true;
    if (typeof slot.start === 'boolean') return slot.start;
    if (slot.first >= at) return slot.start.holdsNow;
    return state.alive.some((residual) => residual.slot === slot.index && residual.holdsNow);
  }

  /** The comparisons with the question of this step that still make a difference, and those that decide all. */
  matters(state: RunState, step: RunStep): { matter: Mask; deciding: Mask } {
    const { ask, bits, reading, touches } = step;
    let matter = 0n;
    let deciding = 0n;
    const add = (slot: Slot, residual: Residual, question: string) => {
      const own = this.residuals.own(residual, question, bits);
      matter |= own;
      // A comparison that alone raises an emergency ends the conversation, whatever else is ticked.
      if (
        this.#drop &&
        slot.rank !== undefined &&
        this.#standsFor[slot.rank] === 0 &&
        this.flagOutcomes[0]?.urgency === 'emergency' &&
        'question' in residual.condition
      )
        deciding |= own;
    };
    if (!ask) return { matter, deciding };
    for (const residual of state.alive)
      if (reading.has(residual.slot)) add(this.#slots[residual.slot] as Slot, residual, ask.id);
    for (const slot of touches)
      if (typeof slot.start !== 'boolean' && !this.#idle(slot, state.worst)) add(slot, slot.start, ask.id);
    return { matter, deciding };
  }

  /** The answers to the question of this step, grouped by what they satisfy of `matter`; see {@link groupAnswers}. */
  groups(step: RunStep, matter: Mask, deciding: Mask): AnswerGroup[] {
    const { ask, bits, groups } = step;
    if (!ask) return [];
    const key = `${matter} ${deciding}`;
    let grouped = groups.get(key);
    if (!grouped) {
      grouped = groupAnswers(ask, new Map([...bits].filter(([, bit]) => bit & matter)), deciding);
      groups.set(key, grouped);
    }
    return grouped;
  }

  /** What is left of a red flag's condition before step `at`. */
  flagResidual(state: RunState, rank: number, at: number): Condition | boolean {
    const slot = this.#flagSlots[rank] as Slot;
    if (slot.first >= at) return typeof slot.start === 'boolean' ? slot.start : slot.start.condition;
    return state.alive.find((residual) => residual.slot === slot.index)?.condition ?? false;
  }

  /** Decides the comparisons with the question of this step; `undefined`: it is not asked. */
  decide(state: RunState, step: RunStep, at: number, answers: AnswerGroup | undefined): Decided {
    const { ask, bits, reading, touches } = step;
    if (!ask) throw new Error('The end of a section asks nothing.');
    let raised = none;
    const alive: Residual[] = [];
    let { worst } = state;
    let emergency: number | undefined;
    const put = (slot: Slot, old: Residual) => {
      const now = this.residuals.after(old, ask.id, bits, answers);
      const { rank } = slot;
      const urgent = rank !== undefined && this.flagOutcomes[rank]?.urgency === 'emergency';
      if (rank !== undefined && now === true) {
        raised = [...raised, rank];
        worst = Math.min(worst, this.#standsFor[rank] ?? rank);
      }
      if (urgent && now !== false && (now === true || now.holdsNow) && (emergency === undefined || rank < emergency))
        emergency = rank;
      // A flag that is decided says no more: it is in `worst`, or it is nothing. But an emergency ends the
      // conversation at the next answer it reads, even when it was decided by a question that was not asked.
      if (now === false || slot.until <= at || (now === true && rank !== undefined && !urgent)) return;
      if (now === true) slot.held ??= this.residuals.of(slot.index, true);
      alive.push(now === true ? (slot.held as Residual) : now);
    };
    for (const residual of state.alive) {
      const slot = this.#slots[residual.slot] as Slot;
      if (reading.has(residual.slot)) put(slot, residual);
      else if (slot.until > at) alive.push(residual);
    }
    for (const slot of touches) {
      if (typeof slot.start !== 'boolean' && !this.#idle(slot, state.worst)) put(slot, slot.start);
    }
    return {
      state: { alive: worst < state.worst ? alive.filter((one) => !this.#idleAt(one.slot, worst)) : alive, worst },
      raised,
      emergency: answers === undefined || emergency === undefined ? undefined : this.flagOutcomes[emergency],
    };
  }

  /** The state after the end of a section that did not stop. */
  pass(state: RunState, at: number): RunState {
    const alive = state.alive.filter(({ slot }) => (this.#slots[slot] as Slot).until > at);
    return alive.length === state.alive.length ? state : { ...state, alive };
  }

  /** Where a conversation ends if it has to end at step `at`: the outcome of the most urgent flag, if one is raised. */
  flaggedEnd(state: RunState, at: number): Outcome | undefined {
    let { worst } = state;
    for (const { slot, holdsNow } of state.alive) {
      const { rank } = this.#slots[slot] as Slot;
      if (holdsNow && rank !== undefined && rank < worst) worst = rank;
    }
    for (const { rank, first } of this.#heldFromStart)
      if (first >= at && rank !== undefined && rank < worst) worst = rank;
    return this.flagOutcomes[worst];
  }

  /** Where a conversation ends after its last question. Every flow has a last routine outcome without a condition. */
  end(state: RunState): Outcome {
    const at = this.steps.length;
    const outcome =
      this.flaggedEnd(state, at) ?? this.routines.find((_, i) => this.holds(state, this.#routineSlots[i], at));
    if (!outcome) throw new Error('There is no routine outcome without a condition: pass parsed flows only.');
    return outcome;
  }

  /** Whether a flag can no longer change where a conversation ends. Emergencies end it at once, so they always can. */
  #idle({ rank }: Slot, worst: number): boolean {
    return (
      this.#drop &&
      rank !== undefined &&
      this.flagOutcomes[rank]?.urgency !== 'emergency' &&
      (this.#standsFor[rank] ?? rank) >= worst
    );
  }

  #idleAt(index: number, worst: number): boolean {
    return this.#idle(this.#slots[index] as Slot, worst);
  }
}
