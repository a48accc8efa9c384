import { effect, signal } from '@preact/signals';
import { Component, type ComponentChildren, render } from 'preact';
import type { ClinicSettings } from '../flow/condition.js';
import type { Flow } from '../flow/schema.js';
import type { Urgency } from '../flow/terms.js';
import type { TranslatedFlow } from '../flow/translate.js';
import { createSession, sectionOf } from '../machine/session.js';
import { Chat } from './Chat.js';
import css from './chat.css?inline';
import { later } from './later.js';
import type { Memory } from './memory.js';
import { type ChatModel, createChat } from './model.js';
import { directionOf, type View } from './view.js';
import type { Words } from './words/en.js';

/** A flow that may be shown, in the language it is shown in, with the chat's own words. */
export type ShownFlow = TranslatedFlow & {
  sourceLanguage: string;
  /** All languages that it can be shown in. */
  languages: readonly string[];
  words: Words;
  /** The language, if the visitor chose it. */
  chosen?: string | undefined;
};

/** What the chat needs from the place it is put in. Everything it says to the outside goes through the callbacks. */
export type ChatOptions = {
  shown: ShownFlow;
  /** The flow in another of its languages. Rejects when that cannot be loaded. */
  speak: (language: string) => Promise<ShownFlow>;
  clinic: ClinicSettings;
  numbers: { emergency?: string; urgent?: string; crisis?: string };
  /** The visitor's answers across page loads. */
  memory: Memory;
  /** Draws a close button. */
  onClose: (() => void) | undefined;
  onStep?: (detail: StepDetail) => void;
  onOutcome?: (detail: OutcomeDetail) => void;
  /** Something broke while drawing; the chat has removed itself. */
  onError?: (error: Error) => void;
};
/** Which chapter is being asked. No question id: the id of a follow-up question would tell an answer. */
export type StepDetail = { flow: string; version: string; section: string };
export type OutcomeDetail = { flow: string; version: string; outcome: string; urgency: Urgency };

/** A chat on the page. */
export type MountedChat = {
  restart(): void;
  /** Moves focus to the current question, for a visitor who opened the chat. */
  focus(): void;
  destroy(): void;
};

/** Compiles a flow ahead, so that the first question need not wait for it. */
export function prepare(flow: Flow): void {
  createSession(flow);
}

/** Puts the conversation into `panel`, which stands in `root`. */
export function mount(root: ShadowRoot, panel: HTMLElement, options: ChatOptions): MountedChat {
  const { numbers } = options;
  /** The settings as this conversation reads them: those that are wrong are left out as soon as that can be told. */
  const settings = (language: string): Pick<View, 'clinic' | 'values'> => {
    const clinic = later.value?.heededSettings(options.clinic) ?? options.clinic;
    // Among words that are written from the right, the parts of a number or a name would change places.
    const [before, after] = directionOf(language) === 'rtl' ? ['\u2068', '\u2069'] : ['', ''];
    return {
      clinic,
      values: Object.fromEntries([
        ...Object.entries(clinic).map(([name, value]) => [
          `clinic.${name}`,
          // An address is followed, not read.
          /booking|privacy/.test(name) ? value : before + value + after,
        ]),
        ...Object.entries(numbers).map(([name, value]) => [`${name}.number`, before + value + after]),
      ]),
    };
  };
  const converse = (shown: ShownFlow, other?: ChatModel) => {
    const view = {
      ...shown,
      // Not at once: the first one in a page loads the browser's tables of numbers, and the first question has none.
      number: (value: number) => value.toLocaleString(shown.language),
    };
    return { view, model: createChat(shown.flow, options.memory, view, other) };
  };
  const conversation = signal(converse(options.shown));
  // Not before: should that fail, the safety advice keeps its own style.
  const sheets: CSSStyleSheet[] = [];
  const adopt = (text: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.push(sheet);
    root.adoptedStyleSheets.push(sheet);
  };
  adopt(css);
  let unfit = () => {};
  const unstyle = effect(() => {
    if (!later.value) return;
    adopt(later.value.css);
    unfit = later.value.fitPhone(root, panel, options.onClose);
  });
  const acted = signal(false);
  /** How many times a language was asked for. */
  let asked = 0;

  const destroy = () => {
    asked++;
    quiet();
    unstyle();
    unfit();
    conversation.value.model.dispose();
    render(null, panel);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
  };
  let told: string | undefined;
  const quiet = effect(() => {
    const { prompt, session } = conversation.value.model;
    if (prompt.value === 'resume') return;
    const { id: flow, version } = session.flow;
    const outcome = session.outcome.value;
    const section = sectionOf(session.flow, session.question.value)?.id;
    const now = outcome ? `/${outcome.id}` : section;
    if (now === told) return;
    told = now;
    if (outcome) options.onOutcome?.({ flow, version, outcome: outcome.id, urgency: outcome.urgency });
    else if (section) options.onStep?.({ flow, version, section });
  });
  /** The same conversation in another language, with everything that was said until it is there. */
  const speak = async (language: string, name: string) => {
    const own = ++asked;
    // Another was chosen meanwhile, or the guide is gone.
    const late = () => own !== asked;
    try {
      const shown = await options.speak(language);
      if (late()) return;
      const { model } = conversation.value;
      model.dispose();
      conversation.value = converse(shown, model);
      conversation.value.model.spoken.value = name;
    } catch {
      const { model, view } = conversation.value;
      // Only those parts offer other languages.
      if (!late()) model.notice.value = model.spoken.value = later.value?.allWords(view).noLanguage ?? '';
    }
  };

  function Conversation() {
    const { model, view } = conversation.value;
    return (
      <Chat
        model={model}
        acted={acted}
        onClose={options.onClose}
        onSpeak={speak}
        view={{ ...view, ...settings(view.language) }}
      />
    );
  }
  render(
    <Boundary
      onError={(error) => {
        destroy();
        options.onError?.(error);
      }}
    >
      <Conversation />
    </Boundary>,
    panel,
  );

  return {
    restart: () => conversation.value.model.restart(),
    focus() {
      acted.value = true;
      panel.querySelector<HTMLElement>('[data-focus]')?.focus({ preventScroll: true });
    },
    destroy,
  };
}

/** Catches what breaks while drawing, so that the visitor gets the safety advice and not a blank panel. */
class Boundary extends Component<{ onError: (error: Error) => void; children: ComponentChildren }> {
  override componentDidCatch(error: Error) {
    queueMicrotask(() => this.props.onError(error));
  }
  override render() {
    return this.props.children;
  }
}
