import type { Urgency } from '../../flow/terms.js';
import type { Graph, PictureNode } from './graph.js';
import type { Look } from './look.js';

/** Urgencies in one word, as they are named in a sentence. */
const words: Record<Urgency, string> = { emergency: 'emergency', urgent: 'urgent', soon: 'soon', routine: 'routine' };
const counted = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`;

/** The full names of all nodes for somebody who does not see the picture, by id. */
export function namesOf(graph: Graph, look: Look): ReadonlyMap<string, string> {
  const flags = new Map<string, string[]>();
  for (const node of graph.nodes)
    if (node.kind === 'flags')
      flags.set(node.question, [
        ...(flags.get(node.question) ?? []),
        `${counted(node.flags.length, 'red flag')}: ${words[node.urgency]}.`,
      ]);
  return new Map(graph.nodes.map((node) => [node.id, `${nameOf(node)} ${stateOf(node, look)}`.trim()]));

  function nameOf(node: PictureNode): string {
    switch (node.kind) {
      case 'question': {
        const who = node.when ? `Asked only if ${node.when}.` : 'Asked of everybody.';
        const raises = flags.get(node.question)?.join(' ') ?? '';
        return `Question ${node.number} of ${graph.questions}, ${ended(node.ask)} ${who} ${raises}`;
      }
      case 'flags':
        return `${counted(node.flags.length, 'red flag')} of this question: ${node.title} (${words[node.urgency]}).`;
      case 'outcome':
        return `Outcome, ${words[node.urgency]}: ${ended(node.title)}${node.when ? ` Only if ${node.when}.` : ''}`;
      case 'stop':
        return 'End of the section: with a red flag so far, the conversation ends here.';
      case 'decide':
        return 'All is asked: the most urgent red flag decides.';
      default:
        return 'Start';
    }
  }
}

const ended = (text: string) => (/[.?!…]$/.test(text) ? text : `${text}.`);

function stateOf({ id, kind }: PictureNode, look: Look): string {
  const marks = look.marks.get(id);
  return [
    look.now === id && 'Asked now.',
    look.reached === id && 'Reached in this conversation.',
    look.on.has(id) && kind === 'question' && look.now !== id && 'Asked in this conversation.',
    look.on.has(id) && kind === 'flags' && 'Raised in this conversation.',
    marks && marks.errors > 0 && `${counted(marks.errors, 'error')}.`,
    marks && marks.warnings > 0 && `${counted(marks.warnings, 'warning')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}
