import { attributeComplaints, settingComplaints } from './complaints.js';
import { attributes } from './options.js';
import { warn } from './warn.js';

const checked = new WeakSet<Element>();

/** Warns once, in one line, of attributes that do not exist and of values that are not among those there are. */
export function checkAttributes(element: Element): void {
  if (checked.has(element)) return;
  checked.add(element);
  const wrong = attributeComplaints(element);
  if (wrong.length > 0) warn(`ignores ${wrong.join(', ')}. Known: ${JSON.stringify(attributes)}`);
}

/** Warns of clinic settings that would be left out without a word: they are the clinic's way to be reached. */
export function checkSettings(settings: Partial<Record<string, string>>, known: boolean): void {
  for (const { text } of settingComplaints(settings, known)) warn(text);
}
