import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The real command `studio`, at work on a copy of the sciatica flow. */
export class StudioCommand {
  private constructor(
    /** Where the studio is, with its token. */
    readonly address: string,
    /** The folder of the flow. */
    readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<StudioCommand> {
    const folder = join(mkdtempSync(join(tmpdir(), 'studio-')), 'sciatica');
    cpSync('flows/sciatica', folder, { recursive: true });
    const child = spawn(process.execPath, ['dist/command/symptom-guide.js', 'studio', folder, '--no-open'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = await new Promise<string>((found) => {
      let text = '';
      child.stdout?.on('data', (part) => {
        text += part;
        const [url] = /http:\S+(?=\n)/.exec(text) ?? [];
        if (url) found(url);
      });
    });
    return new StudioCommand(address, folder, child);
  }

  /** The text of one of the flow's files on disk. */
  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGINT');
    await ended;
    rmSync(join(this.folder, '..'), { recursive: true });
  }
}
