import { useRef, useState } from 'preact/hooks';
import { visible } from '../../flow/content.js';
import type { Outcome } from '../../flow/schema.js';
import {
  type Summary,
  type SummaryLine,
  summarize,
  summaryParts,
  summaryText,
  summaryTitle,
} from '../../handover/summary.js';
import type { Session } from '../../machine/session.js';
import type { View } from '../view.js';
import { printPage } from './printPage.js';
import { type AllWords, allWords } from './words.js';

type Props = { outcome: Outcome; session: Session; view: View };

/** This visitor's result as data; dated today, where the visitor is. */
function summaryFor({ outcome, session, view }: Props): Summary {
  const { values, language } = view;
  const now = new Date();
  const date = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  // Whom to call first is part of the result only where a doctor is needed.
  const calls = (outcome.urgency === 'routine' ? [] : (outcome.actions ?? []))
    .filter((action) => 'call' in action && visible(view, action))
    .map((action) => action.label);
  const replay = { steps: session.steps.value, answers: session.asked.value, outcome };
  return summarize(session.flow, replay, { language, date, values, calls });
}

/** The result in the order to say it, to read out, copy, print or share. All of it stays on the device. */
export function TakeAway(props: Props) {
  const { outcome, view } = props;
  const words = allWords(view);
  const summary = summaryFor(props);
  const [said, setSaid] = useState('');
  const [byHand, setByHand] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const frames = useRef<HTMLDivElement>(null);
  const text = summaryText(summary, words);
  const shared = { title: summaryTitle(summary, words), text };

  // The same words twice would not be announced a second time.
  const announce = (message: string) =>
    setSaid((before) => (message && before === message ? `${message}\u00a0` : message));
  /** Where a browser refuses, the text is there to be taken by hand. */
  const offerByHand = () => {
    setByHand(true);
    announce('');
    // Drawn in a microtask. The focus follows the visitor's tap, and the field's name is read out with it.
    setTimeout(() => {
      field.current?.focus({ preventScroll: true });
      field.current?.select();
    });
  };
  const run = (action: () => Promise<unknown>, done = '') => {
    setByHand(false);
    action().then(
      () => announce(done),
      (error: unknown) => {
        // Whoever closes the share sheet has decided; that is no failure.
        if ((error as Error)?.name === 'AbortError') announce('');
        else offerByHand();
      },
    );
  };

  return (
    <section class="away" aria-labelledby="away-title">
      <h4 id="away-title">{words.takeAway}</h4>
      <div class="away-buttons">
        {/* In a function that is async, a missing clipboard is a refusal like any other. */}
        <button
          type="button"
          class="chip"
          onClick={() => run(async () => navigator.clipboard.writeText(text), words.copied)}
        >
          {words.copy}
        </button>
        <button
          type="button"
          class="chip"
          onClick={() => run(async () => printPage(frames.current as HTMLElement, { summary, outcome, view, words }))}
        >
          {words.print}
        </button>
        {canShare(shared) && (
          <button type="button" class="chip" onClick={() => run(async () => navigator.share(shared), words.shared)}>
            {words.share}
          </button>
        )}
      </div>
      <p class="small" role="status">
        {said}
      </p>
      {byHand && (
        <label class="by-hand">
          {words.copyByHand}
          <textarea ref={field} readOnly rows={6} value={text} />
        </label>
      )}
      <Parts summary={summary} view={view} words={words} />
      <div ref={frames} class="frames" aria-hidden="true" />
    </section>
  );
}

/** Whether this device has a share sheet that takes these texts. */
function canShare(data: ShareData): boolean {
  return typeof navigator.share === 'function' && typeof navigator.canShare === 'function' && navigator.canShare(data);
}

/** What was said, part by part; the long part of what is not there opens when tapped. */
function Parts({ summary, view, words }: { summary: Summary; view: View; words: AllWords }) {
  const parts = summaryParts(summary, words);
  const no = parts.find(({ part }) => part === 'no');
  return (
    <>
      {parts
        .filter((part) => part !== no)
        .map(({ part, title, lines }) => (
          <div key={part}>
            {title && <h5>{title}</h5>}
            <Lines lines={lines} view={view} />
          </div>
        ))}
      {no && (
        <details>
          <summary>{words.saidNo}</summary>
          <Lines lines={no.lines} view={view} />
        </details>
      )}
    </>
  );
}

/** Questions with what was said to them. */
function Lines({ lines, view }: { lines: readonly SummaryLine[]; view: View }) {
  const lang = (text: string) => (view.untranslated.has(text) ? view.sourceLanguage : undefined);
  return (
    <>
      {lines.map(({ ask, said }) => (
        <div key={ask ?? said[0]} class="line">
          {ask && (
            <p class="quiet-text" lang={lang(ask)}>
              {ask}
            </p>
          )}
          {said.map((text) => (
            <p key={text} lang={lang(text)}>
              {text}
            </p>
          ))}
        </div>
      ))}
    </>
  );
}
