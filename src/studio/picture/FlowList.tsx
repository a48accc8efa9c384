import type { Flow } from '../../flow/schema.js';
import { questionNumbers } from '../../review/conditionWords.js';
import { plain } from '../../review/fewWords.js';
import { urgencyWords } from '../../review/urgencyWords.js';
import { type FlagsNode, type Graph, idOf, type PictureNode } from './graph.js';
import type { Look } from './look.js';
import { laneId } from './nodePlaces.js';
import { Words } from './Words.js';

type Props = { graph: Graph; flow: Flow; look: Look; onChoose: (id: string) => void };

/** The same as the picture, in words: sections, their questions, who is asked, and where each red flag leads. */
export function FlowList({ graph, flow, look, onChoose }: Props) {
  const numbers = questionNumbers(flow);
  const nodes = new Map<string, PictureNode>(graph.nodes.map((node) => [node.id, node]));
  const flagsOf = new Map<string, FlagsNode[]>();
  for (const node of graph.nodes)
    if (node.kind === 'flags') flagsOf.set(node.question, [...(flagsOf.get(node.question) ?? []), node]);
  const flags = new Map(flow.redFlags.map((flag) => [flag.id, flag]));
  const fits = (id: string) => !look.emphasised || look.emphasised.has(id);
  const link = (id: string, text: string, urgency = '') => (
    <button
      type="button"
      class={`picture-link ${urgency}`}
      data-node={id}
      aria-pressed={look.chosen.has(id)}
      onClick={() => onChoose(id)}
    >
      {text}
    </button>
  );
  const goQuestion = (question: string) => onChoose(idOf.question(question));
  return (
    <div class="picture-list">
      {graph.lanes.map((lane) => {
        const section = flow.sections.find(({ id }) => id === lane.section);
        const shown = lane.nodes.flatMap((id) => nodes.get(id) ?? []);
        return (
          <section key={laneId(lane.section)}>
            <h3>{lane.section === undefined ? lane.title : `${lane.number}. ${lane.title}`}</h3>
            {section?.when && (
              <div>
                This section only if <Words when={section.when} numbers={numbers} onGo={goQuestion} />
              </div>
            )}
            <ol>
              {shown
                .filter(({ kind, id }) => (kind === 'question' || kind === 'outcome') && fits(id))
                .map((node) =>
                  node.kind === 'question' ? (
                    <li key={node.id} value={node.number}>
                      <p>
                        {link(node.id, node.ask)} <State id={node.id} look={look} />
                      </p>
                      <Asked flow={flow} question={node.question} onGo={goQuestion} />
                      {(flagsOf.get(node.question) ?? []).filter(({ id }) => fits(id)).length > 0 && (
                        <ul>
                          {(flagsOf.get(node.question) ?? [])
                            .filter(({ id }) => fits(id))
                            .map((group) => (
                              <li key={group.id}>
                                {link(group.id, count(group), group.urgency)} that{' '}
                                {group.flags.length === 1 ? 'leads' : 'lead'} to{' '}
                                {link(idOf.outcome(group.outcome), group.title, group.urgency)}
                                <ul>
                                  {group.flags.map((id) => {
                                    const flag = flags.get(id);
                                    return (
                                      flag && (
                                        <li key={id}>
                                          {plain(flag.because)} Raised if{' '}
                                          <Words when={flag.when} numbers={numbers} onGo={goQuestion} />
                                        </li>
                                      )
                                    );
                                  })}
                                </ul>
                              </li>
                            ))}
                        </ul>
                      )}
                    </li>
                  ) : node.kind === 'outcome' ? (
                    <li key={node.id}>
                      {link(node.id, node.title, node.urgency)} <span>{urgencyWords[node.urgency]}</span>{' '}
                      <State id={node.id} look={look} />
                      {node.when && <p class="picture-quiet">Only if {node.when}</p>}
                    </li>
                  ) : null,
                )}
            </ol>
            {section?.stopIfFlagged && <p>With a red flag so far, the conversation ends at the end of this section.</p>}
          </section>
        );
      })}
    </div>
  );
}

const count = ({ flags }: FlagsNode) => `${flags.length} ${flags.length === 1 ? 'red flag' : 'red flags'}`;

function Asked({ flow, question, onGo }: { flow: Flow; question: string; onGo: (question: string) => void }) {
  const when = flow.sections.flatMap(({ questions }) => questions).find(({ id }) => id === question)?.when;
  return when ? (
    <div class="picture-quiet">
      Asked only if <Words when={when} numbers={questionNumbers(flow)} onGo={onGo} />
    </div>
  ) : (
    <p class="picture-quiet">Asked of everybody.</p>
  );
}

/** What the conversation in the preview, and the checker, say of a node. */
function State({ id, look }: { id: string; look: Look }) {
  const marks = look.marks.get(id);
  const problems = marks && marks.errors + marks.warnings;
  const says = [
    look.now === id && 'asked now',
    look.reached === id && 'reached in this conversation',
    look.on.has(id) && look.now !== id && look.reached !== id && 'asked in this conversation',
    problems && `${problems} ${problems === 1 ? 'problem' : 'problems'}`,
  ].filter(Boolean);
  return says.length > 0 ? <span class="picture-state">{says.join(', ')}</span> : null;
}
