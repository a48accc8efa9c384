import { symptomGuide } from './element.js';
import { make } from './make.js';

/**
 * The script a clinic pastes. Defines `<symptom-guide>`, and puts one on the page unless the page has its own.
 * It asks for nothing, stores nothing and draws one button. On a server, where there is no document, it does nothing.
 */
const page = globalThis.document;
const script = page && ((page.currentScript ?? page.querySelector('[src*="symptom-guide.js"]')) as HTMLScriptElement);

if (script) {
  if (!customElements.get('symptom-guide'))
    customElements.define('symptom-guide', symptomGuide(new URL('.', script.src).href));

  const place = () => {
    if (page.querySelector('symptom-guide')) return;
    const guide = make('symptom-guide', {});
    for (const { name, value } of script.attributes)
      if (name.startsWith('data-')) guide.setAttribute(name.slice(5), value);
    // Beside the body: a host that transforms or clips its body, or swaps its content, leaves the bubble where it is.
    page.documentElement.append(guide);
  };
  // An element further down the page may not be parsed yet, and there may be no body.
  if (page.readyState === 'loading') page.addEventListener('DOMContentLoaded', place);
  else place();
} else if (page) console.error('[symptom-guide] no script tag');
