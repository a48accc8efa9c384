import { questionsOf } from '../../flow/answer.js';
import { evaluate, reads } from '../../flow/condition.js';
import type { AnswerCondition, Condition, Flow, Question, RedFlag, Section } from '../../flow/schema.js';
import { outcomeOf } from '../../machine/compile.js';
import { anyOf, type Clause, type Clauses, type Comparison, clausesOf, exists, includes } from './clauses.js';
import { rulesOf, shorten } from './shorten.js';

/** When each section and question of a flow is asked, as FHIR can say it, by id; those never asked are not in it. */
export type Enabling = { sections: ReadonlyMap<string, Clauses>; questions: ReadonlyMap<string, Clauses> };

/** A clause that holds wherever the conversation goes on after a question, counted from 0. */
type Ongoing = { after: number; clause: Clause };
/** What a question says of when it is asked, by itself and with its section, and what spares a visitor from it. */
type Asked = { question: Question; own: Clauses; whole: Clauses; spared: Clauses; sparedHere: Clauses };

/**
 * When sections and questions are asked: their own `when`, and that no red flag has ended the conversation before
 * (design §5 "Order"). A question is asked when what its section says and what it says itself holds.
 *
 * To say of everything so far that it has not ended the conversation would be long, and FHIR needs a group for much of
 * it. But a question that must be answered, and is, was asked; so that it has an answer says all that there was to say
 * before it. Throws `NotExpressible`.
 */
export function enablingOf(flow: Flow): Enabling {
  const order = questionsOf(flow).map(({ id }) => id);
  const { implies, excludes } = rulesOf(flow);
  const sections = new Map<string, Clauses>();
  const questions = new Map<string, Clauses>();
  /** The questions that the walk through the flow has come by. */
  const passed: Asked[] = [];
  const ongoing: Ongoing[] = [];

  /** What follows from comparisons: who has answered a question was asked it, and nothing had ended before. */
  const follow = (facts: readonly Comparison[]): Comparison[] => {
    const found = [...facts];
    const answered = new Set<string>();
    const unasked = new Set<string>();
    for (let before = -1; before < answered.size + unasked.size; ) {
      before = answered.size + unasked.size;
      for (const [i, { question, whole }] of passed.entries()) {
        const { id } = question;
        if (!answered.has(id) && found.some((fact) => implies(fact, exists(id)))) {
          found.push(...singles(whole), ...singles(ongoing.filter(({ after }) => after < i).map(clauseOf)));
          answered.add(id);
        }
        // Even when it is said to have an answer: then all of this can never be.
        if (
          !unasked.has(id) &&
          whole.some((clause) => clause.every((one) => found.some((fact) => excludes(fact, one))))
        ) {
          found.push(exists(id, false));
          unasked.add(id);
        }
      }
    }
    return found;
  };

  /** When the place before a question is reached and `own` holds; within `section`, of whose group `given` is true. */
  const reached = (own: Clauses, given: Clauses = [], section?: Section): Clauses => {
    const start = section ? order.indexOf(section.questions[0]?.id ?? '') : 0;
    const clauses = [...own];
    let open = ongoing.filter(({ after }) => after >= start);
    /** Who has answered this question was still there when it was asked. */
    const answered = (i: number) => {
      open = open.filter(({ after }) => after >= i);
    };
    const facts = follow([...singles(given), ...singles(own)]);
    answered(passed.findLastIndex(({ question: { id } }) => facts.some((fact) => implies(fact, exists(id)))));
    // The last question that everybody has to answer.
    const all = passed.findLastIndex(
      (asked, i) => i >= start && !asked.question.optional && (section ? asked.own : asked.whole).length === 0,
    );
    if (open.some(({ after }) => after < all)) {
      clauses.push([exists(order[all] as string)]);
      answered(all);
    }
    // And those that some have to answer: who was not spared and has no answer has left before.
    for (const [i, asked] of [...passed.entries()].slice(start).reverse())
      for (const spared of asked.question.optional ? [] : section ? asked.sparedHere : asked.spared) {
        const covered = open.filter(({ after, clause }) => after < i && clause.length > 1 && includes(clause, spared));
        if (covered.length < 2) continue;
        open = open.filter((one) => !covered.includes(one));
        open.push({ after: i, clause: [...spared, exists(asked.question.id)] });
      }
    return shorten([...clauses, ...open.map(clauseOf)], { flow, given: singles(given), follow });
  };

  const goesOn = (flag: RedFlag, spared: Clauses) => {
    const clauses = clausesOf(known(flag.when, order.slice(0, passed.length)), true);
    // What is read again at a later question may have been so since an earlier one.
    for (const clause of anyOf(clauses, spared))
      if (!ongoing.some((earlier) => includes(clause, earlier.clause)))
        ongoing.push({ after: passed.length - 1, clause });
  };
  for (const section of flow.sections) {
    const sectionWhen = section.when ? known(section.when, order.slice(0, passed.length)) : true;
    const before = reached(clausesOf(sectionWhen));
    for (const question of section.questions) {
      const when = question.when ? known(question.when, order.slice(0, passed.length)) : true;
      const clauses = isNever(before) ? before : reached(clausesOf(when), before, section);
      if (!isNever(clauses)) questions.set(question.id, clauses);
      const own = isNever(clauses) ? false : when;
      const whole = both(sectionWhen, own);
      passed.push({
        question,
        own: clausesOf(own),
        whole: clausesOf(whole),
        spared: clausesOf(whole, true),
        sparedHere: clausesOf(own, true),
      });
      for (const flag of flow.redFlags)
        if (isEmergency(flow, flag) && reads(flag.when, question.id))
          // One that only needs answers to be raised has ended the conversation before if it was raised before.
          goesOn(flag, hasNot(flag.when) ? clausesOf(whole, true) : never);
    }
    if (section.questions.some(({ id }) => questions.has(id))) sections.set(section.id, before);
    if (section.stopIfFlagged)
      // Only those who were asked this section are stopped after it.
      for (const flag of flow.redFlags)
        if (!isEmergency(flow, flag) || hasNot(flag.when)) goesOn(flag, clausesOf(sectionWhen, true));
  }
  return { sections, questions };
}

/** A condition that is never met. */
const never: Clauses = [[]];
const isNever = (clauses: Clauses) => clauses.some(({ length }) => length === 0);
const clauseOf = ({ clause }: Ongoing) => clause;
const singles = (clauses: Clauses) => clauses.filter(({ length }) => length === 1).flat();
const isEmergency = (flow: Flow, flag: RedFlag) => outcomeOf(flow, flag).urgency === 'emergency';

const hasNot = (condition: Condition): boolean =>
  'not' in condition || ('all' in condition ? condition.all : 'any' in condition ? condition.any : []).some(hasNot);

function both(a: Condition | boolean, b: Condition | boolean): Condition | boolean {
  if (typeof a === 'boolean') return a && b;
  return typeof b === 'boolean' ? b && a : { all: [a, b] };
}

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
