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
import type { Told } from './attend.js';
import { attributeOf } from './attribute.js';
import { readClinic } from './clinic.js';
import { checked, LoadError, parseJson, textOf } from './files.js';
import { numbersFor } from './numbers.js';

/** This release; put in by the build. */
declare const __VERSION__: string;

/** What the loader hands over when the panel opens: where to tell what happens. */
type DrawOptions = {
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
 * file, under way; `url` is where that file is, as a page would write it, with its translations beside it; `how` says
 * how they and the clinic's file are asked for. Throws a {@link LoadError} when the flow or its overlay is not one that
 * may be shown.
 */
export async function start(
  element: Element,
  flow: object | Promise<string>,
  url: string,
  how: RequestInit,
): Promise<Draw> {
  const named = clinicFile(element, how);
  const [{ shown, speak, memory }, file] = await Promise.all([read(element, flow, url, how, named), named]);
  try {
    prepare(shown.flow);
  } catch (error) {
    throw broken(error);
  }
  return (root, panel, { onClose, tell, onError }) => {
    // Not before: a page may set its country between a hover and the tap.
    const clinic = readClinic(element, file);
    const numbers = numbersFor(clinic.country);
    const told: Told[] = [];
    const say = (...event: Told) => {
      told.push(event);
      tell(...event);
    };
    chunk(() => import('./attend.js'), 'attend').then(
      ({ attend }) => attend(element, panel, shown.flow, clinic, told),
      // It is for the page and its webmaster; a visitor does without.
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
      onStep: (detail) => say('guide-step', detail),
      onOutcome: (detail) => say('guide-outcome', detail),
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
  how: RequestInit,
  named: Promise<Record<string, unknown>>,
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
      : (await translation()).speak(source, file, url, language, how);
  const memory = memoryFor(flow, attributeOf(element, 'remember') === 'none' ? 'none' : 'session');
  const chosen = memory.load().language;
  // A text, whatever junk the storage holds.
  const wanted = `${chosen || attributeOf(element, 'language') || (await named).language || element.closest<HTMLElement>('[lang]')?.lang}`;
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

/** The clinic's file of settings, if the element names one. */
async function clinicFile(element: Element, how: RequestInit): Promise<Record<string, unknown>> {
  const named = attributeOf(element, 'clinic');
  const reader = named && (await chunk(() => import('./clinicFile.js'), 'clinicFile').catch(() => undefined));
  return reader ? reader.clinicFile(named, how) : {};
}
