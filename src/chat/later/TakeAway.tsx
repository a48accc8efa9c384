import { useRef, useState } from 'preact/hooks';
import { type Summary, type SummaryLine, summaryParts, summaryText, summaryTitle } from '../../handover/summary.js';
import type { View } from '../view.js';
import { focusInView } from './focusInView.js';
import { printPage } from './printPage.js';
import { type Result, summaryFor } from './result.js';
import { SaveFhir } from './SaveFhir.js';
import { Send } from './Send.js';
import { fileName, saveFile, textFile } from './saveFile.js';
import { type AllWords, allWords } from './words.js';

/** The result in the order to say it, to read out, copy, print, share or save. All of it stays on the device. */
export function TakeAway(props: Result) {
  const { view } = props;
  const words = allWords(view);
  const summary = summaryFor(props);
  const [said, setSaid] = useState('');
  /** What can be taken by hand: because something refused, or in case that nothing was saved. */
  const [byHand, setByHand] = useState<{ text: string; open: boolean }>();
  /** Where it was asked for, so that what is said about it stands there. */
  const [at, setAt] = useState<'away' | 'more' | 'send'>('away');
  const field = useRef<HTMLTextAreaElement>(null);
  const frames = useRef<HTMLDivElement>(null);
  const text = summaryText(summary, words);
  const shared = { title: summaryTitle(summary, words), text };

  // The same words twice would not be announced a second time.
  const announce = (message: string) =>
    setSaid((before) => (message && before === message ? `${message}\u00a0` : message));
  /** Where a browser refuses, the text is there to be taken by hand. */
  const offerByHand = (text: string) => {
    setByHand({ text, open: true });
    announce('');
    // Drawn in a microtask. The focus follows the visitor's tap, and the field's name is read out with it.
    setTimeout(() => {
      if (field.current) focusInView(field.current);
      field.current?.select();
    });
  };
  const run = (action: () => Promise<unknown>, done = '') => {
    setAt('away');
    setByHand(undefined);
    action().then(
      () => announce(done),
      (error: unknown) => {
        // Whoever closes the share sheet has decided; that is no failure.
        if ((error as Error)?.name === 'AbortError') announce('');
        else offerByHand(text);
      },
    );
  };
  /** Saves a file; where nothing can be saved, `text` is there to be taken by hand. */
  const save = (ending: string, content: string, type: string, text = content) => {
    try {
      saveFile(fileName(summary.flow.title, summary.date, ending), content, type);
      setByHand({ text, open: false });
      announce(words.saved);
    } catch {
      offerByHand(text);
    }
  };
  const saveText = (from: 'away' | 'more' | 'send') => {
    setAt(from);
    save('.txt', textFile(text), 'text/plain;charset=utf-8', text);
  };
  /** What is said about the last action, where that was; empty elsewhere, so that it can be announced there later. */
  const told = (place: 'away' | 'more' | 'send') => {
    const hand = at === place ? byHand : undefined;
    return (
      <>
        <p class="small" role="status">
          {at === place && said}
        </p>
        {hand?.open === false && (
          <button type="button" class="plain" onClick={() => offerByHand(hand.text)}>
            {words.noFile}
          </button>
        )}
        {hand?.open && (
          <label class="by-hand">
            {words.copyByHand}
            <textarea ref={field} readOnly rows={6} value={hand.text} />
          </label>
        )}
      </>
    );
  };

  return (
    <>
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
            onClick={() => run(async () => printPage(frames.current as HTMLElement, { summary, view, words }))}
          >
            {words.print}
          </button>
          {canShare(shared) && (
            <button type="button" class="chip" onClick={() => run(async () => navigator.share(shared), words.shared)}>
              {words.share}
            </button>
          )}
          <button type="button" class="chip" onClick={() => saveText('away')}>
            {words.save}
          </button>
        </div>
        {told('away')}
        <Parts summary={summary} view={view} words={words} />
        <details>
          <summary>{words.more}</summary>
          <SaveFhir
            result={props}
            onMade={(json) => {
              setAt('more');
              save('.fhir.json', json, 'application/fhir+json');
            }}
          />
          {told('more')}
        </details>
        <div ref={frames} class="frames" aria-hidden="true" />
      </section>
      <Send result={props} text={text} onSave={() => saveText('send')} saved={told('send')} />
    </>
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
