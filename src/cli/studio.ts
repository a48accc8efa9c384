import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import open from 'open';
import { openDeskFolder } from './deskFolder.js';
import { readFolders, UsageError } from './read.js';
import { type RunningStudio, startStudioServer } from './studioServer.js';

/** How to start the studio. */
export type StudioCommand = {
  /** The port that was asked for; undefined: the folder's own, or any that is free. */
  port: number | undefined;
  /** Open it in the browser. */
  open: boolean;
  /** The folder with the built studio and the release. */
  built: string;
  version: string;
};

/**
 * Starts the studio on the flow at `path`, tells where it is, and opens it in the browser. Rejects with
 * {@link UsageError} when there is no flow, or several, or the port is taken.
 */
export async function startStudio(
  path: string,
  { port, open: show, built, version }: StudioCommand,
  print: (text: string) => void,
): Promise<RunningStudio> {
  const [found, ...others] = readFolders(path);
  if (!found || others.length > 0) {
    const commands = [found, ...others].map((one) => `  symptom-guide studio ${one?.path}`).join('\n');
    throw new UsageError(`${path}: there are several flows in it. Start the studio with one of them:\n${commands}`);
  }
  if (!existsSync(join(built, 'studio/index.html')))
    throw new UsageError('the studio is not built here: run "npm run build" first.');
  const folder = await openDeskFolder(found.path);
  const start = (on: number) => startStudioServer({ folder, built, version, port: on });
  let running: RunningStudio;
  try {
    running = await start(port ?? ownPort(folder.path));
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (port !== undefined)
      throw new UsageError(
        `--port ${port}: another program has this port, or only an administrator may use it. Leave --port out, or name another.`,
      );
    running = await start(0);
  }
  const { leftAlone } = await folder.read();
  for (const reason of leftAlone) print(`Left alone: ${reason}`);
  if (!existsSync(join(built, `symptom-guide/${version}/symptom-guide.js`)))
    print('The preview needs the guide itself: run "npm run build" once.');
  print(`The studio for ${found.path} is at ${running.address}`);
  print('Keep this window open while you work. To stop the studio, press Ctrl+C here.');
  if (show) await open(running.address).catch(() => print('No browser could be opened: open that address yourself.'));
  return running;
}

/**
 * A port for this folder, the same each time: a browser keeps drafts by address and port, so that what was not saved
 * before a crash is found again.
 */
const ownPort = (path: string) => 20_000 + (createHash('sha256').update(path).digest().readUInt32BE(0) % 10_000);

const isTaken = (error: unknown) => ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
