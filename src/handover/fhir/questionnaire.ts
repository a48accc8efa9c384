import { hasChoices } from '../../flow/answer.js';
import type { Choice, Flow, Question, Section } from '../../flow/schema.js';
import { inline, placeholderPattern } from '../../flow/text.js';
import type { Clauses, Comparison } from './clauses.js';
import { enablingOf } from './enabling.js';
import type { EnableWhen, Extended, Extension, Questionnaire, QuestionnaireItem } from './resources.js';
import type { CodeMap } from './terminology.js';

/** A flow in another of its languages, as `translateFlow` gives it. */
export type Translation = { language: string; flow: Flow };

/** What a questionnaire is made with beside its flow. */
export type QuestionnaireOptions = {
  /** The address under which the clinic publishes: `…/Questionnaire/ID` and `…/CodeSystem/ID` are names below it. */
  base: string;
  translations?: readonly Translation[];
  codes?: CodeMap;
};

/** The name of a flow's questionnaire among all. */
export const questionnaireUrl = (flow: Flow, base: string) => `${base.replace(/\/$/, '')}/Questionnaire/${flow.id}`;
/** The name of a flow's own codes. */
export const codeSystemUrl = (flow: Flow, base: string) => `${base.replace(/\/$/, '')}/CodeSystem/${flow.id}`;
/** The code of a choice: ids of choices are unique in their question only. */
export const choiceCode = (question: Question, choice: Choice) => `${question.id}.${choice.id}`;

/** The items that say how a conversation ended: filled in by the guide, read by the clinic. */
export const resultItems = {
  group: '/result',
  outcome: '/result/outcome',
  redFlags: '/result/red-flags',
  stoppedEarly: '/result/stopped-early',
  version: '/result/flow-version',
  language: '/result/language',
  reported: '/result/reported',
} as const;

/** Whose word the answers are: said on every export (clinical E.3). */
export const reportedBy = 'Reported by the patient, not verified by a clinician. Not a diagnosis.';

const structure = 'http://hl7.org/fhir/StructureDefinition';

/**
 * The FHIR R4 Questionnaire of a proved flow: sections as groups, questions with the ids of the flow as `linkId`,
 * asked when the guide would ask them. Conditions that FHIR cannot say in one list become groups around an item, each
 * with a `linkId` that ends in `/if-1`, `/if-2`. Throws `NotExpressible` when they would become too many.
 */
export function questionnaireOf(
  flow: Flow,
  { base, translations = [], codes = {} }: QuestionnaireOptions,
): Questionnaire {
  const enabling = enablingOf(flow);
  const system = codeSystemUrl(flow, base);
  const enableWhen = (comparison: Comparison): EnableWhen => {
    const { question, operator } = comparison;
    if ('exists' in comparison) return { question, operator, answerBoolean: comparison.exists };
    if ('number' in comparison) return { question, operator, answerInteger: comparison.number };
    return { question, operator, answerCoding: { system, code: `${question}.${comparison.choice}` } };
  };
  const others = <T>(find: (flow: Flow) => T | undefined) =>
    translations.flatMap(({ language, flow }) => {
      const found = find(flow);
      return found === undefined ? [] : [{ language, found }];
    });

  const questionItem = (section: Section, question: Question): QuestionnaireItem => {
    const inFlow = (flow: Flow): Question | undefined =>
      flow.sections.find(({ id }) => id === section.id)?.questions.find(({ id }) => id === question.id);
    const textOf = (pick: (question: Question) => string | undefined) =>
      said(
        pick(question) ?? '',
        others((flow) => {
          const same = inFlow(flow);
          return same && pick(same);
        }),
      );
    const display = (name: string, control: string, pick: (question: Question) => string | undefined) =>
      pick(question) === undefined
        ? []
        : [
            {
              linkId: `${question.id}/${name}`,
              type: 'display' as const,
              ...textOf(pick),
              extension: [itemControl(control)],
            },
          ];
    const item: QuestionnaireItem[] = [
      ...display('help', 'help', ({ help }) => help),
      ...display('lower', 'lower', (one) => ('minLabel' in one ? one.minLabel : undefined)),
      ...display('upper', 'upper', (one) => ('maxLabel' in one ? one.maxLabel : undefined)),
    ];
    // The code of an item means the question itself: what is wider or narrower stands in the ConceptMap alone.
    const own = (codes.questions?.[question.id] ?? [])
      .filter(({ equivalence }) => equivalence === 'equivalent' || equivalence === 'equal')
      .map(({ system, version, code, display }) => ({
        system,
        ...(version && { version }),
        code,
        ...(display && { display }),
      }));
    return {
      linkId: question.id,
      ...(own.length > 0 && { code: own }),
      ...textOf(({ ask }) => ask),
      required: !question.optional,
      ...(hasChoices(question)
        ? {
            type: 'choice',
            repeats: question.type === 'choices',
            extension: [itemControl(question.type === 'choices' ? 'check-box' : 'radio-button')],
            answerOption: question.choices.map((choice) => ({
              valueCoding: {
                system,
                code: choiceCode(question, choice),
                ...shown(
                  choice.label,
                  others((flow) => {
                    const same = inFlow(flow);
                    return same && hasChoices(same)
                      ? same.choices.find(({ id }) => id === choice.id)?.label
                      : undefined;
                  }),
                ),
              },
              ...(choice.exclusive && {
                extension: [{ url: `${structure}/questionnaire-optionExclusive`, valueBoolean: true }],
              }),
            })),
          }
        : {
            type: 'integer',
            extension: [
              { url: `${structure}/minValue`, valueInteger: question.min },
              { url: `${structure}/maxValue`, valueInteger: question.max },
              ...(question.type === 'number' && question.unit
                ? [{ url: `${structure}/questionnaire-unit`, valueCoding: { display: question.unit } }]
                : []),
              ...(question.type === 'scale' ? [itemControl('slider')] : []),
            ],
          }),
      ...(item.length > 0 && { item }),
    };
  };

  const conditional = (item: QuestionnaireItem, clauses: Clauses): QuestionnaireItem => {
    const single = clauses.filter(({ length }) => length === 1).flat();
    const groups = clauses.filter(({ length }) => length !== 1);
    // The innermost list is the item's own.
    const first = single.length > 0 ? single : groups.shift();
    const behavior = single.length > 0 ? 'all' : 'any';
    const inner: QuestionnaireItem = first
      ? { ...item, enableWhen: first.map(enableWhen), ...(first.length > 1 && { enableBehavior: behavior }) }
      : item;
    return groups.reduce<QuestionnaireItem>(
      (inside, clause, index) => ({
        linkId: `${item.linkId}/if-${index + 1}`,
        type: 'group',
        enableWhen: clause.map(enableWhen),
        enableBehavior: 'any',
        item: [inside],
      }),
      inner,
    );
  };

  // What nobody is ever asked has no place in a form.
  const sections = flow.sections.flatMap((section) => {
    const clauses = enabling.sections.get(section.id);
    if (!clauses) return [];
    return conditional(
      {
        linkId: section.id,
        type: 'group',
        ...said(
          section.title,
          others((flow) => flow.sections.find(({ id }) => id === section.id)?.title),
        ),
        item: section.questions.flatMap((question) => {
          const clauses = enabling.questions.get(question.id);
          return clauses ? [conditional(questionItem(section, question), clauses)] : [];
        }),
      },
      clauses,
    );
  });
  const { review } = flow;
  const { text: title, _text: _title } = said(
    flow.title,
    others(({ title }) => title),
  );
  return {
    resourceType: 'Questionnaire',
    id: flow.id,
    language: flow.language,
    url: questionnaireUrl(flow, base),
    version: flow.version,
    name: flow.id.replace(/(^|-)([a-z0-9])/g, (_, _dash: string, letter: string) => letter.toUpperCase()),
    title,
    ...(_title && { _title }),
    status: review.status === 'approved' ? 'active' : 'draft',
    subjectType: ['Patient'],
    description: reportedBy,
    ...(review.status === 'approved' && review.on && { approvalDate: review.on, lastReviewDate: review.on }),
    item: [...sections, resultItem(flow, system)],
  };
}

function resultItem(flow: Flow, system: string): QuestionnaireItem {
  const readOnly = true;
  const coded = (linkId: string, text: string, repeats: boolean, among: readonly { id: string; display: string }[]) =>
    among.length === 0
      ? []
      : [
          {
            linkId,
            type: 'choice' as const,
            text,
            readOnly,
            repeats,
            answerOption: among.map(({ id, display }) => ({ valueCoding: { system, code: id, display } })),
          },
        ];
  return {
    linkId: resultItems.group,
    type: 'group',
    text: 'Result of the guide',
    readOnly,
    item: [
      ...coded(
        resultItems.outcome,
        'Outcome',
        false,
        flow.outcomes.map(({ id, title }) => ({ id: outcomeCode(id), display: plain(title) })),
      ),
      ...coded(
        resultItems.redFlags,
        'Red flags raised',
        true,
        flow.redFlags.map(({ id, because }) => ({ id: redFlagCode(id), display: plain(because) })),
      ),
      { linkId: resultItems.stoppedEarly, type: 'boolean', text: 'Ended before all questions were asked', readOnly },
      { linkId: resultItems.version, type: 'string', text: 'Version of the guide', readOnly },
      { linkId: resultItems.language, type: 'string', text: 'Language of the conversation', readOnly },
      // A display item would have no place in a response, which goes where the questionnaire is not.
      { linkId: resultItems.reported, type: 'string', text: 'Whose word this is', readOnly },
    ],
  };
}

/** The code of an outcome among the flow's own codes. No id holds a slash, so that none is the code of a choice. */
export const outcomeCode = (id: string) => `outcome/${id}`;
/** The code of a red flag among the flow's own codes. */
export const redFlagCode = (id: string) => `red-flag/${id}`;

const itemControl = (code: string): Extension => ({
  url: `${structure}/questionnaire-itemControl`,
  valueCodeableConcept: { coding: [{ system: 'http://hl7.org/fhir/questionnaire-item-control', code }] },
});

/** A text of a flow without its marks; placeholders stay, or their fallback where they have one. */
export function plain(text: string): string {
  return inline(text)
    .map((piece) => piece.text)
    .join('')
    .replace(placeholderPattern, (whole, _name, fallback?: string) => fallback ?? whole);
}

type Other = { language: string; found: string };

const translationsOf = (text: string, others: readonly Other[]): Extended | undefined => {
  const extension = others
    .filter(({ found }) => found !== text)
    .map(({ language, found }) => ({
      url: `${structure}/translation`,
      extension: [
        { url: 'lang', valueCode: language },
        { url: 'content', valueString: plain(found) },
      ],
    }));
  return extension.length > 0 ? { extension } : undefined;
};

function said(text: string, others: readonly Other[]): { text: string; _text?: Extended } {
  const _text = translationsOf(text, others);
  return { text: plain(text), ...(_text && { _text }) };
}

function shown(text: string, others: readonly Other[]): { display: string; _display?: Extended } {
  const _display = translationsOf(text, others);
  return { display: plain(text), ...(_display && { _display }) };
}
