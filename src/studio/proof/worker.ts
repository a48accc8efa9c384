import { checkInSteps, type Report } from '../../check/check.js';
import { type Comparison, compareFlows } from '../../check/diff.js';
import { type Exploration, NotProved } from '../../check/explore.js';
import { parseFlow } from '../../flow/parse.js';
import type { Flow } from '../../flow/schema.js';
import type { Checked, FromChecker, Target, Texts, ToChecker } from './messages.js';

let latest: Texts | undefined;
let busy = false;
/** What the last edition that could be proved showed. */
let known: { flow: Flow; found: Exploration } | undefined;
/** All that was found in the last edition that was checked to its end. */
let finished: { texts: Texts; report: Report } | undefined;

addEventListener('message', ({ data }: MessageEvent<ToChecker>) => {
  if (data.kind === 'way') {
    tell({ kind: 'way', call: data.call, way: wayTo(data.to) });
    return;
  }
  if (data.kind === 'script') {
    void script(data.on).then((page) => tell({ kind: 'script', call: data.call, page }));
    return;
  }
  latest = data.texts;
  if (!busy) void work();
});

const tell = (message: FromChecker) => postMessage(message);

/** Lets messages in that came meanwhile. */
const breathe = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

/** Checks the newest edition, step by step, and starts again with a newer one as soon as it comes. */
async function work(): Promise<void> {
  busy = true;
  for (let texts = latest; texts; texts = latest === texts ? undefined : latest) await checkEdition(texts);
  busy = false;
}

async function checkEdition(texts: Texts): Promise<void> {
  const { edition, name } = texts;
  const checkedOf = ({ found, ...report }: Report, done: boolean, comparison?: Comparison): Checked => ({
    ...report,
    edition,
    done,
    facts: found && {
      conversations: found.conversations,
      outcomes: [...found.outcomes].map(([outcome, { conversations }]) => ({ outcome, conversations })),
      longest: found.longest,
    },
    comparison,
  });
  const steps = checkInSteps({ name, files: new Map(texts.files) });
  for (;;) {
    const { done, value } = steps.next();
    if (value.flow && value.found) known = { flow: value.flow, found: value.found };
    if (!done) {
      tell({ kind: 'checked', checked: checkedOf(value, false) });
      await breathe();
      if (latest !== texts) return;
      continue;
    }
    finished = { texts, report: value };
    tell({ kind: 'checked', checked: checkedOf(value, true, compared(texts, value.flow)) });
    return;
  }
}

function compared(texts: Texts, flow: Flow | undefined): Comparison | undefined {
  const before = new Map(texts.saved).get('flow.json');
  if (!flow || before === undefined) return undefined;
  try {
    const saved = parseFlow(JSON.parse(before.replace(/^\uFEFF/, ''))).flow;
    return saved && compareFlows(saved, flow);
  } catch (error) {
    if (error instanceof NotProved || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The shortest conversation that gets there. */
function wayTo(to: Target) {
  if (!known) return undefined;
  const { flow, found } = known;
  if ('redFlag' in to) return found.raised.get(to.redFlag)?.tell();
  if ('outcome' in to) return found.outcomes.get(to.outcome)?.shortest?.tell();
  const first = 'section' in to ? flow.sections.find(({ id }) => id === to.section)?.questions[0]?.id : to.question;
  // It ends before the question, which is to be answered by whoever asked for it.
  return first === undefined ? undefined : found.asked.get(first)?.tell();
}

/** The clinical script, when the newest texts have been checked to the end and are proved. */
async function script(on: string): Promise<string | undefined> {
  if (!finished || finished.texts !== latest) return undefined;
  const { flow, found, vignettes = 0, errors: problems } = finished.report;
  // Not before: it brings what draws pages, which no keystroke needs.
  const { scriptPage } = await import('../../review/scriptPage.js');
  return flow && found && scriptPage(flow, { found, vignettes, problems, on });
}
