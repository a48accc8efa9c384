import { type Answer, hasChoices, questionsOf } from '../../flow/answer.js';
import { holds } from '../../flow/condition.js';
import type { Flow, Question } from '../../flow/schema.js';
import { raisedFlags, sectionOf } from '../../machine/session.js';
import type { Conversation } from '../summary.js';
import {
  choiceCode,
  codeSystemUrl,
  outcomeCode,
  plain,
  questionnaireOf,
  questionnaireUrl,
  redFlagCode,
  reportedBy,
  resultItems,
} from './questionnaire.js';
import type {
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  ResponseAnswer,
  ResponseItem,
} from './resources.js';

/** What a response is made with beside the conversation. */
export type ResponseOptions = {
  /** As for the questionnaire. */
  base: string;
  /** The language that the visitor read, and in which `flow` is. */
  language: string;
  /** When the conversation took place, as an ISO time. */
  authored: string;
};

/**
 * The FHIR R4 QuestionnaireResponse of a conversation, finished or not: the questions that were asked, in the order
 * of the questionnaire, "I'm not sure" as an answer like any other, what was skipped left out, and at the end how it
 * ended and by which red flags. Without a subject: it says nothing of who the visitor is. An emergency that ended the
 * conversation early is `completed`, and says so in an item of its own (clinical E.3).
 */
export function responseOf(flow: Flow, { steps, answers, outcome }: Conversation, options: ResponseOptions) {
  const { base, language, authored } = options;
  const system = codeSystemUrl(flow, base);
  const given = new Map(steps.map((step) => [step.question.id, step]));
  const result = new Map<string, ResponseAnswer[]>(
    outcome && [
      [
        resultItems.outcome,
        [{ valueCoding: { system, code: outcomeCode(outcome.id), display: plain(outcome.title) } }],
      ],
      [
        resultItems.redFlags,
        raisedFlags(flow, answers).map(({ id, because }) => ({
          valueCoding: { system, code: redFlagCode(id), display: plain(because) },
        })),
      ],
      [resultItems.stoppedEarly, [{ valueBoolean: endedEarly(flow, steps.at(-1)?.question, answers) }]],
    ],
  );
  result.set(resultItems.version, [{ valueString: flow.version }]);
  result.set(resultItems.language, [{ valueString: language }]);
  result.set(resultItems.reported, [{ valueString: reportedBy }]);

  const answersTo = (question: Question, answer: Answer): ResponseAnswer[] => {
    if (answer === null) return [];
    if (!hasChoices(question)) return [{ valueInteger: answer as number }];
    return question.choices
      .filter(({ id }) => [answer].flat().includes(id))
      .map((choice) => ({
        valueCoding: { system, code: choiceCode(question, choice), display: plain(choice.label) },
      }));
  };
  const itemsOf = (items: readonly QuestionnaireItem[]): ResponseItem[] =>
    items.flatMap(({ linkId, type, text, item = [] }): ResponseItem[] => {
      const step = given.get(linkId);
      const about = { linkId, ...(text !== undefined && { text }) };
      if (type === 'group') {
        const inner = itemsOf(item);
        return inner.length > 0 ? [{ ...about, item: inner }] : [];
      }
      const answer = step ? answersTo(step.question, step.answer) : (result.get(linkId) ?? []);
      return answer.length > 0 ? [{ ...about, answer }] : [];
    });
  const response: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse',
    language,
    questionnaire: `${questionnaireUrl(flow, base)}|${flow.version}`,
    status: outcome ? 'completed' : 'in-progress',
    authored,
    item: itemsOf(formOf(flow, base).item),
  };
  return response;
}

/** A form takes longer to make than a response, and a receiver fills in one of them many times. */
const forms = new WeakMap<Flow, Questionnaire>();
function formOf(flow: Flow, base: string): Questionnaire {
  const known = forms.get(flow);
  if (known?.url === questionnaireUrl(flow, base)) return known;
  const made = questionnaireOf(flow, { base });
  forms.set(flow, made);
  return made;
}

/** Whether a red flag ended the conversation before a question that would have been asked. */
function endedEarly(flow: Flow, last: Question | undefined, answers: Conversation['answers']): boolean {
  const rest = questionsOf(flow).slice(questionsOf(flow).findIndex(({ id }) => id === last?.id) + 1);
  return rest.some((question) => holds(sectionOf(flow, question)?.when, answers) && holds(question.when, answers));
}
