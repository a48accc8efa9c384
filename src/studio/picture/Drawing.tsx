import type { Arranged } from './arrange.js';
import { EdgeShape } from './EdgeShape.js';
import { LaneShape } from './LaneShape.js';
import { type Detail, type Look, plainLook } from './look.js';
import { NodeShape } from './NodeShape.js';

/** The whole picture as it is printed: frames, arrows, then what they join. */
export function Drawing(props: { arranged: Arranged; look?: Look; detail?: Detail }) {
  const { arranged, look = plainLook, detail = 'near' } = props;
  const nodes = new Map(arranged.nodes.map(({ node }) => [node.id, node]));
  return (
    <>
      {arranged.lanes.map((placed) => (
        <LaneShape key={placed.lane.number} placed={placed} detail={detail} />
      ))}
      {arranged.edges
        .filter(({ lane, edge }) => lane || look.onEdges.has(edge.id))
        .map((placed) => (
          <EdgeShape
            key={placed.edge.id}
            placed={placed}
            to={nodes.get(placed.edge.to)}
            on={look.onEdges.has(placed.edge.id)}
            quiet={false}
          />
        ))}
      {arranged.nodes.map((placed) => (
        <NodeShape key={placed.node.id} placed={placed} look={look} detail={detail} />
      ))}
    </>
  );
}
