import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { sendTo } from '../../handover/send.js';
import type { Submission } from '../../handover/submission.js';
import { chunk } from '../later.js';
import { say } from '../words/en.js';
import type { focusInView } from './focusInView.js';
import type { Result } from './result.js';
import { SendEnd } from './SendEnd.js';
import type { Sending, SendingStore } from './sending.js';
import { consentFacts, consentText, makeSubmission, sendWords } from './submission.js';

/** Fetches what makes the response that is sent. */
export const fetchResponse = () => chunk(() => import('./fhir.js'), 'fhir');

type Props = {
  result: Result;
  /** The answers as text. */
  text: string;
  /** The answers as FHIR, written at an ISO time. */
  response: (authored: string) => Submission['response'];
  /** Where it is sent, and to whom. */
  address: URL;
  clinic: string;
  /** The result is an emergency or urgent. */
  grave: boolean;
  /** What tells these answers from others. */
  answers: string;
  sending: SendingStore;
  /** What the button says that saves them as a file. */
  save: string;
  /** Whether the visitor did something, so that the focus may follow. */
  acted: RefObject<boolean>;
  /** Handed in: importing it would make this file import all parts for later, under an address that may have failed. */
  focusInView: typeof focusInView;
  /** The link that calls the clinic, if it has a phone. */
  tel: string | undefined;
  onSave: () => void;
  /** What is said about that, and offered where it did not work. */
  saved: ComponentChildren;
  onClose: () => void;
};

type Field = 'name' | 'contact' | 'agreed';

/** The consent screen (clinical C.5), and how the sending goes. Nothing leaves the page but in {@link send}. */
export function SendForm(props: Props) {
  const {
    result,
    text,
    response,
    address,
    clinic,
    grave,
    answers,
    sending,
    acted,
    save,
    tel,
    onSave,
    saved,
    onClose,
    focusInView,
  } = props;
  const { view } = result;
  const { words, language } = sendWords(view);
  const form = useRef<HTMLDivElement>(null);
  const [wrong, setWrong] = useState<readonly Field[]>([]);
  const online = useOnline();
  const { now } = sending;
  const { name, contact } = now;
  const change = (part: Partial<Sending>) => sending.change(part);
  const state = now.answers === answers ? now.state : 'idle';
  const facts = { clinic, host: address.host };
  const consent = consentText(words, facts);
  // To these words: the same in another language are not ticked before they were read.
  const agreement = JSON.stringify([answers, consent]);
  const agreed = now.agreed === agreement;

  const screen = state === 'idle' || state === 'stopped' ? 'form' : state;
  useEffect(() => {
    const root = form.current?.getRootNode() as ShadowRoot | undefined;
    // Not from another place, of the page or of the chat, where the visitor may be by the time that something was sent.
    const focused = root?.activeElement;
    const here = focused ? form.current?.contains(focused) : document.activeElement === document.body;
    const first = form.current?.querySelector<HTMLElement>('[data-first]');
    if (acted.current && here && first) focusInView(first, first.closest('section') ?? first);
    acted.current = false;
  }, [screen]);
  /** Shows another screen, whose first line gets the focus. */
  const go = (part: Partial<Sending>) => {
    acted.current = true;
    change({ answers, ...part });
  };

  /** Sends, or sends again, what was put together; the same key every time, so that it arrives once. */
  const send = async (made: NonNullable<Sending['made']>) => {
    // Of answers that were changed since, if one is still on its way: the clinic gets what is right.
    sending.now.stop?.();
    const stop = new AbortController();
    go({ state: 'sending', made, stop: () => stop.abort() });
    const { result } = await sendTo(address, made.submission, { signal: stop.signal });
    // Forgotten meanwhile, or stopped and begun anew.
    if (sending.now.made !== made || sending.now.state !== 'sending') return;
    if (result === 'sent') go({ state: result, answers, made: undefined, agreed: undefined, open: false });
    else go({ state: stop.signal.aborted ? 'stopped' : result, answers });
  };
  const submit = () => {
    const missing: Field[] = [
      ...(name.trim() ? [] : ['name' as const]),
      ...(/[\p{Nd}@]/u.test(contact) ? [] : ['contact' as const]),
      ...(agreed ? [] : ['agreed' as const]),
    ];
    setWrong(missing);
    // The focus goes to the field now, and not to the first line after all.
    acted.current = false;
    const field = missing[0] && form.current?.querySelector<HTMLElement>(`#send-${missing[0]}`);
    // With its label above and what is wrong with it below.
    if (field) focusInView(field, field, 72);
    if (missing[0] || !online) return;
    const typed = {
      patient: { name: name.trim(), contact: contact.trim() },
      consent: { text: consent, language },
      summary: text,
    };
    // What may have arrived already goes under the same key as long as it is the same.
    const of = JSON.stringify([answers, typed]);
    const before = sending.now.made;
    try {
      void send(before?.of === of ? before : { submission: makeSubmission(result, typed, response), of });
    } catch {
      go({ state: 'notMade' });
    }
  };

  if (screen !== 'form') {
    const { made } = now;
    return (
      <div ref={form}>
        <SendEnd
          state={screen}
          view={view}
          words={words}
          clinic={clinic}
          contact={contact.trim()}
          grave={grave}
          tel={tel}
          onAgain={made && online ? () => void send(made) : undefined}
          online={online}
          onStop={() => now.stop?.()}
          onBack={() => go({ state: 'idle', open: true, made: screen === 'sent' ? undefined : made })}
          save={save}
          onSave={onSave}
          saved={saved}
        />
      </div>
    );
  }

  const error = (field: Field, text: string) =>
    wrong.includes(field) && (
      <p id={`send-${field}-error`} class="error">
        {text}
      </p>
    );
  const described = (field: Field, ...others: string[]) =>
    [...(wrong.includes(field) ? [`send-${field}-error`] : []), ...others].join(' ') || undefined;
  const fixed = (field: Field) => setWrong((before) => before.filter((one) => one !== field));
  const { privacy } = view.clinic;
  return (
    <div ref={form}>
      <p tabIndex={-1} data-first role={state === 'stopped' ? 'status' : undefined}>
        {state === 'stopped' ? words.stopped : words.nothingYet}
      </p>
      <dl>
        {consentFacts(words, facts).map(([fact, is]) => (
          <div key={fact}>
            <dt>{fact}</dt>
            <dd>{is}</dd>
          </div>
        ))}
      </dl>
      {privacy && (
        <p>
          <a href={privacy} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">
            {say(words.privacy, facts)}
            <span class="sr"> ({view.words.newTab})</span>
          </a>
        </p>
      )}
      <AllSent
        words={words}
        typed={[
          [words.name, name.trim()],
          [words.contact, contact.trim()],
        ]}
        texts={[text, consent]}
        response={() => response(new Date().toISOString())}
      />
      <form noValidate>
        <label for="send-name">{words.name}</label>
        <input
          id="send-name"
          name="name"
          autocomplete="name"
          maxLength={200}
          dir="auto"
          value={name}
          aria-invalid={wrong.includes('name')}
          aria-describedby={described('name')}
          onInput={({ currentTarget }) => {
            change({ name: currentTarget.value });
            fixed('name');
          }}
        />
        {error('name', words.noName)}
        <label for="send-contact">{words.contact}</label>
        <p class="quiet-text" id="send-hint">
          {words.contactHint}
        </p>
        <input
          id="send-contact"
          name="contact"
          inputMode="email"
          autocomplete="email"
          autocapitalize="none"
          spellcheck={false}
          maxLength={200}
          dir="auto"
          value={contact}
          aria-invalid={wrong.includes('contact')}
          aria-describedby={described('contact', 'send-hint')}
          onInput={({ currentTarget }) => {
            change({ contact: currentTarget.value });
            fixed('contact');
          }}
        />
        {error('contact', words.noContact)}
        <label class="option agree">
          <input
            id="send-agreed"
            type="checkbox"
            checked={agreed}
            aria-invalid={wrong.includes('agreed')}
            aria-describedby={described('agreed')}
            onChange={({ currentTarget }) => {
              change({ agreed: currentTarget.checked ? agreement : undefined });
              fixed('agreed');
            }}
          />
          {say(words.agree, facts)}
        </label>
        {error('agreed', words.noAgree)}
        <p role="status" class="error">
          {!online && words.offline}
        </p>
        <button
          type="submit"
          class="primary"
          onClick={(event) => {
            // Frames that allow no forms do not submit any, but tell of a tap.
            event.preventDefault();
            submit();
          }}
        >
          {words.send}
        </button>
        <button type="button" class="quiet" onClick={onClose}>
          {words.cancel}
        </button>
      </form>
    </div>
  );
}

/** All that is sent, word for word. */
function AllSent({
  words,
  typed,
  texts,
  response,
}: {
  words: ReturnType<typeof sendWords>['words'];
  typed: [label: string, value: string][];
  texts: readonly string[];
  response: () => unknown;
}) {
  const [json, setJson] = useState('');
  return (
    <details>
      <summary>{words.seeAll}</summary>
      {typed.map(([label, value]) => (
        <p key={label}>
          {label}: <bdi>{value || '…'}</bdi>
        </p>
      ))}
      {texts.map((text) => (
        <p key={text} class="verbatim">
          {text}
        </p>
      ))}
      <p>{words.unnamed}</p>
      <details
        onToggle={() => {
          try {
            setJson(JSON.stringify(response(), null, 1));
          } catch {
            setJson('');
          }
        }}
      >
        <summary>{words.forComputers}</summary>
        <p class="verbatim" dir="ltr">
          {json}
        </p>
      </details>
    </details>
  );
}

/** Whether the browser has a network, as far as it knows. */
function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine !== false);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine !== false);
    for (const type of ['online', 'offline']) addEventListener(type, look);
    return () => {
      for (const type of ['online', 'offline']) removeEventListener(type, look);
    };
  }, []);
  return online;
}
