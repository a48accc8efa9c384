import { type Node, parseTree } from 'jsonc-parser';
import { type Flow, idPattern } from '../../flow/schema.js';
import { mapTexts } from '../../flow/translate.js';
import { format } from '../layout.js';
import { namedIn, questionsIn } from './named.js';

/** Something that has an id; a choice belongs to its question. */
export type Renamed = {
  kind: 'question' | 'choice' | 'section' | 'outcome' | 'redFlag' | 'topic' | 'source';
  id: string;
  question?: string;
};
/** What a rename would do: the new texts, and how many places of each file change. Or why it cannot be done, in words. */
export type RenamePlan =
  | { texts: ReadonlyMap<string, string>; places: { file: string; count: number }[]; refused?: never }
  | { refused: string };

/** How editors call each kind. */
export const kindWords: Record<Renamed['kind'], string> = {
  question: 'question',
  choice: 'choice',
  section: 'section',
  outcome: 'outcome',
  redFlag: 'red flag',
  topic: 'topic',
  source: 'source',
};

/** Ids that mean something to the guide and its checker. */
const meaningful = ['none', 'not-sure'];

/** What an edit of a rename is about: the name of a field or a text, wherever in a file. */
type Use = { node: Node; of: Renamed };

/** What is named by the id at an offset of a file, declared or used; or else what has an id around it. */
export function renamedAt(file: string, text: string, offset: number): Renamed | undefined {
  const root = parseTree(text);
  if (!root) return undefined;
  const uses = usesIn(file, root);
  const covers = (node: Node | undefined) => !!node && node.offset <= offset && offset <= node.offset + node.length;
  const at = uses.find(({ node }) => covers(node));
  if (at) return at.of;
  const around = uses.filter(({ node }) => node.parent?.children?.[0]?.value === 'id' && covers(node.parent.parent));
  return around.toSorted((a, b) => (a.node.parent?.parent?.length ?? 0) - (b.node.parent?.parent?.length ?? 0))[0]?.of;
}

/** Everything that a new id for something changes, over all files of the folder. */
export function planRename(files: ReadonlyMap<string, string>, target: Renamed, to: string): RenamePlan {
  const refused = whyNot(files, target, to);
  if (refused) return { refused };
  const flowText = files.get('flow.json') ?? '';
  const wanted = usesOf(files, { ...target, id: to });
  // What is named and not there is an error somebody should see, and not a connection nobody meant.
  if (wanted.length > 0)
    return {
      refused: `${wanted[0]} names the ${kindWords[target.kind]} "${to}", which is not there: mend that first, or take another id.`,
    };
  const texts = new Map<string, string>();
  const places: { file: string; count: number }[] = [];
  const change = (file: string, text: string, nodes: { node: Node; now: string }[]) => {
    if (nodes.length === 0) return;
    let changed = text;
    for (const { node, now } of nodes.toSorted((a, b) => b.node.offset - a.node.offset))
      changed = changed.slice(0, node.offset) + JSON.stringify(now) + changed.slice(node.offset + node.length);
    texts.set(file, format(text) === text ? format(changed) : changed);
    places.push({ file, count: nodes.length });
  };
  for (const [file, text] of files) {
    if (isOverlay(file)) continue;
    const uses = usesIn(file, parseTree(text) as Node).filter(({ of }) => same(of, target));
    change(
      file,
      text,
      uses.map(({ node }) => ({ node, now: to })),
    );
  }
  const moved = movedPlaces(JSON.parse(flowText), JSON.parse(texts.get('flow.json') ?? flowText));
  for (const [file, text] of files) {
    if (!isOverlay(file)) continue;
    const root = parseTree(text) as Node;
    const keys = ['texts', 'unused'].flatMap((field) => fieldNode(root, field)?.children ?? []);
    change(
      file,
      text,
      keys.flatMap(({ children }) => {
        const key = children?.[0];
        if (!key) return [];
        const [ids, mark] = split(key.value as string);
        const now = moved.get(ids);
        return now === undefined || now === ids ? [] : [{ node: key, now: now + mark }];
      }),
    );
  }
  return { texts, places };
}

const isOverlay = (file: string) => !['flow.json', 'vignettes.json', 'codes.json'].includes(file);
const same = (a: Renamed, b: Renamed) => a.kind === b.kind && a.id === b.id && a.question === b.question;

function whyNot(files: ReadonlyMap<string, string>, target: Renamed, to: string): string | undefined {
  const what = kindWords[target.kind];
  for (const [file, text] of files) {
    try {
      JSON.parse(text);
    } catch {
      return `${file} is not JSON at the moment: mend it first, so that the id changes everywhere.`;
    }
  }
  if (to === target.id) return 'This is the id it has.';
  if (!idPattern.test(to)) return 'An id has small letters, digits and -, and starts with a letter: "leg-pain".';
  if (target.kind === 'choice' && meaningful.includes(target.id))
    return `"${target.id}" means something to the guide: the check looks for it. It cannot be renamed.`;
  if (target.kind === 'choice' && meaningful.includes(to))
    return `"${to}" means something to the guide. Give the choice that id by hand, if that is what it is.`;
  const flow = namedIn(JSON.parse(files.get('flow.json') ?? 'null'));
  const together: [string, readonly { id: string }[]][] = [
    ['question', questionsIn(flow)],
    ['section', flow.sections],
    ['outcome', flow.outcomes],
  ];
  const apart: Partial<Record<Renamed['kind'], readonly { id: string }[]>> = {
    redFlag: flow.redFlags,
    topic: flow.topics,
    source: flow.sources,
    choice: questionsIn(flow).find(({ id }) => id === target.question)?.choices ?? [],
  };
  const own = apart[target.kind];
  const taken = (own ? [[what, own] as const] : together).find(([, list]) => list.some(({ id }) => id === to));
  if (taken) return `There is ${taken[0] === 'outcome' ? 'an' : 'a'} ${taken[0]} "${to}" already.`;
  const declared = own ?? together.find(([kind]) => kind === target.kind)?.[1] ?? [];
  const times = declared.filter(({ id }) => id === target.id).length;
  if (times > 1) return `There is more than one ${what} "${target.id}": give one of them another id by hand first.`;
  return times === 0 ? `There is no ${what} "${target.id}" in flow.json.` : undefined;
}

/** Where ids lead in translations, before and after: the texts themselves are the same, in the same order. */
function movedPlaces(before: Flow, after: Flow): Map<string, string> {
  const placesOf = (flow: Flow) => {
    const places: string[] = [];
    mapTexts(flow, (place, text) => {
      places.push(split(place)[0]);
      return text;
    });
    return places;
  };
  const now = placesOf(after);
  return new Map(placesOf(before).map((ids, i) => [ids, now[i] as string]));
}

/** A place in a translation: the ids, and the mark of the text with its #. */
function split(place: string): [ids: string, mark: string] {
  const at = place.lastIndexOf('#');
  return at < 0 ? [place, ''] : [place.slice(0, at), place.slice(at)];
}

const fieldNode = (node: Node | undefined, name: string): Node | undefined =>
  node?.type === 'object'
    ? node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1]
    : undefined;
const items = (node: Node | undefined): Node[] => (node?.type === 'array' ? (node.children ?? []) : []);
const strings = (node: Node | undefined): Node[] =>
  (node?.type === 'string' ? [node] : items(node)).filter(({ type }) => type === 'string');

/** The files that name this anywhere; translations name nothing that is not in the flow. */
function usesOf(files: ReadonlyMap<string, string>, target: Renamed): string[] {
  return [...files].flatMap(([file, text]) =>
    !isOverlay(file) && usesIn(file, parseTree(text) as Node).some(({ of }) => same(of, target)) ? [file] : [],
  );
}

/** Every id in a file that names something of the flow, declared or used. */
function usesIn(file: string, root: Node): Use[] {
  const uses: Use[] = [];
  const use = (kind: Renamed['kind'], node: Node | undefined, question?: string) => {
    if (node?.type !== 'string') return;
    uses.push({ node, of: { kind, id: node.value as string, ...(question === undefined ? {} : { question }) } });
  };
  if (file === 'flow.json') flowUses(root, use);
  if (file === 'vignettes.json') {
    const answers = (node: Node | undefined) => {
      for (const { children: [key, value] = [] } of node?.type === 'object' ? (node.children ?? []) : []) {
        use('question', key);
        for (const id of strings(value)) use('choice', id, key?.value as string);
      }
    };
    answers(fieldNode(root, 'baseline'));
    for (const vignette of items(fieldNode(root, 'vignettes'))) {
      answers(fieldNode(vignette, 'answers'));
      use('outcome', fieldNode(vignette, 'outcome'));
      for (const flag of strings(fieldNode(vignette, 'redFlags'))) use('redFlag', flag);
    }
  }
  if (file === 'codes.json') {
    const keysOf = (node: Node | undefined) => (node?.children ?? []).map(({ children }) => children ?? []);
    for (const [question] of keysOf(fieldNode(root, 'questions'))) use('question', question);
    for (const [question, choices] of keysOf(fieldNode(root, 'choices'))) {
      use('question', question);
      for (const [choice] of keysOf(choices)) use('choice', choice, question?.value as string);
    }
    for (const [flag] of keysOf(fieldNode(root, 'redFlags'))) use('redFlag', flag);
  }
  return uses;
}

function flowUses(root: Node, use: (kind: Renamed['kind'], node: Node | undefined, question?: string) => void): void {
  use('topic', fieldNode(root, 'help'));
  for (const section of items(fieldNode(root, 'sections'))) {
    use('section', fieldNode(section, 'id'));
    for (const question of items(fieldNode(section, 'questions'))) {
      const id = fieldNode(question, 'id');
      use('question', id);
      for (const choice of items(fieldNode(question, 'choices')))
        use('choice', fieldNode(choice, 'id'), id?.value as string);
    }
  }
  for (const flag of items(fieldNode(root, 'redFlags'))) {
    use('redFlag', fieldNode(flag, 'id'));
    use('outcome', fieldNode(flag, 'outcome'));
    for (const source of strings(fieldNode(flag, 'source'))) use('source', source);
  }
  for (const outcome of items(fieldNode(root, 'outcomes'))) use('outcome', fieldNode(outcome, 'id'));
  for (const topic of items(fieldNode(root, 'topics'))) use('topic', fieldNode(topic, 'id'));
  for (const source of items(fieldNode(root, 'sources'))) use('source', fieldNode(source, 'id'));
  // Conditions and topics in content can be anywhere.
  const condition = (node: Node): void => {
    const question = fieldNode(node, 'question');
    use('question', question);
    if (question) for (const id of strings(fieldNode(node, 'is'))) use('choice', id, question.value as string);
    for (const list of ['all', 'any']) items(fieldNode(node, list)).forEach(condition);
    const not = fieldNode(node, 'not');
    if (not) condition(not);
  };
  const walk = (node: Node): void => {
    for (const child of node.children ?? []) {
      const [key, value] = child.type === 'property' ? (child.children ?? []) : [];
      if (!key) walk(child);
      else if (key.value === 'when' && value) condition(value);
      else {
        if (key.value === 'topic') use('topic', value);
        if (value) walk(value);
      }
    }
  };
  walk(root);
}
