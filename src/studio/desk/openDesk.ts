import type { Desk, DeskFile } from './desk.js';

/** The desk that this page has: for now, the folder of the repository that it is served from. */
export async function openDesk(): Promise<Desk> {
  const folder = new URLSearchParams(location.search).get('folder') ?? '../../flows/sciatica/';
  const names = ['flow.json', 'vignettes.json', 'es.json', 'ar.json'];
  return {
    name: 'sciatica',
    kind: 'loose',
    read: () =>
      Promise.all(
        names.map(
          async (name): Promise<DeskFile> => ({ name, text: await (await fetch(folder + name)).text(), edition: '' }),
        ),
      ),
    save: async () => ({ saved: false, theirs: undefined }),
    watch: () => () => {},
  };
}
