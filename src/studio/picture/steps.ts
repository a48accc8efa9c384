import type { FlagsNode, Graph, PictureNode } from './graph.js';

/** The nodes that can be gone to, and where each arrow key leads from them. */
export type Steps = {
  /** What the column of the picture holds, in the order of asking, and then the outcomes. */
  readonly spine: readonly string[];
  /** Where a key leads from a node; undefined: nowhere, or it is none of these keys. */
  to(id: string, key: string, cameFrom: string | undefined): string | undefined;
};

/** How the arrow keys go along the arrows of a graph: down and up, right to what is raised, left back again. */
export function stepsOf(graph: Graph): Steps {
  const spine = graph.lanes.flatMap(({ nodes }) => nodes);
  const at = new Map(spine.map((id, index) => [id, index]));
  const nodes = new Map<string, PictureNode>(graph.nodes.map((node) => [node.id, node]));
  const flagsOf = new Map<string, FlagsNode[]>();
  for (const node of graph.nodes)
    if (node.kind === 'flags') flagsOf.set(node.question, [...(flagsOf.get(node.question) ?? []), node]);
  const along = (id: string, step: number) => {
    const index = at.get(id);
    return index === undefined ? undefined : spine[index + step];
  };
  return {
    spine,
    to(id, key, cameFrom) {
      const node = nodes.get(id);
      if (!node) return undefined;
      if (key === 'Home') return spine[0];
      if (key === 'End') return spine.at(-1);
      if (node.kind === 'flags') {
        const beside = flagsOf.get(node.question) ?? [];
        const index = beside.findIndex((one) => one.id === id);
        const question = `question:${node.question}`;
        if (key === 'ArrowLeft') return question;
        if (key === 'ArrowRight') return `outcome:${node.outcome}`;
        if (key === 'ArrowDown') return beside[index + 1]?.id ?? along(question, 1);
        return key === 'ArrowUp' ? (beside[index - 1]?.id ?? question) : undefined;
      }
      if (key === 'ArrowDown') return along(id, 1);
      if (key === 'ArrowUp') return along(id, -1);
      if (key === 'ArrowRight') {
        if (node.kind === 'question') return flagsOf.get(node.question)?.[0]?.id;
        return node.kind === 'stop' ? 'decide' : node.kind === 'decide' ? along(id, 1) : undefined;
      }
      if (key !== 'ArrowLeft') return undefined;
      if (node.kind === 'outcome') {
        const came = cameFrom === undefined ? undefined : nodes.get(cameFrom);
        if (came?.kind === 'flags' && came.outcome === node.outcome) return came.id;
        return graph.nodes.find((one) => one.kind === 'flags' && one.outcome === node.outcome)?.id ?? 'decide';
      }
      return undefined;
    },
  };
}
