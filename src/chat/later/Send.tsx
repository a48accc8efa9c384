import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { sendAddress } from '../../handover/sendAddress.js';
import { chunk } from '../later.js';
import { say } from '../words/en.js';
import { focusInView } from './focusInView.js';
import { conversationOf, type Result } from './result.js';
import { fhirBase } from './SaveFhir.js';
import { sendingOf } from './sending.js';
import { allWords } from './words.js';

/** The form, and what makes the response; undefined until they were fetched. */
type Parts = Pick<typeof import('./SendForm.js'), 'SendForm'> & typeof import('./fhir.js');

type Offered = { result: Result; text: string; onSave: () => void; saved: ComponentChildren };

/**
 * The offer to send the answers to the clinic: a button and nothing else until it is tapped, then the form, which is
 * fetched at the tap. `text` is what is sent; `onSave` saves it instead, and `saved` says how that went.
 */
export function Send(props: Offered) {
  const address = sendAddress(props.result.view.clinic.send ?? '');
  return address ? <Offer {...props} address={address} /> : null;
}

function Offer({ result, text, address, onSave, saved }: Offered & { address: URL }) {
  const { outcome, session, view } = result;
  const words = allWords(view);
  const sending = sendingOf(view);
  const [parts, setParts] = useState<Parts>();
  const [loading, setLoading] = useState<'no' | 'yes' | 'failed'>('no');
  const opener = useRef<HTMLButtonElement>(null);
  /** The visitor did something here, so the focus may follow. */
  const acted = useRef(false);
  const clinic = view.clinic.name || words.theClinic;
  const { phone = '' } = view.clinic;
  const answers = JSON.stringify(session.asked.value);
  const { state, answers: last, open } = sending.now;
  const [, redraw] = useState(0);
  useEffect(() => {
    sending.redraw = () => redraw((times) => times + 1);
    return () => {
      sending.redraw = undefined;
    };
  }, [sending]);
  const done = state === 'sent' && last === answers;
  const wanted = open || done;
  const formed = parts && wanted;
  const title = say(words.send, { clinic });
  const grave = outcome.urgency === 'emergency' || outcome.urgency === 'urgent';

  const fetchParts = async () => {
    if (loading === 'yes') return;
    setLoading('yes');
    try {
      const { SendForm, fetchResponse } = await chunk(() => import('./SendForm.js'), 'SendForm');
      setParts({ SendForm, ...(await fetchResponse()) });
      setLoading('no');
    } catch {
      setLoading('failed');
    }
  };
  const show = async () => {
    acted.current = true;
    sending.change({ open: true });
    await fetchParts();
  };
  const close = () => {
    sending.change({ open: false });
    // Drawn in a microtask.
    setTimeout(() => opener.current && focusInView(opener.current));
  };
  // What was open before an answer was looked at or changed: nobody taps twice for it.
  useEffect(() => {
    if (wanted && !parts) void fetchParts();
  }, []);

  return (
    <section class="send" aria-label={title}>
      {grave && <p class="no-help">{words.sendNoHelp}</p>}
      {/* The button of the offer says the same, unless it says Try again. */}
      {(formed || loading === 'failed') && <h4>{title}</h4>}
      {formed ? (
        <parts.SendForm
          result={result}
          text={text}
          response={(authored) =>
            parts.responseOf(session.flow, conversationOf(result), {
              base: fhirBase(view),
              language: view.language,
              authored,
            })
          }
          address={address}
          clinic={clinic}
          grave={grave}
          answers={answers}
          sending={sending}
          acted={acted}
          focusInView={focusInView}
          save={words.save}
          tel={/\d/.test(phone) ? parts.telHref(phone) : undefined}
          onSave={onSave}
          saved={saved}
          onClose={close}
        />
      ) : (
        <>
          <p role="alert" class="quiet-text">
            {loading === 'failed' && words.notLoaded}
          </p>
          <button type="button" class="chip" ref={opener} onClick={show}>
            {{ no: title, yes: words.loading, failed: words.again }[loading]}
          </button>
          <p class="quiet-text">{state === 'sent' ? words.sentBefore : words.sendFirst}</p>
        </>
      )}
    </section>
  );
}
