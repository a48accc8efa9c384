import { hasChoices, questionsOf } from '../../flow/answer.js';
import type { Flow } from '../../flow/schema.js';
import {
  choiceCode,
  codeSystemUrl,
  outcomeCode,
  plain,
  type QuestionnaireOptions,
  questionnaireOf,
  redFlagCode,
  type Translation,
} from './questionnaire.js';
import type { Bundle, CodeSystem, Concept, ConceptMap, Equivalence } from './resources.js';

/** A code of a public code system, and how far it means the same. */
type MappedCode = {
  system: string;
  version?: string | undefined;
  code: string;
  display?: string | undefined;
  equivalence: Equivalence;
  note?: string | undefined;
  /** Where it was looked up. */
  source?: string | undefined;
};

/** Codes of public code systems, such as LOINC: by id of question, of question and choice, and of red flag. */
export type CodeMap = {
  questions?: Readonly<Record<string, readonly MappedCode[]>> | undefined;
  choices?: Readonly<Record<string, Readonly<Record<string, readonly MappedCode[]>>>> | undefined;
  redFlags?: Readonly<Record<string, readonly MappedCode[]>> | undefined;
};

/** What a flow's own codes stand for. */
type Kind = 'question' | 'choice' | 'outcome' | 'red-flag';
type Local = { code: string; kind: Kind; textIn: (flow: Flow) => string | undefined; mapped: readonly MappedCode[] };

function localCodes(flow: Flow, codes: CodeMap): Local[] {
  return [
    ...questionsOf(flow).flatMap((question): Local[] => {
      const same = (flow: Flow) => questionsOf(flow).find(({ id }) => id === question.id);
      return [
        {
          code: question.id,
          kind: 'question',
          textIn: (flow) => same(flow)?.ask,
          mapped: codes.questions?.[question.id] ?? [],
        },
        ...(hasChoices(question) ? question.choices : []).map((choice): Local => {
          return {
            code: choiceCode(question, choice),
            kind: 'choice',
            textIn: (flow) => {
              const found = same(flow);
              return found && hasChoices(found) ? found.choices.find(({ id }) => id === choice.id)?.label : undefined;
            },
            mapped: codes.choices?.[question.id]?.[choice.id] ?? [],
          };
        }),
      ];
    }),
    ...flow.outcomes.map(({ id }): Local => {
      const textIn = (flow: Flow) => flow.outcomes.find((one) => one.id === id)?.title;
      return { code: outcomeCode(id), kind: 'outcome', textIn, mapped: [] };
    }),
    ...flow.redFlags.map(({ id }): Local => {
      const textIn = (flow: Flow) => flow.redFlags.find((one) => one.id === id)?.because;
      return { code: redFlagCode(id), kind: 'red-flag', textIn, mapped: codes.redFlags?.[id] ?? [] };
    }),
  ];
}

const about = (flow: Flow, base: string, type: 'CodeSystem' | 'ConceptMap') => ({
  id: flow.id,
  url: `${base.replace(/\/$/, '')}/${type}/${flow.id}`,
  version: flow.version,
  name: `${flow.id.replace(/(^|-)([a-z0-9])/g, (_, _dash: string, letter: string) => letter.toUpperCase())}${type === 'CodeSystem' ? 'Codes' : 'Map'}`,
  status: flow.review.status === 'approved' ? ('active' as const) : ('draft' as const),
});

/**
 * The FHIR R4 CodeSystem of a flow's own codes: those of questions, choices, outcomes and red flags, with their texts
 * in all languages. Every code in a response is one of them.
 */
export function codeSystemOf(
  flow: Flow,
  { base, translations = [] }: { base: string; translations?: readonly Translation[] },
): CodeSystem {
  const concept = localCodes(flow, {}).map(({ code, kind, textIn }): Concept => {
    const display = plain(textIn(flow) ?? code);
    const designation = translations.flatMap(({ language, flow }) => {
      const value = textIn(flow);
      return value === undefined || plain(value) === display ? [] : [{ language, value: plain(value) }];
    });
    return {
      code,
      display,
      ...(designation.length > 0 && { designation }),
      property: [{ code: 'kind', valueCode: kind }],
    };
  });
  return {
    resourceType: 'CodeSystem',
    ...about(flow, base, 'CodeSystem'),
    language: flow.language,
    title: `${plain(flow.title)}: codes`,
    caseSensitive: true,
    content: 'complete',
    count: concept.length,
    property: [
      { code: 'kind', description: 'What the code stands for: question, choice, outcome or red-flag.', type: 'code' },
    ],
    concept,
  };
}

/** The FHIR R4 ConceptMap from a flow's own codes to those of public code systems, one group for each of these. */
export function conceptMapOf(flow: Flow, { base, codes = {} }: { base: string; codes?: CodeMap }): ConceptMap {
  const local = localCodes(flow, codes);
  const key = ({ system, version }: MappedCode) => JSON.stringify([system, version]);
  const targets = new Map(local.flatMap(({ mapped }) => mapped.map((one) => [key(one), one])));
  return {
    resourceType: 'ConceptMap',
    ...about(flow, base, 'ConceptMap'),
    title: `${plain(flow.title)}: codes of public code systems`,
    ...(targets.size > 0 && {
      group: [...targets].map(([id, { system, version }]) => ({
        source: codeSystemUrl(flow, base),
        sourceVersion: flow.version,
        target: system,
        ...(version && { targetVersion: version }),
        element: local.flatMap(({ code, textIn, mapped }) => {
          const target = mapped
            .filter((one) => key(one) === id)
            .map(({ code, display, equivalence, note, source }) => {
              const comment = [note, source].filter(Boolean).join(' ');
              return { code, ...(display && { display }), equivalence, ...(comment && { comment }) };
            });
          return target.length > 0 ? [{ code, display: plain(textIn(flow) ?? code), target }] : [];
        }),
      })),
    }),
  };
}

/** All that a clinic loads, in one FHIR R4 Bundle: Questionnaire, CodeSystem and, if there is a code, ConceptMap. */
export function bundleOf(flow: Flow, options: QuestionnaireOptions): Bundle {
  const map = conceptMapOf(flow, options);
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [codeSystemOf(flow, options), ...(map.group ? [map] : []), questionnaireOf(flow, options)].map(
      (resource) => ({ fullUrl: resource.url, resource }),
    ),
  };
}
