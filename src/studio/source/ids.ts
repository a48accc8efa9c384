import type { Path } from '../../flow/parse.js';
import type { Spot } from './jsonPlace.js';
import { type Named, type NamedInFlow, questionsIn } from './named.js';

/**
 * The ids that can stand at a spot, each with what it is; undefined where no id of the flow is named. The flow is read
 * only where one is, for most of what is typed is text.
 */
export function idsAt(file: string, spot: Pick<Spot, 'part' | 'path' | 'beside'>, flow: () => NamedInFlow) {
  const ids =
    file === 'vignettes.json' ? inVignettes(spot, flow) : file === 'flow.json' ? inFlow(spot, flow) : undefined;
  return ids?.filter(({ id }) => id !== '');
}

function inFlow(
  { part, path, beside }: Pick<Spot, 'part' | 'path' | 'beside'>,
  flow: () => NamedInFlow,
): Named[] | undefined {
  if (part === 'name') return undefined;
  const inList = typeof path.at(-1) === 'number';
  const field = inList ? path.at(-2) : path.at(-1);
  if (field === 'question' && path.includes('when')) return earlier(path, flow());
  if (field === 'is') {
    const question = beside('question');
    return question === undefined ? undefined : questionsIn(flow()).find(({ id }) => id === question)?.choices;
  }
  if (field === 'outcome' && path[0] === 'redFlags') return flow().outcomes;
  if (field === 'source' && path[0] === 'redFlags') return flow().sources;
  if ((field === 'topic' && !inList) || (field === 'help' && path.length === 1)) return flow().topics;
  return undefined;
}

/** The questions that have been asked when a condition is decided. */
function earlier(path: Path, flow: NamedInFlow): Named[] {
  const [field, s, part, q] = path;
  if (field !== 'sections' || typeof s !== 'number') return questionsIn(flow);
  const before = flow.sections.slice(0, s).flatMap(({ questions }) => questions);
  if (part !== 'questions' || typeof q !== 'number') return before;
  return [...before, ...(flow.sections[s]?.questions.slice(0, q) ?? [])];
}

function inVignettes({ part, path }: Pick<Spot, 'part' | 'path'>, flow: () => NamedInFlow): Named[] | undefined {
  const answers = path[0] === 'baseline' ? 1 : path[0] === 'vignettes' && path[2] === 'answers' ? 3 : undefined;
  if (answers !== undefined) {
    if (part === 'name') return path.length === answers ? questionsIn(flow()) : undefined;
    return questionsIn(flow()).find(({ id }) => id === path[answers])?.choices;
  }
  if (part === 'name' || path[0] !== 'vignettes') return undefined;
  if (path[2] === 'outcome') return flow().outcomes;
  return path[2] === 'redFlags' ? flow().redFlags : undefined;
}
