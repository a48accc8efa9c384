import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { NotProved } from '../check/explore.js';
import { defaultBase } from '../handover/fhir/base.js';
import { scriptPage } from '../review/scriptPage.js';
import { approve, approveTranslation } from './approve.js';
import { check, watchAndCheck } from './check.js';
import { withCodesTable } from './codes.js';
import { diff } from './diff.js';
import { type FhirPart, fhir, fhirParts } from './fhir.js';
import { type Format, formats } from './formats.js';
import { mermaid, xstateConfig } from './graph.js';
import { integrityOf, withCheckedTag } from './integrity.js';
import { newFlow } from './new.js';
import { readFlow, readText, UsageError } from './read.js';
import { flowJsonSchema } from './schema.js';
import { startStudio } from './studio.js';
import { translate } from './translate.js';

/** The version in package.json, put in by the build. */
declare const __VERSION__: string;
const version = __VERSION__;

/** Where the command writes: results, and complaints in one line each; whether it may use colours. */
export type Terminal = { write(text: string): void; complain(text: string): void; colours: boolean };

/**
 * Runs `symptom-guide` with these arguments, and returns the exit code: 0 all is well, 1 errors were found, 2 it was
 * called in a wrong way. `studio` and `check --watch` go on after that until they are stopped.
 */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const print = (text: string) => terminal.write(`${text}\n`);
  /** To a file if one is named, else to the terminal. */
  const write = (text: string, file: string | undefined) => {
    if (file === undefined) print(text.trimEnd());
    else writeFileSync(file, `${text.trimEnd()}\n`);
  };
  const program = new Command('symptom-guide')
    .description('Edits, checks, compares, prints and translates the flows of a symptom guide.')
    .version(version)
    // Before the commands are made, so that they inherit it: a wrong call ends with 2, not 1.
    .configureOutput({
      writeOut: terminal.write,
      writeErr: terminal.complain,
      // One line, also when a command is near what was written.
      outputError: (text, write) => write(text.replace(/\n(?=\(Did you mean)/, ' ')),
    })
    .exitOverride()
    .addHelpText('after', '\nExit codes: 0 all is well, 1 errors were found, 2 it was called in a wrong way.');

  program
    .command('check')
    .description('prove flows safe, run their vignettes, and name every problem with its line')
    .argument('[paths...]', 'flow folders, or a folder that holds some', ['flows'])
    .addOption(new Option('-f, --format <format>', 'how to print').choices([...formats]).default('text'))
    .option('-w, --watch', 'check again whenever a file changes', false)
    .option('--strict', 'exit with 1 for warnings too', false)
    .action((paths: string[], options: { format: Format; watch: boolean; strict: boolean }) => {
      const how = { format: options.format, strict: options.strict, colours: terminal.colours, version };
      if (options.watch) watchAndCheck(paths, how, print);
      else exitCode = check(paths, how, print);
    });

  program
    .command('diff')
    .description('over all possible patients, who ends differently in NEW than in OLD')
    .argument('<old>', 'flow folder or file, as it was')
    .argument('<new>', 'flow folder or file, as it is')
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--forbid-less-urgent', 'exit with 1 if anyone ends less urgently than before', false)
    .action((old: string, now: string, options: { format: 'text' | 'json'; forbidLessUrgent: boolean }) => {
      exitCode = diff(readFlow(old).flow, readFlow(now).flow, options, print);
    });

  program
    .command('script')
    .description('the clinical script: a page to print, for a reviewer who signs')
    .argument('<flow>', 'flow folder')
    .option('-o, --output <file>', 'where to write the HTML page; without it, to the terminal')
    .action((path: string, { output }: { output?: string }) => {
      const { flow, report } = readFlow(path);
      if (!report.found)
        throw new UsageError(`${path}: this flow is not proved; "symptom-guide check ${path}" says why.`);
      const on = new Date().toISOString().slice(0, 10);
      write(
        scriptPage(flow, { found: report.found, vignettes: report.vignettes ?? 0, problems: report.errors, on }),
        output,
      );
    });

  program
    .command('approve')
    .description(
      'write into a flow that a clinician has approved it as it is now; a later change makes it a draft again',
    )
    .option('-l, --language <language>', 'approve this translation instead, as it is now')
    .argument('<flow>', 'flow folder')
    .requiredOption('--by <name>', 'name and registration of the clinician')
    .option('--on <day>', 'the day of the approval, as 2026-05-01', new Date().toISOString().slice(0, 10))
    .option('--next <day>', 'the day of the next review; without it, a year later')
    .action((path: string, given: { by: string; on: string; next?: string; language?: string }) => {
      const { by, on, next, language } = given;
      exitCode =
        language === undefined
          ? approve(path, { by, on, next }, print)
          : approveTranslation(path, { language, by, on }, print);
    });

  program
    .command('translate')
    .description('write or refresh the translation of a flow: what is missing or stale is marked')
    .argument('<flow>', 'flow folder')
    .argument('<language>', 'a language code such as es')
    .action((path: string, language: string) => {
      const { flow, folder } = readFlow(path);
      translate(flow, folder.path, language, print);
    });

  program
    .command('graph')
    .description("the flow as a picture for Mermaid, or as a machine for Stately's tools")
    .argument('<flow>', 'flow folder or file')
    .addOption(new Option('-f, --format <format>', 'for which tool').choices(['mermaid', 'xstate']).default('mermaid'))
    .option('-o, --output <file>', 'where to write it; without it, to the terminal')
    .action((path: string, { format, output }: { format: 'mermaid' | 'xstate'; output?: string }) => {
      const { flow } = readFlow(path);
      write(format === 'mermaid' ? mermaid(flow) : xstateConfig(flow), output);
    });

  program
    .command('fhir')
    .description('the flow as FHIR R4, for the systems of a clinic: its questionnaire, its codes, or both')
    .argument('<flow>', 'flow folder')
    .addOption(new Option('-w, --what <part>', 'which part').choices([...fhirParts]).default('questionnaire'))
    .option('-b, --base <address>', 'where you publish it: names are made below this address', defaultBase)
    .option('-o, --output <file>', 'where to write it; without it, to the terminal')
    .action((path: string, { what, base, output }: { what: FhirPart; base: string; output?: string }) => {
      write(fhir(path, base, what), output);
    });

  program
    .command('new')
    .description('make a small valid flow folder to start from')
    .argument('<id>', 'the name of the flow: a-z, 0-9 and -')
    .option('-i, --in <folder>', 'the folder to make it in', '.')
    .action((id: string, options: { in: string }) => {
      newFlow(id, options.in, print);
    });

  program
    .command('studio')
    .description('edit a flow in the browser: see each change in the guide itself, and proved')
    .argument('[path]', 'flow folder; without it, the one in flows', 'flows')
    .option('-p, --port <port>', 'the port to use, on this computer only; without it, one that is free', portNumber)
    .option('--no-open', 'print the address, and open no browser')
    .action(async (path: string, { port, open }: { port?: number; open: boolean }) => {
      // What was built stands beside the command itself.
      const built = join(import.meta.dirname, '..');
      const { stop } = await startStudio(path, { port, open, built, version }, print);
      const end = async () => {
        await stop();
        print('\nThe studio has stopped.');
        process.exit(0);
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
    });

  program
    .command('codes', { hidden: true })
    .description('write the table of problems into a README')
    .argument('<file>')
    .action((file: string) => {
      writeFileSync(file, withCodesTable(readText(file)));
    });

  program
    .command('integrity', { hidden: true })
    .description("write the tag with the loader's hash into a README")
    .argument('<file>')
    .action((file: string) => {
      writeFileSync(file, withCheckedTag(readText(file), integrityOf(`dist/symptom-guide/${version}`), version));
    });

  program
    .command('schema')
    .description('write the JSON Schema of flows, for editors')
    .argument('[file]', 'where to write it', 'flows/flow.schema.json')
    .action((file: string) => {
      writeFileSync(file, `${JSON.stringify(flowJsonSchema(), null, 2)}\n`);
    });

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    return exitCodeOf(error as Error & { code?: string; exitCode?: number }, terminal);
  }
  return exitCode;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 1 to 65535.');
  return port;
}

/** What the caller did wrong, or what the file system refuses, in one line; a mistake of ours keeps its trace. */
function exitCodeOf(
  error: Error & { code?: string; exitCode?: number; path?: string },
  { complain }: Terminal,
): number {
  const { code, message, exitCode, path } = error;
  if (code?.startsWith('commander.')) return exitCode === 0 ? 0 : 2;
  if (error instanceof NotProved) {
    complain(`symptom-guide: not proved. ${message}\n`);
    return 1;
  }
  if (error instanceof UsageError || path !== undefined) {
    const refused: Record<string, string> = {
      EACCES: 'is not allowed',
      ENOENT: 'there is no such folder',
      EISDIR: 'this is a folder',
    };
    complain(
      `symptom-guide: ${error instanceof UsageError ? message : `${path}: ${refused[code ?? ''] ?? message}.`}\n`,
    );
    return 2;
  }
  throw error;
}
