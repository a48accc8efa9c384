import { isFlowFile, readTextFile, type TextFile, textForFile } from '../../check/textFile.js';
import type { Desk, DeskFile } from './desk.js';

/** A file that was opened: its name and what is in it. */
export type LooseFile = { name: string; bytes: Uint8Array };

/** Hands a file to whoever sits at the browser. */
export type Download = (name: string, text: string) => void;

/**
 * Files that were opened one by one, and are downloaded again when they are saved. Throws one line for people when they
 * are not those of a flow.
 */
export function looseDesk(name: string, opened: readonly LooseFile[], download: Download = byLink): Desk {
  const foreign = opened.find((file) => !isFlowFile(file.name));
  if (foreign)
    throw new Error(
      `“${foreign.name}” is not a file of a flow: they are flow.json, vignettes.json and translations such as es.json.`,
    );
  if (!opened.some((file) => file.name === 'flow.json'))
    throw new Error('There is no flow.json among these files: open it together with the others in its folder.');
  const forms = new Map<string, TextFile>(opened.map((file) => [file.name, readTextFile(file.bytes)]));
  const broken = [...forms].find(([, { utf8 }]) => !utf8);
  if (broken) throw new Error(`${broken[0]} is not UTF-8 text: save it as UTF-8 with another program first.`);
  let editions = 0;
  return {
    name,
    identity: loose,
    kind: 'loose',
    read: async () => [...forms].map(([file, { text }]): DeskFile => ({ name: file, text, edition: '0' })),
    async save(file, text) {
      download(file, textForFile(text, forms.get(file) ?? { crlf: false, mark: false }));
      return { saved: true, edition: String(++editions) };
    },
    watch: () => () => {},
  };
}

/** What drafts of files without a folder are kept under. */
export const loose = 'loose';

const byLink: Download = (name, text) => {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

/** What the studio calls files that were opened without their folder: by the id of the flow, if it can be read. */
export function nameOf(opened: readonly LooseFile[]): string {
  const flow = opened.find(({ name }) => name === 'flow.json');
  try {
    const { id } = JSON.parse(flow ? readTextFile(flow.bytes).text : '') as { id?: unknown };
    return typeof id === 'string' && id !== '' ? id : 'flow';
  } catch {
    return 'flow';
  }
}
