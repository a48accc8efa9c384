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
export type Coding = { system?: string; version?: string; code?: string; display?: string; _display?: Extended };

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
