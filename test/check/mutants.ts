import { hasChoices, notSure, questionsOf } from '../../src/flow/answer.js';
import { comparisons } from '../../src/flow/condition.js';
import type {
  AnswerCondition,
  Block,
  ClinicCondition,
  Condition,
  ContentCondition,
  Flow,
  Question,
  Section,
} from '../../src/flow/schema.js';
import { urgencies } from '../../src/flow/terms.js';

/** A flow with one thing broken, as an editor might break it. */
export type Mutant = {
  /** Exactly what was broken, and where. */
  name: string;
  kind: string;
  /** Ids of the questions, choices and red flags concerned: where to look first. */
  about: string[];
  /** Not always a flow that may be shown: some mistakes are refused at once. */
  flow: Flow;
};

type Add = (kind: string, name: string, about: string[], change: (copy: Flow) => void) => void;
type Operator = (flow: Flow, add: Add) => void;

/**
 * Breaks a flow in every place in every way that is known here: no sampling, no two mutants alike, none like the
 * original.
 */
export function mutantsOf(flow: Flow): Mutant[] {
  const mutants: Mutant[] = [];
  const seen = new Set([JSON.stringify(flow)]);
  const names = new Set<string>();
  const add: Add = (kind, name, about, change) => {
    const copy = structuredClone(flow);
    change(copy);
    const text = JSON.stringify(copy);
    if (seen.has(text)) return;
    if (names.has(name)) throw new Error(`Two mutants are called: ${name}`);
    seen.add(text);
    names.add(name);
    mutants.push({ name, kind, about, flow: copy });
  };
  for (const operator of operators) operator(flow, add);
  return mutants;
}

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('There is nothing to break here.');
  return value;
};
const flagIn = (flow: Flow, id: string) => must(flow.redFlags.find((flag) => flag.id === id));
const outcomeIn = (flow: Flow, id: string) => must(flow.outcomes.find((outcome) => outcome.id === id));
const questionIn = (flow: Flow, id: string) => must(questionsOf(flow).find((question) => question.id === id));
const sectionOf = (flow: Flow, id: string) =>
  must(flow.sections.find(({ questions }) => questions.some((question) => question.id === id)));
const questionsRead = (condition: ContentCondition | undefined) =>
  condition ? comparisons(condition).flatMap((atom) => ('question' in atom ? [atom.question] : [])) : [];

/** Questions that decide triage: a red flag reads them, or a question that one reads is asked only because of them. */
function safetyQuestions(flow: Flow): Question[] {
  const ids = new Set(flow.redFlags.flatMap(({ when }) => questionsRead(when)));
  for (const question of questionsOf(flow).reverse())
    if (ids.has(question.id)) for (const id of questionsRead(question.when)) ids.add(id);
  return questionsOf(flow).filter(({ id }) => ids.has(id));
}

// --- Conditions -------------------------------------------------------------------------------------------------

type Change = { kind: string; what: string; about: string[]; to: ContentCondition };

/** A condition without a part: what is left of `all` or `any`; of two parts, the other one alone. */
function withParts(key: 'all' | 'any', parts: ContentCondition[]): ContentCondition {
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return key === 'all' ? { all: parts } : { any: parts };
}

/** In words, short: which questions and answers a condition is about. */
function tell(condition: ContentCondition): string {
  if ('not' in condition) return `not (${tell(condition.not)})`;
  if ('all' in condition) return condition.all.map(tell).join(' and ');
  if ('any' in condition) return condition.any.map(tell).join(' or ');
  if ('clinic' in condition) return `clinic ${condition.clinic} ${[condition.is].flat().join('/')}`;
  if ('is' in condition) return `${condition.question} ${[condition.is].flat().join('/')}`;
  return `${condition.question} ${'atLeast' in condition ? `>= ${condition.atLeast}` : `<= ${condition.atMost}`}`;
}

/** Every change to one comparison. */
function changesToAtom(flow: Flow, atom: AnswerCondition | ClinicCondition): Change[] {
  if ('clinic' in atom) return [];
  const { question } = atom;
  if ('atLeast' in atom || 'atMost' in atom) {
    const [key, limit] = 'atLeast' in atom ? (['atLeast', atom.atLeast] as const) : (['atMost', atom.atMost] as const);
    return [-5, -1, 1, 5].map((by) => ({
      kind: 'limit shifted',
      what: `${tell(atom)}: limit shifted by ${by}`,
      about: [question],
      to: (key === 'atLeast'
        ? { question, atLeast: limit + by }
        : { question, atMost: limit + by }) satisfies AnswerCondition,
    }));
  }
  const ids = [atom.is].flat();
  const dropped = ids.map((id) => ({
    kind: id === notSure ? 'not-sure no longer counts' : 'choice dropped from a condition',
    what: `"${id}" dropped from ${tell(atom)}`,
    about: [question, id],
    to: { question, is: ids.filter((other) => other !== id) },
  }));
  const elsewhere = questionsOf(flow)
    .filter(
      (other) =>
        other.id !== question &&
        hasChoices(other) &&
        ids.every((id) => other.choices.some((choice) => choice.id === id)),
    )
    .map((other) => ({
      kind: 'another question compared',
      what: `${tell(atom)} compared with "${other.id}" instead`,
      about: [question, other.id, ...ids],
      to: { question: other.id, is: atom.is },
    }));
  return [...(ids.length > 1 ? dropped : []), ...elsewhere];
}

/** Every change in one place of a condition, however deep. */
function changesTo(flow: Flow, condition: ContentCondition): Change[] {
  const about = questionsRead(condition);
  const negated: Change = {
    kind: 'condition negated',
    what: `negated: ${tell(condition)}`,
    about,
    to: 'not' in condition ? condition.not : { not: condition },
  };
  if ('not' in condition)
    return [negated, ...changesTo(flow, condition.not).map((change) => ({ ...change, to: { not: change.to } }))];
  if (!('all' in condition) && !('any' in condition))
    return [negated, ...changesToAtom(flow, condition as AnswerCondition | ClinicCondition)];
  const key = 'all' in condition ? 'all' : 'any';
  const parts = 'all' in condition ? condition.all : condition.any;
  const replaced = (i: number, part: ContentCondition) =>
    key === 'all' ? { all: parts.with(i, part) } : { any: parts.with(i, part) };
  return [
    negated,
    {
      kind: key === 'all' ? 'all turned into any' : 'any turned into all',
      what: `${key} turned into ${key === 'all' ? 'any' : 'all'}: ${tell(condition)}`,
      about,
      to: key === 'all' ? { any: parts } : { all: parts },
    },
    ...parts.map((part, i) => ({
      kind: 'part dropped',
      what: `part of ${key} dropped: ${tell(part)}`,
      about: questionsRead(part),
      to: withParts(
        key,
        parts.filter((_, j) => j !== i),
      ),
    })),
    ...parts.flatMap((part, i) => changesTo(flow, part).map((change) => ({ ...change, to: replaced(i, change.to) }))),
  ];
}

// --- Red flags --------------------------------------------------------------------------------------------------

const flagsRemoved: Operator = (flow, add) => {
  for (const { id, when } of flow.redFlags) {
    const [atom, more] = comparisons(when);
    const unsure = !more && atom && 'is' in atom && [atom.is].flat().join() === notSure;
    add(
      unsure ? 'not-sure no longer counts' : 'red flag removed',
      `red flag "${id}" removed`,
      [id, ...questionsRead(when)],
      (copy) => {
        copy.redFlags = copy.redFlags.filter((flag) => flag.id !== id);
      },
    );
  }
};

const flagConditionsChanged: Operator = (flow, add) => {
  for (const { id, when } of flow.redFlags) {
    for (const { kind, what, about, to } of changesTo(flow, when))
      add(kind, `red flag "${id}": ${what}`, [id, ...about], (copy) => {
        flagIn(copy, id).when = to as Condition;
      });
  }
};

const flagsLowered: Operator = (flow, add) => {
  for (const { id, when, outcome } of flow.redFlags) {
    const own = urgencies.indexOf(outcomeIn(flow, outcome).urgency);
    for (const lower of flow.outcomes.filter(({ urgency }) => urgencies.indexOf(urgency) > own))
      add(
        'red flag lowered',
        `red flag "${id}" lowered from ${urgencies[own]} to ${lower.urgency}`,
        [id, ...questionsRead(when)],
        (copy) => {
          flagIn(copy, id).outcome = lower.id;
        },
      );
  }
};

/** Only a clinic that says so would send people with this sign to a doctor. */
const clinicDecides: Operator = (flow, add) => {
  const onlyIf = (when: Condition): Condition =>
    ({ all: [when, { not: { clinic: 'offers', is: 'cupping' } }] }) as unknown as Condition;
  for (const { id, when } of flow.redFlags)
    add('clinic setting in triage', `red flag "${id}" not raised for clinics that offer cupping`, [id], (copy) => {
      flagIn(copy, id).when = onlyIf(when);
    });
  for (const { id, when } of safetyQuestions(flow))
    if (when)
      add('clinic setting in triage', `question "${id}" not asked for clinics that offer cupping`, [id], (copy) => {
        questionIn(copy, id).when = onlyIf(when);
      });
};

// --- Questions --------------------------------------------------------------------------------------------------

/** The answer most visitors give: "none of these", or the last choice. */
function usual(question: Question): string | undefined {
  if (!hasChoices(question)) return undefined;
  return (question.choices.find(({ exclusive }) => exclusive) ?? question.choices.at(-1))?.id;
}

/** Puts a question behind a further condition. */
function hide(question: Question | Section, by: Condition): void {
  question.when = question.when ? { all: [question.when, by] } : by;
}

const questionsHidden: Operator = (flow, add) => {
  const all = questionsOf(flow);
  const first = must(all.find(hasChoices));
  const [one, other] = first.choices.map((choice) => choice.id);
  const never: Condition = {
    all: [
      { question: first.id, is: must(one) },
      { question: first.id, is: must(other) },
    ],
  };
  for (const { id, when } of safetyQuestions(flow)) {
    const index = all.findIndex((question) => question.id === id);
    if (index > 0)
      add('question hidden', `question "${id}" never asked`, [id], (copy) => hide(questionIn(copy, id), never));
    for (const earlier of all.slice(0, index)) {
      const is = usual(earlier);
      // Behind its own follow-up a question would be hidden too; behind what it already depends on, see below.
      if (is === undefined || earlier.when || questionsRead(when).includes(earlier.id)) continue;
      const said: Condition = { question: earlier.id, is };
      add('question hidden', `question "${id}" asked only if ${tell(said)}`, [id, earlier.id], (copy) =>
        hide(questionIn(copy, id), said),
      );
      add('question hidden', `question "${id}" asked only if not ${tell(said)}`, [id, earlier.id], (copy) =>
        hide(questionIn(copy, id), { not: said }),
      );
    }
  }
  flow.sections.forEach(({ id, questions }, s) => {
    if (s === 0) return;
    const asked = questions.map((question) => question.id);
    add('section hidden', `section "${id}" never asked`, asked, (copy) => hide(must(copy.sections[s]), never));
    for (const earlier of flow.sections.slice(0, s).flatMap((section) => section.questions)) {
      const is = usual(earlier);
      if (is === undefined || earlier.when) continue;
      const said: Condition = { question: earlier.id, is };
      add('section hidden', `section "${id}" asked only if ${tell(said)}`, asked, (copy) =>
        hide(must(copy.sections[s]), said),
      );
      add('section hidden', `section "${id}" asked only if not ${tell(said)}`, asked, (copy) =>
        hide(must(copy.sections[s]), { not: said }),
      );
    }
  });
};

const followUpsNarrowed: Operator = (flow, add) => {
  for (const { id, when } of questionsOf(flow)) {
    if (!when) continue;
    for (const { what, about, to } of changesTo(flow, when))
      add('follow-up asked of others', `question "${id}": ${what}`, [id, ...about], (copy) => {
        questionIn(copy, id).when = to as Condition;
      });
    if (!('is' in when)) continue;
    const parent = questionIn(flow, when.question);
    const counted = [when.is].flat();
    for (const choice of hasChoices(parent) ? parent.choices : [])
      if (!counted.includes(choice.id))
        add(
          'follow-up asked of others',
          `question "${id}" asked after "${choice.id}" instead of "${counted.join('/')}"`,
          [id, choice.id, ...counted],
          (copy) => {
            questionIn(copy, id).when = { question: parent.id, is: choice.id };
          },
        );
  }
};

const questionsOptional: Operator = (flow, add) => {
  for (const { id } of safetyQuestions(flow))
    add('safety question optional', `question "${id}" made optional`, [id], (copy) => {
      questionIn(copy, id).optional = true;
    });
};

/** A tick list of which only one may be ticked, or a sign that clears the others. */
const ticksLimited: Operator = (flow, add) => {
  for (const question of questionsOf(flow)) {
    if (question.type !== 'choices') continue;
    const { id } = question;
    add('one tick only', `question "${id}" takes one tick only`, [id], (copy) => {
      Object.assign(questionIn(copy, id), { type: 'choice' });
    });
    for (const choice of question.choices) {
      const change = (exclusive: boolean) => (copy: Flow) => {
        const broken = questionIn(copy, id);
        if (hasChoices(broken)) must(broken.choices.find((one) => one.id === choice.id)).exclusive = exclusive;
      };
      if (choice.exclusive)
        add('none no longer exclusive', `"${choice.id}" of "${id}" no longer exclusive`, [id], change(false));
      else add('sign made exclusive', `"${choice.id}" of "${id}" made exclusive`, [id, choice.id], change(true));
    }
  }
};

const removed: Operator = (flow, add) => {
  for (const question of questionsOf(flow)) {
    const { id } = question;
    add('question removed', `question "${id}" removed with all that reads it`, [id], (copy) => {
      const section = sectionOf(copy, id);
      section.questions = section.questions.filter((other) => other.id !== id);
      tidy(copy);
    });
    if (!hasChoices(question)) continue;
    for (const choice of question.choices)
      add(
        choice.id === notSure ? 'not-sure not offered' : 'choice not offered',
        `choice "${choice.id}" of "${id}" removed with all that reads it`,
        [id, choice.id],
        (copy) => {
          const broken = questionIn(copy, id);
          if (hasChoices(broken)) broken.choices = broken.choices.filter((other) => other.id !== choice.id);
          tidy(copy);
        },
      );
  }
};

/** What is left of a condition when it may compare only what is asked and offered; false: it can never hold. */
function prune(flow: Flow, condition: ContentCondition): ContentCondition | boolean {
  if ('not' in condition) {
    const inner = prune(flow, condition.not);
    return typeof inner === 'boolean' ? !inner : { not: inner };
  }
  if ('all' in condition || 'any' in condition) {
    const key = 'all' in condition ? 'all' : 'any';
    const parts = ('all' in condition ? condition.all : condition.any).map((part) => prune(flow, part));
    if (parts.includes(key === 'any')) return key === 'any';
    const left = parts.filter((part) => typeof part !== 'boolean');
    return left.length === 0 ? key === 'all' : withParts(key, left);
  }
  if ('clinic' in condition) return condition;
  const question = questionsOf(flow).find(({ id }) => id === condition.question);
  if (!question) return false;
  if (!('is' in condition) || !hasChoices(question)) return condition;
  const offered = [condition.is].flat().filter((id) => question.choices.some((choice) => choice.id === id));
  if (offered.length === 0) return false;
  return { question: question.id, is: typeof condition.is === 'string' ? condition.is : offered };
}

/** Takes out of a flow what compares a question or a choice that is no more, until nothing does. */
function tidy(flow: Flow): void {
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (Array.isArray(inner)) {
        const kept = inner.filter((item) => {
          if (typeof item !== 'object' || item === null || !('when' in item)) return true;
          const left = prune(flow, item.when);
          if (typeof left !== 'boolean') item.when = left;
          else if (left) delete item.when;
          return left !== false;
        });
        for (const item of kept) visit(item);
        const empty = (item: unknown) =>
          typeof item === 'object' && item !== null && 'list' in item && isEmpty(item.list);
        Object.assign(value, { [key]: kept.filter((item) => !empty(item)) });
      } else if (key !== 'when') visit(inner);
    }
  };
  for (let before = ''; before !== JSON.stringify(flow); ) {
    before = JSON.stringify(flow);
    visit(flow);
    flow.sections = flow.sections.filter(({ questions }) => questions.length > 0);
  }
}
const isEmpty = (list: unknown) => Array.isArray(list) && list.length === 0;

const ranges: Operator = (flow, add) => {
  for (const question of questionsOf(flow)) {
    if (hasChoices(question)) continue;
    const { id, min, max } = question;
    for (const [field, value] of [
      ['min', min + 1],
      ['max', max - 1],
      ['max', max - 5],
    ] as const)
      add('range narrowed', `question "${id}": ${field} is ${value}`, [id], (copy) => {
        Object.assign(questionIn(copy, id), { [field]: value });
      });
  }
};

// --- Order ------------------------------------------------------------------------------------------------------

const order: Operator = (flow, add) => {
  const asked = ({ questions }: Section) => questions.map(({ id }) => id);
  flow.sections.forEach((one, i) => {
    flow.sections.slice(i + 1).forEach((other, k) => {
      add(
        'order changed',
        `sections "${one.id}" and "${other.id}" swapped`,
        [...asked(one), ...asked(other)],
        (copy) => {
          const j = i + 1 + k;
          copy.sections = copy.sections.with(i, must(copy.sections[j])).with(j, must(copy.sections[i]));
        },
      );
    });
    if (one.stopIfFlagged)
      add('stop changed', `section "${one.id}" no longer stops when flagged`, asked(one), (copy) => {
        must(copy.sections[i]).stopIfFlagged = false;
      });
    else
      add('stop changed', `section "${one.id}" stops when flagged`, asked(one), (copy) => {
        must(copy.sections[i]).stopIfFlagged = true;
      });
  });
  for (const { id } of questionsOf(flow)) {
    const take = (copy: Flow) => {
      const section = sectionOf(copy, id);
      const question = questionIn(copy, id);
      section.questions = section.questions.filter((other) => other.id !== id);
      return question;
    };
    const reading = questionsOf(flow)
      .filter(({ when }) => questionsRead(when).includes(id))
      .map((question) => question.id);
    flow.sections.forEach((section, s) => {
      add('order changed', `question "${id}" moved to the end of "${section.id}"`, [id, ...reading], (copy) => {
        must(copy.sections[s]).questions.push(take(copy));
        copy.sections = copy.sections.filter(({ questions }) => questions.length > 0);
      });
    });
    for (const reader of reading)
      add('order changed', `question "${id}" moved after "${reader}", which reads it`, [id, reader], (copy) => {
        const question = take(copy);
        const { questions } = sectionOf(copy, reader);
        questions.splice(questions.findIndex((other) => other.id === reader) + 1, 0, question);
      });
  }
};

// --- Outcomes ---------------------------------------------------------------------------------------------------

const outcomesChanged: Operator = (flow, add) => {
  flow.outcomes.forEach((outcome, i) => {
    for (const urgency of urgencies)
      add('urgency changed', `outcome "${outcome.id}" made ${urgency}`, [outcome.id], (copy) => {
        outcomeIn(copy, outcome.id).urgency = urgency;
      });
    for (const other of flow.outcomes.slice(i + 1)) {
      add(
        'outcomes swapped',
        `urgency of "${outcome.id}" and "${other.id}" swapped`,
        [outcome.id, other.id],
        (copy) => {
          outcomeIn(copy, outcome.id).urgency = other.urgency;
          outcomeIn(copy, other.id).urgency = outcome.urgency;
        },
      );
      add('outcomes swapped', `what "${outcome.id}" and "${other.id}" say swapped`, [outcome.id, other.id], (copy) => {
        const said = ({ title, content, actions }: Flow['outcomes'][number]) => ({ title, content, actions });
        Object.assign(outcomeIn(copy, outcome.id), said(other));
        Object.assign(outcomeIn(copy, other.id), said(outcome));
      });
      add(
        'outcomes swapped',
        `red flags for "${outcome.id}" and "${other.id}" swapped`,
        [outcome.id, other.id],
        (copy) => {
          for (const flag of copy.redFlags)
            flag.outcome =
              flag.outcome === outcome.id ? other.id : flag.outcome === other.id ? outcome.id : flag.outcome;
        },
      );
    }
  });
};

const actionsChanged: Operator = (flow, add) => {
  for (const { id, urgency, actions } of flow.outcomes) {
    if (urgency === 'routine') continue;
    actions?.forEach((action, a) => {
      if ('call' in action)
        add('call removed', `call to ${action.call} removed from "${id}"`, [id], (copy) => {
          outcomeIn(copy, id).actions?.splice(a, 1);
        });
    });
    const address = '{clinic.booking}';
    for (const [form, action] of [
      ['booking', { book: address, label: 'Book a consult' }],
      ['link to booking', { link: address, label: 'Book a consult' }],
    ] as const)
      add('booking added', `${form} added to "${id}"`, [id], (copy) => {
        const outcome = outcomeIn(copy, id);
        outcome.actions = [...(outcome.actions ?? []), action];
      });
  }
};

type Piece = { text: string; item: unknown; remove: () => void };

/** Every piece of a content, lines of lists one by one. `change` puts a shorter content in its place. */
function pieces(content: readonly unknown[], change: (to: unknown[]) => void): Piece[] {
  return content.flatMap((item, i) => {
    if (typeof item === 'object' && item !== null && 'list' in item && Array.isArray(item.list))
      return pieces(item.list, (to) => {
        item.list = to;
      });
    const texts = typeof item === 'object' && item !== null ? Object.values(item) : [item];
    return [
      {
        text: String(texts.find((text) => typeof text === 'string')),
        item,
        remove: () => change(content.filter((_, j) => j !== i)),
      },
    ];
  });
}

/** Advice that is not given: what a non-routine outcome says, and in every outcome the signs to watch for. */
const adviceRemoved: Operator = (flow, add) => {
  const help = `"topic":"${flow.help}"`;
  for (const { id, urgency } of flow.outcomes) {
    const piecesOf = (copy: Flow) => {
      const outcome = outcomeIn(copy, id);
      return pieces(outcome.content, (to) => {
        outcome.content = to as Block[];
      });
    };
    piecesOf(flow).forEach(({ text, item }, i) => {
      if (urgency !== 'routine' || JSON.stringify(item).includes(help))
        add('advice removed', `outcome "${id}" no longer says: ${text}`, [id], (copy) => piecesOf(copy)[i]?.remove());
    });
  }
  const ofTopic = (copy: Flow) => {
    const topic = copy.topics?.find(({ id }) => id === flow.help);
    return topic
      ? pieces(topic.content, (to) => {
          topic.content = to as Block[];
        })
      : [];
  };
  ofTopic(flow).forEach(({ text }, i) => {
    add('advice removed', `topic "${flow.help}" no longer says: ${text}`, [], (copy) => ofTopic(copy)[i]?.remove());
  });
};

/** Conditions of what a routine outcome offers in a card that opens: a treatment shown to whom it could harm. */
const treatmentsShown: Operator = (flow, add) => {
  for (const { id, urgency, content } of flow.outcomes) {
    if (urgency !== 'routine') continue;
    content.forEach((block, b) => {
      if (typeof block === 'string' || !('details' in block) || !block.when) return;
      const { when, details } = block;
      const about = questionsRead(when);
      const set = (to: ContentCondition | undefined) => (copy: Flow) => {
        const broken = outcomeIn(copy, id).content[b] as { when?: ContentCondition | undefined };
        if (to) broken.when = to;
        else delete broken.when;
      };
      add('treatment shown', `"${details}" shown to everybody`, about, set(undefined));
      for (const change of changesTo(flow, when).filter(({ kind }) => kind !== 'another question compared'))
        add('treatment shown', `"${details}": ${change.what}`, change.about, set(change.to));
    });
  }
};

/** Limits of numbers in what outcomes say. */
const limitsShifted: Operator = (flow, add) => {
  const limited = (value: unknown): { when: ContentCondition }[] => {
    if (typeof value !== 'object' || value === null) return [];
    const { when } = value as { when?: ContentCondition };
    const own = when && ('atLeast' in when || 'atMost' in when) ? [value as { when: ContentCondition }] : [];
    return [...own, ...Object.values(value).flatMap(limited)];
  };
  limited(flow.outcomes).forEach(({ when }, i) => {
    for (const { kind, what, about, to } of changesToAtom(flow, when as AnswerCondition))
      add(kind, `advice: ${what}`, about, (copy) => {
        must(limited(copy.outcomes)[i]).when = to;
      });
  });
};

const operators: Operator[] = [
  flagsRemoved,
  flagConditionsChanged,
  flagsLowered,
  clinicDecides,
  questionsHidden,
  followUpsNarrowed,
  questionsOptional,
  ticksLimited,
  removed,
  ranges,
  order,
  outcomesChanged,
  actionsChanged,
  adviceRemoved,
  treatmentsShown,
  limitsShifted,
];
