import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { format } from '../../../src/studio/layout.js';

test.each(readdirSync('flows/sciatica').filter((file) => file.endsWith('.json')))(
  'formatting leaves flows/sciatica/%s as it is, and lays it out again when it was not',
  (file) => {
    const text = readFileSync(`flows/sciatica/${file}`, 'utf8');
    expect(format(text)).toBe(text);
    expect(JSON.parse(format(JSON.stringify(JSON.parse(text))))).toEqual(JSON.parse(text));
  },
);
