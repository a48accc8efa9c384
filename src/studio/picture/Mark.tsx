import type { Marks } from './look.js';

/** How many problems there are: a disc with an error among them, a triangle with only warnings. */
export function Mark({ marks: { errors, warnings }, x, y }: { marks: Marks; x: number; y: number }) {
  return (
    <>
      {errors > 0 ? (
        <circle class="pic-error" cx={x} cy={y} r={11} />
      ) : (
        <path class="pic-warning" d={`M${x} ${y - 14}l14 24h-28z`} />
      )}
      <text class="pic-mark-text" x={x} y={y + (errors > 0 ? 4.5 : 7)} text-anchor="middle">
        {errors + warnings}
      </text>
    </>
  );
}
