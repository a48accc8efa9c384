import type { Questionnaire, QuestionnaireItem, ResponseAnswer } from '../../../src/handover/fhir/resources.js';
import { met } from './enableWhenOracle.js';

const itemTypes =
  'group display boolean decimal integer date dateTime time string text url choice open-choice attachment reference quantity';
const structure = 'http://hl7.org/fhir/StructureDefinition';
const extensionOf = (item: { extension?: { url: string }[] }, name: string) =>
  item.extension?.find(({ url }) => url === `${structure}/${name}`) as Record<string, unknown> | undefined;
const isQuestion = ({ type }: QuestionnaireItem) => type !== 'group' && type !== 'display';

/**
 * What a form filler that knows FHIR R4 and nothing of us would stumble over in a form: the invariants que-1 to que-13
 * of https://hl7.org/fhir/R4/questionnaire.html, and what it needs to show an item and to decide whether to.
 */
export function stumbles(form: Questionnaire): string[] {
  const found: string[] = [];
  const seen = new Map<string, QuestionnaireItem>();
  const visit = (item: QuestionnaireItem) => {
    const say = (what: string) => found.push(`${item.linkId}: ${what}`);
    const { linkId, type, text, enableWhen, enableBehavior, answerOption, item: inner, required, repeats } = item;
    if (seen.has(linkId)) say('is there twice');
    if (!/^\S+$/.test(linkId)) say('is no id');
    if (!itemTypes.split(' ').includes(type)) say(`has no type of R4: ${type}`);
    if (type === 'group' ? !inner?.length : inner?.length === 0) say('has nothing in it');
    if (type === 'display' && inner) say('is a text with items in it');
    if (type === 'display' && (item.code || required !== undefined || repeats !== undefined || item.readOnly))
      say('is a text that is answered');
    if (type !== 'group' && !text?.trim()) say('has nothing to show');
    if (text && /\*\*|\]\(|\{[a-z.]+[|}]/.test(text)) say(`shows marks: ${text}`);
    if ((type === 'choice') !== !!answerOption?.length) say('has options and no choice, or a choice without');
    if (repeats && type !== 'choice') say('repeats');

    if (enableWhen && enableWhen.length === 0) say('has an empty list of conditions');
    if ((enableWhen?.length ?? 0) > 1 && !enableBehavior) say('does not say how its conditions belong together');
    for (const { question, operator, answerBoolean, answerInteger, answerCoding } of enableWhen ?? []) {
      // What was seen before it, and so neither itself nor in it.
      const read = seen.get(question);
      if (!read || !isQuestion(read)) {
        say(`asks for "${question}", which is no earlier question`);
        continue;
      }
      const given = [answerBoolean, answerInteger, answerCoding].filter((one) => one !== undefined);
      if (given.length !== 1) say(`compares "${question}" with ${given.length} values`);
      if (operator === 'exists') {
        if (answerBoolean === undefined) say(`does not say whether "${question}" has an answer`);
      } else if (read.type === 'choice') {
        const known = read.answerOption?.some(
          ({ valueCoding: { system, code } }) => system === answerCoding?.system && code === answerCoding?.code,
        );
        if (!known || !['=', '!='].includes(operator)) say(`asks for what "${question}" does not offer`);
      } else if (!Number.isInteger(answerInteger)) say(`compares "${question}" with no whole number`);
    }

    const codes = (answerOption ?? []).map(({ valueCoding }) => `${valueCoding.system}|${valueCoding.code}`);
    if (new Set(codes).size !== codes.length) say('offers something twice');
    for (const option of answerOption ?? []) {
      const { system, code, display } = option.valueCoding;
      if (!system || !code || !display?.trim()) say('offers what cannot be shown or told apart');
      if (extensionOf(option, 'questionnaire-optionExclusive') && !repeats)
        say('has a choice that excludes others, of one');
    }
    const [low, high] = [extensionOf(item, 'minValue')?.valueInteger, extensionOf(item, 'maxValue')?.valueInteger];
    if (type === 'integer' && !(Number.isInteger(low) && Number.isInteger(high) && Number(low) <= Number(high)))
      say('has no range');

    seen.set(linkId, item);
    inner?.forEach(visit);
  };
  if (form.item.length === 0) found.push('The form is empty.');
  form.item.forEach(visit);
  return found;
}

/** What somebody gave who filled in a form from top to bottom, by `linkId`; without what was skipped. */
export type Filled = { linkId: string; answer: ResponseAnswer[] }[];

/**
 * Fills in a form as a form filler lets one: what is enabled, from top to bottom, with any answer that is offered,
 * mostly the last, which is seldom a warning sign; an option that excludes others stands alone.
 */
export function fillIn(form: Questionnaire, roll: (sides: number) => number): Filled {
  const answers = new Map<string, ResponseAnswer[]>();
  const filled: Filled = [];
  const answerTo = (item: QuestionnaireItem): ResponseAnswer[] => {
    if (!item.required && roll(4) === 0) return [];
    if (item.type === 'integer') {
      const [low, high] = [extensionOf(item, 'minValue')?.valueInteger, extensionOf(item, 'maxValue')?.valueInteger];
      return [{ valueInteger: Number(low) + roll(Number(high) - Number(low) + 1) }];
    }
    const options = item.answerOption ?? [];
    const pick = options[roll(5) > 0 ? options.length - 1 : roll(options.length)];
    if (!pick) throw new Error(`${item.linkId} offers nothing.`);
    const alone = (option: typeof pick) => !!extensionOf(option, 'questionnaire-optionExclusive')?.valueBoolean;
    const more = item.repeats && !alone(pick) ? options.filter((one) => !alone(one) && roll(4) === 0) : [];
    return options.filter((one) => one === pick || more.includes(one)).map(({ valueCoding }) => ({ valueCoding }));
  };
  const visit = (items: readonly QuestionnaireItem[]) => {
    for (const item of items) {
      const tests = (item.enableWhen ?? []).map((one) => met(one, answers.get(one.question) ?? []));
      if (tests.length > 0 && !(item.enableBehavior === 'any' ? tests.some(Boolean) : tests.every(Boolean))) continue;
      if (isQuestion(item) && !item.readOnly) {
        const answer = answerTo(item);
        if (answer.length > 0) answers.set(item.linkId, answer);
        filled.push({ linkId: item.linkId, answer });
      }
      visit(item.item ?? []);
    }
  };
  visit(form.item);
  return filled;
}
