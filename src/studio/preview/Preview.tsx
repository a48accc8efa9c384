import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { questionsOf } from '../../flow/answer.js';
import type { Flow } from '../../flow/schema.js';
import { createSession } from '../../machine/session.js';
import { useWorkbench } from '../workbench.js';
import type { PreviewPage } from './page.js';
import './preview.css';

/** Where something of a flow stands in its file. */
const questionPath = (flow: Flow, id: string | undefined) => {
  for (const [s, section] of flow.sections.entries()) {
    const q = section.questions.findIndex((question) => question.id === id);
    if (q >= 0) return ['sections', s, 'questions', q];
  }
  return undefined;
};

/** The guide as visitors get it: the very files that ship, in a frame, with the texts as they are now. */
export function Preview() {
  const workbench = useWorkbench();
  const { checker, project, preview, goTo } = workbench;
  const frame = useRef<HTMLIFrameElement>(null);
  const flow = checker.flow.value;
  const { answers, language } = preview;

  useEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    let stop = () => {};
    const begin = (page: PreviewPage) => {
      stop();
      page.heard = {
        onAnswers: (given) => {
          answers.value = given;
        },
        onPick: (step) => {
          const now = checker.flow.peek();
          if (!now) return;
          const session = createSession(now, answers.peek());
          const at = step === 'current' ? session.question.value : session.steps.value[step]?.question;
          const outcome = session.outcome.value;
          const path = at
            ? questionPath(now, at.id)
            : outcome && ['outcomes', now.outcomes.findIndex(({ id }) => id === outcome.id)];
          if (path) goTo({ file: 'flow.json', path });
        },
        onDrawn: () => {
          performance.mark('preview-drawn');
        },
      };
      let drawn: unknown[] = [];
      stop = effect(() => {
        const shown = checker.flow.value;
        if (!shown) return;
        // The last good flow goes with the translations as they are.
        const files = new Map([['flow.json', JSON.stringify(shown)]]);
        for (const name of shown.languages ?? []) files.set(`${name}.json`, project.file(`${name}.json`).text.value);
        const now = [...files.values(), answers.value, language.value, preview.attributes.value, preview.frame.value];
        // What the visitor did in the preview itself is there already.
        const same = now.every((one, index) => one === drawn[index]);
        drawn = now;
        if (same || heardNow) return;
        page.show({
          flow: shown.id,
          files,
          answers: answers.value,
          language: language.value,
          attributes: preview.attributes.value,
          frame: preview.frame.value,
        });
      });
      const { onAnswers } = page.heard;
      let heardNow = false;
      page.heard.onAnswers = (given) => {
        heardNow = true;
        onAnswers(given);
        heardNow = false;
      };
    };
    const wait = () => {
      const inside = element.contentWindow;
      if (inside?.preview) begin(inside.preview);
      else inside?.addEventListener('preview-ready', () => inside.preview && begin(inside.preview));
    };
    element.addEventListener('load', wait);
    if (element.contentDocument?.readyState === 'complete') wait();
    return () => {
      stop();
      element.removeEventListener('load', wait);
    };
  }, []);

  const session = flow && createSession(flow, answers.value);
  const question = session?.question.value;
  const outcome = session?.outcome.value;
  return (
    <aside class={`preview ${preview.frame.value}`} aria-label="Preview">
      <div class="preview-tools">
        <label>
          Frame
          <select
            value={preview.frame.value}
            onChange={({ currentTarget }) => {
              preview.frame.value = currentTarget.value as 'phone' | 'desktop';
            }}
          >
            <option value="phone">Phone</option>
            <option value="desktop">Desktop</option>
          </select>
        </label>
        <label>
          Language
          <select
            value={language.value || flow?.language}
            onChange={({ currentTarget }) => {
              language.value = currentTarget.value;
            }}
          >
            {[flow?.language ?? 'en', ...(flow?.languages ?? [])].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label>
          Start at
          <select
            value={question?.id ?? ''}
            onChange={async ({ currentTarget }) => {
              const id = currentTarget.value;
              const way = await checker.way({ question: id });
              if (way) workbench.play(way, `The preview is at the question “${id}”.`);
              else workbench.spoken.value = `No conversation gets to the question “${id}”.`;
            }}
          >
            {!question && <option value="">{outcome ? `(${outcome.id})` : ''}</option>}
            {flow && questionsOf(flow).map(({ id }) => <option key={id}>{id}</option>)}
          </select>
        </label>
      </div>
      <div class="preview-frame">
        <iframe ref={frame} src="preview.html" title="The guide as visitors see it" />
      </div>
    </aside>
  );
}
