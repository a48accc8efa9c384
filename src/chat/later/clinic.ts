import type { ClinicSettings } from '../../flow/condition.js';
import { soundSettings, unsoundSettings } from '../../handover/clinic.js';

/** Settings that the webmaster was told of. */
const told = new WeakSet<ClinicSettings>();

/** The settings as the guide uses them; the webmaster is told once, in one line, which are left out. */
export function heededSettings(clinic: ClinicSettings): ClinicSettings {
  const wrong = unsoundSettings(clinic).map((name) => `${name}="${clinic[name]}"`);
  if (wrong.length > 0 && !told.has(clinic))
    console.warn(
      `[symptom-guide] ignores ${wrong.join(', ')}: with #symptom-guide-debug at the end of its address, this page tells what to write`,
    );
  told.add(clinic);
  return soundSettings(clinic);
}
