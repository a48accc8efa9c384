/** Something of a flow that has an id, and one line that says what it is. */
export type Named = { id: string; about: string };
/** What is named in a flow, as far as it can be read, however broken the rest is. */
export type NamedInFlow = {
  sections: (Named & { questions: (Named & { choices: Named[] })[] })[];
  redFlags: Named[];
  outcomes: Named[];
  topics: Named[];
  sources: Named[];
};

/** Reads what is named from the JSON of a flow. */
export function namedIn(flow: unknown): NamedInFlow {
  return {
    sections: listed(flow, 'sections', 'title').map(({ of, ...section }) => ({
      ...section,
      questions: listed(of, 'questions', 'ask').map(({ of: question, ...named }) => ({
        ...named,
        choices: plain(question, 'choices', 'label'),
      })),
    })),
    redFlags: plain(flow, 'redFlags', 'because'),
    outcomes: plain(flow, 'outcomes', 'title'),
    topics: plain(flow, 'topics', 'ask'),
    sources: plain(flow, 'sources', 'title'),
  };
}

/** All questions of a flow, in their order. */
export function questionsIn({ sections }: NamedInFlow) {
  return sections.flatMap(({ questions }) => questions);
}

const plain = (holder: unknown, list: string, about: string): Named[] =>
  listed(holder, list, about).map(({ id, about }) => ({ id, about }));

/** A value's field, whatever the value is. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Each object of the list keeps its place; one without an id has an empty one. */
function listed(holder: unknown, list: string, about: string): (Named & { of: unknown })[] {
  const items = fieldOf(holder, list);
  if (!Array.isArray(items)) return [];
  const text = (of: unknown, name: string) => {
    const value = fieldOf(of, name);
    return typeof value === 'string' ? value : '';
  };
  return items.map((of: unknown) => ({ id: text(of, 'id'), about: text(of, about), of }));
}
