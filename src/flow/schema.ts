import * as v from 'valibot';
import { regions } from './regions.js';
import { type ClinicSetting, clinicSettings } from './settings.js';
import { urgencies } from './terms.js';

/**
 * The shape of a flow, as one Valibot schema: the types below are inferred from it, the browser checks every
 * flow with it before showing a word, and `flows/flow.schema.json` is generated from it. What each field is
 * for stands in `describe.ts`, so that visitors do not download it.
 */

/** A text has something to see. */
export const visiblePattern = /\S/;
const text = v.pipe(
  v.string(),
  v.regex(visiblePattern, 'is empty'),
  v.maxLength(2000, 'is longer than 2000 characters'),
);
/** Ids of everything in a flow. */
export const idPattern = /^[a-z][a-z0-9-]*$/;
/** Where a link may lead: https, mailto and tel only; a placeholder is filled in later and checked where it is used. */
export const linkPattern = /^(https:\/\/|mailto:|tel:|\{)/;
/** A picture beside the flow, or on an https address. */
export const picturePattern = /^(https:\/\/|(?!\/)(?![^/]*:))\S+$/;
/** The address of a source. */
export const webPattern = /^https:\/\/\S+$/;
const id = v.pipe(v.string(), v.regex(idPattern, 'is not an id: use a-z, 0-9 and -, starting with a letter'));
const ids = v.union([id, v.pipe(v.array(id), v.minLength(1, 'is empty'))]);
const number = v.pipe(v.number(), v.minValue(-1e9, 'is too small'), v.maxValue(1e9, 'is too large'));
/** A language code. */
export const languagePattern = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/;
const language = v.pipe(v.string(), v.regex(languagePattern, 'is not a language code such as "en"'));
const address = v.pipe(v.string(), v.regex(linkPattern, 'is not an https:, tel: or mailto: link or a placeholder'));
const picture = v.pipe(v.string(), v.regex(picturePattern, 'is not a picture beside the flow or on https'));

/** Allowed on any object: `note` is ignored, `todo` is reported by the checker. */
const remarks = { note: v.optional(v.string()), todo: v.optional(v.string()) };

/** A comparison with an answer, or a combination of comparisons. False for a question not asked or skipped. */
export type Condition = AnswerCondition | { all: Condition[] } | { any: Condition[] } | { not: Condition };
/** Like a {@link Condition}, but may also compare a clinic setting. For content only, never for triage. */
export type ContentCondition =
  | AnswerCondition
  | ClinicCondition
  | { all: ContentCondition[] }
  | { any: ContentCondition[] }
  | { not: ContentCondition };
export type AnswerCondition =
  | { question: string; is: string | string[] }
  | { question: string; atLeast: number }
  | { question: string; atMost: number };
export type ClinicCondition = { clinic: ClinicSetting; is: string | string[] };

const isSchema = v.strictObject({ question: id, is: ids });
const atLeastSchema = v.strictObject({ question: id, atLeast: number });
const atMostSchema = v.strictObject({ question: id, atMost: number });
const clinicSchema = v.strictObject({
  clinic: v.picklist(clinicSettings),
  is: v.union([v.string(), v.pipe(v.array(v.string()), v.minLength(1))]),
});

/**
 * Looks at which key an object has and checks it against that one form only, so that a message speaks of the
 * form the editor meant. With no input (when the JSON Schema is generated) every form is offered.
 */
function byKey<T>(forms: Record<string, v.GenericSchema<unknown, T>>, what: string): v.GenericSchema<unknown, T> {
  return v.lazy((input): v.GenericSchema<unknown, T> => {
    const all = Object.values(forms);
    if (input === undefined) return v.union(all);
    const key = Object.keys(forms).find((k) => typeof input === 'object' && input !== null && k in input);
    return key
      ? (forms[key] as v.GenericSchema<unknown, T>)
      : v.custom<T>(() => false, `is not ${what}: it needs one of ${Object.keys(forms).join(', ')}`);
  });
}

export const conditionSchema: v.GenericSchema<unknown, Condition> = byKey<Condition>(
  {
    is: isSchema,
    atLeast: atLeastSchema,
    atMost: atMostSchema,
    all: v.strictObject({ all: v.pipe(v.array(v.lazy(() => conditionSchema)), v.minLength(1, 'is empty')) }),
    any: v.strictObject({ any: v.pipe(v.array(v.lazy(() => conditionSchema)), v.minLength(1, 'is empty')) }),
    not: v.strictObject({ not: v.lazy(() => conditionSchema) }),
  },
  'a condition',
);

export const contentConditionSchema: v.GenericSchema<unknown, ContentCondition> = byKey<ContentCondition>(
  {
    clinic: clinicSchema,
    is: isSchema,
    atLeast: atLeastSchema,
    atMost: atMostSchema,
    all: v.strictObject({ all: v.pipe(v.array(v.lazy(() => contentConditionSchema)), v.minLength(1, 'is empty')) }),
    any: v.strictObject({ any: v.pipe(v.array(v.lazy(() => contentConditionSchema)), v.minLength(1, 'is empty')) }),
    not: v.strictObject({ not: v.lazy(() => contentConditionSchema) }),
  },
  'a condition',
);

/** Marks what tells about treatment: never shown beside a red flag. */
const plan = v.optional(v.boolean());
const shown = { when: v.optional(contentConditionSchema), ...remarks };

type Shown = { when?: ContentCondition | undefined; note?: string | undefined; todo?: string | undefined };
/** A line of a list: a string, or one that is shown only `when`. */
export type ListItem = string | (Shown & { text: string });
/** A piece of content. A string is a paragraph. */
export type Block =
  | string
  | (Shown & { text: string })
  | (Shown & { heading: string })
  | (Shown & { list: ListItem[] })
  | (Shown & { callout: string; content?: Block[] | undefined })
  | (Shown & { image: string; alt: string })
  | (Shown & { card: string; content: Block[]; plan?: boolean | undefined })
  | (Shown & { details: string; content: Block[]; plan?: boolean | undefined })
  | (Shown & { topic: string });

const listItemSchema: v.GenericSchema<unknown, ListItem> = v.lazy((input) =>
  input === undefined
    ? v.union([text, v.strictObject({ text, ...shown })])
    : typeof input === 'string'
      ? text
      : v.strictObject({ text, ...shown }),
);

const blockForms = {
  text: v.strictObject({ text, ...shown }),
  heading: v.strictObject({ heading: text, ...shown }),
  list: v.strictObject({ list: v.pipe(v.array(listItemSchema), v.minLength(1, 'is empty')), ...shown }),
  callout: v.strictObject({ callout: text, content: v.optional(v.lazy(() => contentSchema)), ...shown }),
  image: v.strictObject({ image: picture, alt: text, ...shown }),
  card: v.strictObject({ card: text, content: v.lazy(() => contentSchema), plan, ...shown }),
  details: v.strictObject({ details: text, content: v.lazy(() => contentSchema), plan, ...shown }),
  topic: v.strictObject({ topic: id, ...shown }),
} satisfies Record<string, v.GenericSchema<unknown, Block>>;

const blockObjectSchema = byKey<Block>(blockForms, 'a block');
export const blockSchema: v.GenericSchema<unknown, Block> = v.lazy((input) =>
  input === undefined ? v.union([text, blockObjectSchema]) : typeof input === 'string' ? text : blockObjectSchema,
);
const contentSchema: v.GenericSchema<unknown, Block[]> = v.array(blockSchema);

/** What an outcome offers to do: call, book, or follow a link. */
export type Action = Shown & { label: string } & ({ call: string } | { book: string } | { link: string });
const actionForms = {
  call: v.strictObject({ call: text, label: text, ...shown }),
  book: v.strictObject({ book: address, label: text, ...shown }),
  link: v.strictObject({ link: address, label: text, ...shown }),
} satisfies Record<string, v.GenericSchema<unknown, Action>>;
export const actionSchema = byKey<Action>(actionForms, 'an action');

export const choiceSchema = v.strictObject({
  id,
  label: text,
  exclusive: v.optional(v.boolean()),
  region: v.optional(v.picklist(regions)),
  ...remarks,
});
export type Choice = v.InferOutput<typeof choiceSchema>;

const asked = {
  id,
  when: v.optional(conditionSchema),
  ask: text,
  help: v.optional(text),
  why: v.optional(text),
  content: v.optional(contentSchema),
  optional: v.optional(v.boolean()),
  ...remarks,
};
const choices = v.pipe(v.array(choiceSchema), v.minLength(1, 'is empty'));

export const questionSchema = v.variant('type', [
  v.strictObject({ ...asked, type: v.literal('choice'), choices, picture: v.optional(v.literal('bar')) }),
  v.strictObject({ ...asked, type: v.literal('choices'), choices, picture: v.optional(v.literal('body')) }),
  v.strictObject({ ...asked, type: v.literal('number'), min: number, max: number, unit: v.optional(text) }),
  v.strictObject({
    ...asked,
    type: v.literal('scale'),
    min: number,
    max: number,
    minLabel: v.optional(text),
    maxLabel: v.optional(text),
  }),
]);
export type Question = v.InferOutput<typeof questionSchema>;
/** A question answered by tapping offered choices. */
export type ChoiceQuestion = Extract<Question, { choices: Choice[] }>;
/** A question answered with a number. */
export type NumberQuestion = Exclude<Question, ChoiceQuestion>;

export const sectionSchema = v.strictObject({
  id,
  title: text,
  when: v.optional(conditionSchema),
  stopIfFlagged: v.optional(v.boolean()),
  questions: v.pipe(v.array(questionSchema), v.minLength(1, 'is empty')),
  ...remarks,
});
export type Section = v.InferOutput<typeof sectionSchema>;

export const redFlagSchema = v.strictObject({
  id,
  when: conditionSchema,
  outcome: id,
  because: text,
  source: v.pipe(v.array(id), v.minLength(1, 'is empty')),
  onlyIfAsked: v.optional(text),
  ...remarks,
});
export type RedFlag = v.InferOutput<typeof redFlagSchema>;

export const outcomeSchema = v.strictObject({
  id,
  urgency: v.picklist(urgencies),
  title: text,
  when: v.optional(conditionSchema),
  content: contentSchema,
  actions: v.optional(v.array(actionSchema)),
  ...remarks,
});
export type Outcome = v.InferOutput<typeof outcomeSchema>;

export const topicSchema = v.strictObject({ id, ask: text, content: contentSchema, plan, ...shown });
export type Topic = v.InferOutput<typeof topicSchema>;

export const sourceSchema = v.strictObject({
  id,
  title: text,
  url: v.pipe(v.string(), v.regex(webPattern, 'is not an https: address')),
  ...remarks,
});
export type Source = v.InferOutput<typeof sourceSchema>;

const day = v.pipe(v.string(), v.regex(/^(\d{4}-\d\d-\d\d)?$/, 'is not a date such as "2027-05-01"'));
export const reviewSchema = v.strictObject({
  status: v.picklist(['draft', 'approved']),
  by: v.string(),
  on: day,
  next: day,
  fingerprint: v.optional(v.string()),
  ...remarks,
});

/** The newest `format` this version reads. */
export const formatVersion = 1;

export const flowSchema = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(formatVersion, `is not ${formatVersion}, the format this version reads`),
  id,
  version: text,
  language,
  languages: v.optional(v.array(language)),
  title: text,
  review: reviewSchema,
  intro: v.optional(contentSchema),
  help: v.optional(id),
  sections: v.pipe(v.array(sectionSchema), v.minLength(1, 'is empty')),
  redFlags: v.array(redFlagSchema),
  outcomes: v.pipe(v.array(outcomeSchema), v.minLength(1, 'is empty')),
  topics: v.optional(v.array(topicSchema)),
  sources: v.optional(v.array(sourceSchema)),
  ...remarks,
});
/** One guide: questions, red flags, outcomes. */
export type Flow = v.InferOutput<typeof flowSchema>;

/** A translation file: texts keyed by {@link placeOf the id they belong to and a mark of the source text}. */
export const overlaySchema = v.strictObject({
  $schema: v.optional(v.string()),
  language,
  of: text,
  reviewedBy: v.optional(text),
  reviewedTexts: v.optional(v.string()),
  texts: v.record(v.string(), v.string()),
  unused: v.optional(v.record(v.string(), v.string())),
  ...remarks,
});
export type Overlay = v.InferOutput<typeof overlaySchema>;
