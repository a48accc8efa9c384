import type { PlacedNode } from './arrange.js';
import type { Detail, Look } from './look.js';
import { Mark } from './Mark.js';
import { sizes } from './sizes.js';
import { Urgency } from './Urgency.js';

type Props = { placed: PlacedNode; look: Look; detail: Detail };

/** Lines of text, one under the other; `y` is the line on which the first stands. */
function Lines(props: {
  lines: readonly string[];
  x: number;
  y: number;
  step: number;
  class: string;
  anchor?: 'middle';
}) {
  const { lines, x, y, step, anchor } = props;
  if (lines.length === 0) return null;
  return (
    <text class={props.class} {...(anchor && { 'text-anchor': anchor })}>
      {lines.map((line, index) => (
        <tspan key={index} x={x} y={y + index * step}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** What one node looks like; without what makes it one that can be chosen. */
export function NodeShape({ placed, look, detail }: Props) {
  const { node, box } = placed;
  const on = look.on.has(node.id);
  const quiet = !on && look.emphasised !== undefined && !look.emphasised.has(node.id);
  const { x, y, width, height } = box;
  if (node.kind === 'fork')
    return <circle class={on ? 'pic-tag' : 'pic-fork'} cx={x + width / 2} cy={y + height / 2} r={width / 2} />;
  const text = quiet ? ' pic-quiet-text' : '';
  const chosen = look.chosen.has(node.id) && (
    <rect
      class="pic-ring"
      x={x - 5}
      y={y - 5}
      width={width + 10}
      height={height + 10}
      rx={node.kind === 'flags' ? 18 : 13}
    />
  );
  const marks = look.marks.get(node.id);
  const mark = marks && <Mark marks={marks} x={x + width - 8} y={y - 2} />;

  if (node.kind === 'flags') {
    const solid = node.urgency === 'emergency' && !quiet;
    const colour = quiet ? 'pic-quiet' : `pic-${node.urgency}`;
    const middle = y + height / 2;
    const words = solid ? 'pic-on-solid' : '';
    return (
      <>
        {chosen}
        <rect
          class={`pic-box pic-wide ${colour}${solid ? ' pic-emergency-fill' : ''}${on ? ' pic-on-flags' : ''}`}
          x={x}
          y={y}
          width={width}
          height={height}
          rx={height / 2}
        />
        {detail !== 'shapes' && <Urgency urgency={node.urgency} x={x + 8} y={y + 5} quiet={quiet} solid={solid} />}
        {detail === 'near' && (
          <Lines
            class={`pic-small pic-strong ${words}${text}`}
            lines={placed.lines}
            x={x + 29}
            y={middle + 4}
            step={0}
          />
        )}
        {detail === 'far' && (
          <Lines class={`pic-far ${words}${text}`} lines={placed.far} x={x + 34} y={middle + 9} step={0} />
        )}
        {mark}
      </>
    );
  }

  if (node.kind === 'question' || node.kind === 'outcome') {
    const outcome = node.kind === 'outcome' ? node.urgency : undefined;
    const state = on ? 'pic-on-box' : '';
    const own = outcome ? (quiet ? 'pic-wide pic-quiet' : `pic-wide pic-${outcome}`) : quiet ? 'pic-quiet' : '';
    const left = x + sizes.number;
    const total = placed.small.length * sizes.smallLine + placed.lines.length * sizes.line;
    const first = y + (height - total) / 2;
    const small = (
      <Lines
        class={`pic-small${text}`}
        lines={placed.small}
        x={left}
        y={(outcome ? first + placed.lines.length * sizes.line : first) + 11.5}
        step={sizes.smallLine}
      />
    );
    const farTop = y + (height - placed.far.length * sizes.farLine) / 2 + 22;
    return (
      <>
        {chosen}
        <rect
          class={`pic-box ${own} ${state}${node.when ? ' pic-only-if' : ''}`}
          x={x}
          y={y}
          width={width}
          height={height}
          rx={10}
        />
        {outcome && detail !== 'shapes' && (
          <Urgency urgency={outcome} x={x + 10} y={y + height / 2 - 10} size={20} quiet={quiet} />
        )}
        {node.kind === 'question' && detail !== 'shapes' && (
          <text
            class={detail === 'near' || node.number > 99 ? 'pic-number' : 'pic-number-far'}
            x={detail === 'near' && node.number < 100 ? x + sizes.number - 10 : x + sizes.number - 2}
            y={detail === 'near' ? y + height / 2 + 5 : y + height / 2 + 9}
            text-anchor="end"
          >
            {node.number}
          </text>
        )}
        {detail === 'near' && (
          <>
            {small}
            <Lines
              class={`pic-text${outcome ? ' pic-strong' : ''}${text}`}
              lines={placed.lines}
              x={left}
              y={first + (outcome ? 0 : placed.small.length * sizes.smallLine) + 13.5}
              step={sizes.line}
            />
          </>
        )}
        {detail === 'far' && (
          <Lines
            class={`pic-far${text}`}
            lines={placed.far}
            x={outcome ? left : left + 8}
            y={farTop}
            step={sizes.farLine}
          />
        )}
        {look.now === node.id && <Tag x={x + 14} y={y} says="asked now" width={78} detail={detail} />}
        {look.reached === node.id && <Tag x={x + 14} y={y} says="reached" width={66} detail={detail} />}
        {mark}
      </>
    );
  }

  const lines = detail === 'far' ? placed.far : placed.lines;
  const step = detail === 'far' ? sizes.farLine : sizes.line;
  return (
    <>
      {chosen}
      <rect
        class={`pic-pill ${on ? 'pic-on-box' : quiet ? 'pic-quiet' : ''}`}
        x={x}
        y={y}
        width={width}
        height={height}
        rx={height / 2}
      />
      {detail !== 'shapes' && (
        <Lines
          class={`${detail === 'far' ? 'pic-far' : 'pic-text pic-strong'}${text}`}
          lines={lines}
          x={x + width / 2}
          y={y + height / 2 - ((lines.length - 1) * step) / 2 + (detail === 'far' ? 8 : 5)}
          step={step}
          anchor="middle"
        />
      )}
      {mark}
    </>
  );
}

/** A few words on the upper edge of a box; larger from far. */
function Tag(props: { x: number; y: number; says: string; width: number; detail: Detail }) {
  const { x, y, says, width, detail } = props;
  const scale = detail === 'near' ? 1 : 1.8;
  return (
    <g transform={`translate(${x} ${y - 11 * scale}) scale(${scale})`}>
      <rect class="pic-tag" width={width} height={18} rx={9} />
      <text class="pic-tag-text" x={width / 2} y={13} text-anchor="middle">
        {says}
      </text>
    </g>
  );
}
