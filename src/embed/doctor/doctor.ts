import { make } from '../make.js';
import { warn } from '../warn.js';
import { checkBubble } from './bubble.js';
import css from './doctor.css?inline';
import { type Finding, mend } from './finding.js';
import { checkGuides, checkPage, checkSettings, checkTag } from './page.js';
import { checkChat, checkFlow } from './parts.js';

/**
 * The embed doctor: for the webmaster, what is wrong with the way the guide stands on this page, in words, each with
 * its fix. The loader fetches it where a guide has the attribute `debug`, or the page's address ends in
 * `#symptom-guide-debug`. Visitors never see it: on a public address the attribute alone shows nothing.
 */

const hash = '#symptom-guide-debug';
const base = new URL(/* @vite-ignore */ '.', import.meta.url).href;

/** Whether only those who build the page can see it at this address. */
const isLocal = () =>
  location.protocol === 'file:' ||
  /^(localhost|127\.[\d.]+|\[::1\]|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|.*\.(local|localhost|test))$/.test(
    location.hostname,
  );

/** One check; a failure of its own is said, so that the others are heard all the same. */
async function looked(check: () => Finding[] | Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check();
  } catch (error) {
    return [mend(`A check failed: ${(error as Error).message}`, 'Look at the addresses on the tag.')];
  }
}

/** Everything there is to say about this page, the gravest first. */
async function examine(): Promise<Finding[]> {
  const guides = [...document.querySelectorAll('symptom-guide')];
  const today = new Date().toISOString().slice(0, 10);
  const all = await Promise.all([
    looked(checkPage),
    looked(checkTag),
    looked(() => checkGuides(guides)),
    looked(async () => [await checkChat(base)]),
    ...guides.map(async (guide, index) => {
      const found = [
        ...(await looked(() => checkFlow(guide, base, today))),
        ...(await looked(() => checkSettings(guide))),
        ...(await looked(() => checkBubble(guide))),
      ];
      return guides.length < 2 ? found : found.map((one) => ({ ...one, what: `Guide ${index + 1}: ${one.what}` }));
    }),
  ]);
  const grave = ['mend', 'look', 'fine'];
  return all.flat().sort((a, b) => grave.indexOf(a.level) - grave.indexOf(b.level));
}

const levels = { mend: 'To mend', look: 'To look at', fine: 'Fine' };

/** How many of each level, in words. */
function summary(findings: readonly Finding[]): string {
  const count = (level: Finding['level']) => findings.filter((one) => one.level === level).length;
  return `${count('mend')} to mend, ${count('look')} to look at, ${count('fine')} fine`;
}

/** One finding as a list item. */
function item({ level, what, fix, line }: Finding): HTMLElement {
  const copy = (text: string) =>
    make(
      'button',
      {
        type: 'button',
        onclick: ({ currentTarget }) => {
          const button = currentTarget as HTMLButtonElement;
          // Only where the page came over https or from this machine.
          (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
            () => {
              button.textContent = 'Copied';
            },
            () => {
              button.textContent = 'Select the line and copy it';
            },
          );
        },
      },
      'Copy',
    );
  return make(
    'li',
    { className: level },
    make('strong', {}, levels[level]),
    make('p', {}, what),
    ...(fix ? [make('p', { className: 'fix' }, fix)] : []),
    ...(line ? [make('pre', { tabIndex: 0 }, line), copy(line)] : []),
  );
}

/** Draws the panel, in a shadow root of its own beside the body. */
function draw(): void {
  const host = make('div', { id: 'symptom-guide-doctor' });
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const status = make('p', { role: 'status' });
  const list = make('ul', {});
  const check = async () => {
    status.textContent = 'Looking …';
    const findings = await examine();
    status.textContent = `${summary(findings)}.`;
    list.replaceChildren(...findings.map(item));
  };
  const panel = make(
    'section',
    { popover: 'manual', ariaLabel: 'Embed doctor', lang: 'en', dir: 'ltr' },
    make('h2', {}, 'Is the symptom guide embedded well?'),
    make('p', { className: 'small' }, `Only people who open this page with ${hash}, or on a local address, see this.`),
    status,
    list,
    make('button', { type: 'button', onclick: check }, 'Check again'),
    make('button', { type: 'button', onclick: () => host.remove() }, 'Close'),
  );
  root.append(panel);
  document.documentElement.append(host);
  panel.showPopover?.();
  void check();
}

if (isLocal() || location.hash === hash) {
  // The guide comes first: it may still be placing itself.
  if (!document.getElementById('symptom-guide-doctor')) setTimeout(draw);
} else warn(`debug shows nothing to visitors: open this page with ${hash} at the end of its address`);
