import type {
  EnableWhen,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  ResponseAnswer,
  ResponseItem,
} from '../../../src/handover/fhir/resources.js';

/**
 * The `linkId`s of the questions that a form filler shows for these answers, read from the FHIR R4 specification alone
 * (https://hl7.org/fhir/R4/questionnaire-definitions.html#Questionnaire.item.enableWhen): a disabled item disables all
 * below it, and its answers count for nothing.
 */
export function enabledQuestions(questionnaire: Questionnaire, response: QuestionnaireResponse): string[] {
  const answers = new Map<string, ResponseAnswer[]>();
  const collect = (items: readonly ResponseItem[] = []) => {
    for (const { linkId, answer, item } of items) {
      if (answer) answers.set(linkId, answer);
      collect(item);
    }
  };
  collect(response.item);
  const enabled: string[] = [];
  /** Answers of questions that are shown, as far as the form has come. */
  const counting = new Map<string, ResponseAnswer[]>();
  const visit = (items: readonly QuestionnaireItem[]) => {
    for (const item of items) {
      const tests = (item.enableWhen ?? []).map((test) => met(test, counting.get(test.question) ?? []));
      if (tests.length > 1 && !item.enableBehavior) throw new Error(`${item.linkId}: enableBehavior is required.`);
      if (tests.length > 0 && !(item.enableBehavior === 'any' ? tests.some(Boolean) : tests.every(Boolean))) continue;
      if (item.type !== 'group' && item.type !== 'display' && !item.readOnly) {
        enabled.push(item.linkId);
        counting.set(item.linkId, answers.get(item.linkId) ?? []);
      }
      visit(item.item ?? []);
    }
  };
  visit(questionnaire.item);
  return enabled;
}

/** Whether one test of `enableWhen` is met by the answers to its question. */
export function met(test: EnableWhen, answers: readonly ResponseAnswer[]): boolean {
  const { operator } = test;
  if (operator === 'exists') return answers.length > 0 === test.answerBoolean;
  const same = (answer: ResponseAnswer) =>
    test.answerCoding
      ? answer.valueCoding?.system === test.answerCoding.system && answer.valueCoding?.code === test.answerCoding.code
      : answer.valueInteger === test.answerInteger;
  // At least one answer is equal; and for "!=", no answer is.
  if (operator === '=') return answers.some(same);
  if (operator === '!=') return !answers.some(same);
  const wanted = test.answerInteger as number;
  return answers.some(({ valueInteger: given = Number.NaN }) =>
    operator === '>'
      ? given > wanted
      : operator === '<'
        ? given < wanted
        : operator === '>='
          ? given >= wanted
          : given <= wanted,
  );
}
