import type { ClinicSettings } from '../../flow/condition.js';
import { clinicSettings, deskSettings } from '../../flow/settings.js';
import { bookingLink } from '../../handover/booking.js';
import { soundSettings } from '../../handover/clinic.js';
import { attributeOf } from '../attribute.js';
import { readClinic } from '../clinic.js';
import { attributeComplaints } from '../complaints.js';
import { fresh } from '../fresh.js';
import { emergencyNumbers, numbersFor } from '../numbers.js';
import { attributes } from '../options.js';
import { settingComplaints } from '../settingComplaints.js';
import { type Finding, fine, look, mend } from './finding.js';
import { whyNot } from './parts.js';

const own = 'symptom-guide';

/** The tags of the guide on this page. */
const tags = () => [...document.querySelectorAll<HTMLScriptElement>(`script[src*="${own}.js"]`)];

/** The page itself: what phones need, and whether it may store. */
export function checkPage(): Finding[] {
  const found: Finding[] = [];
  if (!document.querySelector('meta[name=viewport]'))
    found.push(
      mend(
        'Phones show this page as on a desktop, shrunk, and the guide with it.',
        'Add to its <head>:',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
      ),
    );
  try {
    sessionStorage.getItem(own);
  } catch {
    found.push(look('Storage is blocked on this page: answers do not survive a reload.', 'Nothing, if that is meant.'));
  }
  return found;
}

/** The script tag: once, of one release, over https. */
export function checkTag(): Finding[] {
  const [tag, ...more] = tags();
  if (!tag) return [];
  const found: Finding[] = [];
  if (more.length > 0)
    found.push(
      mend(
        `The script is on this page ${more.length + 1} times; only the first counts, with its settings.`,
        'Take the others out. A theme, a plug-in or a tag manager may have added them:',
        more.map(({ src }) => src).join('\n'),
      ),
    );
  if (location.protocol === 'https:' && tag.src.startsWith('http:'))
    found.push(mend(`The script's address is http: on an https page: ${tag.src}`, 'Write https: in it.'));
  if (!/\/\d+\.\d+\.\d+[^/]*\//.test(new URL(tag.src).pathname))
    found.push(
      look(
        `The script's address names no release: ${tag.src}. What is published there later changes this page unasked.`,
        'Publish each release in a folder with its number, and name it:',
        tag.src.replace(`${own}.js`, `1.0.0/${own}.js`),
      ),
    );
  if (found.length === 0) found.push(fine(`The script is on the page once, and names its release: ${tag.src}`));
  if (tag.dataset.display === 'inline')
    found.push(
      mend(
        'The tag says display="inline", so the guide stands below the page, outside of everything.',
        'Put the element where the guide is to be, and leave the tag without settings:',
        `<${own} display="inline" …></${own}>`,
      ),
    );
  const set = [...tag.attributes].filter(({ name }) => name.startsWith('data-') && name !== 'data-debug');
  const used = [...document.querySelectorAll(own)].some((guide) =>
    set.every(({ name, value }) => guide.getAttribute(name.slice(5)) === value),
  );
  if (set.length > 0 && !used)
    found.push(
      mend(
        `The settings on the script tag are not used, for there is a <${own}> on the page.`,
        `Move them to it, without "data-":`,
        `<${own} ${set.map(({ name, value }) => `${name.slice(5)}="${value}"`).join(' ')}></${own}>`,
      ),
    );
  return found;
}

/** What the clinic has set, on the element and in its file of settings. */
export async function checkSettings(guide: Element): Promise<Finding[]> {
  const found: Finding[] = [];
  let file: Record<string, unknown> = {};
  let unread = false;
  const named = attributeOf(guide, 'clinic');
  if (named)
    try {
      const url = new URL(named, document.baseURI).href;
      const answer = await fetch(url, { ...fresh(), signal: AbortSignal.timeout(3000) }).catch(() => undefined);
      unread = !answer?.ok;
      if (!answer?.ok) found.push(await whyNot('the file of settings', url, Error(`status ${answer?.status}`), false));
      else {
        file = Object(await answer.json());
        found.push(fine(`The file of settings arrives: ${named}`));
      }
    } catch (error) {
      unread = true;
      found.push(
        mend(
          `The file of settings is no JSON: ${named}: ${(error as Error).message}`,
          'Look at and just before this place for a comma, quote or bracket too few or too many.',
        ),
      );
    }
  const known: readonly string[] = [...clinicSettings, ...deskSettings];
  const strange = Object.keys(file).filter((key) => ![...known, '$schema', 'clinic-name'].includes(key));
  if (strange.length > 0)
    found.push(
      look(
        `The file of settings has ${strange.join(', ')}, which is read by nobody.`,
        `There are: ${known.join(', ')}.`,
      ),
    );
  const clinic = readClinic(guide, file);
  const { country } = clinic;
  const { emergency } = numbersFor(country);
  for (const text of attributeComplaints(guide)) {
    const values = (attributes as Record<string, string | readonly string[]>)[text.split('=')[0] as string];
    found.push(
      typeof values === 'object'
        ? mend(
            `The guide ignores ${text}.`,
            `It takes ${values.join(' or ')}.${values.includes('start') ? ' Where lines start is the left, but not in Arabic.' : ''}`,
          )
        : look(`The guide ignores ${text}.`, `There are: ${Object.keys(attributes).join(', ')}.`),
    );
  }
  for (const { text, fix } of settingComplaints({ ...clinic, accent: attributeOf(guide, 'accent') }))
    found.push(mend(`The guide ${text}.`, fix));
  if (emergency) found.push(fine(`Emergency number, by country ${country}: ${emergency}.`));
  // The advice for when nothing loads knows few countries, and the attributes alone.
  if (emergency && !emergencyNumbers[attributeOf(guide, 'country').toUpperCase()])
    found.push(
      look(
        'Should the guide not load, its advice names no emergency number: only for GB, IE, US, CA, AU and NZ, and only from the attribute "country".',
        'Nothing, if your country is another one; else write its two letters on the tag.',
      ),
    );
  // What the file may hold is not missing before it can be read.
  const missing = (['clinic-name', 'phone', 'booking'] as const).filter(
    (name) => !unread && !clinic[name === 'clinic-name' ? 'name' : name],
  );
  const lost = { 'clinic-name': 'your name', phone: 'a way to call you', booking: 'a button to book' };
  for (const name of missing)
    found.push(
      (name === 'phone' ? mend : look)(
        `There is no ${name}: visitors do not see ${lost[name]}.`,
        'Add to the tag (on the element, without "data-"):',
        `data-${name}="${{ 'clinic-name': 'Riverside Acupuncture', phone: '+1 555 0100', booking: 'https://…' }[name]}"`,
      ),
    );
  if (missing.length === 0 && !unread) found.push(fine('Name, phone and booking address of the clinic are set.'));
  return [...found, ...(await checkDesk(clinic))];
}

/** How visitors, and what they agree to send, reach the clinic. Only settings that are as they have to be are looked at. */
async function checkDesk(clinic: ClinicSettings): Promise<Finding[]> {
  const found: Finding[] = [];
  const {
    send,
    analytics,
    privacy,
    hours,
    offers = '',
    'time-zone': zone,
    'practitioner-title': title,
  } = soundSettings(clinic);
  const link = bookingLink(clinic);
  if (link) found.push(fine(`"Book" leads to ${link.href}${link.at ? `, at ${link.at}` : ''}.`));
  if (hours && !zone)
    found.push(
      look(
        'The opening hours have no time zone: a visitor elsewhere reads them by their own clock.',
        'Add to the tag (on the element, without "data-"), with your own:',
        'data-time-zone="America/New_York"',
      ),
    );
  const techniques = ['acupuncture', 'electroacupuncture', 'cupping'];
  const unknown = offers.split(',').flatMap((word) => (techniques.includes(word.trim()) ? [] : word.trim() || []));
  if (unknown.length > 0)
    found.push(
      look(
        `The sciatica flow knows no "${unknown.join('", "')}" among what you offer.`,
        `It knows ${techniques.join(', ')}; write them with commas. With none of them, it tells of all three.`,
      ),
    );
  if (title && /\bdr\b|doctor/i.test(title))
    found.push(
      look(`The practitioner's title is "${title}".`, 'Say it only if this person is registered as a medical doctor.'),
    );
  if (send) found.push(...(await checkSending(send, privacy)));
  if (analytics && analytics !== 'none')
    found.push(
      look(
        `Sections and outcomes are passed on to ${analytics}: that somebody was told to see a doctor is health data.`,
        'Do so only after consent; the chapter "Counting visitors" of the README says why.',
      ),
    );
  return found;
}

/** Whether what takes the answers can be reached from this page. Nothing is sent to find that out. */
async function checkSending(send: string, privacy: string | undefined): Promise<Finding[]> {
  const { host } = new URL(send);
  const there = await fetch(send, { mode: 'no-cors', credentials: 'omit', signal: AbortSignal.timeout(3000) }).then(
    () =>
      fine(`Visitors who agree can send their answers to ${host}. (A 401 or 404 in the console is from this look.)`),
    (error: unknown) => whyNot('the receiver of answers', send, error, false),
  );
  return [
    await there,
    ...(privacy
      ? []
      : [
          mend(
            'Answers can be sent, but visitors find no privacy notice: how long you keep them, and who reads them.',
            'Add to the tag (on the element, without "data-"):',
            'data-privacy="https://…"',
          ),
        ]),
  ];
}

/** The guides on the page. */
export function checkGuides(guides: readonly Element[]): Finding[] {
  if (guides.length === 0)
    return [mend(`There is no <${own}> on the page any more.`, 'Look for a script that takes it out.')];
  const flows = guides.map((guide) => String((guide as Element & { flow: unknown }).flow));
  return flows.length > new Set(flows).size
    ? [look('Two guides on this page have the same flow, and so the same answers.', 'Take one out.')]
    : [];
}
