import { parseJson, textAt } from './files.js';
import { warn } from './warn.js';

/**
 * The clinic's file of settings, asked for as `how` says, or nothing and a warning: the guide does not wait long for what
 * it can do without.
 */
export async function clinicFile(named: string, how: RequestInit): Promise<Record<string, unknown>> {
  try {
    // As seen from the base of the page, whatever its elements are named.
    const url = new Request(named).url;
    const text = await textAt(url, { ...how, signal: AbortSignal.timeout(3000) });
    return Object(parseJson(text, url)) as Record<string, unknown>;
  } catch (error) {
    warn(`Clinic settings: ${(error as Error).message}`);
    return {};
  }
}
