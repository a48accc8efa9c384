import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkInSteps } from '../../src/check/check.js';
import { codes } from '../../src/check/problem.js';
import { openProject } from '../../src/studio/project.js';

const text = readFileSync('flows/sciatica/flow.json', 'utf8');
const whole: unknown = JSON.parse(text);

/** What can happen to one character. */
const accidents: Record<string, (at: number) => string> = {
  'is gone': (at) => text.slice(0, at) + text.slice(at + 1),
  'has a brace before it': (at) => `${text.slice(0, at)}{${text.slice(at)}`,
  'has a quote before it': (at) => `${text.slice(0, at)}"${text.slice(at)}`,
  'is the last': (at) => text.slice(0, at + 1),
};

test.each(Object.entries(accidents))(
  'whichever character %s: it is told in words where, and nothing is lost',
  (_, accident) => {
    let broken = 0;
    // A step that meets every kind of place in a line.
    for (let at = 0; at < text.length; at += 613) {
      const project = openProject('sciatica', [['flow.json', text]]);
      const file = project.file('flow.json');
      const now = accident(at);
      project.edit('Accident', (draft) => draft.replace('flow.json', now));
      expect(file.text.value).toBe(now);

      // The first three steps are what is told at each keystroke.
      const steps = checkInSteps({ name: 'sciatica', files: new Map([['flow.json', now]]) });
      let problems = steps.next().value.problems;
      if (!file.readable.value) {
        broken++;
        // Forms and lists have what it held last.
        expect(file.value.value).toEqual(whole);
        const [first] = problems;
        expect(first, `character ${at}`).toBeDefined();
        expect(codes[first?.code ?? 'todo'].severity).toBe('error');
        expect(first?.message).toMatch(/^\S.{8,}/);
        expect(first?.line).toBeLessThanOrEqual(now.split('\n').length);
      } else {
        problems = steps.next().value.problems;
        expect(Array.isArray(problems)).toBe(true);
      }
      project.undo();
      expect(file.text.value).toBe(text);
      expect(file.readable.value).toBe(true);
    }
    expect(broken).toBeGreaterThan(10);
  },
);
