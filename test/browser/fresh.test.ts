import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { matrix } from '../fixtures/matrix.js';
import { release } from '../release.js';
import { Visitor } from './visitor.js';

/** What a clinic corrects reaches the next visitor, whatever its host says about keeping files. */

let visitor: Visitor | undefined;
let server: Server;
/** Files that were changed, by address. */
let changed: Map<string, string>;
/** How requests were answered, by address. */
let statuses: Map<string, number[]>;
/** What the host says about keeping files. */
let keeping: Record<string, string>;
/** What is on the tag of the guide. */
let settings: string;

const longAgo = 'Sat, 01 Jan 2000 00:00:00 GMT';
const guide = '/symptom-guide';

beforeEach(async () => {
  changed = new Map();
  statuses = new Map();
  visitor = undefined;
  server = createServer((request, response) => {
    const { url = '', headers } = request;
    const text = changed.get(url) ?? original(url);
    // The mark changes with the text, and the time as a host would set it: both, or the time alone.
    const time = changed.has(url) ? new Date(Date.parse(longAgo) + (text?.length ?? 0) * 1000).toUTCString() : longAgo;
    const mark = `"${text?.length}"`;
    const known = keeping.ETag ? headers['if-none-match'] === mark : headers['if-modified-since'] === time;
    const status = text === undefined ? 404 : known ? 304 : 200;
    statuses.set(url, [...(statuses.get(url) ?? []), status]);
    response.writeHead(status, {
      'Content-Type': url.endsWith('.js')
        ? 'text/javascript'
        : url.endsWith('.json')
          ? 'application/json'
          : 'text/html',
      'Last-Modified': time,
      ...keeping,
      ...(keeping.ETag && { ETag: mark }),
    });
    response.end(status === 200 ? text : undefined);
  });
  // Later than its visitors, who would miss it.
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

/** A page with the guide, a file of the release, or the clinic's settings. */
function original(url: string): string | undefined {
  if (url === '/')
    return `<!doctype html><html lang="en"><link rel="icon" href="data:,"><script async src="${guide}/symptom-guide.js"
      data-country="US" ${settings}></script><h1>Clinic</h1></html>`;
  if (url === '/clinic.json') return '{"language": "en"}';
  try {
    return readFileSync(url.replace(guide, release), 'utf8');
  } catch {
    return undefined;
  }
}

/** Opens the guide on a page, and waits until it asks this. */
async function asks(page: Page, question: string): Promise<void> {
  await page.getByRole('button', { name: 'Check your symptoms' }).click();
  await page.getByRole('group', { name: question }).waitFor();
}
/** One more visit in the same browser profile. */
async function visit(question: string): Promise<Page> {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  let page: Page;
  if (visitor) page = await visitor.openAnother(url);
  else {
    visitor = await Visitor.at(url);
    ({ page } = visitor);
  }
  await asks(page, question);
  return page;
}

const guessing = {};
const hosts: [string, Record<string, string>][] = [
  ['says nothing, so that browsers guess', guessing],
  ['has a mark for each text, and lets browsers keep it for a year', { 'Cache-Control': 'max-age=31536000', ETag: '' }],
  ['lets browsers keep it for a year, unasked', { 'Cache-Control': 'public, max-age=31536000, immutable' }],
];

type Case = { file: string; settings: string; question: string; change: (text: string, to: string) => string };
const files: Case[] = [
  {
    file: `${guide}/flows/sciatica/flow.json`,
    settings: '',
    question: 'How old are you?',
    change: (text, to) => text.replace('How old are you?', to),
  },
  {
    file: `${guide}/flows/sciatica/es.json`,
    settings: 'data-language="es"',
    question: '¿Cuántos años tiene?',
    change: (text, to) => text.replace('¿Cuántos años tiene?', to),
  },
];

for (const [host, headers] of hosts)
  describe(`on a host that ${host}`, matrix(headers === guessing), () => {
    beforeEach(() => {
      keeping = headers;
    });

    test.each(files)('$file: corrected, it is there at the next visit, and after a reload', async (one) => {
      ({ settings } = one);
      const whole = original(one.file) ?? '';
      await visit(one.question);
      // Unchanged, it is not sent again.
      await visit(one.question);
      expect(statuses.get(one.file)).toEqual([200, 304]);

      changed.set(one.file, one.change(whole, 'Corrected: how old?'));
      const page = await visit('Corrected: how old?');
      changed.set(one.file, one.change(whole, 'Corrected again: how old are you?'));
      await page.reload();
      await asks(page, 'Corrected again: how old are you?');
      expect(statuses.get(one.file)).toEqual([200, 304, 200, 200]);
    });

    test('/clinic.json: corrected, it is there at the next visit, and after a reload', async () => {
      settings = 'data-clinic="/clinic.json"';
      await visit('How old are you?');
      await visit('How old are you?');
      expect(statuses.get('/clinic.json')).toEqual([200, 304]);

      changed.set('/clinic.json', '{"language": "es" }');
      const page = await visit('¿Cuántos años tiene?');
      changed.delete('/clinic.json');
      await page.reload();
      await asks(page, 'How old are you?');
      expect(statuses.get('/clinic.json')).toEqual([200, 304, 200, 200]);
    });
  });
