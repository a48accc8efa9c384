import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { starterFlow, starterVignettes } from '../check/starter.js';
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
  write('flow.json', { $schema: shared ? '../flow.schema.json' : './flow.schema.json', ...starterFlow(id) });
  write('vignettes.json', starterVignettes);
  if (!shared) write('flow.schema.json', flowJsonSchema());
  print(`${folder}: a small flow with its vignettes. Change it, then run "symptom-guide check ${folder}".`);
}
