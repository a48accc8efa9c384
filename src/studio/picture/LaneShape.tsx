import type { PlacedLane } from './arrange.js';
import type { Detail, Marks } from './look.js';
import { Mark } from './Mark.js';
import { sizes } from './sizes.js';

/** The frame of a section, with its title. */
export function LaneShape(props: { placed: PlacedLane; detail: Detail; chosen?: boolean; marks?: Marks | undefined }) {
  const { placed, detail, chosen, marks } = props;
  const { box, lines, small, far } = placed;
  const [x, y] = [box.x + sizes.pad, box.y + 26];
  return (
    <>
      <rect class="pic-lane" x={box.x} y={box.y} width={box.width} height={box.height} rx={14} />
      {chosen && (
        <rect class="pic-ring" x={box.x - 4} y={box.y - 4} width={box.width + 8} height={box.height + 8} rx={18} />
      )}
      {detail === 'near' ? (
        <>
          <text class="pic-lane-title">
            {lines.map((line, index) => (
              <tspan key={index} x={x} y={y + index * sizes.titleLine}>
                {line}
              </tspan>
            ))}
          </text>
          <text class="pic-small">
            {small.map((line, index) => (
              <tspan key={index} x={x} y={y + lines.length * sizes.titleLine - 4 + index * sizes.smallLine}>
                {line}
              </tspan>
            ))}
          </text>
        </>
      ) : (
        <text class="pic-lane-title-far" x={x} y={y + 6}>
          {far[0]}
        </text>
      )}
      {marks && <Mark marks={marks} x={box.x + box.width - 22} y={box.y + 20} />}
    </>
  );
}
