import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** The real command `studio`, at work on a copy of the sciatica flow. */
export class StudioCommand {
  /** Where the studio is, with its token. */
  address = '';
  /** The folder of the flow. */
  readonly folder = join(mkdtempSync(join(tmpdir(), 'studio-')), 'sciatica');
  #child: ChildProcess | undefined;

  /** One command for all tests of a file, each of which finds the flow as it is shipped. */
  static forThisFile(): StudioCommand {
    const command = new StudioCommand();
    beforeAll(() => {
      command.#reset();
      return command.start();
    });
    beforeEach(() => command.#reset());
    afterAll(async () => {
      await command.stop();
      rmSync(join(command.folder, '..'), { recursive: true });
    });
    return command;
  }

  /** Starts the command, on the files as they are. */
  async start(): Promise<void> {
    const args = ['dist/command/symptom-guide.js', 'studio', this.folder, '--no-open'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    this.address = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (part) => {
        text += part;
        const [url] = /http:\S+(?=\n)/.exec(text) ?? [];
        if (url) resolve(url);
      });
      child.once('exit', (code) => reject(new Error(`The studio ended with ${code} and said: ${text}`)));
    });
  }

  /** Ends the command, as Ctrl+C does. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
  }

  /** The path of one of the flow's files. */
  file(name: string): string {
    return join(this.folder, name);
  }

  /** The text of one of the flow's files on disk. */
  read(name: string): string {
    return readFileSync(this.file(name), 'utf8');
  }

  #reset(): void {
    for (const name of existsSync(this.folder) ? readdirSync(this.folder) : [])
      if (!existsSync(join('flows/sciatica', name))) rmSync(this.file(name));
    cpSync('flows/sciatica', this.folder, { recursive: true });
  }
}
