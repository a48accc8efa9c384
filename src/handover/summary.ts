import { type Answers, hasChoices, notSure } from '../flow/answer.js';
import type { Choice, Flow, Outcome, Question } from '../flow/schema.js';
import type { Urgency } from '../flow/terms.js';
import { fill, inline, type PlaceholderValues, say } from '../flow/text.js';
import { decidingAnswers, type Step } from '../machine/session.js';

/** One choice of the flow; `decided` marks those that led to the outcome. */
type Said = { id: string; text: string; decided?: true };

/** What was answered with a number; a scale has its ends. */
type SaidNumber = {
  value: number;
  decided?: true;
  unit?: string;
  scale?: { min: number; max: number; minLabel?: string; maxLabel?: string };
};

/** One question that was asked. Every choice it offered stands in exactly one of the lists, but for "not sure". */
export type SummaryAnswer = {
  question: string;
  type: Question['type'];
  ask: string;
  /** What was ticked, or the one choice. */
  yes: Said[];
  /** Of several choices: offered and not ticked. Empty for one of many. */
  no: Said[];
  /** "I'm not sure", when that was the answer or part of it. */
  notSure?: Said;
  /** Not ticked by someone who was not sure: neither a yes nor a no. */
  open: Said[];
  /** The choice that says that none of the others fits. */
  none?: Said;
  number?: SaidNumber;
  skipped?: true;
};

/** One sentence or more of what to do, or a title above some. */
export type Advice = { text: string; title?: true };

/** The result of a conversation as data: what to show, print and send is made from it. All texts are plain. */
export type Summary = {
  flow: { id: string; title: string; version: string; draft: boolean };
  /** Of all texts. */
  language: string;
  /** The day of the conversation, as 2026-05-01. */
  date: string;
  /** The clinic's name and phone, those that are known. */
  clinic: string[];
  /**
   * `calls` are the labels of its calls, such as "Call 911", `advice` what it tells to do. Undefined while the
   * conversation goes on.
   */
  outcome?: { id: string; urgency: Urgency; title: string; calls: string[]; advice: Advice[] };
  sections: { id: string; title: string; answers: SummaryAnswer[] }[];
};

/** What a summary needs from outside of the conversation: the flow's `values`, its language, and an ISO day. */
export type SummaryContext = {
  language: string;
  date: string;
  values: PlaceholderValues;
  /** Labels of the outcome's calls as the flow writes them, those that are for this visitor. */
  calls?: readonly string[];
  /** What the outcome tells this visitor to do, as the flow writes it. */
  advice?: readonly Advice[];
};

/** A text of a flow without its marks and with its placeholders filled; empty when one cannot be. */
export function plainText(text: string, values: PlaceholderValues): string {
  return inline(fill(text, values) ?? '')
    .map((piece) => piece.text)
    .join('');
}

/** A conversation as it stands; a replay is one. */
export type Conversation = { steps: readonly Step[]; answers: Answers; outcome?: Outcome | undefined };

/** The summary of a conversation, finished or not. Pure: same answers and day, same summary. */
export function summarize(flow: Flow, { steps, answers, outcome }: Conversation, context: SummaryContext) {
  const plain = (text: string) => plainText(text, context.values);
  const decided = deciding(flow, outcome, answers);
  const sections = flow.sections.map(({ id, title, questions }) => ({
    id,
    title: plain(title),
    answers: steps
      .filter(({ question }) => questions.includes(question))
      .map((step) => summarizeStep(step, decided, plain)),
  }));
  const summary: Summary = {
    flow: { id: flow.id, title: plain(flow.title), version: flow.version, draft: flow.review.status === 'draft' },
    language: context.language,
    date: context.date,
    clinic: [context.values['clinic.name'], context.values['clinic.phone']].flatMap((text) => text || []),
    ...(outcome && {
      outcome: {
        id: outcome.id,
        urgency: outcome.urgency,
        title: plain(outcome.title),
        calls: (context.calls ?? []).map(plain).filter(Boolean),
        advice: (context.advice ?? []).map((one) => ({ ...one, text: plain(one.text) })).filter(({ text }) => text),
      },
    }),
    sections: sections.filter((section) => section.answers.length > 0),
  };
  return summary;
}

/** Whether a question's choice, or its number, led to the outcome. */
type Decided = (question: Question, choice?: Choice) => { decided?: true };

function deciding(flow: Flow, outcome: Outcome | undefined, answers: Answers): Decided {
  const reasons = outcome ? decidingAnswers(flow, outcome, answers) : [];
  return (question, choice) => {
    const reason = reasons.find((candidate) => candidate.question === question);
    return reason && (!choice || reason.choices.includes(choice)) ? { decided: true } : {};
  };
}

function summarizeStep({ question, answer }: Step, decided: Decided, plain: (text: string) => string): SummaryAnswer {
  const about = { question: question.id, type: question.type, ask: plain(question.ask), yes: [], no: [], open: [] };
  if (answer === null) return { ...about, skipped: true };
  if (!hasChoices(question)) {
    const number: SaidNumber = { value: Number(answer), ...decided(question) };
    if (question.type === 'number')
      return { ...about, number: { ...number, ...(question.unit && { unit: plain(question.unit) }) } };
    const { min, max, minLabel, maxLabel } = question;
    const ends = { ...(minLabel && { minLabel: plain(minLabel) }), ...(maxLabel && { maxLabel: plain(maxLabel) }) };
    return { ...about, number: { ...number, scale: { min, max, ...ends } } };
  }
  const several = question.type === 'choices';
  const given = (choice: Choice) => [answer].flat().includes(choice.id);
  const said = (choice: Choice): Said => ({
    id: choice.id,
    text: plain(choice.label),
    ...(given(choice) && decided(question, choice)),
  });
  const unsure = question.choices.find((choice) => choice.id === notSure && given(choice));
  const none = several
    ? question.choices.find((choice) => choice.exclusive && choice !== unsure && given(choice))
    : undefined;
  const signs = question.choices.filter(({ id, exclusive }) => id !== notSure && !(several && exclusive));
  const rest = several ? signs.filter((choice) => !given(choice)).map(said) : [];
  return {
    ...about,
    yes: signs.filter(given).map(said),
    // Who was not sure about a list has not said no to what they left unticked.
    no: unsure ? [] : rest,
    open: unsure ? rest : [],
    ...(unsure && { notSure: said(unsure) }),
    ...(none && { none: said(none) }),
  };
}

/** The words of a summary in the visitor's language; `{names}` are filled in. */
export type SummaryWords = Record<
  | Urgency
  | 'summaryTitle'
  | 'summaryFirst'
  | 'summaryYes'
  | 'summaryNotSure'
  | 'summaryOther'
  | 'summaryNo'
  | 'summaryVersion'
  | 'scaleAnswer'
  | 'scaleEnd'
  | 'skipped'
  | 'separator'
  | 'notDiagnosis'
  | 'draft',
  string
>;

/**
 * What was said to one question. Without `ask`, what was said speaks for itself. `mark` stands before signs that are
 * not there or not sure: they must not look like a yes, however far their heading is.
 */
export type SummaryLine = { ask?: string; mark?: string; said: string[] };

/** One part of a summary, in the order in which a doctor or a call handler needs it. */
export type SummaryPart = {
  part: 'about' | 'first' | 'yes' | 'notSure' | 'other' | 'no';
  /** Empty for what needs none. */
  title: string;
  lines: SummaryLine[];
};

/** The question that tells the age, if a flow has it: said first, as every call handler asks it. */
const age = 'age';

/** A summary in the order to say it: age, what decided, other signs, what is not sure, the story, and the signs not there. */
export function summaryParts(summary: Summary, words: SummaryWords): SummaryPart[] {
  const all = summary.sections.flatMap(({ answers }) => answers);
  const lines = (pick: (answer: SummaryAnswer) => SummaryLine[]) =>
    all.flatMap(pick).filter(({ ask, said }) => said.length > 0 || ask);
  const texts = (list: readonly Said[], decided: boolean) =>
    list.filter((one) => Boolean(one.decided) === decided).map(({ text }) => text);
  const line = (ask: string, said: string[]): SummaryLine[] => (said.length > 0 ? [{ ask, said }] : []);
  /** What is neither a sign ticked nor one that is not there. */
  const story = (answer: SummaryAnswer, decided: boolean): string[] => {
    const { type, yes, none, number, skipped } = answer;
    return [
      ...(type === 'choice' ? texts(yes, decided) : []),
      // "None of these" is said by the list of what is not there; what says more is said.
      ...(none && (decided || none.id !== 'none') ? texts([none], decided) : []),
      ...(number && Boolean(number.decided) === decided ? [numberText(number, summary.language, words)] : []),
      ...(skipped && !decided ? [words.skipped] : []),
    ];
  };
  const isAge = ({ question }: SummaryAnswer) => question === age;
  const parts: SummaryPart[] = [
    {
      part: 'about',
      title: '',
      lines: lines((answer) => (isAge(answer) ? line(answer.ask, story(answer, false)) : [])),
    },
    {
      part: 'first',
      title: words.summaryFirst,
      lines: lines((answer) => {
        const signs = answer.type === 'choices' ? texts(answer.yes, true) : [];
        const asked = [...story(answer, true), ...(answer.notSure ? texts([answer.notSure], true) : [])];
        return [...(signs.length > 0 ? [{ said: signs }] : []), ...line(answer.ask, asked)];
      }),
    },
    {
      part: 'yes',
      title: words.summaryYes,
      lines: lines(({ type, ask, yes }) => (type === 'choices' ? line(ask, texts(yes, false)) : [])),
    },
    {
      part: 'notSure',
      title: words.summaryNotSure,
      lines: lines(({ ask, notSure: unsure, open }) => {
        if (!unsure) return [];
        const said = texts(open, false);
        if (said.length === 0) return unsure.decided ? [] : [{ ask, said: [unsure.text] }];
        return [{ ask: unsure.decided ? ask : `${ask} ${unsure.text}`, mark: words.summaryNotSure, said }];
      }),
    },
    {
      part: 'other',
      title: words.summaryOther,
      lines: lines((answer) => (isAge(answer) ? [] : line(answer.ask, story(answer, false)))),
    },
    {
      part: 'no',
      title: words.summaryNo,
      lines: lines(({ ask, no }) => line(ask, texts(no, false)).map((one) => ({ ...one, mark: words.summaryNo }))),
    },
  ];
  return parts.filter((part) => part.lines.length > 0);
}

/** A number as it is said: with its unit, or "6 of 10" with the words at the scale's ends. */
function numberText({ value, unit, scale }: SaidNumber, language: string, words: SummaryWords): string {
  const format = (number: number) => new Intl.NumberFormat(language).format(number);
  if (!scale) return [format(value), unit].filter(Boolean).join(' ');
  const ends = [[scale.min, scale.minLabel] as const, [scale.max, scale.maxLabel] as const].flatMap(([n, label]) =>
    label ? [say(words.scaleEnd, { n: format(n), label })] : [],
  );
  const answer = say(words.scaleAnswer, { n: format(value), max: format(scale.max) });
  return ends.length > 0 ? `${answer} (${ends.join(words.separator)})` : answer;
}

/** The day of a summary in its language, such as "1 May 2026". */
export function summaryDate({ date, language }: Summary): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));
}

/** Whose answers these are, from which guide and day: the headline of a text and of a page. */
export function summaryTitle(summary: Summary, words: SummaryWords): string {
  return say(words.summaryTitle, { title: summary.flow.title, date: summaryDate(summary) });
}

/** The level in words with the outcome's title; undefined while the conversation goes on. */
export function summaryLevel({ outcome }: Summary, words: SummaryWords): string | undefined {
  return outcome && `${words[outcome.urgency]}: ${outcome.title}`;
}

/** What every summary ends with: not a diagnosis, which version, and that a draft is one. */
export function summaryEnd({ flow }: Summary, words: SummaryWords): string {
  const version = say(words.summaryVersion, { title: flow.title, version: flow.version });
  return [words.notDiagnosis, version, ...(flow.draft ? [words.draft] : [])].join(' ');
}

/**
 * A summary as plain text of short lines, for the clipboard, a share sheet, an e-mail or a file: all that the printed
 * page says, in the same order.
 */
export function summaryText(summary: Summary, words: SummaryWords): string {
  const level = [summaryLevel(summary, words) ?? [], summary.outcome?.calls ?? []].flat();
  const headline = summaryTitle(summary, words);
  // Whoever is sent an emergency reads that first.
  const head = summary.outcome?.urgency === 'emergency' ? [...level, headline] : [headline, ...level];
  const lineText = ({ ask, mark, said }: SummaryLine): string[] => {
    const marked = said.map((text) => (mark ? `${mark}: ${text}` : text));
    if (ask === undefined) return marked.map((text) => `- ${text}`);
    return marked.length === 1 ? [`- ${ask} ${marked[0]}`] : [`- ${ask}`, ...marked.map((text) => `  - ${text}`)];
  };
  const parts = summaryParts(summary, words).map(({ title, lines }) =>
    title ? [`${title}:`, ...lines.flatMap(lineText)] : lines.map(({ ask, said }) => [ask, ...said].join(' ')),
  );
  const advice = (summary.outcome?.advice ?? []).map(({ text, title }) => (title ? `${text}:` : text));
  const end = [...summary.clinic, summaryEnd(summary, words)];
  return [head, ...(advice.length > 0 ? [advice] : []), ...parts, end].map((lines) => lines.join('\n')).join('\n\n');
}
