import { presenceAttributes } from '../../embed/describe.js';
import { countryCode, numbersFor } from '../../embed/numbers.js';
import { type AttributeName, attributeFor, attributes } from '../../embed/options.js';
import { type Reader, visible } from '../../flow/content.js';
import type { Block, Flow, ListItem } from '../../flow/schema.js';
import { clinicSettings, deskSettings } from '../../flow/settings.js';
import { telHref } from '../../flow/text.js';
import { plainText } from '../../handover/summary.js';

/** What a clinic's file of settings may hold. */
const fileSettings = [...clinicSettings, ...deskSettings];

/** What a clinic has set, by the attribute's name. */
export type Settings = Readonly<Record<string, string>>;

/** The script that a page loads: its address, and its hash where it is known. */
export type Loader = { src: string; integrity: string | undefined };

/** The attributes that say something else than their default, in the order of the table. */
export function setOf(settings: Settings): [AttributeName, string][] {
  return (Object.keys(attributes) as AttributeName[]).flatMap((name): [AttributeName, string][] => {
    const value = settings[name]?.trim() ?? '';
    const values: string | readonly string[] = attributes[name];
    return value === '' || (typeof values !== 'string' && values[0] === value) ? [] : [[name, value]];
  });
}

/** The tag that puts a bubble on each page that has it. */
export function bubbleTag(loader: Loader, settings: Settings): string {
  const set = setOf(settings).filter(([name]) => name !== 'display');
  return scriptTag(
    loader,
    set.map(([name, value]) => written(`data-${name}`, value, name)),
  );
}

/** The tag and the element for a guide that stands in a page, with what visitors without scripts see. */
export function inlineTags(loader: Loader, settings: Settings, flow: Flow | undefined): string {
  const set = setOf(settings).filter(([name]) => !['display', 'position', 'open'].includes(name));
  const all = ['display="inline"', ...set.map(([name, value]) => written(name, value, name))];
  return `${scriptTag(loader, [])}\n<symptom-guide ${all.join('\n               ')}>\n${fallback(settings, flow)}</symptom-guide>`;
}

/** The clinic settings as a file, which all pages of a clinic can share. */
export function clinicFile(settings: Settings): string {
  const named = fileSettings.flatMap((setting) => {
    const value = settings[attributeFor(setting)]?.trim();
    return value ? [[setting, value]] : [];
  });
  return `${JSON.stringify(Object.fromEntries(named), null, 2)}\n`;
}

/** The tag that takes the clinic settings from a file. */
export function fileTag(loader: Loader, settings: Settings, address: string): string {
  // The advice for when nothing loads reads these two on the tag alone.
  const onTag: readonly string[] = ['country', 'phone'];
  const inFile: readonly string[] = fileSettings.map(attributeFor).filter((name) => !onTag.includes(name));
  const rest = Object.entries(settings).filter(([name]) => !inFile.includes(name));
  return bubbleTag(loader, { ...Object.fromEntries(rest), clinic: address });
}

function scriptTag({ src, integrity }: Loader, set: readonly string[]): string {
  const indent = '\n        ';
  const checked = integrity ? `${indent}integrity="${escaped(integrity)}" crossorigin="anonymous"` : '';
  return `<script async src="${escaped(src)}"${checked}${set.map((one) => `${indent}${one}`).join('')}></script>`;
}

const written = (as: string, value: string, name: AttributeName) =>
  presenceAttributes.includes(name) ? as : `${as}="${escaped(value)}"`;

const codes: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
/** A text as it is written in HTML, also for page builders that look for angle brackets. */
const escaped = (text: string) => text.replace(/[&"<>]/g, (character) => codes[character] as string);

/** When to get help, as the guide itself says it, and how to call the clinic. */
function fallback(settings: Settings, flow: Flow | undefined): string {
  const country = countryCode(settings.country ?? '');
  const { emergency, urgent, crisis } = numbersFor(country);
  const values = {
    'clinic.name': settings['clinic-name'],
    'clinic.phone': settings.phone,
    'emergency.number': emergency,
    'urgent.number': urgent,
    'crisis.number': crisis,
  };
  const say = (text: string) => escaped(plainText(text, values));
  const reader: Reader | undefined = flow && { flow, answers: {}, clinic: { country }, values };
  const draw = (block: Block | ListItem): string[] => {
    if (!reader || !visible(reader, block)) return [];
    if (typeof block === 'string') return [`  <p>${say(block)}</p>`];
    if ('text' in block) return [`  <p>${say(block.text)}</p>`];
    if (!('list' in block)) return [];
    const items = block.list.filter((item) => visible(reader, item));
    const lines = items.map((item) => `    <li>${say(typeof item === 'string' ? item : item.text)}</li>`);
    return ['  <ul>', ...lines, '  </ul>'];
  };
  const help = flow?.topics?.find(({ id }) => id === flow.help)?.content.flatMap(draw) ?? [];
  const general = [`  <p>In an emergency, call ${escaped(emergency ?? 'your local emergency number')} now.</p>`];
  const phone = settings.phone?.trim();
  const call = phone
    ? [`  <a href="${escaped(telHref(phone))}">Call ${escaped(settings['clinic-name']?.trim() || 'the clinic')}</a>`]
    : [];
  return [...(help.length > 0 ? help : general), ...call].map((line) => `${line}\n`).join('');
}
