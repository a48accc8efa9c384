import type { ComponentChildren } from 'preact';
import type { View } from '../view.js';
import { say } from '../words/en.js';
import type { SendWords } from '../words/sendEn.js';
import type { Sending } from './sending.js';

/** How the sending goes, or went: under way, arrived, or not, and what to do then. */
export function SendEnd(props: {
  state: Exclude<Sending['state'], 'idle' | 'stopped'>;
  view: View;
  words: SendWords;
  clinic: string;
  contact: string;
  /** The result is an emergency or urgent: nothing here may sound as if there was time. */
  grave: boolean;
  tel: string | undefined;
  online: boolean;
  /** Sends the same again; undefined without a network. */
  onAgain: (() => void) | undefined;
  onStop: () => void;
  onBack: () => void;
  save: string;
  onSave: () => void;
  saved: ComponentChildren;
}) {
  const { state, view, words, clinic, contact, grave, tel, online, onAgain, onStop, onBack, save, onSave, saved } =
    props;
  const first = (text: string, role: 'status' | 'alert' = 'status') => (
    <p tabIndex={-1} data-first role={role} class="first-line">
      {text}
    </p>
  );
  const quiet = (text: string, onClick: () => void) => (
    <button type="button" class="quiet" onClick={onClick}>
      {text}
    </button>
  );
  if (state === 'sending') {
    return (
      <>
        {first(say(words.sending, { clinic }))}
        {quiet(words.stop, onStop)}
      </>
    );
  }
  if (state === 'sent') {
    return (
      <>
        {first(say(words.sent, { clinic }))}
        {grave ? (
          <p>
            <strong>{words.sentGrave}</strong>
          </p>
        ) : (
          <>
            <p>{say(words.sentNext, { contact: `\u2068${contact}\u2069` })}</p>
            <p>
              <strong>{say(words.sentWorse, { help: view.words.helpNow })}</strong>
            </p>
            {tel ? (
              <p>
                {say(words.sentNothing, { clinic })} <a href={tel}>{view.values['clinic.phone']}</a>
              </p>
            ) : (
              <p>{say(words.sentNothingElse, { clinic })}</p>
            )}
          </>
        )}
        {quiet(words.mend, onBack)}
      </>
    );
  }
  return (
    <>
      {first(say(words[state], { clinic }), 'alert')}
      <p>{words.kept}</p>
      {!online && <p class="error">{words.offline}</p>}
      {onAgain && (
        <button type="button" class="primary" onClick={onAgain}>
          {view.words.again}
        </button>
      )}
      {quiet(save, onSave)}
      {saved}
      {tel && !grave && (
        <p>
          {say(words.orCall, { clinic })} <a href={tel}>{view.values['clinic.phone']}</a>
        </p>
      )}
      {quiet(words.back, onBack)}
    </>
  );
}
