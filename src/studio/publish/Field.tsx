import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { attributeTexts } from '../../embed/describe.js';
import { type AttributeName, attributes } from '../../embed/options.js';

/** What the fields of the form are called; an attribute that has no name here is called as it is written. */
const labels: Partial<Record<AttributeName, string>> = {
  flow: 'Which guide',
  language: 'Language',
  display: 'Where it stands',
  position: 'Corner',
  label: 'Text of the bubble',
  'clinic-name': 'Name of the clinic',
  phone: 'Phone number',
  booking: 'Booking page',
  country: 'Country',
  offers: 'What you offer',
  service: 'Service to book',
  practitioner: 'Who treats',
  'practitioner-title': 'Their title',
  hours: 'Opening hours',
  'time-zone': 'Time zone',
  'first-visit-minutes': 'First visit: minutes',
  'first-visit-price': 'First visit: price',
  'practice-minutes': 'Needles: minutes',
  'practice-visits': 'A usual course: visits',
  privacy: 'Privacy notice',
  send: 'Where answers may be sent',
  'fhir-base': 'FHIR: where you publish the form',
  analytics: 'Who counts',
  remember: 'Answers after a reload',
  accent: 'Main colour',
  open: 'Open when the page loads',
};
/** What the values of a list mean. */
const valueWords: { [N in AttributeName]?: Record<string, string> } = {
  display: { bubble: 'A bubble in the corner', inline: 'In the page itself' },
  position: { end: 'Where lines end (right)', start: 'Where lines start (left)' },
  remember: { session: 'Kept in the tab', none: 'Forgotten' },
  analytics: { none: 'Nobody', dataLayer: 'Google Tag Manager', plausible: 'Plausible' },
};
/** The keys that a phone offers. */
const keyboards: Partial<Record<AttributeName, 'tel' | 'url'>> = {
  phone: 'tel',
  privacy: 'url',
  send: 'url',
  'fhir-base': 'url',
};

type Props = {
  name: AttributeName;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with the value. */
  wrong?: string | undefined;
  /** More about the value, such as what comes of it. */
  told?: string | undefined;
  /** Other values than those of the table, with words for each. */
  among?: readonly (readonly [string, string])[];
  children?: ComponentChildren;
};

/** One field of the tag's form: its kind and its hint are what the table of attributes says. */
export function Field({ name, value, onChange, wrong, told, among, children }: Props) {
  const id = useId();
  const listed: string | readonly string[] = attributes[name];
  const choices =
    among ??
    (typeof listed === 'string' ? undefined : listed.map((one) => [one, valueWords[name]?.[one] ?? one] as const));
  const common = { id, 'aria-describedby': `${id}-hint`, 'aria-invalid': wrong !== undefined };
  return (
    <div class="field">
      <label for={id}>{labels[name] ?? name}</label>
      <div class="field-row">
        {choices ? (
          <select {...common} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
            {choices.map(([one, words]) => (
              <option key={one} value={one}>
                {words}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...common}
            inputMode={keyboards[name] ?? 'text'}
            autocomplete="off"
            spellcheck={false}
            value={value}
            onInput={({ currentTarget }) => onChange(currentTarget.value)}
          />
        )}
        {children}
      </div>
      <p class="hint" id={`${id}-hint`}>
        {wrong && <strong class="wrong">{wrong} </strong>}
        {told && <span class="told">{told} </span>}
        <Marked text={attributeTexts[name]} />
      </p>
    </div>
  );
}

/** A hint, in which `this` is written as code. */
function Marked({ text }: { text: string }) {
  return (
    <>
      {text
        .split('`')
        .map((piece, index) => (index % 2 === 1 ? <code key={`${index} ${piece}`}>{piece}</code> : piece))}
    </>
  );
}
