import type { FlowFolder } from '../check/check.js';
import { fingerprintOf, isApproved } from '../flow/fingerprint.js';
import { parseFlow, parseOverlay } from '../flow/parse.js';
import { stampChecked } from '../flow/stamp.js';
import { packOverlay, untranslated } from '../flow/translate.js';

/** What is for editors and the checker only. */
const left = new Set(['note', 'todo', 'onlyIfAsked', 'plan', 'unused']);

/**
 * The files of a flow as visitors get them, by name: without what is for editors, the flow stamped as checked by
 * `release`, its translations packed for exactly that text. Whether the flow is safe is for the checker to say. Throws
 * when a file cannot be read as what it should be.
 */
export function publishedFlow({ name, files }: FlowFolder, release: string): Map<string, string> {
  const read = (file: string): unknown => {
    const text = files.get(file);
    if (text === undefined) throw new Error(`flows/${name}/${file} is not there, and the flow names it.`);
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  };
  const stripped = (file: string): unknown => JSON.parse(JSON.stringify(read(file), strip));
  const whole = parseFlow(read('flow.json'));
  const { flow } = parseFlow(stripped('flow.json'));
  if (!flow || !whole.flow) throw new Error(`flows/${name}/flow.json lost something on its way into the release.`);
  // The approval is of what editors wrote; what is left of it for visitors has another fingerprint.
  const approved = isApproved(whole.flow);
  flow.review = { ...flow.review, status: approved ? 'approved' : 'draft' };
  if (approved) flow.review.fingerprint = fingerprintOf(flow);
  const stamped = stampChecked(JSON.stringify(flow), release);
  const published = new Map([['flow.json', stamped]]);
  for (const language of flow.languages ?? []) {
    const { overlay } = parseOverlay(stripped(`${language}.json`));
    if (!overlay) throw new Error(`flows/${name}/${language}.json lost something on its way.`);
    published.set(`${language}.json`, JSON.stringify(packOverlay(flow, overlay, stamped)));
  }
  return published;
}

function strip(key: string, value: unknown): unknown {
  return left.has(key) || (typeof value === 'string' && value.startsWith(untranslated)) ? undefined : value;
}
