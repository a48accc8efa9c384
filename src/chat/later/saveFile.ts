/** How long a browser may take to read what it saves, in ms. */
const patience = 60_000;

/**
 * The name of a file from a flow's title and a day, safe on every system: nothing of an answer is in it.
 * `ending` is such as `.txt`.
 */
export function fileName(title: string, date: string, ending: string): string {
  // Windows takes none of these signs, and what only turns the order of letters belongs into no name.
  const plain = title
    .replace(/[<>:"/\\|?*\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .trim();
  return `${plain ? `${plain} ` : ''}${date}${ending}`;
}

/** Whether this is a browser inside another app, which saves no files, or shows one in place of the page. */
const inApp = () => /; wv\)|\b(iPhone|iPad|iPod)\b(?!.*\bSafari\/)/.test(navigator.userAgent);

/** Whether the page is in a frame that may not save, or nobody can tell whether it may. */
function framed(): boolean {
  try {
    const sandbox = globalThis.frameElement?.getAttribute('sandbox');
    if (typeof sandbox === 'string') return !/\ballow-downloads\b/i.test(sandbox);
  } catch {
    // A frame of another site.
  }
  return globalThis.origin === 'null' && location.protocol.startsWith('http');
}

/**
 * Saves a text as a file. Throws where the browser is known to refuse; no browser says whether it did save, so that
 * there must always be another way to the text.
 */
export function saveFile(name: string, text: string, type: string): void {
  if (inApp()) throw new Error('An app inside which nothing is saved.');
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  // Not in the document: its scripts that take over links would see this one.
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), patience);
  if (framed()) throw new Error('A frame from which nothing may be saved.');
}

/**
 * The content of a text file. The byte order mark is for every language: Word, older editors and the preview of iPhones
 * take a text without it for one in another encoding, and not only Arabic is unreadable then but each accent and dash.
 */
export const textFile = (text: string) => `\uFEFF${text}\n`;
