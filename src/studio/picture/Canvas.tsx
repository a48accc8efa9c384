import { useSignal } from '@preact/signals';
import type { TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Arranged } from './arrange.js';
import type { Detail, Look } from './look.js';
import { namesOf } from './names.js';
import type { PictureState } from './pictureState.js';
import { Scene } from './Scene.js';
import { stepsOf } from './steps.js';
import { fitted, held, inPlace, inSight, opening, type Size, type View, zoomed } from './view.js';

type Props = {
  state: PictureState;
  arranged: Arranged;
  look: Look;
  onChoose: (id: string) => void;
  /** It is to be edited: a double click. */
  onEdit: (id: string) => void;
  onClose: () => void;
};

/** Where the picture is drawn, moved and zoomed. */
export function Canvas({ state, arranged, look, onChoose, onEdit, onClose }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const size = useSignal<Size>({ width: 0, height: 0 });
  const hint = useId();
  /** The node that is to get the focus as soon as it is drawn. */
  const wanted = useRef<string | undefined>(undefined);
  const cameFrom = useRef<string | undefined>(undefined);
  const drag = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(false);
  const shown = useRef(arranged);

  useLayoutEffect(() => {
    const element = svg.current;
    if (!element) return undefined;
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      if (width > 0 && (width !== size.peek().width || height !== size.peek().height)) size.value = { width, height };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const room = size.value;
    if (room.width === 0) return;
    const before = state.view.peek();
    if (!before) state.view.value = opening(arranged, room);
    else if (shown.current !== arranged)
      state.view.value = held(inPlace(before, shown.current, arranged, room), arranged, room);
    shown.current = arranged;
  }, [arranged, size.value]);
  const view = state.view.value ?? { x: 0, y: 0, k: 1 };
  const lookAt = (next: View) => {
    state.view.value = held(next, arranged, size.peek());
  };
  const now = () => state.view.peek() ?? view;
  const boxOf = (id: string | undefined) => arranged.nodes.find(({ node }) => node.id === id)?.box;
  const bringIn = (id: string | undefined) => {
    const box = boxOf(id);
    const { width: room, height: tall } = size.peek();
    // Not under the details, where they lie over the picture.
    const free = state.opened.peek() !== undefined && room > 800 ? room - 420 : room;
    if (box && room > 0) lookAt(inSight(now(), box, { width: free, height: tall }));
  };

  useLayoutEffect(() => bringIn(state.opened.peek()), [state.opened.value]);

  // A wheel that moves nothing moves the page. Preact would listen without being able to hold the page back.
  useLayoutEffect(() => {
    const element = svg.current;
    if (!element) return undefined;
    const turn = (event: WheelEvent) => {
      const before = now();
      const { left, top } = element.getBoundingClientRect();
      const unit = event.deltaMode === 1 ? 20 : 1;
      if (event.ctrlKey || event.metaKey) {
        const by = Math.exp(-Math.max(-60, Math.min(60, event.deltaY * unit)) / 200);
        lookAt(zoomed(before, before.k * by, event.clientX - left, event.clientY - top));
        event.preventDefault();
        return;
      }
      const [x, y] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
      lookAt({ ...before, x: before.x - x * unit, y: before.y - y * unit });
      const after = now();
      if (after.x !== before.x || after.y !== before.y) event.preventDefault();
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  });

  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    const element = svg.current?.querySelector<SVGGElement>(`[data-node="${CSS.escape(wanted.current)}"]`);
    if (!element) return;
    wanted.current = undefined;
    element.focus({ preventScroll: true });
  });

  const steps = useMemo(() => stepsOf(arranged.graph), [arranged]);
  const names = useMemo(() => namesOf(arranged.graph, look), [arranged, look]);
  const known = boxOf(state.current.value) ? state.current.value : undefined;
  const current = known ?? steps.spine[0];
  const detail: Detail = view.k >= 0.6 ? 'near' : view.k >= 0.24 ? 'far' : 'shapes';
  // In steps, so that moving a little draws nothing anew.
  const step = 320 / view.k;
  const [left, top] = [Math.floor(-view.x / view.k / step) * step, Math.floor(-view.y / view.k / step) * step];
  const [width, height] = [
    (Math.ceil(size.value.width / 320) + 1) * step,
    (Math.ceil(size.value.height / 320) + 1) * step,
  ];
  const scene = useMemo(
    () => (
      <Scene
        arranged={arranged}
        look={look}
        detail={detail}
        seen={{ x: left, y: top, width, height }}
        names={names}
        current={current}
      />
    ),
    [arranged, look, detail, left, top, width, height, names, current],
  );

  const nodeOf = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<SVGGElement>('[data-node]')?.dataset.node : undefined;

  const keys = (event: TargetedKeyboardEvent<SVGSVGElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const id = nodeOf(event.target);
    const { width: w, height: h } = size.peek();
    const pan = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const zoom = { '+': 1.25, '=': 1.25, '-': 0.8, '−': 0.8 }[event.key];
    if (zoom) lookAt(zoomed(now(), now().k * zoom, w / 2, h / 2));
    else if (event.key === '0') lookAt(fitted(arranged, size.peek()));
    else if (event.key === 'Escape' && state.opened.peek() !== undefined) onClose();
    else if (pan && (id === undefined || event.shiftKey)) {
      const [x = 0, y = 0] = pan;
      lookAt({ ...now(), x: now().x + x * 80, y: now().y + y * 80 });
    } else if (id !== undefined && (event.key === 'Enter' || event.key === ' ')) onChoose(id);
    else if (id !== undefined) {
      const to = steps.to(id, event.key, cameFrom.current);
      if (to === undefined && !pan && event.key !== 'Home' && event.key !== 'End') return;
      if (to !== undefined) {
        cameFrom.current = id;
        wanted.current = to;
        state.current.value = to;
        bringIn(to);
      }
    } else return;
    event.preventDefault();
  };

  const down = (event: TargetedPointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    if (drag.current.size === 0) moved.current = false;
    drag.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };
  const move = (event: TargetedPointerEvent<SVGSVGElement>) => {
    const before = drag.current.get(event.pointerId);
    const element = svg.current;
    if (!before || !element) return;
    const at = { x: event.clientX, y: event.clientY };
    const far = Math.hypot(at.x - before.x, at.y - before.y);
    // A finger that taps trembles.
    if (!moved.current && far < 5) return;
    if (!moved.current) {
      moved.current = true;
      element.setPointerCapture(event.pointerId);
    }
    const other = [...drag.current].find(([id]) => id !== event.pointerId)?.[1];
    drag.current.set(event.pointerId, at);
    if (!other) {
      lookAt({ ...now(), x: now().x + at.x - before.x, y: now().y + at.y - before.y });
      return;
    }
    const rect = element.getBoundingClientRect();
    const apart = (one: { x: number; y: number }) => Math.max(20, Math.hypot(one.x - other.x, one.y - other.y));
    const middle = { x: (at.x + other.x) / 2 - rect.left, y: (at.y + other.y) / 2 - rect.top };
    const next = zoomed(now(), (now().k * apart(at)) / apart(before), middle.x, middle.y);
    lookAt({ ...next, x: next.x + (at.x - before.x) / 2, y: next.y + (at.y - before.y) / 2 });
  };
  const up = (event: TargetedPointerEvent<SVGSVGElement>) => {
    drag.current.delete(event.pointerId);
  };

  return (
    <div class="picture-canvas">
      <svg
        ref={svg}
        class={drag.current.size > 0 ? 'moving' : undefined}
        role="application"
        aria-label={`Picture of the flow, ${arranged.graph.questions} questions`}
        aria-describedby={hint}
        tabindex={0}
        onKeyDown={keys}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={up}
        onFocusIn={({ target }) => {
          const id = nodeOf(target);
          if (id === undefined || moved.current) return;
          state.current.value = id;
          bringIn(id);
        }}
        onClick={({ target }) => {
          const id = nodeOf(target);
          if (moved.current) moved.current = false;
          else if (id !== undefined) onChoose(id);
        }}
        onDblClick={({ target }) => {
          const id = nodeOf(target);
          if (id !== undefined) onEdit(id);
        }}
      >
        <g transform={`translate(${view.x} ${view.y}) scale(${view.k})`} class={`picture-${detail}`}>
          {scene}
        </g>
      </svg>
      <div class="picture-foot">
        <div class="picture-zoom">
          <button
            type="button"
            onClick={() => lookAt(zoomed(now(), now().k * 0.8, size.peek().width / 2, size.peek().height / 2))}
          >
            <span aria-hidden="true">−</span>
            <span class="sr">Zoom out</span>
          </button>
          <button type="button" onClick={() => lookAt(zoomed(now(), 1, size.peek().width / 2, size.peek().height / 2))}>
            100 %
          </button>
          <button
            type="button"
            onClick={() => lookAt(zoomed(now(), now().k * 1.25, size.peek().width / 2, size.peek().height / 2))}
          >
            <span aria-hidden="true">+</span>
            <span class="sr">Zoom in</span>
          </button>
          <button type="button" onClick={() => lookAt(fitted(arranged, size.peek()))}>
            Fit
          </button>
          <span class="picture-scale">{Math.round(view.k * 100)} %</span>
        </div>
        <p class="picture-hint" id={hint}>
          Move: drag, wheel or arrow keys. Zoom: Ctrl and wheel, + and −, 0 for all. Tab to the questions, then the
          arrow keys go along the arrows; Enter chooses.
        </p>
      </div>
    </div>
  );
}
