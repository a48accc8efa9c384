import { effect } from '@preact/signals';
import { asApproved } from '../../flow/fingerprint.js';
import type { Flow } from '../../flow/schema.js';
import { stampChecked } from '../../flow/stamp.js';
import { createSession } from '../../machine/session.js';
import { pathOf } from '../places.js';
import type { Workbench } from '../workbench.js';
import type { Heard, PreviewPage, Shown } from './page.js';

/** Drawings that take longer than this, in milliseconds, wait until nobody types any more. */
const quick = 100;
/** So long, in milliseconds, nobody may have typed then, or longer; what is not so slow waits `longest` at most. */
const pause = 250;
const longest = 1500;
/** So long, in milliseconds, the frame takes to become another screen: a guide opens by itself on large ones only. */
const resize = 50;
/** The first drawings load the chat and say nothing about the next. */
const loading = 2;

/** Keeps the page in a frame at what the workbench has, and the workbench at what the visitor there does. Returns its end. */
export function stage(frame: HTMLIFrameElement, workbench: Workbench): () => void {
  const { checker, project, preview, goTo } = workbench;
  let leave = () => {};
  const enter = (page: PreviewPage) => {
    leave();
    /** What the page shows already. */
    let there: Shown | undefined;
    /** How long the last drawing took. */
    let took = 0;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let drawings = 0;
    let begun = 0;
    const draw = (shown: Shown) => {
      there = shown;
      drawings++;
      begun = performance.now();
      page.show(shown);
      page.heard = {
        ...heard,
        onDrawn() {
          took = performance.now() - begun;
          performance.clearMarks('preview-drawn');
          performance.mark('preview-drawn');
        },
      };
    };
    const heard: Heard = {
      onAnswers(answers) {
        if (there) there = { ...there, answers };
        preview.answers.value = answers;
      },
      onPick(step) {
        const flow = checker.flow.peek();
        const path = flow && picked(flow, workbench, step);
        if (path) goTo({ file: 'flow.json', path });
      },
      onDrawn() {},
    };
    page.heard = heard;
    const stop = effect(() => {
      const flow = checker.flow.value;
      if (!flow) return;
      const shown = shownOf(flow, workbench);
      clearTimeout(waiting);
      if (there && same(there, shown)) return;
      const slow = drawings > loading && took > quick;
      // What takes long enough to be felt waits for a real pause, and is not drawn while somebody goes on typing.
      const due = took < pause && performance.now() - begun > longest;
      if (slow && !due && there?.answers === shown.answers)
        waiting = setTimeout(() => draw(shown), Math.max(pause, 2 * took));
      else if (there && there.frame !== shown.frame) waiting = setTimeout(() => draw(shown), resize);
      else draw(shown);
    });
    leave = () => {
      clearTimeout(waiting);
      stop();
      page.heard = undefined;
    };
  };
  const meet = () => {
    const inside = frame.contentWindow;
    if (inside?.preview) enter(inside.preview);
    else inside?.addEventListener('preview-ready', () => inside.preview && enter(inside.preview));
  };
  frame.addEventListener('load', meet);
  if (frame.contentDocument?.readyState === 'complete') meet();
  return () => {
    leave();
    frame.removeEventListener('load', meet);
  };

  function shownOf(flow: Flow, { preview: { answers, language, attributes, frame } }: Workbench): Shown {
    // The last good flow goes with the translations as they are now.
    const files = new Map([['flow.json', textOf(flow)]]);
    for (const name of flow.languages ?? []) files.set(`${name}.json`, project.file(`${name}.json`).text.value);
    return {
      flow: flow.id,
      files,
      answers: answers.value,
      language: language.value,
      attributes: attributes.value,
      frame: frame.value,
    };
  }
}

/** This release; put in by the build. */
declare const __VERSION__: string;

const texts = new WeakMap<Flow, string>();
/**
 * The text of a flow, as the build would publish it: the checker has read it with the rules that the chat would read it
 * with again, at every keystroke. The same one for the same flow.
 */
function textOf(flow: Flow): string {
  const text = texts.get(flow) ?? stampChecked(JSON.stringify(asApproved(flow)), __VERSION__);
  texts.set(flow, text);
  return text;
}

function same(a: Shown, b: Shown): boolean {
  return (
    a.answers === b.answers &&
    a.language === b.language &&
    a.attributes === b.attributes &&
    a.frame === b.frame &&
    a.files.size === b.files.size &&
    [...a.files].every(([name, text]) => b.files.get(name) === text)
  );
}

/** Where the question or outcome that was clicked stands in the flow's file. */
function picked(flow: Flow, { preview }: Workbench, step: number | 'current') {
  const { steps, question, outcome } = createSession(flow, preview.answers.peek());
  const at = step === 'current' ? question.value : steps.value[step]?.question;
  if (at) return pathOf(flow, { question: at.id });
  return outcome.value && pathOf(flow, { outcome: outcome.value.id });
}
