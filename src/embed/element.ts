import type { MountedChat } from '../chat/mount.js';
import css from './element.css?inline';
import type { ErrorCode } from './files.js';
import { button, launcher, make } from './launcher.js';
import { emergencyNumbers } from './numbers.js';
import type { AttributeName } from './options.js';
import { safetyAdvice } from './safety.js';
import type { start } from './start.js';

/** Requests under way: the second tier, and the flow (an object that was set, or the text of its file). */
type Loading = {
  chat: Promise<{ start: typeof start }>;
  flow: object | Promise<string>;
  url: string;
  failed?: number;
};

/** After this many milliseconds the visitor gets the safety advice; what arrives later still replaces it. */
const patience = 5000;

/**
 * Makes the class of `<symptom-guide>`. `base` is the address of the folder that the loader came from: chat and flows
 * are beside it.
 */
export function symptomGuide(base: string) {
  return class SymptomGuide extends HTMLElement {
    /** A flow object, instead of one that is fetched. */
    #flow: object | undefined;
    /** A dialog, or, in a page, a plain part of it. */
    #panel: HTMLElement = this;

    /** Only a guide in a bubble has one. */
    #launcher: HTMLButtonElement | undefined;
    #loading: Loading | undefined;
    #chat: MountedChat | undefined;
    #tries = 0;
    /** What on the page opened the panel, and gets the focus back. */
    #opener: HTMLElement | undefined;

    /** Whether the panel is open. An inline guide always is. */
    get isOpen(): boolean {
      return this.#panel.matches('.open');
    }

    /** The flow object that was set, or the `flow` attribute. */
    get flow(): object | string {
      return this.#flow ?? this.#get('flow');
    }

    set flow(flow: object | string) {
      this.#flow = flow instanceof Object ? flow : undefined;
      if (!this.#flow) this.setAttribute('flow', flow as string);
      this.#forget();
      if (this.isOpen) this.#show(false);
    }

    connectedCallback(): void {
      if (!this.shadowRoot) this.#draw();
      document.addEventListener('click', this.#onClick);
      this.#tell('guide-ready');
      if (!this.#launcher || this.hasAttribute('open')) this.#reveal(false);
    }

    disconnectedCallback(): void {
      document.removeEventListener('click', this.#onClick);
      this.#hide();
      this.#forget();
    }

    /** Opens the panel and moves focus into it. */
    open(): void {
      this.#opener = undefined;
      this.#reveal(true);
    }

    /** Closes the panel; focus returns to the launcher when it was inside. */
    close(): void {
      if (!this.isOpen || !this.#launcher) return;
      const inside = this.shadowRoot?.activeElement;
      this.#hide();
      if (inside) (this.#opener ?? this.#launcher).focus({ preventScroll: true });
      this.#tell('guide-close');
    }

    /** Opens the panel when it is closed, closes it when it is open. */
    toggle(): void {
      this.isOpen ? this.close() : this.open();
    }

    /** Forgets all answers and asks the first question. */
    restart(): void {
      this.#chat?.restart();
    }

    #draw(): void {
      const root = this.attachShadow({ mode: 'open' });
      const inline = this.#get('display') === 'inline';
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
      const label = this.#get('label') || 'Check your symptoms';
      const side = this.#get('position') === 'start' ? ' start' : '';
      const panel = make(
        inline ? 'div' : 'dialog',
        inline ? { className: 'inline' } : { className: `panel${side}`, popover: 'manual' },
        make('slot', {}),
      );
      panel.ariaLabel = label;
      this.#panel = panel;
      if (!inline) {
        this.#launcher = launcher(
          label,
          side,
          () => this.#load(),
          () => this.open(),
        );
        root.append(this.#launcher);
      }
      root.append(panel);
      // Fires for Escape in a modal dialog and, on phones, for Back.
      panel.oncancel = (event) => {
        event.preventDefault();
        this.close();
      };
      panel.onkeydown = (event) => {
        if (event.key === 'Escape') this.close();
      };

      const accent = this.#get('accent');
      if (CSS.supports('color', accent)) sheet.insertRule(`.panel,.inline,.launcher{--accent:${accent}}`, 0);
    }

    #onClick = (event: MouseEvent) => {
      const opener = (event.target as Element).closest<HTMLElement>('[data-symptom-guide=open]');
      if (opener) {
        event.preventDefault();
        this.open();
        this.#opener = opener;
      }
    };

    /** Opens; `asked` when the visitor wanted it, so that focus may move. */
    #reveal(asked: boolean): void {
      const panel = this.#panel;
      if (!this.isOpen) {
        panel.classList.add('open');
        // Both take the focus, so only for a visitor who asked. A phone gets a real modal dialog; elsewhere the page
        // stays usable.
        if (asked && this.#launcher) {
          if (matchMedia('(max-width:480px),(max-height:480px)').matches) (panel as HTMLDialogElement).showModal();
          else panel.showPopover?.();
        }
        this.#tell('guide-open');
      }
      this.#show(asked);
    }

    #hide(): void {
      const panel = this.#panel;
      panel.classList.remove('open');
      // What has not come by now is asked for anew next time.
      if (!this.#chat) this.#forget();
      if (this.#launcher) {
        (panel as HTMLDialogElement).close();
        panel.hidePopover?.();
      }
    }

    #forget(): void {
      this.#chat?.destroy();
      this.#chat = this.#loading = undefined;
    }

    /** Starts to fetch the chat and the flow, side by side, once. */
    #load(): Loading {
      if (!this.#loading) {
        const named = this.#get('flow') || 'sciatica';
        const url = /[./]/.test(named) ? named : `${base}flows/${named}/flow.json`;
        // Browsers remember a module that failed, so each try spells the folder in another way: its files, which name
        // each other, then see one another under one address.
        const folder = 'chat'.replace(/./g, (letter, i) =>
          (this.#tries >> i) % 2 ? `%${letter.charCodeAt(0).toString(16)}` : letter,
        );
        const chat: Loading['chat'] = import(/* @vite-ignore */ `${base}${folder}/chat.js`);
        const flow =
          this.#flow ??
          fetch(url).then((answer) => (answer.ok ? answer.text() : Promise.reject(Error(`${answer.status}`))));
        // Failures are told when the panel opens, not at a hover.
        Promise.allSettled([chat, flow]);
        this.#loading = { chat, flow, url };
      }
      return this.#loading;
    }

    /** Puts the chat into the open panel; the safety advice when it cannot, or not soon. */
    async #show(asked: boolean): Promise<void> {
      const panel = this.#panel;
      const close = this.#launcher && (() => this.close());
      const plain = (...content: Node[]) =>
        panel.replaceChildren(
          make(
            'div',
            { className: 'safety', dir: 'ltr', lang: 'en' },
            ...content,
            close ? button('Close', close) : make('slot', {}),
          ),
        );
      const advise = () => {
        if (this.#chat) return;
        plain(
          ...safetyAdvice(emergencyNumbers[this.#get('country')], this.#get('clinic-name'), this.#get('phone'), () => {
            // What hangs is given up, what failed is asked for anew.
            this.#forget();
            this.#show(true);
          }),
        );
        if (asked) panel.querySelector('h2')?.focus({ preventScroll: true });
      };
      if (!this.#chat) {
        if (asked || close) plain(make('p', { role: 'status' }, 'Loading'));
        const late = setTimeout(advise, patience);
        const loading = this.#load();
        /** Closed, filled by another call, or given another flow in the meantime? Then this one has no more to say. */
        const current = () => this.#loading === loading;
        const fail = ({ code = 'chat-not-loaded', message }: Error & { code?: ErrorCode }) => {
          if (!current()) return;
          console.error(`[symptom-guide] ${message}`);
          this.#tries++;
          this.#forget();
          advise();
          this.#tell('guide-error', { code, message });
        };
        try {
          const second = await loading.chat;
          const draw = await second.start({
            element: this,
            ...loading,
            onClose: close,
            tell: (type, detail) => this.#tell(type, detail),
            onError: fail,
          });
          if (current() && this.isOpen) this.#chat ??= draw(this.shadowRoot as ShadowRoot, panel);
        } catch (error) {
          fail(error as Error);
        }
        clearTimeout(late);
      }
      if (asked) this.#chat?.focus();
    }

    #get(name: AttributeName): string {
      return this.getAttribute(name) ?? '';
    }

    #tell(type: string, detail?: object): void {
      this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
    }
  };
}
