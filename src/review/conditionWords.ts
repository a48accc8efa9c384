import { hasChoices, questionsOf } from '../flow/answer.js';
import type { AnswerCondition, ClinicCondition, ContentCondition, Flow, Question } from '../flow/schema.js';
import type { ClinicSetting } from '../flow/settings.js';

/** A piece of a phrase: words, a question by its number, or a text that was said elsewhere and stands in quotes. */
type Piece = string | { question: string; number: number } | { said: string };
/** How the parts of a group belong together. */
export type Grouping = 'all' | 'any' | 'none' | 'not all';
/** A condition in plain words: one phrase, or a group whose parts are shown apart, so that it reads one way only. */
export type ConditionWords = { phrase: Piece[] } | { group: Grouping; parts: ConditionWords[] };

/** A question's number in the script, counted through all sections from 1. */
export type QuestionNumbers = ReadonlyMap<string, { number: number; question: Question }>;

/** The number of every question of a flow, by question id. */
export function questionNumbers(flow: Flow): QuestionNumbers {
  return new Map(questionsOf(flow).map((question, index) => [question.id, { number: index + 1, question }]));
}

/**
 * A condition in words that a clinician reads at once. "Or" and "nor" stand only between the labels of one question;
 * comparisons are joined by groups alone. A negated comparison says that no answer makes it true as well. Throws when
 * a question does not exist: pass conditions of parsed flows only.
 */
export function conditionWords(condition: ContentCondition, numbers: QuestionNumbers): ConditionWords {
  return words(condition, false, numbers);
}

function words(condition: ContentCondition, negated: boolean, numbers: QuestionNumbers): ConditionWords {
  if ('not' in condition) return words(condition.not, !negated, numbers);
  if ('all' in condition || 'any' in condition) {
    const kind = 'all' in condition ? 'all' : 'any';
    const inner = flat(condition, kind);
    const [first] = inner;
    if (first && inner.length === 1) return words(first, negated, numbers);
    const group = negated ? (kind === 'all' ? 'not all' : 'none') : kind;
    return { group, parts: inner.map((part) => words(part, false, numbers)) };
  }
  return {
    phrase: 'clinic' in condition ? clinicPhrase(condition, negated) : answerPhrase(condition, negated, numbers),
  };
}

/** The parts of a group, with those of groups of the same kind in it: they mean the same, and are read more easily. */
function flat(condition: ContentCondition, kind: 'all' | 'any'): ContentCondition[] {
  if (kind === 'all' && 'all' in condition) return condition.all.flatMap((part) => flat(part, kind));
  if (kind === 'any' && 'any' in condition) return condition.any.flatMap((part) => flat(part, kind));
  return [condition];
}

const unanswered = ' (or is not answered at all)';

function answerPhrase(atom: AnswerCondition, negated: boolean, numbers: QuestionNumbers): Piece[] {
  const entry = numbers.get(atom.question);
  if (!entry) throw new Error(`There is no question "${atom.question}".`);
  const { number, question } = entry;
  const subject = { question: question.id, number };
  const end = negated ? [unanswered] : [];
  if ('is' in atom) {
    const labels = [atom.is]
      .flat()
      .map((id) => (hasChoices(question) && question.choices.find((choice) => choice.id === id)?.label) || id);
    return question.type === 'choices'
      ? [
          subject,
          negated && labels.length === 1 ? ' does not have ' : ' has ',
          ...list(labels, negated),
          ' ticked',
          ...end,
        ]
      : [
          subject,
          negated && labels.length === 1 ? ' is not answered ' : ' is answered ',
          ...list(labels, negated),
          ...end,
        ];
  }
  const compared =
    'atLeast' in atom
      ? negated
        ? ` is less than ${atom.atLeast}`
        : ` is ${atom.atLeast} or more`
      : negated
        ? ` is more than ${atom.atMost}`
        : ` is ${atom.atMost} or less`;
  return [subject, ...scaleOf(question), compared, ...end];
}

/** What a question's number counts, behind the number of the question itself, so that the two are not mixed up. */
function scaleOf(question: Question): Piece[] {
  if (question.type === 'scale') return [` (from ${question.min} to ${question.max})`];
  return question.type === 'number' && question.unit ? [` (${question.unit})`] : [];
}

const settings: Record<ClinicSetting, string> = {
  name: 'name',
  phone: 'phone number',
  booking: 'booking address',
  service: 'service to book',
  country: 'country',
  language: 'language',
  offers: 'offers',
  practitioner: 'practitioner',
  'practitioner-title': "practitioner's title",
  hours: 'opening hours',
  'time-zone': 'time zone',
  'first-visit-minutes': 'length of a first visit',
  'first-visit-price': 'price of a first visit',
  'practice-minutes': 'usual minutes with needles',
  'practice-visits': 'usual number of visits',
  privacy: 'privacy notice',
};

function clinicPhrase({ clinic, is }: ClinicCondition, negated: boolean): Piece[] {
  const many = clinic === 'offers';
  const are = many ? 'are' : 'is';
  const subject = `the clinic's ${settings[clinic]}`;
  const values = [is].flat().filter((value) => value !== '');
  // An empty value stands for a setting that the clinic left out.
  const unset = values.length < [is].flat().length;
  if (values.length === 0) return [`${subject} ${are} ${negated ? '' : 'not '}set`];
  const no = negated && values.length === 1;
  const verb = many ? (no ? 'do not include' : 'include') : no ? 'is not' : 'is';
  const start = unset ? (negated ? `${are} set and ` : `${are} not set or `) : '';
  return [
    `${subject} ${start}${verb} `,
    ...list(values, negated),
    ...(negated && !unset ? [` (or ${are} not set)`] : []),
  ];
}

/** “A”, “B” or “C”; negated: neither “A” nor “B” nor “C”. */
function list(texts: readonly string[], negated: boolean): Piece[] {
  if (negated && texts.length > 1)
    return texts.flatMap((said, index) => [index === 0 ? 'neither ' : ' nor ', { said }]);
  return texts.flatMap((said, index): Piece[] =>
    index === 0 ? [{ said }] : [index === texts.length - 1 ? ' or ' : ', ', { said }],
  );
}
