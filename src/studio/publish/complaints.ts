import { type SettingComplaint, settingComplaints } from '../../embed/complaints.js';
import { countryCode } from '../../embed/numbers.js';
import type { Flow } from '../../flow/schema.js';
import type { Settings } from './tag.js';

/** What the guide would leave out of these settings, as the guide itself finds it. */
export function complaintsOf(settings: Settings): SettingComplaint[] {
  return settingComplaints({ ...settings, country: countryCode(settings.country ?? '') });
}

/** What a flow compares the clinic's offers with: all that can be offered. */
export function offersIn(flow: Flow | undefined): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { clinic, is } = node as { clinic?: unknown; is?: unknown };
    if (clinic === 'offers') for (const one of [is].flat()) found.add(String(one));
    for (const inner of Object.values(node)) walk(inner);
  };
  walk(flow);
  return [...found];
}
