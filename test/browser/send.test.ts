import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { Submission } from '../../src/handover/submission.js';
import { release } from '../release.js';
import { conversations, saysIn } from './conversation.js';
import { findings } from './findings.js';
import { connect, Visitor } from './visitor.js';

let browser: Browser;
let visitor: Visitor;
let server: Server;
let address: string;
/** What the clinic's receiver got, and the statuses it answers with, the last one from then on. */
let got: { method: string; url: string; key: string | undefined; body: string }[];
let statuses: number[];
beforeAll(async () => {
  browser = await connect();
});
beforeEach(async () => {
  got = [];
  statuses = [201];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      // Served for real: a page without an address may not reach this computer.
      if (method === 'GET')
        return response.writeHead(200, { 'Content-Type': 'text/html' }).end(url === '/' ? page() : '');
      got.push({ method, url, key: headers['idempotency-key'] as string | undefined, body });
      const status = method === 'OPTIONS' ? 204 : statuses.length > 1 ? statuses.shift() : statuses[0];
      response.writeHead(status ?? 500, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Headers': 'content-type, idempotency-key',
        'Access-Control-Allow-Methods': 'POST',
      });
      response.end();
    });
  }).listen(0);
  await new Promise((resolve) => server.once('listening', resolve));
  address = `http://localhost:${(server.address() as AddressInfo).port}/in`;
});
afterEach(async () => {
  await visitor.page.context().close();
  server.closeAllConnections();
  server.close();
});
afterAll(() => browser.close());

const page = () => `<!doctype html><html lang="en"><head><title>Clinic</title><link rel="icon" href="data:,">
  <meta name="viewport" content="width=device-width"></head><body><main><h1>Clinic</h1></main>
  <script src="${inject('origin')}/${release}/symptom-guide.js" data-country="US" data-phone="+1 555 0100"
   data-clinic-name="Riverside" data-privacy="https://riverside.example/privacy" data-send="${address}"></script></body></html>`;
const button = (name: string) => visitor.panel.getByRole('button', { name, exact: true });
const posts = () => got.filter(({ method }) => method === 'POST');

async function fillIn(answers: Parameters<typeof saysIn>[1], title: RegExp, options = {}): Promise<void> {
  visitor = await Visitor.at(
    browser,
    address.replace('localhost', '127.0.0.1').replace('/in', '/'),
    undefined,
    options,
  );
  await visitor.open();
  await visitor.answerAll(saysIn('en', answers));
  await visitor.outcome(title).waitFor();
  await button('Send your answers to Riverside').click();
  await visitor.panel.getByLabel('Your name').fill('Ana Pérez');
  await visitor.panel.getByLabel('How can we reach you?').fill('+1 555 0142');
}
const look = async (name: string) => {
  if (process.env.PAGES) await visitor.page.screenshot({ path: `${process.env.PAGES}/send-${name}.png` });
};

test('nothing is asked for before consent; two failures bring no duplicate; no name in an address or a storage', async () => {
  statuses = [503, 503, 201];
  await fillIn(conversations.typical, /You could book/);
  await look('form');
  await button('Send').click();
  await visitor.panel.getByText(/Without it, nothing is sent/).waitFor();
  expect(await findings(visitor)).toEqual([]);
  await look('error');
  expect(got).toEqual([]);
  await visitor.panel.getByRole('checkbox', { name: /I agree/ }).check();
  await button('Send').click();
  await visitor.panel.getByText('Sent: Riverside has your answers.').waitFor({ timeout: 20_000 });
  await look('sent');
  expect(await findings(visitor)).toEqual([]);
  expect(posts()).toHaveLength(3);
  expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
  expect(new Set(posts().map(({ body }) => body)).size).toBe(1);
  const body = JSON.parse(posts()[0]?.body ?? '') as Submission;
  expect(body).toMatchObject({
    format: 1,
    key: posts()[0]?.key,
    patient: { name: 'Ana Pérez', contact: '+1 555 0142' },
  });
  expect(body.response).toMatchObject({ resourceType: 'QuestionnaireResponse', status: 'completed' });
  expect(body.response).not.toHaveProperty('subject');
  const stored = await visitor.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  for (const text of [stored, ...visitor.requests, ...got.map(({ url }) => url)]) expect(text).not.toMatch(/Ana|0142/);
});

test('three failures: it says that nobody can be sure, and Try again brings it once, under the same key', async () => {
  statuses = [503, 503, 503, 201];
  await fillIn(conversations.emergency, /Get help now/, { viewport: { width: 375, height: 740 }, colorScheme: 'dark' });
  await visitor.panel.getByRole('checkbox', { name: /I agree/ }).check();
  await look('emergency');
  await button('Send').click();
  await visitor.panel.getByText(/cannot be sure whether it arrived/).waitFor({ timeout: 20_000 });
  await look('failed');
  expect(await findings(visitor)).toEqual([]);
  await button('Try again').click();
  await visitor.panel.getByText('Sent: Riverside has your answers.').waitFor();
  expect(posts()).toHaveLength(4);
  expect(new Set(posts().map(({ key }) => key)).size).toBe(1);
});
