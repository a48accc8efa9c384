/**
 * For the dev server: a page that reloads because a file was saved has its guide open again, where it was. The chat keeps
 * the answers itself; without the version of the flow beside them it goes on without asking.
 */

type Guide = HTMLElement & { isOpen?: boolean; open(): void };

const key = 'symptom-guide-dev-open';
/** The guides to open again, by their place on the page: none may be there yet. */
const due = new Set<number>(JSON.parse(sessionStorage.getItem(key) ?? '[]'));
sessionStorage.removeItem(key);

const guides = () => [...document.querySelectorAll<Guide>('symptom-guide')];

function reopen(): void {
  guides().forEach((guide, place) => {
    if (guide.isOpen === false && due.delete(place)) guide.open();
  });
}

addEventListener('guide-ready', reopen);
reopen();

function remember(): void {
  guides().forEach(({ isOpen }, place) => void (isOpen && due.add(place)));
  sessionStorage.setItem(key, JSON.stringify([...due]));
  for (const name of Object.keys(sessionStorage).filter((name) => name.startsWith('symptom-guide:'))) {
    const { version, ...remembered } = JSON.parse(sessionStorage.getItem(name) ?? '{}');
    sessionStorage.setItem(name, JSON.stringify(remembered));
  }
}

import.meta.hot?.on('vite:beforeFullReload', remember);
// The server starts anew when what it is made of itself was saved, the checker for one.
import.meta.hot?.on('vite:ws:disconnect', remember);
