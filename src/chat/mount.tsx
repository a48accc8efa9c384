import { effect, signal } from '@preact/signals';
import { Component, type ComponentChildren, render } from 'preact';
import type { ClinicSettings } from '../flow/condition.js';
import type { Urgency } from '../flow/terms.js';
import type { PlaceholderValues } from '../flow/text.js';
import type { TranslatedFlow } from '../flow/translate.js';
import { Chat } from './Chat.js';
import css from './chat.css?inline';
import { later } from './later.js';
import { memoryFor } from './memory.js';
import { createChat } from './model.js';
import { en } from './words/en.js';

/** A flow that may be shown, in the language it is shown in. */
export type ShownFlow = TranslatedFlow & { sourceLanguage: string };

/** What the chat needs from the place it is put in. Everything it says to the outside goes through the callbacks. */
export type ChatOptions = {
  shown: ShownFlow;
  clinic: ClinicSettings;
  numbers: { emergency?: string; urgent?: string; crisis?: string };
  remember: 'session' | 'none';
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

/** Puts the conversation into `panel`, which stands in `root`. */
export function mount(root: ShadowRoot, panel: HTMLElement, options: ChatOptions): MountedChat {
  const { flow, language, untranslated, sourceLanguage } = options.shown;
  const model = createChat(flow, memoryFor(flow, options.remember), en);
  // Not before: should that fail, the safety advice keeps its own style.
  const sheets: CSSStyleSheet[] = [];
  const adopt = (text: string) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    sheets.push(sheet);
    root.adoptedStyleSheets.push(sheet);
  };
  adopt(css);
  const unstyle = effect(() => {
    if (later.value) adopt(later.value.css);
  });

  const { clinic, numbers } = options;
  const values: PlaceholderValues = {
    'clinic.name': clinic.name,
    'clinic.phone': clinic.phone,
    'clinic.booking': clinic.booking,
    'clinic.practitioner': clinic.practitioner,
    'emergency.number': numbers.emergency,
    'urgent.number': numbers.urgent,
    'crisis.number': numbers.crisis,
  };
  const acted = signal(false);

  const destroy = () => {
    quiet();
    unstyle();
    render(null, panel);
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => !sheets.includes(sheet));
  };
  const about = { flow: flow.id, version: flow.version };
  let told = '';
  const quiet = effect(() => {
    if (model.prompt.value === 'resume') return;
    const outcome = model.session.outcome.value;
    const section = model.session.progress.value?.section.id;
    const now = outcome ? `/${outcome.id}` : `${section} ${model.session.steps.value.length}`;
    if (now === told) return;
    told = now;
    if (outcome) options.onOutcome?.({ ...about, outcome: outcome.id, urgency: outcome.urgency });
    else if (section) options.onStep?.({ ...about, section });
  });

  render(
    <Boundary
      onError={(error) => {
        destroy();
        options.onError?.(error);
      }}
    >
      <Chat
        model={model}
        acted={acted}
        onClose={options.onClose}
        view={{ flow, clinic, values, words: en, language, untranslated, sourceLanguage }}
      />
    </Boundary>,
    panel,
  );

  return {
    restart: model.restart,
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
