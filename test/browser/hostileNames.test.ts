import { beforeEach, expect, test } from 'vitest';
import { matrix } from '../fixtures/matrix.js';
import { FaultyServer } from './faultyServer.js';
import { Visitor } from './visitor.js';

/**
 * A visitor's comment may hold a picture or a form, and name it. What a page names so stands in front of what the
 * document has under that name: `<img name="currentScript" src="…">` is `document.currentScript`.
 */

let server: FaultyServer;
let visitor: Visitor;
beforeEach(async () => {
  server = await FaultyServer.start();
});

/** Names that our own code, until the first question, reads of the document, the window or an element. */
const names = [
  'currentScript',
  'scripts',
  'querySelector',
  'querySelectorAll',
  'getElementById',
  'documentElement',
  'head',
  'body',
  'readyState',
  'addEventListener',
  'activeElement',
  'createElement',
  'baseURI',
  'URL',
  'defaultView',
  'location',
  'matches',
];

type Kind = (name: string, address: string) => string;
const picture: Kind = (name, address) => `<img name="${name}" id="${name}" src="${address}" alt="">`;
/** What a comment may hold, named so, with the address of somebody else where an address can be. */
const kinds: Record<string, Kind> = {
  pictures: picture,
  // Two of one name are a list.
  'pairs of pictures': (name, address) => picture(name, address).repeat(2),
  forms: (name) => `<form name="${name}" id="${name}"><input name="matches"></form>`,
  frames: (name, address) => `<iframe name="${name}" id="${name}" src="${address}" title="x"></iframe>`,
  objects: (name, address) => `<object name="${name}" id="${name}" data="${address}"></object>`,
  embeds: (name, address) => `<embed name="${name}" id="${name}" src="${address}">`,
};

type Tag = (src: string, comment: string) => string;
const settings = 'data-country="US" data-language="es"';
/** Where the script tag stands, and how. */
const tags: Record<string, Tag> = {
  'async, in the head': (src, comment) =>
    `<head><script async src="${src}" ${settings}></script></head><body>${comment}`,
  'below the comment': (src, comment) => `<body>${comment}<script src="${src}" ${settings}></script>`,
  'as a module, which has no current script': (src, comment) =>
    `<body>${comment}<script type="module" src="${src}" ${settings}></script>`,
};

/** Opens a page with this comment and the guide in Spanish, and looks whether all that is the guide's comes from its host. */
async function arrive(comment: string, tag: Tag) {
  const url = server.page(
    '/',
    `<!doctype html><html lang="en"><link rel="icon" href="data:,">${tag(`${server.base}symptom-guide.js`, comment)}
     <p><a href="#top" data-symptom-guide="open">Not sure?</a></p></body></html>`,
  );
  visitor = await Visitor.at(url, async (page) => page.setDefaultTimeout(15_000));
}

/** The guide opens, from its own host, with its translation; and closes. */
async function works() {
  const { page } = visitor;
  await visitor.open();
  await visitor.group(/Cuántos años/).waitFor();
  // The focus moved in.
  expect(
    await page.locator('symptom-guide').evaluate(({ shadowRoot }) => !!shadowRoot?.activeElement?.closest('.panel')),
  ).toBe(true);
  await page.keyboard.press('Escape');
  await visitor.panel.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'Not sure?' }).click();
  await visitor.group(/Cuántos años/).waitFor();
  expect(new URL(page.url()).hash).toBe('');
  const files = visitor.requests.filter(
    (url) => /chat|flows|symptom-guide\.js/.test(url) && !url.endsWith('/theirs.html'),
  );
  expect(files.filter((url) => !url.startsWith(server.base))).toEqual([]);
  expect(visitor.console).toEqual([]);
}

/** An address of somebody else, under which there is something. */
const theirs = () => server.page('/their/symptom-guide.js/theirs.html', '<!doctype html><title>Theirs</title>');

const below = tags['below the comment'] as Tag;
const all = (kind: Kind) => names.map((name) => kind(name, theirs())).join('');

test.each(Object.entries(kinds))('%s with all of the names', async (_, kind) => {
  await arrive(all(kind), below);
  await works();
});

test.each(Object.entries(tags))('the tag %s', async (_, tag) => {
  await arrive(all(picture), tag);
  await works();
});

for (const name of names)
  test(`a picture with the name ${name}`, matrix(name === 'currentScript'), async () => {
    await arrive(picture(name, theirs()), below);
    await works();
  });

// Preact reads these of the document by itself. Nothing of somebody else runs, and the visitor is told what to do.
test.each(['createElementNS', 'createTextNode'])('a picture with the name %s: the safety advice', async (name) => {
  await arrive(picture(name, theirs()), below);
  visitor.allowOnConsole(/is not a function/);
  await visitor.launcher.click();
  await visitor.panel.getByRole('link', { name: 'Call 911' }).waitFor();
  expect(visitor.requests.filter((url) => url.startsWith(theirs()) && !url.endsWith('/theirs.html'))).toEqual([]);
});
