import type { Arranged, Box } from './arrange.js';
import { EdgeShape } from './EdgeShape.js';
import { LaneShape } from './LaneShape.js';
import type { Detail, Look } from './look.js';
import { NodeShape } from './NodeShape.js';
import { laneId } from './nodePlaces.js';
import { meets } from './view.js';

type Props = {
  arranged: Arranged;
  look: Look;
  detail: Detail;
  /** What of the picture is drawn: what is in sight, and some room around it. */
  seen: Box;
  names: ReadonlyMap<string, string>;
  /** The node that Tab goes to, which is always drawn. */
  current: string | undefined;
};

/** What of the picture is in sight, with every node as something that can be gone to and chosen. */
export function Scene({ arranged, look, detail, seen, names, current }: Props) {
  const nodes = new Map(arranged.nodes.map(({ node }) => [node.id, node]));
  const { emphasised } = look;
  return (
    <>
      {arranged.lanes
        .filter(({ box }) => meets(box, seen))
        .map((placed) => (
          <LaneShape
            key={laneId(placed.lane.section)}
            placed={placed}
            detail={detail}
            chosen={look.chosen.has(laneId(placed.lane.section))}
            marks={look.marks.get(laneId(placed.lane.section))}
          />
        ))}
      {arranged.edges
        .filter(({ edge, box, lane }) => {
          if (look.onEdges.has(edge.id)) return true;
          if (!lane) return drawn(edge, look);
          // From very far these are specks, and there are thousands of them.
          if (detail === 'shapes' && (edge.kind === 'raises' || edge.kind === 'otherwise')) return false;
          return meets(box, seen);
        })
        .map((placed) => (
          <EdgeShape
            key={placed.edge.id}
            placed={placed}
            to={nodes.get(placed.edge.to)}
            on={look.onEdges.has(placed.edge.id)}
            quiet={emphasised !== undefined && !(emphasised.has(placed.edge.from) && emphasised.has(placed.edge.to))}
          />
        ))}
      {arranged.nodes
        .filter(
          ({ node, box }) =>
            node.id === current || (meets(box, seen) && !(detail === 'shapes' && node.kind === 'fork')),
        )
        .map((placed) => {
          const { id, kind } = placed.node;
          const shape = <NodeShape placed={placed} look={look} detail={detail} />;
          if (kind === 'fork' || kind === 'start') return <g key={id}>{shape}</g>;
          const { x, y, width, height } = placed.box;
          return (
            // biome-ignore lint/a11y/useSemanticElements: there are no buttons in a picture
            <g
              key={id}
              class="picture-node"
              role="button"
              aria-label={names.get(id)}
              aria-pressed={look.chosen.has(id)}
              tabindex={id === current ? 0 : -1}
              data-node={id}
            >
              {shape}
              <rect class="picture-focus" x={x - 9} y={y - 9} width={width + 18} height={height + 18} rx={17} />
            </g>
          );
        })}
    </>
  );
}

/** Whether a line across the whole picture is drawn: only those of what is chosen, or all would hide the rest. */
const drawn = ({ from, to, kind }: { from: string; to: string; kind: string }, { chosen }: Look) =>
  chosen.has(from) || (kind === 'ends' && chosen.has(to));
