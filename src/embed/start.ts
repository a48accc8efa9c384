import { chunk } from '../chat/later.js';
import { memoryFor } from '../chat/memory.js';
import {
  type ChatOptions,
  type MountedChat,
  mount,
  type OutcomeDetail,
  prepare,
  type ShownFlow,
  type StepDetail,
} from '../chat/mount.js';
import { en } from '../chat/words/en.js';
import type { Flow } from '../flow/schema.js';
import { isChecked } from '../flow/stamp.js';
import { type ClinicSetting, clinicSettings } from '../flow/terms.js';
import { attributeOf } from './attribute.js';
import { checked, LoadError, parseJson, textOf } from './files.js';
import { countryCode, numbersFor } from './numbers.js';

/** This release; put in by the build. */
declare const __VERSION__: string;

/** What the loader hands over when the panel opens: where to tell what happens. */
export type DrawOptions = {
  /** Draws a close button. */
  onClose: (() => void) | undefined;
  /** Dispatches an event on the element. */
  tell: (type: string, detail: StepDetail | OutcomeDetail) => void;
  /** Something broke while drawing; the chat has removed itself. */
  onError: (error: LoadError) => void;
};

/** Puts the conversation into a panel of the element's shadow root. Throws a {@link LoadError} when it breaks. */
export type Draw = (root: ShadowRoot, panel: HTMLElement, options: DrawOptions) => MountedChat;

/**
 * The second tier, fetched at the first sign of intent: reads the attributes, the flow, its translation and the
 * clinic's file, and gets everything ready that can be before the panel opens. `flow` is an object, or the text of its
 * file, under way; `url` is where that file is, as a page would write it, with its translations beside it, which are
 * asked for as `again` says. Throws a
 * {@link LoadError} when the flow or its overlay is not one that may be shown.
 */
export async function start(
  element: Element,
  flow: object | Promise<string>,
  url: string,
  again?: RequestInit,
): Promise<Draw> {
  const [{ shown, speak, memory }, file] = await Promise.all([read(element, flow, url, again), clinicFile(element)]);
  try {
    prepare(shown.flow);
  } catch (error) {
    throw broken(error);
  }
  return (root, panel, { onClose, tell, onError }) => {
    // Not before: a page may set its country between a hover and the tap.
    const clinic = readClinic(element, file);
    const numbers = numbersFor(clinic.country);
    chunk(() => import('./warnings.js'), 'warnings').then(
      ({ checkAttributes, checkSettings }) => {
        checkAttributes(element);
        checkSettings({ ...clinic, accent: attributeOf(element, 'accent') }, numbers.emergency !== undefined);
      },
      // They are for the webmaster; a visitor does without.
      () => {},
    );
    panel.replaceChildren();
    if (!onClose) panel.role = 'region';
    return mount(root, panel, {
      shown,
      speak,
      clinic,
      numbers,
      memory,
      onClose,
      onStep: (detail) => tell('guide-step', detail),
      onOutcome: (detail) => tell('guide-outcome', detail),
      onError: (error) => onError(broken(error)),
    });
  };
}

const broken = (error: unknown) => new LoadError('chat-broken', `The chat broke: ${(error as Error).message}`);

/** The flow in the language of the visitor's choice or of the page, and in any other that it has. */
async function read(
  element: Element,
  given: object | Promise<string>,
  url: string,
  again: RequestInit | undefined,
): Promise<Pick<ChatOptions, 'shown' | 'speak' | 'memory'>> {
  const file = given instanceof Promise ? await textOf(given, url) : undefined;
  const json = file === undefined ? given : parseJson(file, url);
  // The build's stamp is no part of a flow.
  if (json) delete (json as { checked?: unknown }).checked;
  // What our build checked is not checked again, and the checker is not downloaded; one changed byte, and it is.
  const flow = file !== undefined && isChecked(file, __VERSION__) ? (json as Flow) : await checked(json, url);
  // An object that was set has no address, so no translations beside it.
  const languages = [flow.language, ...(file === undefined ? [] : (flow.languages ?? []))];
  const own = flow.language.split('-')[0] as string;
  const source: ShownFlow = {
    flow,
    language: flow.language,
    sourceLanguage: flow.language,
    languages,
    untranslated: new Set<string>(),
    words: (own === 'en' ? undefined : await (await translation()).wordsIn(own)) ?? en,
  };
  const speak: ChatOptions['speak'] = async (language) =>
    language === source.language || file === undefined
      ? source
      : (await translation()).speak(source, file, url, language, again);
  const memory = memoryFor(flow, attributeOf(element, 'remember') === 'none' ? 'none' : 'session');
  const chosen = memory.load().language;
  // A text, whatever junk the storage holds.
  const wanted = `${chosen || attributeOf(element, 'language') || element.closest<HTMLElement>('[lang]')?.lang}`;
  const language = [wanted, wanted.split('-')[0]].find((one) => one && languages.includes(one));
  const shown = await speak(language ?? source.language).catch((error: unknown) => {
    // Only what the visitor chose on an earlier page: their answers count for more than the language.
    if (chosen) return source;
    throw error;
  });
  return {
    memory,
    shown: { ...shown, chosen },
    speak: async (chosen) => ({ ...(await speak(chosen)), chosen }),
  };
}

const translation = () => chunk(() => import('./languages.js'), 'languages');

/** The clinic settings given on the page, and for those that are not, the ones in its file. */
function readClinic(element: Element, file: Record<string, unknown>): Record<ClinicSetting, string> {
  const read = (name: ClinicSetting) => {
    const value = attributeOf(element, name === 'name' ? 'clinic-name' : name) || file[name];
    // In one line with a number, a sign that turns the order of what follows would turn the number.
    return typeof value === 'string' ? value.replace(/\p{Bidi_C}/gu, '') : '';
  };
  const clinic = Object.fromEntries(clinicSettings.map((name) => [name, read(name)])) as Record<ClinicSetting, string>;
  // Conditions compare the code of the country as it is meant, whatever way it was written.
  clinic.country = countryCode(clinic.country);
  clinic.offers = clinic.offers.toLowerCase();
  return clinic;
}

/** The clinic's file of settings, if the element names one. */
async function clinicFile(element: Element): Promise<Record<string, unknown>> {
  const named = attributeOf(element, 'clinic');
  const reader = named && (await chunk(() => import('./clinicFile.js'), 'clinicFile').catch(() => undefined));
  return reader ? reader.clinicFile(named) : {};
}
