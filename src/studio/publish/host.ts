/** Where a clinic puts the release: the address of the folder that holds its folder. */
export type Host = {
  /** With a slash at the end. */
  base: string;
  /** As a policy names it. */
  origin: string;
  /** What is wrong with what was written; `base` is an example then. */
  problem?: string;
};

const example = 'https://your.host/symptom-guide/';

/** The host that somebody means: "clinic.example" is https://clinic.example/symptom-guide/. */
export function hostOf(wrote: string): Host {
  const text = wrote.trim();
  const other = (problem?: string): Host => ({
    base: example,
    origin: new URL(example).origin,
    ...(problem ? { problem } : {}),
  });
  if (text === '') return other();
  try {
    const url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
    const local = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
    if (!/^https?:$/.test(url.protocol) || !(local || url.hostname.includes('.')))
      return other('This is no address of a website.');
    // What somebody copies may be the address of the script itself.
    const folder = url.pathname.replace(/(\/\d+\.\d+\.\d+)?\/(symptom-guide\.js)?$/, '');
    const base = `${url.origin}${folder || '/symptom-guide'}/`;
    const problem =
      url.protocol === 'http:' && !local ? 'Write https:// in it: pages with https:// load nothing else.' : undefined;
    return { base, origin: url.origin, ...(problem ? { problem } : {}) };
  } catch {
    return other('This is no address of a website.');
  }
}
