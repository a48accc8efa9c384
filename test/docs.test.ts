import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const listed = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));

/** What people read about this repository. */
const docs = [
  'README.md',
  'CHANGELOG.md',
  'flows/README.md',
  'demo/receiver/README.md',
  ...listed('.github').filter((file) => file.endsWith('.md')),
];
const textOf = (doc: string) => readFileSync(doc, 'utf8');
const withoutBlocks = (text: string) => text.replace(/^ *(?:\d+\. |- )?```[\s\S]*?^ *```$/gm, '');

/** All files and folders of this repository; what was installed, built or left by a program is none of it. */
const paths = readdirSync('.', { withFileTypes: true })
  .filter(({ name }) => !['node_modules', 'dist', '.git', 'receiver-data'].includes(name))
  .flatMap((entry) => (entry.isDirectory() ? [entry.name, ...listed(entry.name)] : [entry.name]));
/** What the docs name that is made from this repository, or by whoever reads them. */
const made =
  /^(dist\/|maps\/|command\/|symptom-guide\/|receiver-data|integrity\.json|symptom-guide\.js|fr\.json|functions\.php|node_modules\/)/;

/** What GitHub calls a heading in an address. */
function anchorsOf(doc: string): string[] {
  return Array.from(withoutBlocks(textOf(doc)).matchAll(/^#+ (.+)$/gm), ([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

describe.each(docs)('%s', (doc) => {
  const text = textOf(doc);

  test('every link within the repository leads somewhere', () => {
    const broken = Array.from(withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g), (match) =>
      String(match[1] ?? match[2]),
    ).filter((link) => {
      if (/^(https?|mailto|tel):/.test(link) || link.includes('…')) return false;
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? doc : relative('.', join(dirname(doc), path));
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('every npm command is a script of package.json', () => {
    const named = Array.from(text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g), ([, run, own]) => run ?? own);
    expect(named.filter((name) => !Object.hasOwn(manifest.scripts, String(name)))).toEqual([]);
  });

  test('every file and folder that it names is there', () => {
    const named = Array.from(withoutBlocks(text).matchAll(/`([^`]+)`/g), ([, code = '']) =>
      code.startsWith('npm run ') ? code.split(' ') : [code],
    )
      .flat()
      .filter(
        (name) => /^[.\w-]+(\/[.\w-]+)*\/?$/.test(name) && /\/$|\/.*\/|\.(ts|tsx|js|css|html|json|md|yml)$/.test(name),
      );
    const missing = named.filter((name) => {
      const path = name.replace(/\/$/, '');
      const found = path.startsWith('.')
        ? [path, join(dirname(doc), path)].some((one) => existsSync(one))
        : paths.some((one) => one === path || one.endsWith(`/${path}`));
      return !found && !made.test(name);
    });
    expect(missing).toEqual([]);
  });
});

test('the docs are found', () => {
  expect(docs.map((doc) => basename(doc))).toEqual(expect.arrayContaining(['CONTRIBUTING.md', 'SECURITY.md']));
});
