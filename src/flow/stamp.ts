/** Eight characters that change when the text does (FNV-1a, 32 bits): against accidents, not against attackers. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

const stamp = /^\{"checked":"([0-9a-f]{8})",/;

/**
 * The text of a flow file (an object, without white space before its first key), stamped as checked in exactly this
 * state by this release. For the build, after `parseFlow` passed.
 */
export function stampChecked(text: string, release: string): string {
  return `{"checked":"${hashOf(release + text)}",${text.slice(1)}`;
}

/**
 * Whether a flow file is still what this release checked when it was built: then it need not be checked once more.
 * Another release may know conditions that this one does not, and would take for false.
 */
export function isChecked(text: string, release: string): boolean {
  const found = stamp.exec(text);
  return found !== null && hashOf(`${release}{${text.slice(found[0].length)}`) === found[1];
}
