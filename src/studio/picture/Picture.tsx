import { useSignal } from '@preact/signals';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { useWorkbench } from '../workbench.js';
import { Canvas } from './Canvas.js';
import { Details } from './Details.js';
import { FlowList } from './FlowList.js';
import { download, print } from './keep.js';
import { startLayouter } from './layouter.js';
import type { Look } from './look.js';
import { leadingTo, marksOf, nodeAt, placeOf } from './nodePlaces.js';
import { paperOf } from './paper.js';
import { pictureState } from './pictureState.js';
import { traceOf } from './trace.js';
import './drawing.css';
import './picture.css';

/** The part "Picture": the flow at a glance, and the conversation of the preview in it. `start` lays it out. */
export function Picture({ start = startLayouter }: { start?: typeof startLayouter } = {}) {
  const workbench = useWorkbench();
  const { checker, project, preview, place } = workbench;
  const state = pictureState(workbench);
  const id = useId();
  const flow = checker.flow.value;
  const answers = preview.answers.value;
  const latest = checker.latest.value;
  const arranged = state.arranged.value;
  const shown = state.onlyWhatMatters.value;

  const layouter = useRef<ReturnType<typeof startLayouter>>(undefined);
  useEffect(() => {
    layouter.current = start((done) => {
      state.arranged.value = done;
    });
    return () => layouter.current?.stop();
  }, []);
  useEffect(() => {
    if (flow) layouter.current?.lay(flow, { onlyWhatMatters: shown });
  }, [flow, shown]);

  const graph = arranged?.graph;
  const trace = useMemo(() => graph && flow && traceOf(graph, flow, answers), [graph, flow, answers]);
  const problems = latest?.flow ? latest.problems : undefined;
  const marks = useMemo(
    () => (graph && flow && problems ? marksOf(graph, flow, problems) : new Map()),
    [graph, flow, problems],
  );
  const wanted = state.leadingTo.value;
  const outcome = flow?.outcomes.some((one) => one.id === wanted) ? wanted : '';
  const { file, path } = place.value;
  const placed = graph && flow && file === 'flow.json' ? nodeAt(graph, flow, path) : undefined;
  const opened = state.opened.value;
  const openedNode = graph?.nodes.find((one) => one.id === opened);
  // A red flag stands at each question that can raise it; where it was chosen, only there.
  const here = openedNode && flow && placeOf(flow, openedNode)?.join() === path.join();
  const marked = here ? undefined : placed;
  const look = useMemo<Look | undefined>(
    () =>
      graph &&
      trace && {
        on: new Set([...trace.nodes, ...trace.raised]),
        onEdges: trace.edges,
        now: trace.now,
        reached: trace.outcome,
        chosen: new Set([marked, opened].filter((one) => one !== undefined)),
        emphasised: outcome ? leadingTo(graph, outcome) : undefined,
        marks,
      },
    [graph, trace, marked, opened, outcome, marks],
  );

  // Somebody went to another place, such as by a click in the preview: the details follow, if there are any.
  const before = useRef(placed);
  useEffect(() => {
    if (placed === before.current) return;
    before.current = placed;
    if (placed === undefined) return;
    if (!placed.startsWith('lane:')) state.current.value = placed;
    if (state.opened.peek() !== undefined && !holds(placed)) state.opened.value = placed;
  }, [placed]);
  const holds = (other: string) => other === state.opened.peek();

  const nodeOf = (node: string) => graph?.nodes.find((one) => one.id === node);
  const choose = (node: string) => {
    const chosen = nodeOf(node);
    if (!chosen || !flow) return;
    state.opened.value = node;
    state.current.value = node;
    const to = placeOf(flow, chosen);
    if (to) {
      before.current = nodeAt(graph as NonNullable<typeof graph>, flow, to);
      place.value = { file: 'flow.json', path: to };
    }
  };
  const edit = (node: string) => {
    const chosen = nodeOf(node);
    const to = chosen && flow && placeOf(flow, chosen);
    if (to) workbench.goTo({ file: 'flow.json', path: to }, 'outline');
  };
  const root = useRef<HTMLDivElement>(null);
  const close = () => {
    const was = state.opened.peek();
    state.opened.value = undefined;
    if (was !== undefined)
      root.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(was)}"]`)?.focus({ preventScroll: true });
  };

  const kept = useSignal('');
  const paper = () => {
    if (!arranged || !flow) return undefined;
    const about = `Version ${flow.version}, ${flow.review.status === 'approved' ? `approved by ${flow.review.by}` : 'a draft: not reviewed'}. ${flow.redFlags.length} red flags, ${arranged.graph.questions} questions.`;
    return paperOf(arranged, { title: flow.title, about });
  };
  const broken = !project.file('flow.json').readable.value || (latest !== undefined && latest.flow === undefined);
  const first = broken
    ? latest?.problems.find((one) => one.file === 'flow.json' && one.severity === 'error')
    : undefined;
  const chosenNode = opened === undefined ? undefined : nodeOf(opened);

  return (
    <div class="picture" ref={root}>
      <h2 class="sr">Picture of the flow</h2>
      <div class="picture-tools">
        <button
          type="button"
          onClick={() => {
            state.asList.value = !state.asList.value;
          }}
        >
          {state.asList.value ? 'Show as picture' : 'Show as list'}
        </button>
        <label>
          <input
            type="checkbox"
            checked={shown}
            onChange={({ currentTarget }) => {
              state.onlyWhatMatters.value = currentTarget.checked;
            }}
          />{' '}
          Only what matters for red flags
        </label>
        <label for={`${id}-leads`}>What leads to</label>
        <select
          id={`${id}-leads`}
          value={outcome}
          onChange={({ currentTarget }) => {
            state.leadingTo.value = currentTarget.value;
          }}
        >
          <option value="">all outcomes</option>
          {flow?.outcomes.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title}
            </option>
          ))}
        </select>
        <span class="picture-keep">
          <button
            type="button"
            disabled={!arranged}
            onClick={() => {
              const svg = paper();
              if (!svg || !flow) return;
              download(`${flow.id}-${flow.version}.svg`, svg);
              kept.value = `Saved as ${flow.id}-${flow.version}.svg.`;
              workbench.spoken.value = kept.value;
            }}
          >
            Save as SVG
          </button>
          <button
            type="button"
            disabled={!arranged}
            onClick={() => {
              const svg = paper();
              if (svg) print(svg, flow?.title ?? '');
            }}
          >
            Print
          </button>
        </span>
      </div>
      {broken && (
        <p class="picture-notice" role="status">
          <strong>flow.json cannot be shown as it is now.</strong> This is the picture of the last one that could.{' '}
          {first && (
            <>
              {first.message} (line {first.line}).{' '}
              <button
                type="button"
                class="picture-link"
                onClick={() => workbench.goTo({ file: first.file, path: first.path }, 'source')}
              >
                Go there
              </button>
            </>
          )}
        </p>
      )}
      {graph && graph.hidden > 0 && (
        <p class="picture-quiet">
          {graph.hidden} of {graph.questions} questions are hidden: no red flag depends on them.
        </p>
      )}
      <div class={`picture-body${state.asList.value ? ' as-list' : ''}`}>
        {!arranged || !look || !flow ? (
          <p>{broken ? 'There is no picture yet.' : 'The picture is being drawn …'}</p>
        ) : state.asList.value ? (
          <FlowList graph={arranged.graph} flow={flow} look={look} onChoose={choose} />
        ) : (
          <Canvas state={state} arranged={arranged} look={look} onChoose={choose} onEdit={edit} onClose={close} />
        )}
        {chosenNode && graph && flow && (
          <Details key={chosenNode.id} node={chosenNode} graph={graph} flow={flow} onGo={choose} onClose={close} />
        )}
      </div>
    </div>
  );
}
