import { useEffect, useId, useState } from 'preact/hooks';
import { countryCode, emergencyNumbers, numbersFor } from '../../embed/numbers.js';
import { type AttributeName, attributeFor, attributes } from '../../embed/options.js';
import { clinicSettings } from '../../flow/settings.js';
import { nameOf } from '../languages/languageName.js';
import { exampleClinic, useWorkbench } from '../workbench.js';
import { readColour, standsOut } from './colour.js';
import { complaintsOf, offersIn } from './complaints.js';
import { Field } from './Field.js';
import { hostOf } from './host.js';
import { loaderHash, release } from './release.js';
import { Snippet } from './Snippet.js';
import { settingsOf } from './settings.js';
import { bubbleTag, clinicFile, fileTag, inlineTags } from './tag.js';

/** What visitors learn of the clinic; what the guide looks like; and all else that the table has. */
const clinic: readonly AttributeName[] = clinicSettings
  .filter((setting) => setting !== 'language')
  .map((setting) => attributeFor(setting));
const looks: readonly AttributeName[] = ['display', 'position', 'label', 'accent', 'language'];
/** Made below; for finding mistakes only. */
const apart: readonly AttributeName[] = ['clinic', 'debug', 'open'];
const rest = (Object.keys(attributes) as AttributeName[]).filter(
  (name) => ![...clinic, ...looks, ...apart].includes(name),
);

/** The settings of a clinic with the guide as they make it, and the tag to paste. */
export function TagForm() {
  const workbench = useWorkbench();
  const { preview, checker, project } = workbench;
  const { host } = settingsOf(workbench);
  const id = useId();
  const [hash, setHash] = useState<string | undefined>(undefined);
  const [pinned, setPinned] = useState(true);
  useEffect(() => {
    loaderHash().then(setHash);
  }, []);

  const settings = preview.attributes.value;
  const flow = checker.flow.value;
  const where = hostOf(host.value);
  const loader = { src: `${where.base}${release}/symptom-guide.js`, integrity: pinned ? hash : undefined };
  // The guide that is edited here, unless another one is named.
  const own = project.name === 'sciatica' ? '' : project.name;
  const tagged = { ...settings, flow: settings.flow || own };
  const complaints = complaintsOf(settings);
  const offers = offersIn(flow);
  const set = (name: AttributeName, value: string) => {
    const { [name]: _, ...others } = settings;
    preview.attributes.value = value === '' ? others : { ...others, [name]: value };
    if (name === 'language') preview.language.value = value;
    if (['position', 'label', 'accent'].includes(name)) preview.frame.value = 'bubble';
    if (name === 'display') preview.frame.value = value === 'inline' ? 'phone' : 'bubble';
  };
  const examples = ['clinic-name', 'phone', 'booking'].filter(
    (name) => settings[name] !== undefined && settings[name] === exampleClinic[name],
  );
  const colour = settings.accent ? readColour(settings.accent) : undefined;
  const seen = colour && standsOut(colour);
  const country = countryCode(settings.country ?? '');
  const { emergency } = numbersFor(country);

  const told: Partial<Record<AttributeName, string>> = {
    ...(emergency
      ? {
          country: `${countryName(country)}: visitors are told to call ${emergency} in an emergency.${
            emergencyNumbers[country] ? '' : ' Should the guide not load, its advice names no number.'
          }`,
        }
      : {}),
    ...(offers.length > 0 ? { offers: `This guide tells of: ${offers.join(', ')}.` } : {}),
    ...(seen && seen.day >= 3
      ? {
          accent:
            seen.night >= 3
              ? 'It stands out by day and by night.'
              : `It stands out by day. Where visitors have a dark screen it is ${seen.night.toFixed(1)} to 1; a lighter one would do better.`,
        }
      : {}),
  };
  const unknown = (settings.offers ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && offers.length > 0 && !offers.includes(one));
  const wrong = (name: AttributeName): string | undefined => {
    const found = complaints.find(({ about }) => about === name);
    if (found) return `The guide ${found.text}. ${found.fix}`;
    if (name === 'offers' && unknown.length > 0) return `This guide knows no “${unknown.join('”, “')}”.`;
    if (name === 'accent' && seen && seen.day < 3)
      return `Hard to see on a white page: ${seen.day.toFixed(1)} to 1, where 3 to 1 is wanted.`;
    return undefined;
  };
  const languages = [...new Set([flow?.language ?? 'en', ...(flow?.languages ?? [])])];
  const field = (name: AttributeName) => (
    <Field
      key={name}
      name={name}
      value={settings[name] ?? (attributes[name].length === 0 ? '' : (attributes[name][0] as string))}
      onChange={(value) => set(name, value)}
      wrong={wrong(name)}
      told={told[name]}
      {...(name === 'language'
        ? { among: [['', 'As the page'] as const, ...languages.map((one) => [one, nameOf(one)] as const)] }
        : {})}
    >
      {name === 'accent' && (
        <input
          type="color"
          aria-label="Pick the main colour"
          value={hex(colour) ?? '#1a5c8e'}
          onInput={({ currentTarget }) => set('accent', currentTarget.value)}
        />
      )}
    </Field>
  );
  const showIn = (frame: 'bubble' | 'desktop', words: string) => (
    <button
      type="button"
      aria-pressed={preview.frame.value === frame}
      onClick={() => {
        preview.frame.value = frame;
      }}
    >
      {words}
    </button>
  );

  return (
    <div class="tag">
      <p class="hint">
        What you set here is shown in the preview at once. No setting can change a red flag or where a conversation
        ends.
      </p>
      <p class="buttons">
        Show it {showIn('bubble', 'as a bubble')} {showIn('desktop', 'opened')}
        <button
          type="button"
          onClick={async () => {
            const routine = flow?.outcomes.findLast(({ urgency }) => urgency === 'routine');
            const way = routine && (await checker.way({ outcome: routine.id }));
            if (preview.frame.value === 'bubble') preview.frame.value = 'desktop';
            if (way) workbench.play(way, `The preview is at the outcome “${routine.title}”.`);
          }}
        >
          where it leads to booking
        </button>
      </p>
      {examples.length > 0 && (
        <p class="note warn">
          “{settings[examples[0] as string]}” is an example: put in what is yours, the country too, before you paste the
          tag.
        </p>
      )}
      <fieldset>
        <legend>Your clinic</legend>
        <div class="fields">{clinic.map(field)}</div>
      </fieldset>
      <fieldset>
        <legend>How it looks</legend>
        <div class="fields">{looks.map(field)}</div>
      </fieldset>
      <fieldset>
        <legend>Where it is</legend>
        <div class="fields">
          <div class="field">
            <label for={`${id}-host`}>Your host</label>
            <input
              id={`${id}-host`}
              type="url"
              placeholder="https://your.host/symptom-guide/"
              value={host.value}
              aria-describedby={`${id}-host-hint`}
              aria-invalid={where.problem !== undefined}
              onInput={({ currentTarget }) => {
                host.value = currentTarget.value;
              }}
            />
            <p class="hint" id={`${id}-host-hint`}>
              {where.problem && <strong class="wrong">{where.problem} </strong>}
              Where you upload the files to: the address of the folder that will hold the folder <code>{release}</code>.
            </p>
          </div>
          {rest.map(field)}
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={settings.open !== undefined}
            onChange={({ currentTarget }) => {
              const { open: _, ...others } = settings;
              preview.attributes.value = currentTarget.checked ? { ...others, open: 'open' } : others;
            }}
          />
          Open when the page loads, without taking the focus (not on phones)
        </label>
      </fieldset>
      <h3>What to upload</h3>
      <p>
        <code>npm run build</code> makes the folder <code>dist/symptom-guide/{release}</code>. Upload all of it, so that{' '}
        <code class="long">{loader.src}</code> opens. Your questions and translations are in it, in{' '}
        <code>flows/{project.name}</code>; after each change build and upload that folder again.
      </p>
      <h3>The tag</h3>
      {settings.display === 'inline' ? (
        <Snippet
          label="Where the guide is to stand in the page"
          text={inlineTags(loader, tagged, flow)}
          about="What stands inside the element is for visitors without scripts."
        />
      ) : (
        <Snippet
          label="Paste this into your pages"
          text={bubbleTag(loader, tagged)}
          about="Before </body>, or in a footer that all pages share."
        />
      )}
      {hash && (
        <label class="check">
          <input type="checkbox" checked={pinned} onChange={({ currentTarget }) => setPinned(currentTarget.checked)} />
          With the hash of the script, so that browsers run exactly this one or none
        </label>
      )}
      <details>
        <summary>Other ways: in the page itself, or with the settings in a file</summary>
        {settings.display !== 'inline' && (
          <Snippet
            label="Where the guide is to stand in the page"
            text={inlineTags(loader, tagged, flow)}
            about="Instead of the bubble. What stands inside the element is for visitors without scripts."
          />
        )}
        <Snippet
          label="A file clinic.json, beside the guide on your host"
          text={clinicFile(settings)}
          about="When many pages share the settings: change the file, and no page."
        />
        <Snippet
          label="The tag that reads clinic.json"
          text={fileTag(loader, tagged, `${where.base}clinic.json`)}
          about="Phone and country stay on the tag: the advice for when nothing loads reads them there."
        />
      </details>
    </div>
  );
}

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
function countryName(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}

const hex = (colour: readonly number[] | undefined) =>
  colour && `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
