import { checkInSteps } from '../../check/check.js';
import { type Exploration, explore, type Witness } from '../../check/explore.js';
import { readJson } from '../../check/json.js';
import type { Problem } from '../../check/problem.js';
import { parseVignettes } from '../../check/vignettes.js';
import { parseFlow } from '../../flow/parse.js';
import type { Flow } from '../../flow/schema.js';
import { compileFlow } from '../../machine/compile.js';
import { replay } from '../../machine/session.js';
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

/** A conversation that gets there: for a question the typical patient's, if it is asked, else the shortest. */
function wayTo(to: Target): Witness | undefined {
  if (!known) return undefined;
  const { flow, found } = known;
  if ('redFlag' in to) return found.raised.get(to.redFlag)?.tell();
  if ('outcome' in to) return found.outcomes.get(to.outcome)?.shortest?.tell();
  // It ends before the question, which is to be answered by whoever asked for it.
  const first = 'section' in to ? flow.sections.find(({ id }) => id === to.section)?.questions[0]?.id : to.question;
  if (first === undefined) return undefined;
  return typicalWay(flow, first) ?? found.asked.get(first)?.tell();
}

/**
 * What the patient of the vignettes' baseline says before a question. The shortest conversation may be that of a child,
 * or of somebody with a red flag, whose result would not be the one of the answer that is tried.
 */
function typicalWay(flow: Flow, question: string): Witness | undefined {
  const file = newest?.files.get('vignettes.json');
  const baseline = file === undefined ? undefined : parseVignettes(readJson(file).value).vignettes?.baseline;
  if (!baseline) return undefined;
  const typical = replay(compileFlow(flow), baseline);
  const asked = [...typical.steps.map((step) => step.question.id), typical.question?.id];
  const at = asked.indexOf(question);
  if (at < 0) return undefined;
  return typical.steps.slice(0, at).map((step) => ({ question: step.question.id, answer: step.answer }));
}
