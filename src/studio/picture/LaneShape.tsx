import type { PlacedLane } from './arrange.js';
import type { Detail } from './look.js';
import { sizes } from './sizes.js';

/** The frame of a section, with its title. */
export function LaneShape({ placed, detail }: { placed: PlacedLane; detail: Detail }) {
  const { box, lines, small, far } = placed;
  const [x, y] = [box.x + sizes.pad, box.y + 26];
  return (
    <>
      <rect class="pic-lane" x={box.x} y={box.y} width={box.width} height={box.height} rx={14} />
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
    </>
  );
}
