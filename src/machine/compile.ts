import { assign, createMachine } from 'xstate';
import type { Answer, Answers } from '../flow/answer.js';
import { holds, reads } from '../flow/condition.js';
import type { Condition, Flow, Outcome, Question, RedFlag } from '../flow/schema.js';
import { urgencies } from '../flow/terms.js';

/** What a state stands for: a question to ask or an outcome reached. */
export type StepMeta = { question?: Question; outcome?: Outcome };
/** The only event of the machine: the visitor answered the question it is at. */
export type AnswerEvent = { type: 'answer'; question: string; answer: Answer };

/** Red flags, those with the most urgent outcome first; ties in file order. */
export function byUrgency(flow: Flow): RedFlag[] {
  const rank = (flag: RedFlag) => urgencies.indexOf(outcomeOf(flow, flag).urgency);
  return [...flow.redFlags].sort((a, b) => rank(a) - rank(b));
}

/** The outcome that a red flag decides. Throws when it does not exist: pass parsed flows only. */
export function outcomeOf(flow: Flow, flag: RedFlag): Outcome {
  const outcome = flow.outcomes.find((candidate) => candidate.id === flag.outcome);
  if (!outcome) throw new Error(`Red flag "${flag.id}": there is no outcome "${flag.outcome}".`);
  return outcome;
}

const guard = (condition: Condition) => ({ type: 'holds', params: condition as unknown as Record<string, unknown> });

/**
 * Compiles a parsed flow to an XState machine. Its states are the sections, the questions (and `…/answered`), the
 * ends of sections, `/decide` and the outcomes (final); its config is plain JSON, guards included, so that it opens
 * in Stately's tools. Order and stopping are design §5 "Order" and clinical A.4.
 */
export function compileFlow(flow: Flow) {
  // Written for a machine whose states come from data: setup() would ask for types that cannot be known here.
  const states: Record<string, object> = {};
  const flags = byUrgency(flow);
  const raise = (chosen: RedFlag[]) => chosen.map((flag) => ({ guard: guard(flag.when), target: `#${flag.outcome}` }));

  flow.sections.forEach((section, s) => {
    const next = `#${flow.sections[s + 1]?.id ?? '/decide'}`;
    states[section.id] = {
      id: section.id,
      always: [
        ...(section.when ? [{ guard: guard({ not: section.when }), target: next }] : []),
        { target: `#${section.questions[0]?.id ?? `${section.id}/end`}` },
      ],
    };
    section.questions.forEach((question, q) => {
      const after = `#${section.questions[q + 1]?.id ?? `${section.id}/end`}`;
      const emergencies = flags.filter(
        (flag) => outcomeOf(flow, flag).urgency === 'emergency' && reads(flag.when, question.id),
      );
      states[question.id] = {
        id: question.id,
        meta: { question },
        ...(question.when ? { always: [{ guard: guard({ not: question.when }), target: after }] } : {}),
        on: { answer: { actions: 'record', target: `#${question.id}/answered` } },
      };
      states[`${question.id}/answered`] = {
        id: `${question.id}/answered`,
        always: [...raise(emergencies), { target: after }],
      };
    });
    states[`${section.id}/end`] = {
      id: `${section.id}/end`,
      always: [...(section.stopIfFlagged ? raise(flags) : []), { target: next }],
    };
  });
  states['/decide'] = {
    id: '/decide',
    always: [
      ...raise(flags),
      ...flow.outcomes
        .filter((outcome) => outcome.urgency === 'routine')
        .map((outcome) => ({ ...(outcome.when ? { guard: guard(outcome.when) } : {}), target: `#${outcome.id}` })),
    ],
  };
  for (const outcome of flow.outcomes) {
    states[outcome.id] = { id: outcome.id, type: 'final', meta: { outcome } };
  }

  return createMachine(
    {
      id: `flow/${flow.id}`,
      types: {} as { context: { answers: Answers }; events: AnswerEvent; meta: StepMeta },
      context: { answers: {} },
      initial: flow.sections[0]?.id ?? '/decide',
      states,
    },
    {
      guards: { holds: ({ context }, condition) => holds(condition as unknown as Condition, context.answers) },
      actions: {
        record: assign({
          answers: ({ context, event }) => ({ ...context.answers, [event.question]: event.answer }),
        }),
      },
    },
  );
}

/** A compiled flow. */
export type FlowMachine = ReturnType<typeof compileFlow>;
