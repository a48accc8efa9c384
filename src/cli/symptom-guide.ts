import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { check, UsageError } from './check.js';
import { flowJsonSchema } from './schema.js';

const program = new Command('symptom-guide').description('Checks the flows of a symptom guide.');
const print = (line: string) => {
  console.log(line);
};

program
  .command('check')
  .description('check flow folders: shape, references, vignettes, translations')
  .argument('[paths...]', 'flow folders, or a folder that holds some', ['flows'])
  .action((paths: string[]) => {
    process.exitCode = check(paths, print);
  });

program
  .command('schema')
  .description('write the JSON Schema of flows, for editors')
  .argument('[file]', 'where to write it', 'flows/flow.schema.json')
  .action((file: string) => {
    writeFileSync(file, `${JSON.stringify(flowJsonSchema(), null, 2)}\n`);
  });

program.exitOverride();
try {
  program.parse();
} catch (error) {
  const { code, message, exitCode } = error as Error & { code?: string; exitCode?: number };
  if (error instanceof UsageError) console.error(`symptom-guide: ${message}`);
  else if (!code?.startsWith('commander.')) throw error;
  process.exitCode = exitCode === 0 ? 0 : 2;
}
