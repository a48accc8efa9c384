import type { Urgency as UrgencyOf } from '../../flow/terms.js';

/** Outlines in a square of 16, one for each urgency, so that nobody has to tell them by colour. */
const outlines: Record<UrgencyOf, string> = {
  emergency: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  urgent: 'M8 1l7.5 14h-15z',
  soon: 'M8 .5L15.5 8 8 15.5.5 8z',
  routine: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z',
};
const signs: Record<UrgencyOf, string> = {
  emergency: 'M8 4.5v4.5M8 11.6v.1',
  urgent: 'M8 6v4M8 12.4v.1',
  soon: 'M8 4.8V8l2.2 1.6',
  routine: 'M5 8.2l2.2 2.2L11 6',
};

/** The sign of an urgency at a place of the picture. `solid`: it stands on a box that has the colour itself. */
export function Urgency(props: {
  urgency: UrgencyOf;
  x: number;
  y: number;
  size?: number;
  quiet?: boolean;
  solid?: boolean;
}) {
  const { urgency, x, y, size = 16, quiet, solid } = props;
  const fill = quiet ? 'pic-quiet-fill' : solid ? 'pic-on-solid' : `pic-${urgency}-fill`;
  return (
    <g transform={`translate(${x} ${y}) scale(${size / 16})`}>
      <path class={fill} d={outlines[urgency]} />
      <path class={solid ? `pic-sign-solid pic-${urgency}` : 'pic-sign'} d={signs[urgency]} />
    </g>
  );
}
