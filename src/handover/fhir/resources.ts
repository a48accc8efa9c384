/** The parts of FHIR R4 that a guide is handed over in: https://hl7.org/fhir/R4/questionnaire.html. */
export type Extension = {
  url: string;
  extension?: Extension[];
  valueBoolean?: boolean;
  valueCode?: string;
  valueInteger?: number;
  valueString?: string;
  valueCoding?: Coding;
  valueCodeableConcept?: { coding: Coding[] };
};
/** Extensions of a text, which stand beside it under its name with `_` before it. */
export type Extended = { extension: Extension[] };
type Coding = { system?: string; version?: string; code?: string; display?: string; _display?: Extended };

export type EnableWhen = {
  question: string;
  operator: '=' | '!=' | '>' | '<' | '>=' | '<=' | 'exists';
  answerBoolean?: boolean;
  answerInteger?: number;
  answerCoding?: Coding;
};

export type QuestionnaireItem = {
  linkId: string;
  type: 'group' | 'display' | 'choice' | 'integer' | 'string' | 'boolean';
  text?: string;
  _text?: Extended;
  extension?: Extension[];
  code?: Coding[];
  enableWhen?: EnableWhen[];
  enableBehavior?: 'all' | 'any';
  required?: boolean;
  repeats?: boolean;
  readOnly?: boolean;
  answerOption?: { valueCoding: Coding; extension?: Extension[] }[];
  item?: QuestionnaireItem[];
};

export type Questionnaire = {
  resourceType: 'Questionnaire';
  id: string;
  language: string;
  url: string;
  version: string;
  name: string;
  title: string;
  _title?: Extended;
  status: 'draft' | 'active';
  subjectType: ['Patient'];
  description: string;
  approvalDate?: string;
  lastReviewDate?: string;
  item: QuestionnaireItem[];
};

export type ResponseAnswer = {
  valueBoolean?: boolean;
  valueInteger?: number;
  valueString?: string;
  valueCoding?: Coding;
};
export type ResponseItem = { linkId: string; text?: string; answer?: ResponseAnswer[]; item?: ResponseItem[] };

export type QuestionnaireResponse = {
  resourceType: 'QuestionnaireResponse';
  language: string;
  questionnaire: string;
  status: 'completed' | 'in-progress';
  /** When it was filled in, with a time zone. */
  authored: string;
  item: ResponseItem[];
};

/** How a code of another system stands to ours: https://hl7.org/fhir/R4/valueset-concept-map-equivalence.html. */
export const equivalences = [
  'relatedto',
  'equivalent',
  'equal',
  'wider',
  'subsumes',
  'narrower',
  'specializes',
  'inexact',
] as const;
export type Equivalence = (typeof equivalences)[number];

type Published = { id: string; url: string; version: string; name: string; title: string; status: 'draft' | 'active' };

export type Concept = {
  code: string;
  display: string;
  designation?: { language: string; value: string }[];
  property: { code: string; valueCode: string }[];
};
export type CodeSystem = Published & {
  resourceType: 'CodeSystem';
  language: string;
  caseSensitive: true;
  content: 'complete';
  count: number;
  property: { code: string; description: string; type: 'code' }[];
  concept: Concept[];
};

export type ConceptMap = Published & {
  resourceType: 'ConceptMap';
  group?: {
    source: string;
    sourceVersion: string;
    target: string;
    targetVersion?: string;
    element: {
      code: string;
      display: string;
      target: { code: string; display?: string; equivalence: Equivalence; comment?: string }[];
    }[];
  }[];
};

export type Bundle = {
  resourceType: 'Bundle';
  type: 'collection';
  entry: { fullUrl: string; resource: Questionnaire | CodeSystem | ConceptMap }[];
};
