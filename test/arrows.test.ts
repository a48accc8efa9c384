import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** Which rooms a room may import from (design §3), beside itself. */
const arrows: Record<string, readonly string[]> = {
  flow: [],
  machine: ['flow'],
  check: ['flow', 'machine'],
  handover: ['flow', 'machine'],
  chat: ['flow', 'machine', 'handover'],
  // Only its second tier, which the loader fetches with import(), touches the chat: see the next tests.
  embed: ['flow', 'handover', 'chat'],
  // What a clinician reads of a flow, on paper from the command or on screen in the studio.
  review: ['flow', 'machine', 'check'],
  // What a clinic publishes: for the build and the dev server.
  release: ['flow', 'check'],
  // Of the embed room only its tables of attributes: see the last test.
  studio: ['flow', 'machine', 'check', 'handover', 'chat', 'review', 'embed'],
  cli: ['flow', 'machine', 'check', 'handover', 'review'],
};
/** Which packages a room may import. */
const packages: Record<string, RegExp> = {
  flow: /^valibot$/,
  machine: /^(xstate|@preact\/signals)$/,
  check: /^(valibot|jsonc-parser|leven|flesch-kincaid|syllable)$/,
  chat: /^(preact(\/hooks)?|@preact\/signals|minisearch)$/,
  embed: /^$/,
  review: /^(preact|preact-render-to-string)$/,
  release: /^$/,
  studio:
    /^(preact(\/hooks)?|preact-render-to-string|@preact\/signals|jsonc-parser|@codemirror\/\w+(-json)?|@lezer\/highlight|@dagrejs\/dagre|node-diff3|vscode-json-languageservice)$/,
  cli: /^(commander|jsonc-parser|chokidar|picocolors|sarif|hono(\/.*)?|@hono\/node-server(\/.*)?|open|@babel\/code-frame|valibot|@valibot\/to-json-schema|node:\w+(\/promises)?)$/,
};

type Import = { from: string; to: string; typeOnly: boolean };

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const statics = text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from '([^']+)'/gm);
  return Array.from(statics, (match) => ({ from: file, to: match[2] as string, typeOnly: match[1] !== undefined }));
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join('src', file));
const imports = files.flatMap(importsOf);
const roomOf = (path: string) => relative('src', path).split(/[\\/]/)[0] as string;
const target = (from: string, to: string) => join(dirname(from), to);

test('every file stands in a room', () => {
  expect(new Set(files.map(roomOf))).toEqual(new Set([...new Set(files.map(roomOf))].filter((room) => room in arrows)));
  expect(files.length).toBeGreaterThan(30);
});

test('imports follow the arrows between rooms', () => {
  const wrong = imports
    .filter(({ to }) => to.startsWith('.'))
    // The fields of a flow, for the source's completion: the file that other editors read, too.
    .filter(({ from, to }) => roomOf(from) !== 'studio' || target(from, to) !== join('flows', 'flow.schema.json'))
    .filter(({ from, to }) => {
      const [own, other] = [roomOf(from), roomOf(target(from, to))];
      return own !== other && !arrows[own]?.includes(other);
    });
  expect(wrong).toEqual([]);
});

test('packages are used only in the rooms they belong to', () => {
  const wrong = imports
    .filter(({ to }) => !to.startsWith('.'))
    .filter(({ from, to }) => !packages[roomOf(from)]?.test(to));
  expect(wrong).toEqual([]);
});

test.each(['loader.ts', 'package.ts'])('embed/%s depends on nothing but its own room', (entry) => {
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const { to, typeOnly } of importsOf(file)) {
      if (typeOnly || to.includes('.css')) continue;
      const path = target(file, to).replace(/\.js$/, '');
      visit([`${path}.ts`, `${path}.tsx`].find((candidate) => files.includes(candidate)) ?? path);
    }
  };
  visit(join('src', 'embed', entry));
  expect([...reached].filter((file) => roomOf(file) !== 'embed')).toEqual([]);
  expect([...reached]).not.toContain(join('src', 'embed', 'start.ts'));
  expect([...reached]).not.toContain(join('src', 'embed', 'describe.ts'));
});

test('xstate lives only in the machine', () => {
  expect(new Set(imports.filter(({ to }) => to === 'xstate').map(({ from }) => roomOf(from)))).toEqual(
    new Set(['machine']),
  );
});

test('the studio reads of the embed room only its tables of attributes and what they may be', () => {
  const tables = ['options', 'describe', 'numbers', 'complaints', 'settingComplaints', 'policy'].map((name) =>
    join('src', 'embed', `${name}.js`),
  );
  const read = imports.filter(({ from, to }) => roomOf(from) === 'studio' && roomOf(target(from, to)) === 'embed');
  expect(read.filter(({ from, to }) => !tables.includes(target(from, to)))).toEqual([]);
});
