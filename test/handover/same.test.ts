import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { summaryFor } from '../../src/chat/later/result.js';
import { fileName, textFile } from '../../src/chat/later/saveFile.js';
import { laterEn } from '../../src/chat/later/words.js';
import type { View } from '../../src/chat/view.js';
import { en } from '../../src/chat/words/en.js';
import type { Vignettes } from '../../src/check/vignettes.js';
import type { Answers } from '../../src/flow/answer.js';
import { parseFlow } from '../../src/flow/parse.js';
import type { Flow } from '../../src/flow/schema.js';
import { summaryDate, summaryEnd, summaryLevel, summaryParts, summaryText } from '../../src/handover/summary.js';
import { createSession } from '../../src/machine/session.js';

const read = (file: string) => JSON.parse(readFileSync(`flows/sciatica/${file}`, 'utf8'));
const flow = parseFlow(read('flow.json')).flow as Flow;
const { baseline, vignettes } = read('vignettes.json') as Vignettes;
const words = { ...laterEn, ...en };
const values = { 'emergency.number': '999', 'clinic.name': 'Riverside', 'clinic.phone': '+1 555 0100' };

test('the text, and with it the file, holds all that the printed page draws, for every vignette', () => {
  let advised = 0;
  for (const { title, answers } of vignettes) {
    const session = createSession(flow, { ...baseline, ...answers } as Answers);
    const outcome = session.outcome.value;
    if (!outcome) throw new Error(title);
    const view = { flow, answers: session.asked.value, clinic: {}, values, language: 'en' } as unknown as View;
    const summary = summaryFor({ outcome, session, view });
    const text = summaryText(summary, words);
    const advice = summary.outcome?.advice ?? [];
    // What printPage.ts draws.
    const page = [
      summary.flow.title,
      summaryDate(summary),
      ...summary.clinic,
      summaryLevel(summary, words) ?? '',
      ...(summary.outcome?.calls ?? []),
      ...advice.map((one) => one.text),
      ...summaryParts(summary, words).flatMap((part) => [
        part.title,
        ...part.lines.flatMap(({ ask, said, mark }) => [ask ?? '', ...said, mark ?? '']),
      ]),
      summaryEnd(summary, words),
    ];
    expect(
      page.filter((piece) => !text.includes(piece)),
      title,
    ).toEqual([]);
    expect(textFile(text)).toBe(`\uFEFF${text}\n`);
    if (outcome.urgency !== 'routine') {
      expect(advice.length, title).toBeGreaterThan(0);
      advised++;
    }
    if (outcome.urgency === 'emergency') expect(text, title).toMatch(/^Emergency: /);
  }
  expect(advised).toBeGreaterThan(100);
});

test('a file is named from the title and the day, safe on every system', () => {
  expect(fileName('Sciatica guide', '2026-05-01', '.txt')).toBe('Sciatica guide 2026-05-01.txt');
  expect(fileName('A: "b"/c\u202E?', '2026-05-01', '.fhir.json')).toBe('A b c 2026-05-01.fhir.json');
  expect(fileName('???', '2026-05-01', '.txt')).toBe('2026-05-01.txt');
});
