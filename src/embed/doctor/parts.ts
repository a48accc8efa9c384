import { isApproved } from '../../flow/fingerprint.js';
import { isOverdue } from '../../flow/overdue.js';
import { parseFlow } from '../../flow/parse.js';
import type { Flow } from '../../flow/schema.js';
import { isChecked } from '../../flow/stamp.js';
import { fresh } from '../fresh.js';
import { allowing, type Violation } from '../policy.js';
import { type Finding, fine, look, mend } from './finding.js';

/** This release; put in by the build. */
declare const __VERSION__: string;

/** Longer than this, in ms, and a visitor would have seen the safety advice. */
const patience = 5000;

/** Everything that the page's policy stopped so far, newest last. */
const violations: Violation[] = [];
document.addEventListener('securitypolicyviolation', (event) => {
  // What is only reported stops nothing, and pictures of the same host are none of ours.
  if (event.disposition === 'enforce' && /^(script|connect)-src/.test(event.effectiveDirective)) violations.push(event);
});

/** Browsers tell of a violation a moment after the request failed. */
const told = () => new Promise((resolve) => setTimeout(resolve, 100));

/** Why a part of the guide does not arrive, and what to do. `part` names it: "the chat". */
export async function whyNot(part: string, url: string, error: unknown, script: boolean): Promise<Finding> {
  await told();
  const what = `T${part.slice(1)}`;
  const { origin } = new URL(url);
  const own = origin === location.origin ? "'self'" : origin;
  const stopped = violations.findLast(({ blockedURI }) => url.startsWith(blockedURI) || blockedURI.startsWith(origin));
  if (stopped)
    return mend(
      `The content security policy of this page stops ${part}.`,
      `Change "${stopped.effectiveDirective}" in the policy to:`,
      `${allowing(stopped.originalPolicy, stopped.effectiveDirective, own)};`,
    );
  if ((error as Error).name === 'TimeoutError')
    return mend(`${what} did not arrive in ${patience / 1000} seconds: ${url}`, 'Look at the server or the network.');
  const answer = await fetch(url, { ...fresh(), signal: AbortSignal.timeout(patience) }).catch(() => undefined);
  if (!answer) {
    const there = await fetch(url, { ...fresh(), mode: 'no-cors', signal: AbortSignal.timeout(patience) }).catch(
      () => undefined,
    );
    return there
      ? mend(
          `${what} is on another host, which does not let this page read it.`,
          `Let ${new URL(url).host} send this header with its .js and .json files:`,
          'Access-Control-Allow-Origin: *',
        )
      : mend(`${what} cannot be reached: ${url}`, 'Look at the address, the network, and what blocks requests.');
  }
  if (!answer.ok)
    return mend(
      `${what} is not there: ${url} answers ${answer.status}.`,
      'Copy the whole release folder to the host: symptom-guide.js, chat and flows beside each other.',
    );
  const type = answer.headers.get('content-type') ?? 'no type';
  if (script && !/javascript/.test(type))
    return mend(
      `${what} comes as "${type}", which browsers do not run.`,
      'Let the server send .js files with this header (an error page that answers 200 is sent so, too):',
      'Content-Type: text/javascript',
    );
  return mend(`${what} does not work: ${(error as Error).message}`, 'Copy the release folder to the host once more.');
}

/** Whether the second tier, the chat, arrives and can be run. `base` is the address of the release folder. */
export async function checkChat(base: string): Promise<Finding> {
  const url = `${base}chat/chat.js`;
  try {
    await import(/* @vite-ignore */ url);
    return fine('The chat arrives and runs.');
  } catch (error) {
    return whyNot('the chat', url, error, true);
  }
}

/** Whether the flow arrives, is one that may be shown, was proved by the build, and was reviewed; in what language. */
export async function checkFlow(guide: Element, base: string, today: string): Promise<Finding[]> {
  const { flow: set } = guide as Element & { flow: object | string };
  if (typeof set === 'object') {
    const { flow, problems } = parseFlow(set);
    if (!flow) return [invalid('that a script has set', problems)];
    return [unproved('a script has set it'), ...checkReview(flow, today), ...checkLanguage(guide, flow)];
  }
  const url = new URL(/[./]/.test(set) ? set : `${base}flows/${set}/flow.json`, document.baseURI).href;
  let text: string;
  try {
    const answer = await fetch(url, { ...fresh(), signal: AbortSignal.timeout(patience) });
    if (!answer.ok) throw Error(`${answer.status}`);
    text = await answer.text();
  } catch (error) {
    const why = await whyNot('the flow', url, error, false);
    const ids = /[./]/.test(set) ? '' : ` "${set}" must be a flow of the release, or the address of a flow.json.`;
    return [{ ...why, fix: `${why.fix}${why.line ? '' : ids}` }];
  }
  let json: object;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return [mend(`The flow is not JSON: ${url}: ${(error as Error).message}`, 'Publish what `npm run build` made.')];
  }
  if (json) delete (json as { checked?: unknown }).checked;
  const { flow, problems } = parseFlow(json);
  if (!flow) return [invalid(url, problems)];
  return [
    isChecked(text, __VERSION__)
      ? fine(`The flow "${flow.id}" ${flow.version} is as the build of release ${__VERSION__} proved it.`)
      : unproved(`${url} is not as the build of release ${__VERSION__} wrote it`),
    ...checkReview(flow, today),
    ...checkLanguage(guide, flow),
  ];
}

const invalid = (url: string, problems: readonly { path: readonly (string | number)[]; message: string }[]) =>
  mend(
    `The flow ${url} cannot be shown, so visitors get the safety advice: ${problems
      .slice(0, 3)
      .map(({ path, message }) => `${path.join('.')} ${message}`)
      .join('; ')}${problems.length > 3 ? `; and ${problems.length - 3} more` : ''}.`,
    '`npm run check` names every problem with its line. Mend them, build, and publish.',
  );

const unproved = (why: string) =>
  mend(
    `Nobody has proved this flow: ${why}.`,
    'Put it into a folder in flows/, run `npm run check` and `npm run build`, and publish what that makes.',
  );

/** Whether a clinician has signed the flow, and not too long ago. */
function checkReview(flow: Flow, today: string): Finding[] {
  const { review } = flow;
  if (review.status !== 'approved')
    return [
      look(
        'The flow is a draft: no clinician has signed it, and the chat tells visitors so.',
        'Have a registered clinician review it (`symptom-guide script` prints it); `symptom-guide approve` writes that down.',
      ),
    ];
  if (!isApproved(flow))
    return [
      look(
        `The flow was changed after ${review.by || 'somebody'} approved it, so it is a draft, and the chat tells visitors so.`,
        'Have it reviewed again; `symptom-guide approve` writes that down.',
      ),
    ];
  if (isOverdue(flow, today))
    return [
      look(
        `The review of the flow was due on ${review.next}: the chat asks visitors to call whether it is current.`,
        `Ask ${review.by} to look at it again; \`symptom-guide approve\` writes that down.`,
      ),
    ];
  return [fine(`The flow was reviewed by ${review.by} on ${review.on}; next on ${review.next}.`)];
}

/** Whether the flow speaks the page's language. */
function checkLanguage(guide: Element, flow: Flow): Finding[] {
  const wanted = guide.getAttribute('language') || guide.closest<HTMLElement>('[lang]')?.lang;
  const languages = [flow.language, ...(flow.languages ?? [])];
  if (!wanted)
    return [
      look(
        'The page does not say its language.',
        'Write it into the page, for screen readers too:',
        '<html lang="en">',
      ),
    ];
  if (languages.includes(wanted) || languages.includes(wanted.split('-')[0] as string))
    return [fine(`The guide speaks the page's language, ${wanted}.`)];
  return [
    look(
      `The page is in "${wanted}", the flow has ${languages.join(', ')}: visitors get ${flow.language}.`,
      `Translate it: \`symptom-guide translate FLOW ${wanted.split('-')[0]}\`.`,
    ),
  ];
}
