import type { Urgency } from '../flow/terms.js';

const paths = {
  restart: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  close: 'M6 6l12 12M18 6L6 18',
  pencil: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  help: 'M12 3l9.5 17h-19zM12 10v4.5M12 17.2v.3',
  emergency: 'M12 3l9.5 17h-19zM12 10v4.5M12 17.2v.3',
  urgent: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7.5V12l3 2.5',
  soon: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v5.5M12 7.6v.3',
  routine: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 12.3l2.8 2.7L16 9.5',
} satisfies Record<Urgency | 'restart' | 'close' | 'pencil' | 'help', string>;

/** A line drawing; always beside words or on a button that has a name. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
