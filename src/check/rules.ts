import { hasChoices, questionsOf } from '../flow/answer.js';
import { comparisons, evaluate, reads } from '../flow/condition.js';
import type { Path } from '../flow/parse.js';
import type { AnswerCondition, Block, Condition, ContentCondition, Flow, Question } from '../flow/schema.js';
import { placeholderPattern } from '../flow/text.js';
import { outcomeOf } from '../machine/compile.js';
import type { Exploration, Shown } from './explore.js';
import type { Finding } from './problem.js';
import { bitsOf, groupAnswers, reduce } from './residual.js';
import { worseInSteps } from './worse.js';

/** What a rule looks at: a flow of the right shape, and what is true of all its conversations. */
type ProvenRule = (flow: Flow, found: Exploration) => Finding[];
/** A rule that needs no conversation. Names in the flow may be broken. */
type Rule = (flow: Flow) => Finding[];

/** More answers than this are not all told in a line: it ends with what matters most. */
const mostTold = 40;

/** A conversation in one line, to show a problem. */
function tellAnswers(shown: Shown): string {
  const steps = shown.tell();
  const told = steps.length > mostTold ? steps.slice(-mostTold) : steps;
  const said = told.map(({ question, answer }) => `${question}: ${[answer].flat().join(' + ') || 'skipped'}`);
  const before = steps.length > told.length ? [`${steps.length - told.length} answers before`] : [];
  return [...before, ...said].join(', ') || 'at once';
}

const eachQuestion = (flow: Flow) =>
  flow.sections.flatMap((section, s) =>
    section.questions.map((question, q) => ({
      section,
      question,
      path: ['sections', s, 'questions', q] satisfies Path,
    })),
  );

/** A section nobody gets to, because every conversation ends before. */
const sectionNeverAsked: ProvenRule = (flow, found) =>
  flow.sections.flatMap(({ id, questions }, s) =>
    questions.some((question) => found.asked.has(question.id) || found.met.has(question.id)) || found.met.has(id)
      ? []
      : [{ code: 'section-never-asked', path: ['sections', s], message: `nobody gets to the section "${id}"` }],
  );

/** A question nobody is asked, and so none of its choices can be given. */
const questionNeverAsked: ProvenRule = (flow, found) =>
  eachQuestion(flow).flatMap(({ section, question, path }) => {
    const { id } = question;
    const explained = found.met.get(id)?.held === false || !section.questions.some((one) => found.asked.has(one.id));
    if (found.asked.has(id) || explained) return [];
    const choices = hasChoices(question)
      ? `, nor can give its choices ${question.choices.map((one) => one.id).join(', ')}`
      : '';
    return [{ code: 'question-never-asked', path, message: `nobody is asked "${id}"${choices}` }];
  });

/** An outcome that no conversation reaches. */
const outcomeNeverReached: ProvenRule = (flow, found) =>
  flow.outcomes.flatMap(({ id }, o) =>
    found.outcomes.get(id)?.conversations
      ? []
      : [{ code: 'outcome-never-reached', path: ['outcomes', o], message: `nobody reaches the outcome "${id}"` }],
  );

/** The `when` of a section or question that always or never holds when its turn comes. */
const whenConstant: ProvenRule = (flow, found) => {
  const later = askedLater(flow).map(({ path }) => path);
  const finding = (what: string, id: string, path: Path): Finding[] => {
    const met = found.met.get(id);
    // One that reads a later question is named for that.
    if (later.some((at) => path.every((key, i) => at[i] === key))) return [];
    if (!met || (met.held && met.failed)) return [];
    return met.held
      ? [
          {
            code: 'when-always',
            path,
            message: `this holds for everybody who gets here: ${what} "${id}" is always asked`,
          },
        ]
      : [{ code: 'when-never', path, message: `this holds for nobody who gets here: ${what} "${id}" is never asked` }];
  };
  return flow.sections.flatMap((section, s) => [
    ...finding('section', section.id, ['sections', s, 'when']),
    ...section.questions.flatMap(({ id }, q) => finding('question', id, ['sections', s, 'questions', q, 'when'])),
  ]);
};

/** A red flag that no conversation raises. */
const flagNeverRaised: ProvenRule = (flow, found) =>
  flow.redFlags.flatMap(({ id }, f) =>
    found.raised.has(id)
      ? []
      : [{ code: 'flag-never-raised', path: ['redFlags', f], message: `nobody can raise the red flag "${id}"` }],
  );

/** A red flag that can end less urgently than its outcome. */
const flagEndsLessUrgently: ProvenRule = (flow, found) =>
  flow.redFlags.flatMap(({ id, outcome }, f): Finding[] => {
    const end = found.endsLessUrgently.get(id);
    const message = `red flag "${id}" leads to "${outcome}", but can end in "${end?.outcome}": ${end && tellAnswers(end)}`;
    return end ? [{ code: 'flag-ends-less-urgently', path: ['redFlags', f], message, witness: end.tell() }] : [];
  });

/** An emergency red flag that a conversation can pass by: it ends in booking, and the flag's question was not asked. */
const flagNotAsked: ProvenRule = (flow, found) =>
  flow.redFlags.flatMap(({ id }, f): Finding[] => {
    const shown = found.routineUnsettled.get(id);
    if (!shown) return [];
    const message = `somebody can book without an answer to what red flag "${id}" asks: ${tellAnswers(shown)}`;
    return [{ code: 'flag-not-asked', path: ['redFlags', f], message, witness: shown.tell() }];
  });

/** "I'm not sure" to a question of an emergency red flag, which can end in booking. */
const unsureBooks: ProvenRule = (flow, found) => {
  const gates = new Map(
    eachQuestion(flow).map(({ section, question }) => [question.id, [section.when, question.when]] as const),
  );
  const emergencies = flow.redFlags
    .filter((flag) => outcomeOf(flow, flag).urgency === 'emergency')
    .map((flag) => ({ flag, behind: questionsBehind(flag.when, gates) }));
  return eachQuestion(flow).flatMap(({ question, path }): Finding[] => {
    const shown = found.routineThoughUnsure.get(question.id);
    const flag = shown && emergencies.find(({ behind }) => behind.has(question.id))?.flag;
    if (!flag || !hasChoices(question)) return [];
    const c = question.choices.findIndex(({ id }) => id === 'not-sure');
    const message = `"not-sure" to "${question.id}", which emergency red flag "${flag.id}" reads, can end in booking: ${tellAnswers(shown)}`;
    return [{ code: 'unsure-books', path: [...path, 'choices', c], message, witness: shown.tell() }];
  });
};

/** The questions that a condition reads, and those because of which these are asked, however far back. */
function questionsBehind(when: Condition, gates: ReadonlyMap<string, readonly (Condition | undefined)[]>): Set<string> {
  const behind = new Set<string>();
  const next = [when];
  for (let condition = next.pop(); condition; condition = next.pop()) {
    for (const atom of comparisons(condition)) {
      if (!('question' in atom) || behind.has(atom.question)) continue;
      behind.add(atom.question);
      for (const gate of gates.get(atom.question) ?? []) if (gate) next.push(gate);
    }
  }
  return behind;
}

/**
 * A sign that lowers the urgency when it is ticked too, in steps: see {@link worseInSteps}, which throws when it cannot
 * tell.
 */
export function* signsLowerUrgency(flow: Flow): Generator<undefined, Finding[]> {
  const lowering = yield* worseInSteps(flow);
  return eachQuestion(flow).flatMap(({ question, path }) =>
    lowering.flatMap((one): Finding[] => {
      if (one.question !== question.id || !hasChoices(question)) return [];
      const c = question.choices.findIndex(({ id }) => id === one.sign);
      const message = `whoever ticks "${one.sign}" too ends in "${one.with.id}" instead of "${one.without.id}": ${tellAnswers(one)}`;
      return [{ code: 'sign-lowers-urgency', path: [...path, 'choices', c], message, witness: one.tellWith() }];
    }),
  );
}

/** A condition of the order that reads a question which has no answer yet. */
const askedLater: Rule = (flow) => {
  const order = questionsOf(flow).map(({ id }) => id);
  const later = (condition: ContentCondition | undefined, from: string | undefined, path: Path): Finding[] =>
    from === undefined
      ? []
      : eachAtom(condition, path).flatMap(({ atom, path: at }) =>
          'question' in atom && order.indexOf(atom.question) >= order.indexOf(from)
            ? [
                {
                  code: 'asked-later',
                  path: at,
                  message: `"${atom.question}" is not answered yet when this is decided`,
                },
              ]
            : [],
        );
  return flow.sections.flatMap((section, s) => [
    ...later(section.when, section.questions[0]?.id, ['sections', s, 'when']),
    ...section.questions.flatMap((question, q) => {
      const path = ['sections', s, 'questions', q];
      return [
        ...later(question.when, question.id, [...path, 'when']),
        ...whensIn(question.content, [...path, 'content']).flatMap((one) => later(one.when, question.id, one.path)),
      ];
    }),
  ]);
};

/** A condition, or one comparison with a number, that always or never holds, whatever is answered. */
const contentConstant: Rule = (flow) => {
  const questions = new Map(questionsOf(flow).map((question) => [question.id, question]));
  const all: { when: ContentCondition; path: Path }[] = [
    ...flow.redFlags.map(({ when }, f) => ({ when, path: ['redFlags', f, 'when'] })),
    ...flow.outcomes.flatMap(({ when, content, actions }, o) => [
      ...(when ? [{ when, path: ['outcomes', o, 'when'] }] : []),
      ...whensIn(content, ['outcomes', o, 'content']),
      ...whensIn(actions, ['outcomes', o, 'actions']),
    ]),
    ...whensIn(flow.topics, ['topics']),
    ...eachQuestion(flow).flatMap(({ question, path }) => whensIn(question.content, [...path, 'content'])),
  ];
  const ranges = [
    ...all,
    ...flow.sections.flatMap((section, s) => [
      ...(section.when ? [{ when: section.when, path: ['sections', s, 'when'] }] : []),
      ...section.questions.flatMap(({ when }, q) =>
        when ? [{ when, path: ['sections', s, 'questions', q, 'when'] }] : [],
      ),
    ]),
  ];
  const values = new Map(all.map(({ when }) => [when, constantOnce(when, questions)]));
  return [
    ...all.flatMap(({ when, path }): Finding[] => {
      const value = values.get(when);
      // A red flag that never holds is named as one that nobody can raise.
      if (value === undefined || (path[0] === 'redFlags' && !value)) return [];
      return value
        ? [{ code: 'when-always', path, message: 'this holds whatever is answered' }]
        : [{ code: 'when-never', path, message: 'this holds for no answers at all' }];
    }),
    ...ranges.flatMap(({ when, path }) =>
      // When the whole condition is named already, its comparisons say nothing new.
      values.get(when) === false
        ? []
        : eachAtom(when, path).flatMap(({ atom, path: at }): Finding[] => {
            const question = 'question' in atom ? questions.get(atom.question) : undefined;
            if (!question || hasChoices(question) || 'is' in atom || question.min > question.max) return [];
            const [key, n] =
              'atLeast' in atom
                ? (['atLeast', atom.atLeast] as const)
                : (['atMost', (atom as { atMost: number }).atMost] as const);
            const never = key === 'atLeast' ? n > question.max : n < question.min;
            if (!never) return [];
            const message = `"${question.id}" goes from ${question.min} to ${question.max}, so that this never holds`;
            return [{ code: 'when-never', path: [...at, key], message }];
          }),
    ),
  ];
};

/** Two choices of one question that each clear the others. */
const twoExclusive: Rule = (flow) =>
  eachQuestion(flow).flatMap(({ question, path }): Finding[] => {
    if (!hasChoices(question) || question.type !== 'choices') return [];
    const [, second] = question.choices.flatMap((choice, c) => (choice.exclusive ? c : []));
    const message = `"${question.id}" has more than one choice with "exclusive"`;
    return second === undefined ? [] : [{ code: 'two-exclusive', path: [...path, 'choices', second], message }];
  });

/** A sign that something depends on, and that clears the other signs: a visitor who has both can tell only one. */
const exclusiveSign: Rule = (flow) => {
  const ofFlags = signsIn(flow.redFlags.map(({ when }) => when));
  const ofAll = signsIn(whensIn(flow, []).map(({ when }) => when));
  return eachQuestion(flow).flatMap(({ question, path }): Finding[] =>
    question.type !== 'choices'
      ? []
      : question.choices.flatMap(({ id, exclusive }, c): Finding[] => {
          const sign = `${question.id} ${id}`;
          // Content may speak of "none"; a red flag for it would be one that other signs take back.
          if (!exclusive || !(ofFlags.has(sign) || (ofAll.has(sign) && id !== 'none'))) return [];
          const message = `"${id}" of "${question.id}" is a sign that counts, and clears the other signs`;
          return [{ code: 'exclusive-sign', path: [...path, 'choices', c], message }];
        }),
  );
};

/** A question that a red flag reads, and that can be skipped. */
const skippableSign: Rule = (flow) =>
  eachQuestion(flow).flatMap(({ question, path }): Finding[] => {
    const flag = question.optional && flow.redFlags.find(({ when }) => reads(when, question.id));
    const message = `"${question.id}" can be skipped, and red flag "${flag ? flag.id : ''}" reads it`;
    return flag ? [{ code: 'skippable-sign', path: [...path, 'optional'], message }] : [];
  });

/** A red flag with a "not": one more sign could lower it. "Not none of these" cannot. */
const flagWithNot: Rule = (flow) => {
  const clears = (atom: AnswerCondition) => {
    const question = questionsOf(flow).find(({ id }) => id === atom.question);
    return (
      'is' in atom &&
      question?.type === 'choices' &&
      [atom.is].flat().every((id) => question.choices.some((choice) => choice.id === id && choice.exclusive))
    );
  };
  return flow.redFlags.flatMap(({ id, when }, f) =>
    eachAtom(when, ['redFlags', f, 'when']).flatMap(({ atom, path, negated }) =>
      negated && 'question' in atom && !clears(atom)
        ? [{ code: 'flag-with-not', path, message: `an answer to "${atom.question}" can take back red flag "${id}"` }]
        : [],
    ),
  );
};

/** An outcome for red flags that offers to book. Clinical rule: no red flag ends in booking. */
const bookingWhenFlagged: Rule = (flow) =>
  flow.outcomes.flatMap((outcome, o): Finding[] => {
    if (outcome.urgency === 'routine') return [];
    const message = `"${outcome.id}" is for people with a red flag, and offers to book`;
    return [
      ...(outcome.actions ?? []).flatMap((action, a): Finding[] =>
        'book' in action || ('link' in action && action.link.includes('{clinic.booking'))
          ? [{ code: 'booking-when-flagged', path: ['outcomes', o, 'actions', a], message }]
          : [],
      ),
      ...shownBlocks(flow, outcome.content, ['outcomes', o, 'content']).flatMap(({ block, path }): Finding[] =>
        JSON.stringify(withoutInner(block)).includes('{clinic.booking')
          ? [{ code: 'booking-when-flagged', path, message }]
          : [],
      ),
    ];
  });

/** Booking or a plan in what else people with a red flag read: reasons, titles, "Get help now". */
const bookingElsewhere: Rule = (flow) => {
  const books = (text: string) => text.includes('{clinic.booking');
  const finding = (code: 'booking-when-flagged' | 'plan-when-flagged', path: Path): Finding => ({
    code,
    path,
    message: `people with a red flag read this, and it ${code === 'plan-when-flagged' ? 'shows a plan of treatment' : 'offers to book'}`,
  });
  const t = flow.topics?.findIndex(({ id }) => id === flow.help) ?? -1;
  const help = flow.topics?.[t];
  return [
    ...flow.redFlags.flatMap(({ because }, f) =>
      books(because) ? finding('booking-when-flagged', ['redFlags', f, 'because']) : [],
    ),
    ...flow.outcomes.flatMap(({ urgency, title }, o) =>
      urgency !== 'routine' && books(title) ? finding('booking-when-flagged', ['outcomes', o, 'title']) : [],
    ),
    ...(help?.plan ? [finding('plan-when-flagged', ['topics', t])] : []),
    ...shownBlocks(flow, help?.content ?? [], ['topics', t, 'content']).flatMap(({ block, path }) =>
      books(JSON.stringify(withoutInner(block))) ? finding('booking-when-flagged', path) : [],
    ),
  ];
};

/** An outcome for red flags that tells about treatment: what is marked with "plan", directly or through a topic. */
const planWhenFlagged: Rule = (flow) =>
  flow.outcomes.flatMap((outcome, o) =>
    outcome.urgency === 'routine'
      ? []
      : shownBlocks(flow, outcome.content, ['outcomes', o, 'content']).flatMap(({ block, path }): Finding[] => {
          const topic = typeof block === 'object' && 'topic' in block && block.topic;
          const plan = topic
            ? flow.topics?.find(({ id }) => id === topic)?.plan
            : typeof block === 'object' && 'plan' in block && block.plan;
          const message = `"${outcome.id}" is for people with a red flag, and shows a plan of treatment`;
          return plan ? [{ code: 'plan-when-flagged', path, message }] : [];
        }),
  );

/** An emergency outcome without a button to call that is always there. The clinic's own number is no emergency number. */
const emergencyWithoutCall: Rule = (flow) =>
  flow.outcomes.flatMap((outcome, o) =>
    outcome.urgency === 'emergency' &&
    !outcome.actions?.some(
      (action) =>
        'call' in action &&
        !action.when &&
        /^(\{emergency\.number(\|[^{}]*)?\}|[^{}]*\d[^{}]*)$/.test(action.call) &&
        // One that cannot be filled hides the button.
        Array.from(action.label.matchAll(placeholderPattern)).every(
          ([, name, fallback]) => fallback !== undefined || name === 'emergency.number',
        ),
    )
      ? [
          {
            code: 'emergency-without-call',
            path: ['outcomes', o],
            message: `"${outcome.id}" has no button that always calls`,
          },
        ]
      : [],
  );

/** Two choices of one question with the same label. */
const duplicateLabel: Rule = (flow) =>
  eachQuestion(flow).flatMap(({ question, path }): Finding[] => {
    if (!hasChoices(question)) return [];
    const labels = question.choices.map(({ label }) => label.trim().toLowerCase());
    return question.choices.flatMap(({ label }, c) =>
      labels.indexOf(labels[c] as string) === c
        ? []
        : [{ code: 'duplicate-label', path: [...path, 'choices', c, 'label'], message: `"${label}" is offered twice` }],
    );
  });

/** A tick list that a red flag reads, without a "None of these" that clears the rest; or a "none" that does not. */
const noneMissing: Rule = (flow) =>
  eachQuestion(flow).flatMap(({ section, question, path }): Finding[] => {
    if (question.type !== 'choices' || question.choices.some(({ exclusive }) => exclusive)) return [];
    const none = question.choices.findIndex(({ id }) => id === 'none');
    if (none >= 0) {
      const message = `"none" of "${question.id}" does not clear the other choices`;
      return [{ code: 'none-missing', path: [...path, 'choices', none], message }];
    }
    // A follow-up is asked of people who have ticked something: it needs no "none".
    if (section.when || question.when || !flow.redFlags.some((flag) => reads(flag.when, question.id))) return [];
    return [{ code: 'none-missing', path, message: `"${question.id}" has no choice for people without these signs` }];
  });

/** A body map with nothing to tap, or a choice with a region that no body map draws. */
const regionNotDrawn: Rule = (flow) =>
  eachQuestion(flow).flatMap(({ question, path }): Finding[] => {
    if (!hasChoices(question)) return [];
    const placed = question.choices.flatMap(({ region }, c) => (region ? { region, c } : []));
    if (question.picture !== 'body')
      return placed.map(({ region, c }) => ({
        code: 'region-not-drawn',
        path: [...path, 'choices', c, 'region'],
        message: `"${region}" is not drawn: "${question.id}" has no body map`,
      }));
    const message = `"${question.id}" has a body map, and none of its choices has a region`;
    return placed.length > 0 ? [] : [{ code: 'region-not-drawn', path: [...path, 'picture'], message }];
  });

/** Two choices of one body map with the same region: a tap there can only mean one of them. */
const regionTwice: Rule = (flow) =>
  eachQuestion(flow).flatMap(({ question, path }): Finding[] => {
    if (!hasChoices(question) || question.picture !== 'body') return [];
    const regions = question.choices.map(({ region }) => region);
    return question.choices.flatMap(({ id, region }, c) => {
      const first = question.choices[regions.indexOf(region)];
      const message = `"${region}" of the body map is "${first?.id}" already, not "${id}"`;
      return region && first?.id !== id
        ? [{ code: 'region-twice', path: [...path, 'choices', c, 'region'], message }]
        : [];
    });
  });

/** What is wrong with a flow over all its possible conversations; each with the shortest one that shows it. */
export function provenFindings(flow: Flow, found: Exploration): Finding[] {
  return [
    sectionNeverAsked,
    questionNeverAsked,
    outcomeNeverReached,
    whenConstant,
    flagNeverRaised,
    flagEndsLessUrgently,
    flagNotAsked,
    unsureBooks,
  ].flatMap((rule) => rule(flow, found));
}

/** What can be seen in a flow to be wrong without walking its conversations. */
export function plainFindings(flow: Flow): Finding[] {
  return [
    askedLater,
    contentConstant,
    twoExclusive,
    exclusiveSign,
    skippableSign,
    flagWithNot,
    bookingWhenFlagged,
    bookingElsewhere,
    planWhenFlagged,
    emergencyWithoutCall,
    duplicateLabel,
    noneMissing,
    regionNotDrawn,
    regionTwice,
  ].flatMap((rule) => rule(flow));
}

/** The choices that conditions read as something that is there, as "question choice". */
function signsIn(conditions: readonly ContentCondition[]): Set<string> {
  return new Set(
    conditions.flatMap((when) =>
      eachAtom(when, []).flatMap(({ atom, negated }) =>
        !negated && 'question' in atom && 'is' in atom ? [atom.is].flat().map((id) => `${atom.question} ${id}`) : [],
      ),
    ),
  );
}

type Atom = ReturnType<typeof comparisons>[number];

/** The comparisons of a condition, with their places, and whether they count the other way round. */
function eachAtom(
  condition: ContentCondition | undefined,
  path: Path,
  negated = false,
): { atom: Atom; path: Path; negated: boolean }[] {
  if (!condition) return [];
  if ('not' in condition) return eachAtom(condition.not, [...path, 'not'], !negated);
  if ('all' in condition) return condition.all.flatMap((part, i) => eachAtom(part, [...path, 'all', i], negated));
  if ('any' in condition) return condition.any.flatMap((part, i) => eachAtom(part, [...path, 'any', i], negated));
  return [{ atom: condition, path, negated }];
}

/** Every `when` within a piece of content. */
function whensIn(value: unknown, path: Path): { when: ContentCondition; path: Path }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return key === 'when' ? [{ when: inner as ContentCondition, path: at }] : whensIn(inner, at);
  });
}

/** Every block of a piece of content, however deep, and through topics. */
function shownBlocks(
  flow: Flow,
  content: readonly Block[],
  path: Path,
  topics: readonly string[] = [],
): { block: Block; path: Path }[] {
  return content.flatMap((block, i) => {
    const at = [...path, i];
    if (typeof block === 'string') return [{ block, path: at }];
    const inner =
      'content' in block && block.content ? shownBlocks(flow, block.content, [...at, 'content'], topics) : [];
    if (!('topic' in block) || topics.includes(block.topic)) return [{ block, path: at }, ...inner];
    const topic = flow.topics?.find(({ id }) => id === block.topic);
    // What a topic shows is found at the place that shows it.
    const through = shownBlocks(flow, topic?.content ?? [], at, [...topics, block.topic]);
    return [{ block, path: at }, ...through.map((one) => ({ ...one, path: at }))];
  });
}

/** A block without the blocks in it, which stand for themselves. */
const withoutInner = (block: Block) =>
  typeof block === 'object' ? { ...block, content: [], note: '', todo: '' } : block;

/** More situations than this, and a condition is not looked into. */
const mostCases = 4096;

/** Conditions that were looked at before: while somebody types, all but one of a flow's stay as they were. */
const constants = new Map<string, boolean | undefined>();
const mostConstants = 20_000;

/** As {@link constant}; what was asked before, of the same questions, is remembered. */
function constantOnce(condition: ContentCondition, questions: ReadonlyMap<string, Question>): boolean | undefined {
  const read = new Set(comparisons(condition).flatMap((atom) => ('question' in atom ? atom.question : [])));
  const offered = [...read].map((id) => {
    const question = questions.get(id);
    if (!question) return undefined;
    const { type, optional } = question;
    return hasChoices(question)
      ? [type, optional, question.choices.map(({ id, exclusive }) => [id, exclusive])]
      : [type, optional, question.min, question.max];
  });
  const key = JSON.stringify([condition, [...read], offered]);
  if (constants.has(key)) return constants.get(key);
  if (constants.size >= mostConstants) constants.clear();
  const value = constant(condition, questions);
  constants.set(key, value);
  return value;
}

/**
 * Whether a condition has the same value whatever is answered, each question on its own; undefined: it has not, or
 * it is too large to say. Clinic settings may be anything.
 */
function constant(condition: ContentCondition, questions: ReadonlyMap<string, Question>): boolean | undefined {
  for (const question of questions.values())
    if (!hasChoices(question) && Math.ceil(question.min) > Math.floor(question.max) && reads(condition, question.id))
      return undefined;
  let cases = new Map<string, Condition | boolean>([['', condition as Condition]]);
  const seen = new Set<string>();
  for (const atom of comparisons(condition)) {
    const about = 'clinic' in atom ? JSON.stringify(atom) : atom.question;
    if (seen.has(about)) continue;
    seen.add(about);
    const same = (other: AnswerCondition) =>
      'clinic' in atom ? JSON.stringify(other) === about : 'question' in other && other.question === atom.question;
    const question = 'clinic' in atom ? undefined : questions.get(atom.question);
    const bits = bitsOf((comparisons(condition) as AnswerCondition[]).filter(same));
    const masks =
      'clinic' in atom
        ? [0n, ...bits.values()]
        : question
          ? [0n, ...groupAnswers(question, bits).map(({ satisfied }) => satisfied)]
          : [0n];
    const next = new Map<string, Condition | boolean>();
    for (const left of cases.values()) {
      for (const mask of masks) {
        const now =
          typeof left === 'boolean'
            ? left
            : reduce(left, (one) => (same(one) ? ((bits.get(one) ?? 0n) & mask) !== 0n : undefined));
        next.set(JSON.stringify(now), now);
      }
    }
    if (next.size > mostCases) return undefined;
    cases = next;
  }
  const values = new Set(
    [...cases.values()].map((left) => (typeof left === 'boolean' ? left : evaluate(left, () => false) === true)),
  );
  return values.size === 1 ? [...values][0] : undefined;
}
