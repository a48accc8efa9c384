import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFolder } from '../../src/check/check.js';
import { approve, approveTranslation } from '../../src/cli/approve.js';
import { readFolders, UsageError } from '../../src/cli/read.js';
import { fingerprintOf, isApproved } from '../../src/flow/fingerprint.js';
import { parseFlow, parseOverlay } from '../../src/flow/parse.js';
import type { Flow, Overlay } from '../../src/flow/schema.js';
import { mapTexts, packOverlay, reviewedTextsOf, translateFlow, unpackOverlay } from '../../src/flow/translate.js';
import { smallJson } from '../fixtures/smallFlow.js';

let folder: string;
const file = () => join(folder, 'flow.json');
const flow = () => parseFlow(JSON.parse(readFileSync(file(), 'utf8').replace(/^\uFEFF/, ''))).flow as Flow;
const vignettes = {
  baseline: { 'signs-now': ['none'], weeks: 3, pain: 4, desk: 'no' },
  vignettes: [
    { title: 'Typical', answers: {}, outcome: 'book' },
    { title: 'Desk', answers: { desk: 'yes' }, outcome: 'desk-book' },
    { title: 'Numb', answers: { 'signs-now': ['numb'] }, outcome: 'emergency' },
    { title: 'Fast', answers: { 'signs-now': ['weak'], 'weak-since': 'hours' }, outcome: 'emergency' },
    { title: 'Slow', answers: { 'signs-now': ['weak'], 'weak-since': 'weeks' }, outcome: 'today' },
    { title: 'Unsure', answers: { 'signs-now': ['not-sure'] }, outcome: 'doctor' },
    { title: 'Long and bad', answers: { weeks: 12, pain: 8 }, outcome: 'doctor' },
  ],
};
const write = (json: object) => writeFileSync(file(), `${JSON.stringify(json, null, 2)}\n`);
const codes = () =>
  readFolders(folder).flatMap((one) => checkFolder(one, '2026-06-01').problems.map(({ code }) => code));
const said: string[] = [];
const run = (by = 'Dr A, 123', next?: string) =>
  approve(folder, { by, on: '2026-05-01', next }, (text) => said.push(text));

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'approve-')), 'small');
  mkdirSync(folder);
  writeFileSync(join(folder, 'vignettes.json'), JSON.stringify(vignettes));
  write(smallJson());
  said.length = 0;
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

test('an approval is of exactly this content: nothing is left to say, until one word changes', () => {
  expect(codes()).toContain('not-reviewed');
  const before = flow();
  expect(run()).toBe(0);
  expect(flow().review).toEqual({
    status: 'approved',
    by: 'Dr A, 123',
    on: '2026-05-01',
    next: '2027-05-01',
    fingerprint: fingerprintOf(before),
  });
  expect(said[0]).toContain(fingerprintOf(before));
  expect(isApproved(flow())).toBe(true);
  expect(codes()).toEqual([]);

  writeFileSync(file(), readFileSync(file(), 'utf8').replace('I am numb', 'I am a bit numb'));
  expect(isApproved(flow())).toBe(false);
  expect(codes()).toEqual(['review-outdated']);
  // Remarks are for editors only.
  expect(run()).toBe(0);
  write({ ...(JSON.parse(readFileSync(file(), 'utf8')) as object), note: 'Seen by the team.' });
  expect(codes()).toEqual([]);
});

test('the rest of the file stays as it was written, lines that end as in Windows and remarks in the review, too', () => {
  const { review, ...rest } = smallJson() as unknown as { review: object };
  const text = `\uFEFF${JSON.stringify({ ...rest, review: { ...review, note: 'By post.' } }, null, 2)}\n`.replaceAll(
    '\n',
    '\r\n',
  );
  writeFileSync(file(), text);
  expect(run()).toBe(0);
  const now = readFileSync(file(), 'utf8');
  const upTo = text.indexOf('"review"');
  expect(now.slice(0, upTo)).toBe(text.slice(0, upTo));
  expect(now.replaceAll('\r\n', '')).not.toContain('\n');
  expect(flow().review.note).toBe('By post.');
});

test('with an error, nothing is approved and nothing is written', () => {
  const [first, ...others] = vignettes.vignettes;
  const wrong = { ...vignettes, vignettes: [{ ...first, outcome: 'doctor' }, ...others] };
  writeFileSync(join(folder, 'vignettes.json'), JSON.stringify(wrong));
  const before = readFileSync(file(), 'utf8');
  expect(run()).toBe(1);
  expect(readFileSync(file(), 'utf8')).toBe(before);
  expect(said.join()).toMatch(/not approved\. It has \d errors/);
});

test('an approval by nobody, or until yesterday, is refused', () => {
  expect(() => run(' ')).toThrow(UsageError);
  expect(() => run('Dr A', 'soon')).toThrow(/soon: this is not a day/);
  expect(() => run('Dr A', '2027-02-30')).toThrow(/2027-02-30: this is not a day/);
  expect(() => run('Dr A', '2026-05-01')).toThrow(/has to be after/);
});

test('a translation is approved as it is: after a change of it, or of the text it translates, it is a draft again', () => {
  const texts: Record<string, string> = {};
  write({ ...smallJson(), languages: ['es'] });
  mapTexts(flow(), (place, text) => {
    texts[place] = `¡${text}!`;
    return text;
  });
  const spanish = join(folder, 'es.json');
  const put = (json: object) => writeFileSync(spanish, `${JSON.stringify(json, null, 2)}\n`);
  const overlay = () => parseOverlay(JSON.parse(readFileSync(spanish, 'utf8'))).overlay as Overlay;
  const approveSpanish = (by = 'Dra. Ruiz', language = 'es') =>
    approveTranslation(folder, { language, by, on: '2026-05-01' }, (text) => said.push(text));
  const [first] = Object.keys(texts) as [string];

  put({ language: 'es', of: '1.0.0', texts: { ...texts, [first]: 'TODO Small guide' } });
  const before = readFileSync(spanish, 'utf8');
  expect(approveSpanish()).toBe(1);
  expect(said.at(-1)).toMatch(/es\.json: not approved\. What is left to do with it: 1;/);
  expect(readFileSync(spanish, 'utf8')).toBe(before);
  expect(() => approveSpanish(' ')).toThrow(UsageError);
  expect(() => approveSpanish('Dr. A', 'ar')).toThrow(/ar: this is not one of the "languages"/);

  put({ language: 'es', of: '1.0.0', texts });
  expect(codes()).toContain('translation-not-reviewed');
  expect(approveSpanish()).toBe(0);
  expect(overlay()).toMatchObject({
    reviewedBy: 'Dra. Ruiz, 2026-05-01',
    reviewedTexts: reviewedTextsOf(flow(), overlay()),
  });
  // Where a person who reads the file looks first.
  expect(Object.keys(overlay())).toEqual(['language', 'of', 'reviewedBy', 'reviewedTexts', 'texts']);
  expect(codes()).not.toContain('translation-review-outdated');
  expect(translateFlow(flow(), overlay()).draft).toBe(false);

  // As visitors get it, the fingerprint is left behind, and what it said is not.
  const file = JSON.stringify(flow());
  const packed = (of: Overlay) => packOverlay(flow(), of, file);
  expect(packed(overlay())).toMatchObject({ reviewedBy: 'Dra. Ruiz, 2026-05-01' });
  expect(packed(overlay())).not.toHaveProperty('reviewedTexts');
  const unpacked = (of: Overlay, text = file) =>
    parseOverlay(unpackOverlay(flow(), packed(of), text)).overlay as Overlay;
  expect(translateFlow(flow(), unpacked(overlay())).draft).toBe(false);
  expect(translateFlow(flow(), unpacked(overlay(), `${file} `)).draft).toBe(true);

  const approved = overlay();
  put({ ...approved, texts: { ...approved.texts, [first]: 'Otra cosa' } });
  expect(codes()).toContain('translation-review-outdated');
  expect(translateFlow(flow(), overlay()).draft).toBe(true);
  expect(packed(overlay())).not.toHaveProperty('reviewedBy');
  expect(translateFlow(flow(), unpacked(overlay())).draft).toBe(true);

  put(approved);
  expect(translateFlow(flow(), overlay()).draft).toBe(false);
  writeFileSync(
    join(folder, 'flow.json'),
    readFileSync(join(folder, 'flow.json'), 'utf8').replace('I am numb', 'I am a bit numb'),
  );
  expect(codes()).toContain('translation-review-outdated');
  expect(translateFlow(flow(), overlay()).draft).toBe(true);
});
