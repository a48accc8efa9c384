import { symptomGuide } from './element.js';

/**
 * The script a clinic pastes. Defines `<symptom-guide>`, and puts one on the page unless the page has its own.
 * It asks for nothing, stores nothing and draws one button.
 */
const script = (document.currentScript ??
  document.querySelector('script[src*="symptom-guide.js"]')) as HTMLScriptElement | null;

if (script) {
  if (!customElements.get('symptom-guide'))
    customElements.define('symptom-guide', symptomGuide(new URL('.', script.src).href));

  const place = () => {
    if (document.querySelector('symptom-guide')) return;
    const guide = document.createElement('symptom-guide');
    for (const { name, value } of script.attributes)
      if (name.startsWith('data-')) guide.setAttribute(name.slice(5), value);
    document.body.append(guide);
  };
  // An element further down the page may not be parsed yet, and there may be no body.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place);
  else place();
} else console.error('[symptom-guide] no script tag');
