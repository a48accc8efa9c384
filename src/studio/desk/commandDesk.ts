import type { Desk, DeskFile } from './desk.js';

/** What the command says of its folder. */
type Folder = { name: string; identity: string; files: DeskFile[]; leftAlone: string[] };

/** How long, in milliseconds, the command may be out of reach before that is said. */
const patience = 3000;

/** The address of the command that serves a page at `address`; undefined when another server does. */
export function commandAt(address: string): URL | undefined {
  // The command's addresses begin with a secret of 32 bytes.
  return /^\/[\w-]{43}\/studio\//.test(new URL(address).pathname) ? new URL('../api/', address) : undefined;
}

/** The folder that the command `symptom-guide studio` was started on. Rejects with one line when it is out of reach. */
export async function commandDesk(api: URL): Promise<Desk> {
  const client = crypto.randomUUID();
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(new URL(path, api), init).catch(() => undefined);
    if (!response) throw new Error('The studio’s command is out of reach: is it still running?');
    if (!response.ok && response.status !== 412) throw new Error(await response.text());
    return response;
  };
  const look = async () => (await (await ask('folder')).json()) as Folder;
  let first: Folder | undefined = await look();
  const { name, identity, leftAlone: atFirst } = first;
  /** The editions that the studio knows of. */
  const has = new Map<string, string>();
  const know = (file: string, edition: string | undefined) =>
    edition === undefined ? has.delete(file) : has.set(file, edition);

  return {
    name,
    identity,
    kind: 'folder',
    async read() {
      const { files, leftAlone } = first ?? (await look());
      first = undefined;
      if (files.length === 0 && leftAlone[0]) throw new Error(leftAlone[0]);
      for (const file of files) know(file.name, file.edition);
      return files;
    },
    async save(file, text, base) {
      const condition: Record<string, string> =
        base === undefined ? { 'If-None-Match': '*' } : { 'If-Match': `"${base}"` };
      const response = await ask(`files/${encodeURIComponent(file)}`, {
        method: 'PUT',
        body: text,
        headers: { 'Content-Type': 'text/plain', 'Studio-Client': client, ...condition },
      });
      if (response.status === 412) {
        const { theirs } = (await response.json()) as { theirs: DeskFile | null };
        know(file, theirs?.edition);
        return { saved: false, theirs: theirs ?? undefined };
      }
      const { edition } = (await response.json()) as { edition: string };
      know(file, edition);
      return { saved: true, edition };
    },
    watch(listener, say) {
      const changes = new EventSource(new URL(`changes?client=${client}`, api));
      const tell = (file: string, now: DeskFile | undefined) => {
        if (has.get(file) === now?.edition) return;
        know(file, now?.edition);
        listener(file, now);
      };
      let lost: ReturnType<typeof setTimeout> | undefined;
      let said = false;
      if (atFirst.length > 0) say?.(`Left alone: ${atFirst.join(' ')}`);
      changes.addEventListener('change', ({ data }: MessageEvent<string>) => {
        const { name: file, file: now } = JSON.parse(data) as { name: string; file: DeskFile | null };
        tell(file, now ?? undefined);
      });
      // Comes with each connection: what changed before it, or while there was none, is looked up.
      changes.addEventListener('editions', async ({ data }: MessageEvent<string>) => {
        clearTimeout(lost);
        lost = undefined;
        if (said) say?.('The studio’s command is back.');
        said = false;
        const editions = new Map(Object.entries(JSON.parse(data) as Record<string, string>));
        if (editions.size === has.size && [...has].every(([file, edition]) => editions.get(file) === edition)) return;
        const { files } = await look().catch(() => ({ files: [] }));
        if (files.length === 0) return;
        for (const file of files) tell(file.name, file);
        for (const file of [...has.keys()]) if (!files.some((one) => one.name === file)) tell(file, undefined);
      });
      changes.addEventListener('error', () => {
        lost ??= setTimeout(() => {
          said = true;
          say?.(
            'The studio’s command has stopped. Nothing is lost: close this page and start the command again, and it offers what you changed here.',
          );
        }, patience);
      });
      return () => {
        clearTimeout(lost);
        changes.close();
      };
    },
  };
}
