import { fieldsOf, itemsOf, textOf } from './fields.js';

/** Words that say little in an id. */
const small = new Set(
  'a an the is are am was be been do does did have has had can could i my me you your it its this that these those of to in on at or and for with any'.split(
    ' ',
  ),
);

/**
 * An id made from a text, such as `fallen-twice-this-year`; unlike all that are `taken`. Texts in letters that ids do
 * not have give the `kind`, as `choice-2`.
 */
export function idFrom(text: string, taken: ReadonlySet<string>, kind: string): string {
  const words = text
    .normalize('NFD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !small.has(word));
  const joined = (telling.length > 0 ? telling : words).slice(0, 4).join('-').slice(0, 40).replace(/-$/, '');
  const start = joined === '' ? kind : /^[a-z]/.test(joined) ? joined : `${kind}-${joined}`;
  for (let n = 1; ; n++) {
    const id = n === 1 ? start : `${start}-${n}`;
    if (!taken.has(id)) return id;
  }
}

/** The ids of a flow and its vignettes by what they name: questions, sections and outcomes share one set. */
export type Ids = {
  things: Set<string>;
  redFlags: Set<string>;
  topics: Set<string>;
  sources: Set<string>;
  choices: Map<string, Set<string>>;
};

/** No ids at all. */
export function noIds(): Ids {
  return { things: new Set(), redFlags: new Set(), topics: new Set(), sources: new Set(), choices: new Map() };
}

/** Adds all ids of a flow to those that are known: an id that is gone must not come back with a new meaning. */
export function addIds(ids: Ids, flow: unknown): void {
  const { sections, outcomes, redFlags, topics, sources } = fieldsOf(flow);
  const add = (to: Set<string>, list: unknown) => {
    for (const one of itemsOf(list)) to.add(textOf(fieldsOf(one).id));
  };
  add(ids.things, sections);
  add(ids.things, outcomes);
  add(ids.redFlags, redFlags);
  add(ids.topics, topics);
  add(ids.sources, sources);
  for (const section of itemsOf(sections)) {
    const { questions } = fieldsOf(section);
    add(ids.things, questions);
    for (const question of itemsOf(questions)) {
      const { id, choices } = fieldsOf(question);
      add(choicesOf(ids, textOf(id)), choices);
    }
  }
}

/** Adds what example patients have answered, and what they name. */
export function addVignetteIds(ids: Ids, vignettes: unknown): void {
  const { baseline, vignettes: all } = fieldsOf(vignettes);
  for (const one of [{ answers: baseline }, ...itemsOf(all)]) {
    const { answers, redFlags } = fieldsOf(one);
    for (const flag of itemsOf(redFlags)) ids.redFlags.add(String(flag));
    for (const [question, answer] of Object.entries(fieldsOf(answers))) {
      ids.things.add(question);
      for (const choice of [answer].flat()) if (typeof choice === 'string') choicesOf(ids, question).add(choice);
    }
  }
}

/** The ids of the choices of a question. */
export function choicesOf(ids: Ids, question: string): Set<string> {
  const known = ids.choices.get(question) ?? new Set();
  ids.choices.set(question, known);
  return known;
}
