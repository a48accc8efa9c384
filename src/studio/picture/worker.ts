import type { Flow } from '../../flow/schema.js';
import { type Arranged, arrange } from './arrange.js';
import { graphOf, type Shown } from './graph.js';

/** What the page asks for, and gets: one picture at a time. */
export type ToLayouter = { flow: Flow; shown: Shown };
export type FromLayouter = Arranged;

addEventListener('message', ({ data: { flow, shown } }: MessageEvent<ToLayouter>) => {
  const arranged: FromLayouter = arrange(graphOf(flow, shown));
  postMessage(arranged);
});
