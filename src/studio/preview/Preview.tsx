import { useEffect, useRef, useState } from 'preact/hooks';
import { useWorkbench } from '../workbench.js';
import { Conversation } from './Conversation.js';
import { stage } from './stage.js';
import './preview.css';

/** How wide a desktop page is in the preview, in pixels: it is drawn smaller, as a whole. */
const desktop = 800;

/** The guide as visitors get it: the very files that ship, in a frame, with the texts as they are now. */
export function Preview() {
  const workbench = useWorkbench();
  const { checker, preview } = workbench;
  const frame = useRef<HTMLIFrameElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const flow = checker.flow.value;
  const broken = checker.latest.value !== undefined && !checker.latest.value.flow;

  useEffect(() => (frame.current ? stage(frame.current, workbench) : undefined), []);
  useEffect(() => {
    const element = pane.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      const scale = Math.min(1, element.clientWidth / desktop);
      element.style.setProperty('--scale', `${scale}`);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const [languageNames] = useState(() => new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }));
  const nameOf = (code: string) => {
    try {
      return languageNames.of(code) ?? code;
    } catch {
      // It may be half typed.
      return code;
    }
  };
  return (
    <aside class={`preview ${preview.frame.value}`} aria-label="Preview">
      <div class="preview-tools">
        <h2>Preview</h2>
        <label>
          <span class="sr">Screen of the preview</span>
          <select
            value={preview.frame.value}
            onChange={({ currentTarget }) => {
              preview.frame.value = currentTarget.value as 'phone' | 'desktop' | 'bubble';
            }}
          >
            <option value="phone">Phone</option>
            <option value="desktop">Desktop</option>
            <option value="bubble">Desktop, closed</option>
          </select>
        </label>
        <label>
          <span class="sr">Language of the preview</span>
          <select
            value={preview.language.value || flow?.language}
            onChange={({ currentTarget }) => {
              preview.language.value = currentTarget.value;
            }}
          >
            {[...new Set([flow?.language ?? 'en', ...(flow?.languages ?? [])])].map((one) => (
              <option key={one} value={one}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {broken && (
        <p class="preview-old">
          {flow
            ? 'The text cannot be shown as it is now: this is the guide as it last could be.'
            : 'There is nothing to show yet: the text cannot be read as a guide. Source tells what to mend.'}
        </p>
      )}
      <div class="preview-pane" ref={pane}>
        <iframe ref={frame} src="preview.html" title="The guide as visitors see it" />
      </div>
      <Conversation />
    </aside>
  );
}
