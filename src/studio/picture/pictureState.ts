import { type Signal, signal } from '@preact/signals';
import type { Workbench } from '../workbench.js';
import type { Arranged } from './arrange.js';
import type { View } from './view.js';

/** What the picture remembers while another part of the studio is open. */
export type PictureState = {
  /** The last picture that was laid out. */
  readonly arranged: Signal<Arranged | undefined>;
  /** Undefined until it was drawn once: then it is fitted. */
  readonly view: Signal<View | undefined>;
  /** The node that Tab goes to. */
  readonly current: Signal<string | undefined>;
  /** The node whose details are shown. */
  readonly opened: Signal<string | undefined>;
  readonly asList: Signal<boolean>;
  readonly onlyWhatMatters: Signal<boolean>;
  /** The outcome of which only what leads to it stands out; empty: all. */
  readonly leadingTo: Signal<string>;
};

const states = new WeakMap<Workbench, PictureState>();

/** The state of the picture of a workbench; the same each time. */
export function pictureState(workbench: Workbench): PictureState {
  const known = states.get(workbench);
  if (known) return known;
  const made: PictureState = {
    arranged: signal(undefined),
    view: signal(undefined),
    current: signal(undefined),
    opened: signal(undefined),
    asList: signal(false),
    onlyWhatMatters: signal(false),
    leadingTo: signal(''),
  };
  states.set(workbench, made);
  return made;
}
