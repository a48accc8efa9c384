import { type Signal, signal } from '@preact/signals';
import { parseFlow } from '../../flow/parse.js';
import type { Project } from '../project.js';
import { type State, sourcesOf } from './translation.js';

/** Which texts are shown. */
export const filters = ['all', 'todo', 'stale', 'broken'] as const;
export type Filter = (typeof filters)[number];

/** What somebody who translates is looking at; it stays while they look at other parts of the studio. */
export type View = {
  readonly language: Signal<string>;
  readonly filter: Signal<Filter>;
  readonly query: Signal<string>;
  /** Texts that the guide had in this sitting, by key, to tell what a stale translation was made of. */
  textsBefore(): ReadonlyMap<string, string>;
};

const views = new WeakMap<Project, View>();

/** The view of a project's translations. */
export function viewOf(project: Project): View {
  const known = views.get(project);
  if (known) return known;
  const seen = new Map<string, string>();
  let last: string | undefined;
  const view: View = {
    language: signal(''),
    filter: signal('all'),
    query: signal(''),
    textsBefore() {
      const saved = project.file('flow.json').saved.value;
      if (saved === undefined || saved === last) return seen;
      last = saved;
      try {
        const { flow } = parseFlow(JSON.parse(saved.replace(/^\uFEFF/, '')));
        for (const [place, text] of flow ? sourcesOf(flow).texts : []) seen.set(place, text);
      } catch (error) {
        // What is saved may be broken; then it tells nothing.
        if (!(error instanceof SyntaxError)) throw error;
      }
      return seen;
    },
  };
  views.set(project, view);
  return view;
}

/** Whether a text in this state is among those that the filter asks for. */
export function matches(filter: Filter, state: State): boolean {
  if (filter === 'all') return true;
  return filter === 'todo' ? state !== 'translated' : state === filter;
}
