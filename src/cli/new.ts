import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { idPattern } from '../flow/schema.js';
import { UsageError } from './read.js';
import { flowJsonSchema } from './schema.js';

/** Makes a small valid flow folder to start from. Never overwrites. Throws {@link UsageError}. */
export function newFlow(id: string, parent: string, print: (text: string) => void): void {
  if (!idPattern.test(id))
    throw new UsageError(`${id}: this is not an id. Use a-z, 0-9 and -, starting with a letter, such as "knee-pain".`);
  const folder = join(parent, id);
  if (existsSync(folder)) throw new UsageError(`${folder}: this is there already, and nothing is overwritten.`);
  const shared = existsSync(join(parent, 'flow.schema.json'));
  mkdirSync(folder);
  const write = (file: string, json: unknown) => {
    writeFileSync(join(folder, file), `${JSON.stringify(json, null, 2)}\n`, { flag: 'wx' });
  };
  write('flow.json', { $schema: shared ? '../flow.schema.json' : './flow.schema.json', ...flow(id) });
  write('vignettes.json', vignettes);
  if (!shared) write('flow.schema.json', flowJsonSchema());
  print(`${folder}: a small flow with its vignettes. Change it, then run "symptom-guide check ${folder}".`);
}

const source = {
  id: 'official-page',
  title: 'Put here who published it, and its title',
  url: 'https://www.nhs.uk/conditions/',
};

const flow = (id: string) => ({
  format: 1,
  id,
  version: '0.1.0',
  language: 'en',
  title: 'A new guide',
  review: { status: 'draft', by: '', on: '', next: '' },
  intro: ['A few questions, to find out what kind of care fits.'],
  sections: [
    {
      id: 'safety',
      title: 'First, a safety question',
      stopIfFlagged: true,
      questions: [
        {
          id: 'signs',
          type: 'choices',
          ask: 'Do you have any of these?',
          help: 'Tick all that apply.',
          why: 'Some signs need a doctor first.',
          choices: [
            { id: 'very-unwell', label: 'I feel very unwell' },
            { id: 'getting-worse', label: 'It gets worse every day' },
            { id: 'not-sure', label: "I'm not sure" },
            { id: 'none', label: 'None of these', exclusive: true },
          ],
        },
      ],
    },
    {
      id: 'story',
      title: 'About your pain',
      questions: [{ id: 'weeks', type: 'number', ask: 'For how many weeks?', min: 0, max: 520, unit: 'weeks' }],
    },
  ],
  redFlags: [
    {
      id: 'unwell',
      when: { question: 'signs', is: 'very-unwell' },
      outcome: 'emergency',
      because: 'Feeling very unwell can need help at once.',
      source: ['official-page'],
    },
    {
      id: 'worse',
      when: { question: 'signs', is: ['getting-worse', 'not-sure'] },
      outcome: 'doctor-first',
      because: 'A doctor should look for the cause.',
      source: ['official-page'],
    },
  ],
  outcomes: [
    {
      id: 'emergency',
      urgency: 'emergency',
      title: 'Get help now',
      content: ['Call {emergency.number|your local emergency number}.'],
      actions: [{ call: '{emergency.number}', label: 'Call {emergency.number}' }],
    },
    {
      id: 'doctor-first',
      urgency: 'soon',
      title: 'See a doctor first',
      content: ['See a doctor within two weeks, before any treatment.'],
    },
    {
      id: 'book',
      urgency: 'routine',
      title: 'You could book a visit',
      content: [
        'We found no warning signs in your answers. That is not a check-up.',
        {
          card: 'Early days',
          when: { question: 'weeks', atMost: 6 },
          content: ['Many kinds of pain settle by themselves in the first weeks.'],
        },
      ],
      actions: [{ book: '{clinic.booking}', label: 'Book a visit' }],
    },
  ],
  sources: [source],
});

const vignettes = {
  baseline: { signs: ['none'], weeks: 3 },
  vignettes: [
    { title: 'Three weeks, no signs', answers: {}, outcome: 'book', redFlags: [], shows: ['Early days'] },
    { title: 'Half a year, no signs', answers: { weeks: 26 }, outcome: 'book', redFlags: [], hides: ['Early days'] },
    { title: 'Very unwell', answers: { signs: ['very-unwell'] }, outcome: 'emergency', redFlags: ['unwell'] },
    { title: 'Worse every day', answers: { signs: ['getting-worse'] }, outcome: 'doctor-first', redFlags: ['worse'] },
    { title: 'Not sure', answers: { signs: ['not-sure'] }, outcome: 'doctor-first', redFlags: ['worse'] },
  ],
};
