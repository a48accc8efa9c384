/** This release; put in by the build. */
declare const __VERSION__: string;

/** The release that the studio belongs to, and the name of the folder of its files. */
export const release = __VERSION__;

/** The hash of the script that a clinic's page loads; undefined when the release beside the studio does not tell it. */
export async function loaderHash(): Promise<string | undefined> {
  try {
    const answer = await fetch(`../symptom-guide/${release}/integrity.json`);
    if (!answer.ok) return undefined;
    const hashes = (await answer.json()) as Record<string, unknown>;
    const hash = hashes['symptom-guide.js'];
    return typeof hash === 'string' && /^sha384-[\w+/=]+$/.test(hash) ? hash : undefined;
  } catch {
    return undefined;
  }
}
