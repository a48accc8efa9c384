import type { MountedChat } from '../chat/mount.js';
import { copies } from './copies.js';
import css from './element.css?inline';
import type { ErrorCode } from './files.js';
import { fresh } from './fresh.js';
import { button, make } from './make.js';
import { ofDocument } from './ofDocument.js';
import { safetyAdvice } from './safety.js';
import type { start } from './start.js';

/** What puts the chat into the panel, under way: the second tier, with the flow that it reads. */
type Loading = ReturnType<typeof start>;

/** Whether the panel fills the screen. */
const onPhone = () => matchMedia('(width<=480px),(height<=480px)').matches;

/** After this many milliseconds the visitor gets the safety advice; what arrives later still replaces it. */
const patience = 4500;

/**
 * Makes the class of `<symptom-guide>`. `base` is the address of the folder that the loader came from: chat and flows
 * are beside it.
 */
export function symptomGuide(base: string) {
  return class SymptomGuide extends HTMLElement {
    /** A flow that a script has set: an object, or what the attribute may say. */
    #flow: object | string | undefined;
    /** A dialog, or, in a page, a plain part of it. */
    #panel!: HTMLDialogElement;

    /** Only a guide in a bubble has one. */
    #launcher: HTMLButtonElement | undefined;
    #loading: Loading | undefined;
    #chat: MountedChat | undefined;
    /** How often the visitor asked to try again. */
    #tries = 0;
    /** What gets the focus back. */
    #opener: HTMLElement | undefined;

    /** Whether the panel is open. An inline guide always is. */
    get isOpen(): boolean {
      return this.#panel?.hidden === false;
    }

    /** The flow that was set, or the `flow` attribute, or the flow there is by default. */
    get flow(): object | string {
      return this.#flow || this.getAttribute('flow') || 'sciatica';
    }

    set flow(flow: object | string) {
      this.#flow = flow;
      this.#forget();
      if (this.isOpen) this.#show(false);
    }

    connectedCallback(): void {
      if (!this.shadowRoot) this.#draw();
      // Before the page's own listeners, one of which may stop the event.
      addEventListener('click', this.#onClick, true);
      this.#tell('guide-ready');
      // On a phone it would cover the page, unasked.
      if (!this.#launcher || (this.hasAttribute('open') && !onPhone())) this.#reveal(false);
      if (this.hasAttribute('debug') || location.hash === '#symptom-guide-debug')
        import(/* @vite-ignore */ `${base}doctor.js`);
    }

    disconnectedCallback(): void {
      removeEventListener('click', this.#onClick, true);
      this.#hide();
      this.#forget();
    }

    /** Opens the panel and moves focus into it. `opener` gets the focus back: without one, the launcher. */
    open(opener: HTMLElement | undefined = this.#launcher): void {
      this.#opener = opener;
      this.#reveal(true);
    }

    /** Closes the panel; focus returns to the launcher when it was inside. */
    close(): void {
      if (!this.isOpen || !this.#launcher) return;
      const inside = (this.shadowRoot as ShadowRoot).activeElement;
      this.#hide();
      if (inside) this.#opener?.focus({ preventScroll: true });
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
      const inline = this.getAttribute('display') === 'inline';
      // Browsers that cannot make one keep what the page has written inside the element.
      const sheet = new CSSStyleSheet();
      const root = this.attachShadow({ mode: 'open' });
      const accent = this.getAttribute('accent') as string;
      // Black or white text on the clinic's colour, whichever is read more easily: lightness 49.4 is WCAG's luminance
      // 0.179, which divides them. Browsers that cannot tell leave it white.
      sheet.replaceSync(
        accent && CSS.supports('color', accent)
          ? `${css}:host{--symptom-guide-accent:${accent}}.launcher{background-color:${accent};color:lab(from ${accent} calc((49.4 - l)*999) 0 0)}`
          : css,
      );
      root.adoptedStyleSheets = [sheet];
      const label = this.getAttribute('label') || 'Check your symptoms';
      const side = this.getAttribute('position') ?? '';
      // A page's own part is no dialog, and is never opened as one.
      const panel = make(
        (inline ? 'div' : 'dialog') as 'dialog',
        {
          className: inline ? 'inline' : `panel ${side}`,
          popover: inline ? null : 'manual',
          ariaLabel: label,
          hidden: true,
        },
        make('slot', {}),
      );
      this.#panel = panel;
      root.append(panel);
      if (!inline) {
        // The first sign of intent comes before the tap.
        const onIntent = () => this.#load();
        this.#opener = this.#launcher = button(label, () => this.open(), {
          className: `launcher ${side}`,
          onpointerenter: onIntent,
          onfocus: onIntent,
        });
        root.append(this.#launcher);
      }
      // Escape in a modal dialog and, on phones, Back; the second without asking. Late: it may be open again by then.
      panel.oncancel = () => this.close();
      panel.onclose = () => panel.open || this.close();
      // A page's letter keys are not for what a visitor types here.
      panel.onkeydown = (event) => {
        event.stopPropagation();
        if (event.key === 'Escape') {
          // Or it would close a dialog of the page, too.
          event.preventDefault();
          this.close();
        }
      };
    }

    #onClick = (event: MouseEvent) => {
      // Also in somebody's shadow root, or around one; a script's event may come from no element at all. A form, the
      // document and the window have under this name what the page names so.
      const opener = (event.composedPath() as HTMLElement[]).find(
        (one) => typeof one.matches === 'function' && one.matches('[data-symptom-guide=open]'),
      );
      if (opener) {
        event.preventDefault();
        this.open(opener);
      }
    };

    /** Opens; `asked` when the visitor wanted it, so that focus may move. */
    #reveal(asked: boolean): void {
      const panel = this.#panel;
      if (!this.isOpen) {
        panel.hidden = false;
        // Both take the focus, so only for a visitor who asked. A phone gets a real modal dialog; elsewhere the page
        // stays usable.
        if (asked && this.#launcher) {
          if (onPhone()) panel.showModal();
          else panel.showPopover?.();
        }
        this.#tell('guide-open');
      }
      this.#show(asked);
    }

    #hide(): void {
      const panel = this.#panel;
      panel.hidden = true;
      if (this.#launcher) {
        panel.close();
        panel.hidePopover?.();
      }
    }

    #forget(): void {
      this.#chat?.destroy();
      this.#chat = this.#loading = undefined;
    }

    /** Starts to fetch the chat and the flow, side by side, and to read the flow, once. */
    #load(): Loading {
      if (!this.#loading) {
        let flow: object | string | Promise<string> = this.flow;
        const how = fresh(this.#tries);
        // An object has no address.
        let url = '';
        if (typeof flow === 'string') {
          url = /[./]/.test(flow) ? flow : `${base}flows/${flow}/flow.json`;
          flow = fetch(url, how).then((answer) =>
            answer.ok ? answer.text() : Promise.reject(Error(answer.status as never)),
          );
        }
        const read: object | Promise<string> = flow;
        // Browsers remember a module that failed, and wait for one that hangs, also of the chat's further parts: each try
        // asks another of the copies that the release holds, and, so that none is lost without a network, only when
        // the flow has come.
        this.#loading = Promise.resolve(this.#tries && read)
          .then(() => import(/* @vite-ignore */ `${base}chat${this.#tries % copies || ''}/chat.js`))
          .then((second: { start: typeof start }) => second.start(this, read, url, how));
        // Failures are told when the panel opens, not at a hover.
        Promise.allSettled([this.#loading, read]);
      }
      return this.#loading;
    }

    /** Puts the chat into the open panel; the safety advice when it cannot, or not soon. */
    async #show(asked: boolean): Promise<void> {
      const panel = this.#panel;
      const close = this.#launcher && (() => this.close());
      const from = ofDocument('activeElement');
      /** Moves focus for a visitor who asked, unless they went to another field of the page meanwhile. */
      const focus = (target: { focus(options?: FocusOptions): void } | null | undefined) => {
        // Nor where there is nothing to see: closed meanwhile, or in something that the page hides.
        if (!asked || !panel.offsetHeight || ![from, this, ofDocument('body')].includes(ofDocument('activeElement')))
          return;
        target?.focus({ preventScroll: true });
        // Under a modal dialog of the page, or in its focus trap, nothing can have it but another modal dialog.
        if (close && !panel.open && !(this.shadowRoot as ShadowRoot).activeElement) {
          panel.hidePopover?.();
          // Chromium draws no header when the trap moves the focus in the middle of it: drawn only after.
          panel.hidden = true;
          panel.showModal();
          panel.hidden = false;
          focus(target);
        }
      };
      const plain = (...content: Node[]) =>
        panel.replaceChildren(
          make(
            'div',
            { className: 'safety', dir: 'ltr', lang: 'en' },
            ...content,
            close ? button('Close', close) : make('slot', {}),
          ),
        );
      if (!this.#chat) {
        if (asked || close) plain(make('output', {}, 'Loading'));
        const loading = this.#load();
        /** Given another flow, or another try, in the meantime? Then this one has no more to say. */
        const current = () => this.#loading === loading && this.isOpen;
        /** The safety advice; what arrives late still replaces it. */
        const fail = ({ code = 'chat-not-loaded', message = code }: { code?: ErrorCode; message?: string }) => {
          if (!current()) return;
          console.error(`[symptom-guide] ${base}: ${message}`);
          this.#chat = undefined;
          plain(
            ...safetyAdvice(this, () => {
              // What hangs is given up, what failed is asked for anew.
              this.#tries++;
              this.#forget();
              this.#show(true);
            }),
          );
          focus(panel.querySelector('h2'));
          this.#tell('guide-error', { code, message });
        };
        setTimeout(() => this.#chat || fail({ code: 'late' }), patience);
        try {
          const draw = await loading;
          if (current())
            this.#chat ??= draw(this.shadowRoot as ShadowRoot, panel, {
              onClose: close,
              tell: (type, detail) => this.#tell(type, detail),
              onError: fail,
            });
        } catch (error) {
          fail(error as Error);
        }
      }
      focus(this.#chat);
    }

    #tell(type: string, detail?: object): void {
      this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
    }
  };
}
