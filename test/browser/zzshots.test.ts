import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { connect } from './visitor.js';
test('shots', async () => {
  const browser = await connect();
  const root = mkdtempSync('/tmp/shots-');
  cpSync('flows/sciatica', join(root, 'sciatica'), { recursive: true });
  const child = spawn(process.execPath, ['dist/command/symptom-guide.js', 'studio', join(root, 'sciatica'), '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const address: string = await new Promise((found) => { let t = ''; child.stdout.on('data', (p) => { t += p; const m = /http:\S+(?=\n)/.exec(t); if (m) found(m[0]); }); });
  const original = readFileSync('flows/sciatica/flow.json', 'utf8');
  const titled = (w: string) => original.replace(/"title": "[^"]*"/, `"title": "${w}"`);
  for (const [name, options] of Object.entries({
    wide: { viewport: { width: 1440, height: 900 } },
    narrow: { viewport: { width: 420, height: 900 } },
    dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' as const },
  })) {
    writeFileSync(join(root, 'sciatica/flow.json'), original);
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const shot = async (what: string) => { await page.waitForTimeout(400); await page.screenshot({ path: `/tmp/h-desk-shots/${name}-${what}.png` }); };
    await page.goto(`${inject('origin')}/dist/studio/index.html`);
    await page.getByRole('heading', { name: /Studio/ }).waitFor();
    await shot('start');
    await page.getByRole('button', { name: /Look at/ }).focus();
    await page.getByLabel(/Its name/).fill('knee-pain');
    await page.keyboard.press('Enter');
    await page.getByText(/proved over/).waitFor();
    await page.keyboard.press('Control+s');
    await shot('download');
    await page.goto(address);
    await page.getByText(/proved over/).waitFor();
    writeFileSync(join(root, 'sciatica/flow.json'), titled('Theirs').replace('"emergency"', '"emergencyx"'));
    await page.getByRole('status').filter({ hasText: /changed outside/ }).waitFor();
    await shot('taken');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.keyboard.press('Control+s');
    await shot('save');
    await page.keyboard.press('Escape');
    writeFileSync(join(root, 'sciatica/flow.json'), titled('Theirs again'));
    await page.getByRole('dialog').waitFor();
    await page.getByRole('button', { name: 'See both' }).click();
    await shot('conflict');
    await page.getByRole('button', { name: 'Decide later' }).click();
    await shot('later');
    await page.reload();
    await page.getByRole('dialog').waitFor();
    await shot('draft');
    await context.close();
  }
  child.kill('SIGINT');
  await browser.close();
  expect(1).toBe(1);
}, 120000);
