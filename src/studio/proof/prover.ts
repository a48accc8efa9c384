import { checkInSteps } from '../../check/check.js';
import { type Exploration, explore } from '../../check/explore.js';
import type { Problem } from '../../check/problem.js';
import { parseFlow } from '../../flow/parse.js';
import type { Flow } from '../../flow/schema.js';
import type { Facts, FromProver, Target, Texts, ToProver } from './messages.js';
import { newestOnly } from './newest.js';
import { changed } from './texts.js';

/** What the last edition that could be proved showed. */
let known: { edition: number; flow: Flow; found: Exploration } | undefined;
let newest: Texts | undefined;

const tell = (message: FromProver) => postMessage(message);

/** So often the first edition is checked: code that has run a few times runs several times as fast. */
const warmUps = 8;

const check = newestOnly(function* prove(texts: Texts) {
  const { edition, files } = texts;
  // What can be shown comes first, and what can be proved before where everything stands: the preview draws meanwhile.
  const flow = flowIn(files.get('flow.json') ?? '');
  tell({ kind: 'flow', edition, flow });
  yield;
  let explored: (() => Exploration) | undefined;
  if (flow) {
    try {
      const found = explore(flow);
      explored = () => found;
      known = { edition, flow, found };
      tell({ kind: 'facts', edition, facts: factsOf(found) });
    } catch (error) {
      explored = () => {
        throw error;
      };
    }
    yield;
  }
  const look = () => checkInSteps({ name: texts.name, files }, undefined, explored);
  const steps = look();
  steps.next();
  const { found } = steps.next().value;
  yield;
  // What comes after this step is the reviewer's.
  const { problems } = steps.next().value;
  tell({ kind: 'proved', edition, problems: withFewWitnesses(problems), facts: found && factsOf(found) });
  if (warm || !flow) return;
  warm = true;
  for (let n = 0; n < warmUps; n++) {
    yield;
    flowIn(files.get('flow.json') ?? '');
    explore(flow);
    const again = look();
    for (let step = 0; step < 3; step++) again.next();
  }
});
let warm = false;

/** The flow in a text, if it may be shown. */
function flowIn(text: string): Flow | undefined {
  try {
    return parseFlow(JSON.parse(text.replace(/^\uFEFF/, ''))).flow;
  } catch {
    // What is wrong with it is told with its place.
    return undefined;
  }
}

const factsOf = (found: Exploration): Facts => ({
  conversations: found.conversations,
  outcomes: [...found.outcomes].map(([outcome, { conversations }]) => ({ outcome, conversations })),
  longest: found.longest,
});

addEventListener('message', ({ data }: MessageEvent<ToProver>) => {
  if (data.kind === 'way') tell({ kind: 'way', call: data.call, way: wayTo(data.to) });
  else if (data.kind === 'script') void script(data).then((page) => tell({ kind: 'script', call: data.call, page }));
  else {
    newest = changed(newest, data.changes);
    check(newest);
  }
});

/** So many problems come with their conversation: behind one mistake there may be thousands, each a thousand answers long. */
const mostWitnesses = 50;

function withFewWitnesses(problems: readonly Problem[]): Problem[] {
  let left = mostWitnesses;
  return problems.map(({ witness, ...problem }) => (witness && left-- > 0 ? { ...problem, witness } : problem));
}

/** The clinical script, when the newest texts are proved. */
async function script({ on, vignettes, problems }: ToProver & { kind: 'script' }): Promise<string | undefined> {
  // Not before: it brings what draws pages, which no keystroke needs.
  const { scriptPage } = await import('../../review/scriptPage.js');
  return known && known.edition === newest?.edition
    ? scriptPage(known.flow, { found: known.found, vignettes, problems, on })
    : undefined;
}

/** The shortest conversation that gets there. */
function wayTo(to: Target) {
  if (!known) return undefined;
  const { flow, found } = known;
  if ('redFlag' in to) return found.raised.get(to.redFlag)?.tell();
  if ('outcome' in to) return found.outcomes.get(to.outcome)?.shortest?.tell();
  // It ends before the question, which is to be answered by whoever asked for it.
  const first = 'section' in to ? flow.sections.find(({ id }) => id === to.section)?.questions[0]?.id : to.question;
  return first === undefined ? undefined : found.asked.get(first)?.tell();
}
