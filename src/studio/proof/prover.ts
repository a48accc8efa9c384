import { checkInSteps } from '../../check/check.js';
import type { Exploration } from '../../check/explore.js';
import type { Problem } from '../../check/problem.js';
import type { Flow } from '../../flow/schema.js';
import type { FromProver, Target, Texts, ToProver } from './messages.js';
import { newestOnly } from './newest.js';

/** What the last edition that could be proved showed. */
let known: { edition: number; flow: Flow; found: Exploration } | undefined;
let edition = 0;

const tell = (message: FromProver) => postMessage(message);

const check = newestOnly(function* prove(texts: Texts) {
  const steps = checkInSteps({ name: texts.name, files: new Map(texts.files) });
  const shape = steps.next().value;
  tell({ kind: 'flow', edition: texts.edition, flow: shape.flow });
  yield;
  const { flow, found } = steps.next().value;
  if (flow && found) known = { edition: texts.edition, flow, found };
  yield;
  const { problems } = steps.next().value;
  const facts = found && {
    conversations: found.conversations,
    outcomes: [...found.outcomes].map(([outcome, { conversations }]) => ({ outcome, conversations })),
    longest: found.longest,
  };
  tell({ kind: 'proved', edition: texts.edition, problems: withFewWitnesses(problems), facts });
  // What comes after this is the reviewer's.
});

addEventListener('message', ({ data }: MessageEvent<ToProver>) => {
  if (data.kind === 'way') tell({ kind: 'way', call: data.call, way: wayTo(data.to) });
  else if (data.kind === 'script') void script(data).then((page) => tell({ kind: 'script', call: data.call, page }));
  else {
    edition = data.texts.edition;
    check(data.texts);
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
  return known?.edition === edition
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
