import { createServer } from 'node:net';
import { Command, InvalidArgumentError } from 'commander';
import { dataFolder, usualFolder } from './dataFolder.js';
import { originOf } from './origins.js';
import { startReceiver } from './server.js';

const program = new Command('receiver')
  .description('Receives what visitors of a symptom guide send to the clinic. For trying it out: see README.md.')
  .option('--port <number>', 'where to listen; 0: any free port', wholeNumber(0, 65_535), 8787)
  .option('--host <address>', 'for whom to listen; this computer only, unless you say otherwise', '127.0.0.1')
  .option('--data <folder>', 'where submissions and the token are kept; your own data folder, unless you say otherwise')
  .option(
    '--origin <origin>',
    'whose pages may send, once for each; pages of this computer, unless you say so',
    add,
    [],
  )
  .option('--keep <days>', 'after how many days a submission is deleted', wholeNumber(1, 36_500), 90)
  .option('--behind-proxy', 'a proxy in front says in X-Forwarded-For who asks', false)
  .addHelpText('after', '\nRECEIVER_TOKEN in the environment is used instead of the token in the data folder.')
  .parse();

const {
  port,
  host,
  data: given,
  origin,
  keep,
  behindProxy,
} = program.opts<{
  port: number;
  host: string;
  data?: string;
  origin: string[];
  keep: number;
  behindProxy: boolean;
}>();

// What is written here is for its owner only.
process.umask(0o077);
try {
  // Before anything is moved: an earlier release that still runs would lose its data from under it.
  await portIsFree(port, host);
  const data = dataFolder(given, console.log);
  const { RECEIVER_TOKEN: token } = process.env;
  const receiver = await startReceiver({
    data,
    host,
    port,
    origins: origin,
    keep,
    behindProxy,
    token,
    log: console.log,
  });
  const { address, tokenMade, tokenFile } = receiver;
  console.log(`
The receiver listens, and keeps what it gets in ${data} for ${keep} ${keep === 1 ? 'day' : 'days'}.

  In the tag of the guide:  data-send="${address}/submissions"
  To read what came:        ${address}/
  Who may send:             ${origin.length > 0 ? `pages of ${origin.join(' and ')}` : 'pages of this computer (--origin allows others)'}
  ${tokenLine(receiver.token, tokenMade, tokenFile)}

Whoever has the token reads everything. To stop the receiver, press Ctrl+C here.
`);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, async () => {
      // Pressed a second time: at once.
      if (stopping) process.exit(1);
      stopping = true;
      await receiver.stop();
      console.log('The receiver has stopped.');
    });
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: Record<string, string> = {
    EADDRINUSE: `port ${port} is taken: name another with --port.`,
    EADDRNOTAVAIL: `this computer has no address ${host}.`,
    EACCES: `it is not allowed to use port ${port} or to write in ${given ?? usualFolder()}.`,
  };
  console.error(`receiver: ${reasons[code ?? ''] ?? message}`);
  process.exitCode = 1;
}

function tokenLine(token: string, made: boolean, file: string | undefined): string {
  if (file === undefined) return 'The token:                the one in RECEIVER_TOKEN';
  if (!made) return `The token:                in ${file}`;
  return `The token:                ${token}
                            (shown this once; it is kept in ${file})`;
}

function wholeNumber(least: number, most: number) {
  return (text: string) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < least || number > most)
      throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
    return number;
  };
}

function add(text: string, before: string[]): string[] {
  const origin = originOf(text);
  if (origin === undefined)
    throw new InvalidArgumentError('It is the beginning of an address, such as https://clinic.example');
  return [...before, origin];
}

/** Listens there for a moment. Throws, as the receiver itself would, when that cannot be. */
function portIsFree(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
