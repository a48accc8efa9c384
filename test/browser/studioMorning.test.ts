import { expect, test } from 'vitest';
import { checkFolder } from '../../src/check/check.js';
import type { Answers } from '../../src/flow/answer.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { Flow } from '../../src/flow/schema.js';
import { compileFlow } from '../../src/machine/compile.js';
import { replay } from '../../src/machine/session.js';
import { vignetteCount } from './conversation.js';
import { StudioCommand } from './studioCommand.js';
import { Visitor } from './visitor.js';

const command = StudioCommand.forThisFile();

const sign = 'I have fallen three times this month';
const senal = 'Me he caído tres veces este mes';
const arabic = 'سقطت ثلاث مرات هذا الشهر';

test('an editor’s morning: a new warning sign, from the first letter to the demo page', async () => {
  const { page, console: lines } = await Visitor.at(command.address, undefined, {
    viewport: { width: 1440, height: 900 },
  });
  const preview = page.frameLocator('iframe[title="The guide as visitors see it"]');
  const tab = (name: string) => page.getByRole('tab', { name }).click();
  const verdict = (kind: 'right' | 'wrong') => page.locator(`.verdict.${kind}`);
  await verdict('right').waitFor();

  // She opens the question, adds a choice, and forgets that it is a warning sign.
  await page.getByRole('searchbox', { name: 'Find a question' }).fill('fit you history');
  await page
    .getByRole('treeitem', { name: /Does any of this fit you/ })
    .first()
    .click();
  await page.locator('[id$=choices-new]').fill(sign);
  await page.locator('[id$=choices-new]').press('Enter');
  await page.getByRole('button', { name: 'Show in preview' }).click();
  await preview.getByRole('checkbox', { name: sign }).waitFor();

  // Nobody has said what becomes of a patient with it: that must not be published.
  await verdict('wrong').getByRole('button').click();
  await page
    .getByText(/no vignette has the choice/)
    .first()
    .waitFor();

  // She makes it a warning sign.
  await tab('Outline');
  await page
    .getByRole('combobox', { name: `“${sign}” is a warning sign` })
    .selectOption({ label: '→ See a doctor first' });
  await page
    .getByRole('textbox', { name: /Why this matters/ })
    .fill('Falls can have a cause that a doctor should look for.');
  await page.getByRole('checkbox', { name: /NHS: Back pain/ }).check();
  await page.getByRole('button', { name: 'Add the red flag' }).click();
  // The choice and its red flag: neither has an example patient yet.
  await verdict('wrong')
    .getByText(/2 errors/)
    .waitFor();

  // She plays that patient in the preview, to the end, and keeps her as a vignette.
  await preview.getByRole('checkbox', { name: sign }).check();
  await preview.getByRole('button', { name: 'Continue' }).click();
  await preview
    .getByRole('group', { name: 'And any of these?' })
    .getByRole('button', { name: 'None of these' })
    .click();
  await preview.getByRole('heading', { name: /See a doctor first/ }).waitFor();
  await preview.getByText('Falls can have a cause that a doctor should look for.').waitFor();
  await tab('Proof');
  await page.getByLabel('Who is this?').fill('Woman, 40, fell three times this month');
  await page.getByRole('button', { name: 'Add this patient' }).click();
  await verdict('right').waitFor();

  // She translates it, in both languages.
  await tab('Languages');
  for (const [language, words] of [
    [/Spanish/, [senal, 'Las caídas pueden tener una causa que un médico debe buscar.']],
    [/Arabic/, [arabic, 'قد يكون للسقوط سبب يجب أن يبحث عنه الطبيب.']],
  ] as const) {
    await page.getByRole('button', { name: language }).first().click();
    await page.getByRole('button', { name: /^To do/ }).click();
    for (const text of words) {
      await page.getByRole('button', { name: 'Next to do' }).click();
      // The next empty box has the focus.
      const empty = () =>
        page.evaluate(() => {
          const box = document.activeElement;
          return box instanceof HTMLTextAreaElement && box.value === '';
        });
      await expect.poll(empty).toBe(true);
      await page.keyboard.insertText(text);
    }
    await page
      .getByRole('button', { name: language })
      .getByText(/(\d+) of \1 translated/)
      .waitFor();
  }

  // Before she saves she reads what it changes.
  await page.keyboard.press('Control+s');
  const asked = page.getByRole('dialog', { name: 'Save' });
  await asked.getByText(/Of what both versions ask, nobody ends differently/).waitFor();
  await asked.getByText(`“${sign}” as an answer to`, { exact: false }).waitFor();
  await asked.getByRole('button', { name: 'Save 4 files' }).click();
  await page.locator('.spoken').getByText('Saved 4 files.').waitFor();

  // It is on disk, safe, and still there after a reload.
  const files = new Map(
    ['flow.json', 'vignettes.json', 'es.json', 'ar.json'].map((name) => [name, command.read(name)]),
  );
  const report = checkFolder({ name: 'sciatica', files });
  expect(
    report.problems.map(({ code, message }) => `${code}: ${message}`).filter((line) => !/review/.test(line)),
  ).toEqual([]);
  expect(report.vignettes).toBe(vignetteCount + 1);
  await page.reload();
  await verdict('right').waitFor();
  await page.getByRole('searchbox', { name: 'Find a question' }).fill('fallen');
  await page
    .getByRole('treeitem', { name: /Does any of this fit you/ })
    .first()
    .waitFor();
  expect(lines).toEqual([]);
  await page.context().close();

  // And the clinic's page shows it, to somebody who reads Spanish and has come to that question.
  const flow = parseFlow(JSON.parse(command.read('flow.json'))).flow as Flow;
  const { baseline } = JSON.parse(command.read('vignettes.json')) as { baseline: Answers };
  const said = replay(compileFlow(flow), baseline).steps.map(({ question, answer }) => [question.id, answer] as const);
  const answers = Object.fromEntries(
    said.slice(
      0,
      said.findIndex(([id]) => id === 'history'),
    ),
  );
  const visitor = await Visitor.on('demo/draft.html', {}, async (demo) => {
    await demo.addInitScript((kept) => sessionStorage.setItem('symptom-guide:sciatica', JSON.stringify(kept)), {
      flow: 'sciatica',
      answers,
      language: 'es',
    });
    await demo.route('**/flows/sciatica/*.json', (route) =>
      route.fulfill({
        contentType: 'application/json',
        body: command.read(new URL(route.request().url()).pathname.split('/').at(-1) ?? ''),
      }),
    );
  });
  await visitor.page.getByRole('checkbox', { name: senal }).waitFor();
});
