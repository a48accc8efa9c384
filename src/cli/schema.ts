import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import { descriptions } from '../flow/describe.js';
import {
  actionSchema,
  blockSchema,
  choiceSchema,
  conditionSchema,
  contentConditionSchema,
  flowSchema,
  outcomeSchema,
  questionSchema,
  redFlagSchema,
  reviewSchema,
  sectionSchema,
  sourceSchema,
  topicSchema,
} from '../flow/schema.js';

type Json = Record<string, unknown>;

/**
 * The JSON Schema of flows (`flows/flow.schema.json`), from the one Valibot schema and its descriptions, so that an
 * editor's program completes, explains and underlines. Rules that JSON Schema cannot say are the checker's.
 */
export function flowJsonSchema(): Json {
  const definitions = {
    section: sectionSchema,
    question: questionSchema,
    choice: choiceSchema,
    redFlag: redFlagSchema,
    outcome: outcomeSchema,
    topic: topicSchema,
    source: sourceSchema,
    review: reviewSchema,
    condition: conditionSchema,
    contentCondition: contentConditionSchema,
    block: blockSchema,
    action: actionSchema,
  };
  // Checks that JSON Schema has no word for (finite) are left to the checker.
  const config: ConversionConfig = { definitions, errorMode: 'ignore', target: 'draft-07' };
  const schema = toJsonSchema(flowSchema, config) as Json;
  const defs = (schema.$defs ?? schema.definitions) as Record<string, Json>;
  describe(schema, descriptions.flow);
  for (const [name, texts] of Object.entries(descriptions)) {
    if (name in defs) describe(defs[name] as Json, texts);
  }
  // Parts that refer to themselves get numbers for names: conditions, blocks and what is in them.
  const { condition, action, block } = descriptions;
  for (const [name, part] of Object.entries(defs)) {
    if (!(name in descriptions) || name in { condition, action, block })
      describe(part, { ...action, ...block, ...condition });
  }
  return { ...schema, title: 'A flow of the symptom guide' };
}

/** Puts the description of each field on it, wherever in this definition it stands. */
function describe(node: Json, texts: Record<string, string>): void {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== 'object' || value === null) continue;
    if (key === 'properties') {
      for (const [field, property] of Object.entries(value as Record<string, Json>)) {
        const text = texts[field] ?? (descriptions.remarks as Record<string, string>)[field];
        if (text) property.description = text;
      }
    }
    if (key !== '$defs' && key !== 'definitions') describe(value as Json, texts);
  }
}
