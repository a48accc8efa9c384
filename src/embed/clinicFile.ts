import { parseJson, textAt } from './files.js';
import { warn } from './warn.js';

/** The clinic's file of settings, or nothing and a warning: the guide does not wait long for what it can do without. */
export async function clinicFile(named: string): Promise<Record<string, unknown>> {
  try {
    // As seen from the base of the page, whatever its elements are named.
    const url = new Request(named).url;
    return Object(parseJson(await textAt(url, { signal: AbortSignal.timeout(3000) }), url)) as Record<string, unknown>;
  } catch (error) {
    warn(`Clinic settings: ${(error as Error).message}`);
    return {};
  }
}
