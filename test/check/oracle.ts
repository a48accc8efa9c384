import { type Answer, type Answers, fits, hasChoices, questionsOf } from '../../src/flow/answer.js';
import { compare, comparisons, holds, reads } from '../../src/flow/condition.js';
import { type Reader, shows, visible } from '../../src/flow/content.js';
import type { AnswerCondition, Condition, Flow, NumberQuestion, Outcome, Question } from '../../src/flow/schema.js';
import { urgencies } from '../../src/flow/terms.js';
import { visibleTexts } from '../../src/flow/visibleTexts.js';
import { byUrgency, outcomeOf } from '../../src/machine/compile.js';

/** A visitor: what they would honestly answer to each question, asked or not, and where the flow sends them. */
export type Visitor = { answers: Answers; end: End; says: ReadonlySet<string> };

/** How urgent the red flags are that one answer raises by itself; `routine` when none. */
function urgencyOf(flow: Flow, question: Question, answer: string): number {
  const raised = flow.redFlags.filter(({ when }) => {
    const [atom, more] = comparisons(when);
    return !more && atom && 'is' in atom && 'question' in atom && atom.question === question.id
      ? [atom.is].flat().includes(answer)
      : false;
  });
  return Math.min(urgencies.length - 1, ...raised.map((flag) => urgencies.indexOf(outcomeOf(flow, flag).urgency)));
}

/** Answers of a visitor who has no sign: `baseline`, and to a follow-up the answer that raises least. */
function withoutSigns(flow: Flow, baseline: Answers): Answers {
  const answers: Record<string, Answer> = { ...baseline };
  for (const question of questionsOf(flow)) {
    if (question.id in answers || !hasChoices(question)) continue;
    const mildest = question.choices
      .map(({ id }) => id)
      .toSorted((a, b) => urgencyOf(flow, question, b) - urgencyOf(flow, question, a))[0] as string;
    answers[question.id] = question.type === 'choices' ? [mildest] : mildest;
  }
  return answers;
}

/** One thing a visitor has to say: an answer that differs from the baseline, with answers to what is asked because of it. */
type Sign = Record<string, string | number>;

const numbersOf = ({ min, max }: NumberQuestion) => Array.from({ length: max - min + 1 }, (_, i) => min + i);

function signsOf(flow: Flow, baseline: Answers): Sign[] {
  const questions = questionsOf(flow);
  const because = (question: Question, answer: string | number): Sign[] => {
    let signs: Sign[] = [{ [question.id]: answer }];
    for (const next of questions) {
      const asked = next.when && reads(next.when, question.id) && holds(next.when, { [question.id]: [`${answer}`] });
      if (!asked || !hasChoices(next)) continue;
      signs = signs.flatMap((sign) =>
        next.choices.flatMap((choice) => because(next, choice.id).map((more) => ({ ...sign, ...more }))),
      );
    }
    return signs;
  };
  return questions
    .filter(({ when }) => !when)
    .flatMap((question) =>
      (hasChoices(question) ? question.choices.map(({ id }) => id) : numbersOf(question)).flatMap((answer) =>
        [baseline[question.id]].flat()[0] === answer ? [] : because(question, answer),
      ),
    );
}

/**
 * Every visitor with one sign, and every visitor with two that red flags can know of, or that both lead to a routine
 * outcome when alone. Ticks of one list add up; of a question with one answer, the second counts. A second sign that
 * nobody hears of, because the first ends the conversation before, is left out: the first alone stands for both.
 */
export function visitorsOf(flow: Flow, baseline: Answers): Visitor[] {
  const plain = withoutSigns(flow, baseline);
  const questions = questionsOf(flow);
  const ends = endsFor(flow);
  const visitor = (...said: Sign[]): Visitor => {
    const answers: Record<string, Answer> = { ...plain };
    for (const question of questions) {
      const own = said.flatMap((sign) => sign[question.id] ?? []);
      if (own.length === 0) continue;
      if (question.type !== 'choices') answers[question.id] = own.at(-1) as string | number;
      else {
        const ticked = question.choices.filter(({ id }) => own.includes(id));
        const several = ticked.length > 1 ? ticked.filter(({ exclusive }) => !exclusive) : ticked;
        answers[question.id] = several.map(({ id }) => id);
      }
    }
    const says = new Set(said.flatMap((sign) => [...Object.keys(sign), ...Object.values(sign).map(String)]));
    return { answers, end: ends(answers)[0] as End, says };
  };
  const singles = signsOf(flow, baseline).map((sign) => ({
    sign,
    alone: visitor(sign),
    flagged: Object.keys(sign).some((id) => flow.redFlags.some(({ when }) => reads(when, id))),
    counted: Object.values(sign).some((answer) => typeof answer === 'number'),
  }));
  const visitors = new Map<string, Visitor>();
  const add = (one: Visitor) => {
    const key = JSON.stringify(one.answers);
    if (!visitors.has(key)) visitors.set(key, one);
  };
  add(visitor());
  for (const { alone } of singles) add(alone);
  singles.forEach((one, i) => {
    for (const other of singles.slice(i + 1)) {
      const routine = [one, other].every(({ alone, counted }) => alone.end.outcome.urgency === 'routine' && !counted);
      if (!(one.flagged && other.flagged) && !routine) continue;
      const both = visitor(one.sign, other.sign);
      const heard = [one, other].every(({ alone }) => !same(alone.end.answers, both.end.answers));
      if (heard) add(both);
    }
  });
  return [...visitors.values()];
}

/** What a visitor may answer to a question, which may not offer what they would say. */
function possible(question: Question, honest: Answer | undefined): Answer[] {
  const answers: Answer[] = question.optional ? [null] : [];
  if (!hasChoices(question)) {
    const number = typeof honest === 'number' ? honest : question.min;
    return [...answers, Math.min(Math.max(number, question.min), question.max)];
  }
  const offered = question.choices.filter(({ id }) => [honest].flat().includes(id));
  const fallback = (question.choices.find(({ exclusive }) => exclusive) ?? question.choices.at(-1))?.id as string;
  const ids = offered.length > 0 ? offered.map(({ id }) => id) : [fallback];
  if (question.type === 'choice') return [...answers, ...ids];
  const together: unknown = ids;
  if (fits(question, together)) return [...answers, ids];
  // Ticks that cannot stand together: each exclusive one alone, or all the others.
  const exclusive = question.choices.filter((choice) => choice.exclusive && ids.includes(choice.id));
  const others = ids.filter((id) => !exclusive.some((choice) => choice.id === id));
  return [...answers, ...exclusive.map(({ id }) => [id]), ...(others.length > 0 ? [others] : [])];
}

/** Where a conversation ended, and with which answers. */
type End = { outcome: Outcome; answers: Answers };

type Test = (answers: Answers) => boolean;

/** A condition made ready to be asked of many visitors. */
function testFor(condition: Condition): Test {
  if ('not' in condition) {
    const inner = testFor(condition.not);
    return (answers) => !inner(answers);
  }
  if ('all' in condition || 'any' in condition) {
    const parts = ('all' in condition ? condition.all : condition.any).map(testFor);
    return 'all' in condition
      ? (answers) => parts.every((part) => part(answers))
      : (answers) => parts.some((part) => part(answers));
  }
  return (answers) => compare(condition as AnswerCondition, answers);
}

/**
 * All ends a visitor can come to: more than one where a question may be skipped or forbids what they would tick. Written
 * anew from the words of the flow format (design §5), not with the machine, which is too slow for so many visitors.
 */
function endsFor(flow: Flow): (visitor: Answers) => End[] {
  const always: Test = () => true;
  const flags = byUrgency(flow).map((flag) => ({
    test: testFor(flag.when),
    when: flag.when,
    outcome: outcomeOf(flow, flag),
  }));
  const routines = flow.outcomes
    .filter(({ urgency }) => urgency === 'routine')
    .map((outcome) => ({ test: outcome.when ? testFor(outcome.when) : always, outcome }));
  const steps = flow.sections.flatMap((section, s) => [
    { section: s, opens: section.when ? testFor(section.when) : always },
    ...section.questions.map((question) => ({
      section: s,
      question,
      test: question.when ? testFor(question.when) : always,
      emergencies: flags.filter(({ when, outcome }) => outcome.urgency === 'emergency' && reads(when, question.id)),
    })),
    ...(section.stopIfFlagged ? [{ section: s, stop: true }] : []),
  ]);
  return (visitor) => {
    const ends: End[] = [];
    const go = (from: number, answers: Answers): void => {
      for (let at = from; at < steps.length; at++) {
        const step = steps[at] as (typeof steps)[number];
        if ('opens' in step) {
          if (step.opens(answers)) continue;
          while (steps[at + 1]?.section === step.section) at++;
        } else if ('stop' in step) {
          const raised = flags.find(({ test }) => test(answers));
          if (raised) return void ends.push({ outcome: raised.outcome, answers });
        } else if (step.test(answers)) {
          for (const answer of possible(step.question, visitor[step.question.id])) {
            const next = { ...answers, [step.question.id]: answer };
            const raised = step.emergencies.find(({ test }) => test(next));
            if (raised) ends.push({ outcome: raised.outcome, answers: next });
            else go(at + 1, next);
          }
          return;
        }
      }
      const end = flags.find(({ test }) => test(answers)) ?? routines.find(({ test }) => test(answers));
      if (end) ends.push({ outcome: end.outcome, answers });
    };
    go(0, {});
    return ends;
  };
}

const values = {
  'clinic.booking': 'https://clinic.example',
  'emergency.number': '1',
  'urgent.number': '2',
  'crisis.number': '3',
  'clinic.phone': '4',
  'clinic.name': 'x',
  'clinic.practitioner': 'y',
};

/** What an outcome says and offers: advice and calls that may not be missing, treatments and bookings that may not be added. */
function screen(flow: Flow, { outcome, answers }: End) {
  const reader: Reader = { flow, answers, clinic: {}, values };
  const actions = (outcome.actions ?? []).filter((action) => visible(reader, action));
  const treatments = outcome.content.filter(
    (block) => typeof block === 'object' && 'details' in block && shows(reader, block),
  );
  const told = outcome.content.filter((block) => typeof block === 'string' || !('details' in block));
  return {
    needed: [
      ...visibleTexts(reader, told),
      ...actions.flatMap((action) => ('call' in action ? [`call ${action.call}`] : [])),
    ],
    risky: [
      ...treatments.map((block) => (typeof block === 'object' && 'details' in block ? block.details : '')),
      ...(outcome.urgency === 'routine'
        ? []
        : actions.filter((action) => !('call' in action)).map(({ label }) => `${label}`)),
    ],
  };
}

/** Whether the same was said. */
function same(one: Answers, other: Answers): boolean {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => `${one[id]}` === `${other[id]}`);
}

/**
 * Looks for a visitor whom the broken flow treats worse than the original: a less urgent outcome, a call or an advice
 * missing, a treatment that was left out for them, a booking beside a warning. Says what and to whom; undefined when
 * there is none: the change is more cautious for all of `visitors`, or makes no difference to them. Those who say one of
 * `about` are looked at first.
 */
export function findHarm(
  original: Flow,
  broken: Flow,
  visitors: readonly Visitor[],
  about: readonly string[],
): string | undefined {
  const urgency = ({ outcome }: End) => urgencies.indexOf(outcome.urgency);
  const sameWords =
    JSON.stringify([original.outcomes, original.topics]) === JSON.stringify([broken.outcomes, broken.topics]);
  const ends = endsFor(broken);
  const harmTo = ({ answers, end: before }: Visitor): string | undefined => {
    for (const end of ends(answers)) {
      if (urgency(end) > urgency(before)) return `${end.outcome.id} instead of ${before.outcome.id}`;
      if (urgency(end) < urgency(before)) continue;
      // Who is stopped earlier, at the same urgency, has told less and so is told less; that is no harm.
      if (sameWords && (end.outcome.urgency !== 'routine' || same(end.answers, before.answers))) continue;
      const was = screen(original, before);
      const is = screen(broken, end);
      const missing = was.needed.find((text) => !is.needed.includes(text));
      if (missing !== undefined) return `does not say "${missing}"`;
      const added = is.risky.find((text) => !was.risky.includes(text));
      if (added !== undefined) return `offers "${added}"`;
    }
    return undefined;
  };
  const near = ({ says }: Visitor) => about.filter((id) => says.has(id)).length;
  const first = visitors.filter((visitor) => near(visitor) > 0).toSorted((a, b) => near(b) - near(a));
  for (const visitor of new Set([...first, ...visitors])) {
    const harm = harmTo(visitor);
    if (harm) return `${harm}: ${[...visitor.says].join(' ') || 'no sign'}`;
  }
  return undefined;
}
