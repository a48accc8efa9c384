import { useId } from 'preact/hooks';
import { questionsOf } from '../../flow/answer.js';
import type { Condition, Flow, RedFlag } from '../../flow/schema.js';
import { createSession } from '../../machine/session.js';
import { questionNumbers } from '../../review/conditionWords.js';
import { plain } from '../../review/fewWords.js';
import { urgencyWords } from '../../review/urgencyWords.js';
import { pathOf } from '../places.js';
import type { Target } from '../proof/messages.js';
import { useWorkbench } from '../workbench.js';
import { answerWords } from './answerWords.js';
import { type Graph, idOf, type PictureNode } from './graph.js';
import { nodeAt, targetOf } from './nodePlaces.js';
import { Words } from './Words.js';

type Props = { node: PictureNode; graph: Graph; flow: Flow; onGo: (node: string) => void; onClose: () => void };

/** What a node of the picture stands for, and what can be done with it. */
export function Details({ node, graph, flow, onGo, onClose }: Props) {
  const { checker } = useWorkbench();
  const id = useId();
  const target = targetOf(node);
  const problems = (checker.latest.value?.flow ? checker.latest.value.problems : []).filter(
    ({ file, path }) => file === 'flow.json' && nodeAt(graph, flow, path) === node.id,
  );
  const goQuestion = (question: string) => onGo(idOf.question(question));
  const common = { graph, flow, onGo, goQuestion };
  return (
    <section
      class="picture-details"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="picture-details-head">
        <h3 id={id}>{titleOf(node, graph)}</h3>
        <button type="button" class="quiet" onClick={onClose}>
          <span aria-hidden="true">✕</span>
          <span class="sr">Close the details</span>
        </button>
      </div>
      {node.kind === 'question' && <OfQuestion node={node} {...common} />}
      {node.kind === 'flags' && <OfFlags node={node} {...common} />}
      {node.kind === 'outcome' && <OfOutcome node={node} {...common} />}
      {node.kind === 'stop' && (
        <p>At the end of this section, any red flag so far ends the conversation, at the most urgent outcome.</p>
      )}
      {node.kind === 'decide' && (
        <p>
          When all is asked, the most urgent red flag decides. With none, it is the first routine outcome whose
          condition holds.
        </p>
      )}
      {problems.length > 0 && (
        <ul class="picture-problems">
          {problems.map(({ severity, message }, index) => (
            <li key={index} class={severity}>
              <strong>{severity === 'error' ? 'Error' : 'Warning'}:</strong> {message}
            </li>
          ))}
        </ul>
      )}
      {target && node.kind !== 'flags' && <Actions target={target} flow={flow} what={titleOf(node, graph)} />}
    </section>
  );
}

function titleOf(node: PictureNode, graph: Graph): string {
  if (node.kind === 'question') return `Question ${node.number} of ${graph.questions}`;
  if (node.kind === 'flags')
    return `${node.flags.length === 1 ? 'Red flag' : `${node.flags.length} red flags`}: ${node.title}`;
  if (node.kind === 'outcome') return node.title;
  return node.kind === 'stop' ? 'End of the section' : 'Which red flag decides';
}

type Own<K extends PictureNode['kind']> = {
  node: Extract<PictureNode, { kind: K }>;
  graph: Graph;
  flow: Flow;
  onGo: (node: string) => void;
  goQuestion: (question: string) => void;
};

function OfQuestion({ node, graph, flow, onGo, goQuestion }: Own<'question'>) {
  const { preview } = useWorkbench();
  const question = questionsOf(flow).find(({ id }) => id === node.question);
  const section = flow.sections.find(({ questions }) => question && questions.includes(question));
  if (!question || !section) return <p>{node.ask}</p>;
  const step = createSession(flow, preview.answers.value).steps.value.find((one) => one.question.id === question.id);
  const when = bothOf(section.when, question.when);
  const raises = graph.nodes.flatMap((one) => (one.kind === 'flags' && one.question === node.question ? [one] : []));
  return (
    <>
      <p class="picture-ask">{node.ask}</p>
      <p class="picture-quiet">
        {plain(section.title)} · <code>{question.id}</code>
      </p>
      <div>
        {when ? (
          <>
            Asked only if <Words when={when} numbers={questionNumbers(flow)} onGo={goQuestion} />
          </>
        ) : (
          'Asked of everybody who gets here.'
        )}
      </div>
      {step && <p>In this conversation: “{answerWords(question, step.answer)}”.</p>}
      {raises.length === 0 ? (
        <p class="picture-quiet">
          {node.leadsTo.length > 0
            ? 'By itself it raises no red flag, but some depend on it.'
            : 'No red flag depends on it.'}
        </p>
      ) : (
        <ul>
          {raises.map((flags) => (
            <li key={flags.id}>
              <button type="button" class={`picture-link ${flags.urgency}`} onClick={() => onGo(flags.id)}>
                {flags.flags.length} {flags.flags.length === 1 ? 'red flag' : 'red flags'}: {flags.title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function OfFlags({ node, flow, onGo, goQuestion }: Own<'flags'>) {
  const flags = node.flags.flatMap((id) => flow.redFlags.find((flag) => flag.id === id) ?? []);
  return (
    <>
      <p>
        {node.urgency === 'emergency'
          ? 'Ends the conversation at once at '
          : 'Decides at the end, unless another is more urgent: '}
        <button type="button" class={`picture-link ${node.urgency}`} onClick={() => onGo(idOf.outcome(node.outcome))}>
          {node.title}
        </button>
      </p>
      <ul class="picture-flags">
        {flags.map((flag) => (
          <li key={flag.id}>
            <p>
              <strong>{plain(flag.because)}</strong> <code>{flag.id}</code>
            </p>
            <div>
              Raised if <Words when={flag.when} numbers={questionNumbers(flow)} onGo={goQuestion} />
            </div>
            <Actions target={{ redFlag: flag.id }} flow={flow} what={nameOf(flag)} />
          </li>
        ))}
      </ul>
    </>
  );
}

const nameOf = (flag: RedFlag) => `red flag ${flag.id}`;

function OfOutcome({ node, graph, flow, goQuestion }: Own<'outcome'>) {
  const { checker } = useWorkbench();
  const facts = checker.latest.value?.facts;
  const count = facts?.outcomes.find(({ outcome }) => outcome === node.outcome)?.conversations;
  const outcome = flow.outcomes.find(({ id }) => id === node.outcome);
  const from = graph.nodes.filter((one) => one.kind === 'flags' && one.outcome === node.outcome);
  const numbers = questionNumbers(flow);
  return (
    <>
      <p>{urgencyWords[node.urgency]}</p>
      {count !== undefined && facts && (
        <p>
          {count.toLocaleString('en')} of {facts.conversations.toLocaleString('en')} possible conversations end here
          {facts.conversations > 0n && ` (${shareOf(count, facts.conversations)})`}.
        </p>
      )}
      {outcome?.when && (
        <div>
          Only if <Words when={outcome.when} numbers={numbers} onGo={goQuestion} />
        </div>
      )}
      {from.length > 0 && (
        <p>
          Its red flags are raised at questions{' '}
          {from.map((one, index) => {
            const question = 'question' in one ? one.question : '';
            return (
              <>
                {index > 0 && ', '}
                <button key={one.id} type="button" class="picture-link" onClick={() => goQuestion(question)}>
                  {numbers.get(question)?.number ?? question}
                </button>
              </>
            );
          })}
          .
        </p>
      )}
    </>
  );
}

/** A share in a hundred, which may be far below one. */
function shareOf(count: bigint, all: bigint): string {
  const share = Number((count * 1_000_000n) / all) / 10_000;
  if (share > 0 && share < 0.1) return 'less than 0.1 %';
  return `${share.toLocaleString('en', { maximumFractionDigits: 1 })} %`;
}

/** Where to go from something of the flow; `what` names it for those who hear the buttons only. */
function Actions({ target, flow, what }: { target: Target; flow: Flow; what: string }) {
  const workbench = useWorkbench();
  const path = pathOf(flow, target);
  const place = path && { file: 'flow.json', path };
  return (
    <div class="picture-actions">
      <button type="button" aria-label={`Edit: ${what}`} onClick={() => place && workbench.goTo(place, 'outline')}>
        Edit
      </button>
      <button type="button" aria-label={`Source: ${what}`} onClick={() => place && workbench.goTo(place, 'source')}>
        Source
      </button>
      <button
        type="button"
        aria-label={`Show in preview: ${what}`}
        onClick={async () => {
          const way = await workbench.checker.way(target);
          if (way) workbench.play(way, `The preview shows the shortest conversation to this: ${what}.`);
          else workbench.spoken.value = `No conversation gets there: ${what}.`;
        }}
      >
        Show in preview
      </button>
    </div>
  );
}

function bothOf(section: Condition | undefined, own: Condition | undefined): Condition | undefined {
  return section && own ? { all: [section, own] } : (section ?? own);
}
