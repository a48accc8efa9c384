import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dataFolder, moveOld, usualFolder } from '../../demo/receiver/dataFolder.js';
import { served, servedInDevelopment } from '../../demo/served.js';

let home: string;
let old: string;
let folder: string;
let lines: string[];
const say = (line: string) => void lines.push(line);
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'home-')));
  old = join(home, 'work/receiver-data');
  folder = join(home, 'data/symptom-guide-receiver');
  lines = [];
  vi.stubEnv('XDG_DATA_HOME', join(home, 'data'));
  vi.stubEnv('LOCALAPPDATA', join(home, 'data'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(home, { recursive: true });
});

/** What an earlier release has left: a token, and a store. */
function leave(where: string, token: string): void {
  mkdirSync(where, { recursive: true, mode: 0o755 });
  writeFileSync(join(where, 'token'), token, { mode: 0o600 });
  writeFileSync(join(where, 'submissions.db'), `of ${token}`, { mode: 0o600 });
}
const kept = (where: string) => ['token', 'submissions.db'].map((file) => readFileSync(join(where, file), 'utf8'));
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

test.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
  ['linux', {}, '/home/ana/.local/share/symptom-guide-receiver'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/symptom-guide-receiver'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/home/ana/.local/share/symptom-guide-receiver'],
  ['linux', { XDG_DATA_HOME: '' }, '/home/ana/.local/share/symptom-guide-receiver'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/home/ana/Library/Application Support/symptom-guide-receiver'],
])('on %s with %o the usual folder is %s', (platform, env, expected) => {
  expect(usualFolder(platform, env, '/home/ana')).toBe(expected);
});
test('on Windows the usual folder is in the local data of the user', () => {
  const ana = 'C:\\Users\\ana';
  expect(usualFolder('win32', { LOCALAPPDATA: 'D:\\Local' }, ana)).toBe('D:\\Local\\symptom-guide-receiver');
  expect(usualFolder('win32', {}, ana)).toBe('C:\\Users\\ana\\AppData\\Local\\symptom-guide-receiver');
});

describe.skipIf(process.platform === 'darwin')('without --data', () => {
  const start = () => {
    mkdirSync(join(home, 'work'), { recursive: true });
    vi.spyOn(process, 'cwd').mockReturnValue(join(home, 'work'));
    return dataFolder(undefined, say);
  };

  test('the usual folder is made, for its owner only', () => {
    expect(start()).toBe(folder);
    if (process.platform !== 'win32') expect(mode(folder)).toBe('700');
    expect(lines).toEqual([]);
  });

  test('what an earlier release kept is moved there, with a line, once', () => {
    leave(old, 'first');
    expect(start()).toBe(folder);
    expect(kept(folder)).toEqual(['first', 'of first']);
    expect(existsSync(old)).toBe(false);
    if (process.platform !== 'win32') expect([mode(folder), mode(join(folder, 'token'))]).toEqual(['700', '600']);
    expect(lines).toEqual([expect.stringContaining(folder)]);
    start();
    expect(lines).toHaveLength(1);
  });

  test('a folder of that name that the receiver did not make stays', () => {
    mkdirSync(old, { recursive: true });
    writeFileSync(join(old, 'notes.txt'), 'mine');
    start();
    expect(readdirSync(old)).toEqual(['notes.txt']);
    expect(lines).toEqual([]);
  });
});

describe('moving', () => {
  test('nothing that is there already is written over: the line says how to read the old', () => {
    leave(old, 'first');
    leave(folder, 'second');
    moveOld(old, folder, say);
    expect([kept(old), kept(folder)]).toEqual([
      ['first', 'of first'],
      ['second', 'of second'],
    ]);
    expect(lines).toEqual([expect.stringMatching(/^[^\n]*--data [^\n]*receiver-data[^\n]*$/)]);
  });

  test('an empty folder gives way', () => {
    leave(old, 'first');
    mkdirSync(folder, { recursive: true });
    moveOld(old, folder, say);
    expect(kept(folder)).toEqual(['first', 'of first']);
  });

  test('a link is left where it leads', () => {
    leave(join(home, 'elsewhere'), 'first');
    mkdirSync(join(home, 'work'));
    symlinkSync(join(home, 'elsewhere'), old);
    moveOld(old, folder, say);
    expect(kept(old)).toEqual(['first', 'of first']);
    expect(existsSync(folder)).toBe(false);
    expect(lines).toEqual([expect.stringContaining('--data')]);
  });

  const otherDisk: typeof renameSync = () => {
    throw Object.assign(new Error('another disk'), { code: 'EXDEV' });
  };
  test('to another disk: copied, then removed; what a crash left of a copy does not count', () => {
    leave(old, 'first');
    leave(`${folder}.part`, 'half');
    moveOld(old, folder, say, otherDisk);
    expect(kept(folder)).toEqual(['first', 'of first']);
    expect(readdirSync(join(home, 'data'))).toEqual(['symptom-guide-receiver']);
    expect(existsSync(old)).toBe(false);
    if (process.platform !== 'win32') expect(mode(join(folder, 'token'))).toBe('600');
  });

  test('to another disk that takes no copy: the old one is whole', () => {
    leave(old, 'first');
    expect(() =>
      moveOld(old, folder, say, (from, to) => {
        // Where the copy is to be, there is something that cannot be replaced.
        mkdirSync(join(String(to), 'taken'), { recursive: true });
        return otherDisk(from, to);
      }),
    ).toThrow();
    expect(kept(old)).toEqual(['first', 'of first']);
    expect(lines).toEqual([]);
  });
});

describe('--data', () => {
  test.each([...new Set([...served, ...servedInDevelopment])])(
    'in %s is refused in one line: pages can read it',
    (one) => {
      for (const path of [one, `${one}/data`, `${one}/not/there/yet`, `src/../${one}/x`])
        expect(() => dataFolder(path, say)).toThrow(/^--data [^\n]+ which the demo's server gives to pages[^\n]+$/);
    },
  );

  test('through a link into one of them, too', () => {
    symlinkSync(resolve('demo'), join(home, 'innocent'));
    expect(() => dataFolder(join(home, 'innocent/data'), say)).toThrow(/gives to pages/);
  });

  test.each(['receiver-data', 'demonstration', '..', '.'])('%s is taken', (path) => {
    expect(dataFolder(path, say)).toBe(resolve(path));
    expect(lines).toEqual([]);
  });
});
