/** Eight characters that change when the text does (FNV-1a, 32 bits): against accidents, not against attackers. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/**
 * As `hashOf`, but over four bytes at a time: a whole flow is hashed before the first question, on a slow phone.
 */
function digestOf(text: string): string {
  const words = new Uint32Array(text.length);
  const { written } = new TextEncoder().encodeInto(text, new Uint8Array(words.buffer));
  let hash = 0;
  for (let i = 0; i * 4 < written; i++) hash = Math.imul(hash ^ (words[i] as number), 0x01000193) ^ (hash >>> 9);
  return (hash >>> 0).toString(16);
}

const stamp = /^\{"checked":"(\w+)",/;

/**
 * The text of a flow file (an object, without white space before its first key), stamped as checked in exactly this
 * state by this release. For the build, after `parseFlow` passed.
 */
export function stampChecked(text: string, release: string): string {
  return `{"checked":"${digestOf(release + text)}",${text.slice(1)}`;
}

/**
 * Whether a flow file is still what this release checked when it was built: then it need not be checked once more.
 * Another release may know conditions that this one does not, and would take for false.
 */
export function isChecked(text: string, release: string): boolean {
  const found = stamp.exec(text);
  return found !== null && digestOf(`${release}{${text.slice(found[0].length)}`) === found[1];
}
