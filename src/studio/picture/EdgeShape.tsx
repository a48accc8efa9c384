import type { PlacedEdge } from './arrange.js';
import type { PictureNode } from './graph.js';

/** One arrow. `urgency` colours it; `on`: the conversation went along it; `quiet`: it is not what is looked for. */
export function EdgeShape(props: { placed: PlacedEdge; to: PictureNode | undefined; on: boolean; quiet: boolean }) {
  const { placed, to, on, quiet } = props;
  const { kind } = placed.edge;
  const coloured = (kind === 'raises' || kind === 'ends') && to && 'urgency' in to ? to.urgency : undefined;
  const colour = quiet ? 'pic-quiet' : coloured ? `pic-wide pic-${coloured}` : '';
  const head = quiet ? 'pic-quiet-fill' : coloured ? `pic-${coloured}-fill` : '';
  return (
    <>
      <path
        class={`${on ? 'pic-on-edge' : 'pic-edge'} ${on && !coloured ? '' : colour}${kind === 'otherwise' ? ' pic-past' : ''}`}
        d={placed.line}
      />
      {placed.head && <path class={`${on ? 'pic-on-head' : 'pic-head'} ${on ? '' : head}`} d={placed.head} />}
    </>
  );
}
