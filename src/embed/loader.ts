import { symptomGuide } from './element.js';
import { make } from './make.js';
import { ofDocument } from './ofDocument.js';

/**
 * The script a clinic pastes. Defines `<symptom-guide>`, and puts one on the page unless the page has its own.
 * It asks for nothing, stores nothing and draws one button. On a server, where there is no document, it does nothing.
 */
if (globalThis.document) {
  const current = ofDocument('currentScript') as HTMLScriptElement | null;
  // A module has no current script. `scripts` holds script elements only: an image may have any address, too.
  const script = current?.src
    ? current
    : [...ofDocument('scripts')].find(({ src }) => src.includes('symptom-guide.js'));
  if (script) embed(script);
  else console.error('[symptom-guide] no script tag');
}

function embed(script: HTMLScriptElement): void {
  if (!customElements.get('symptom-guide'))
    customElements.define('symptom-guide', symptomGuide(new URL('.', script.src).href));

  const place = () => {
    const root = ofDocument('documentElement');
    if (root.querySelector('symptom-guide')) return;
    const guide = make('symptom-guide', {});
    for (const { name, value } of script.attributes)
      if (name.startsWith('data-')) guide.setAttribute(name.slice(5), value);
    // Beside the body: a host that transforms or clips its body, or swaps its content, leaves the bubble where it is.
    root.append(guide);
  };
  // An element further down the page may not be parsed yet, and there may be no body. On the window, which has its own
  // methods whatever the page names its elements, and before any listener that stops the event.
  if (ofDocument('readyState') === 'loading') addEventListener('DOMContentLoaded', place, true);
  else place();
}
