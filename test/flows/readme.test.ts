import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkFolder } from '../../src/check/check.js';
import { withCodesTable } from '../../src/cli/codes.js';
import type { Flow } from '../../src/flow/schema.js';

const readme = readFileSync('flows/README.md', 'utf8');
/** The JSON examples of the editors' README, in order. */
const examples = Array.from(readme.matchAll(/```json\n([\s\S]*?)```/g), (match) => match[1] as string);
const read = (file: string) => JSON.parse(readFileSync(`flows/sciatica/${file}`, 'utf8'));

/** The sciatica flow in its own language only. */
const sciatica = (): Flow => ({ ...(read('flow.json') as Flow), languages: [] });

test('the recipe for a new warning sign works as it is written', () => {
  const [choice, flag, vignette] = examples.slice(1).map((text) => JSON.parse(text));
  const flow = sciatica();
  const vignettes = read('vignettes.json') as { vignettes: unknown[] };
  const history = flow.sections.flatMap(({ questions }) => questions).find(({ id }) => id === 'history');
  if (!history || !('choices' in history)) throw new Error('There is no question "history".');
  history.choices.unshift(choice);
  flow.redFlags.push(flag);
  const check = () =>
    checkFolder({
      name: 'sciatica',
      files: new Map([
        ['flow.json', JSON.stringify(flow)],
        ['vignettes.json', JSON.stringify(vignettes)],
      ]),
    }).problems.flatMap(({ severity, message }) => (severity === 'error' ? message : []));
  expect(check()).toEqual([
    'no vignette has the choice "falls" of "history"',
    'no vignette has the red flag "many-falls"',
  ]);
  vignettes.vignettes.push(vignette);
  expect(check()).toEqual([]);
});

test('the table of problems is the one in the code; `npm run schema` writes it anew', () => {
  expect(withCodesTable(readme)).toBe(readme);
  expect(readme).toContain('| `flag-not-asked` |');
});

test('the flag that only some are asked about is one that the sciatica flow could hold', () => {
  const flow = sciatica();
  flow.redFlags.push(JSON.parse(examples.at(-1) as string));
  const files = new Map([
    ['flow.json', JSON.stringify(flow)],
    ['vignettes.json', JSON.stringify(read('vignettes.json'))],
  ]);
  const codesFound = () => checkFolder({ name: 'sciatica', files }).problems.map(({ code }) => code);
  // Patients of the flag that is there already raise this one too.
  expect(new Set(codesFound())).toEqual(new Set(['not-reviewed', 'vignette-failed']));
  delete flow.redFlags.at(-1)?.onlyIfAsked;
  files.set('flow.json', JSON.stringify(flow));
  expect(codesFound()).toContain('flag-not-asked');
});

test('its conditions are ones that the sciatica flow could hold', () => {
  const conditions = (examples[0] as string)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const flow = sciatica();
  for (const when of conditions) {
    const book = flow.outcomes.find(({ id }) => id === 'book');
    book?.content.push({ text: 'Example.', when });
  }
  const files = new Map([
    ['flow.json', JSON.stringify(flow)],
    ['vignettes.json', JSON.stringify(read('vignettes.json'))],
  ]);
  expect(checkFolder({ name: 'sciatica', files }).errors).toBe(0);
});
