import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { flowJsonSchema } from '../../src/cli/schema.js';

test('flows/flow.schema.json is the schema of the code; `npm run schema` writes it anew', () => {
  expect(JSON.parse(readFileSync('flows/flow.schema.json', 'utf8'))).toEqual(flowJsonSchema());
});

test('every field of a flow has a description', () => {
  const without: string[] = [];
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties')
        for (const [name, property] of Object.entries(value as Record<string, { description?: string }>))
          if (!property.description) without.push(`${path}.${name}`);
      visit(value, `${path}.${key}`);
    }
  };
  visit(flowJsonSchema(), '');
  expect(without).toEqual([]);
});
