import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { api } from './api.js';
import { type Limits, usualLimits } from './limits.js';
import { allowed } from './origins.js';
import { openStore } from './store.js';
import { tokenFor } from './token.js';

/** How a receiver is started. */
export type ReceiverOptions = {
  /** The folder with the submissions and the token; it is made when there is none. */
  data: string;
  host: string;
  /** The port to listen on; 0: any that is free. */
  port: number;
  /** Whose pages may post; empty: those of this computer. */
  origins: readonly string[];
  /** After how many days a submission is deleted. */
  keep: number;
  behindProxy: boolean;
  /** Instead of the token in the data folder. */
  token?: string | undefined;
  limits?: Limits;
  log: (line: string) => void;
};

/** A receiver that listens. `tokenMade` at the first start only; `tokenFile` is where it is kept, if it is. */
export type Receiver = {
  address: string;
  token: string;
  tokenMade: boolean;
  tokenFile?: string | undefined;
  stop: () => Promise<void>;
};

const day = 24 * 60 * 60 * 1000;

/** Starts a receiver. Rejects when the port is taken, the data folder cannot be used, or the token could be guessed. */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { host, port, origins, keep, behindProxy, limits = usualLimits, log } = options;
  const folder = resolve(options.data);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { token, made: tokenMade, file: tokenFile } = tokenFor(folder, options.token);
  const store = await openStore(folder);

  const removeOld = async () => {
    const removed = await store.removeBefore(new Date(Date.now() - keep * day).toISOString());
    if (removed > 0) log(`${new Date().toISOString()} deleted ${removed} older than ${keep} days`);
  };
  await removeOld();
  const daily = setInterval(() => void removeOld().catch(() => log('What is old could not be deleted.')), day);

  const app = api({ store, token, mayPost: allowed(origins), limits, behindProxy, log });
  const server = createAdaptorServer({ fetch: app.fetch });
  // Who sends slowly on purpose holds a connection no longer than this.
  if ('requestTimeout' in server) server.requestTimeout = 30_000;
  const close = async () => {
    clearInterval(daily);
    store.close();
  };
  try {
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(port, host, () => {
        server.off('error', failed);
        done();
      });
    });
  } catch (error) {
    await close();
    throw error;
  }

  const { port: own } = server.address() as AddressInfo;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${own}`,
    token,
    tokenMade,
    tokenFile,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      // What is being stored is stored; who only holds a connection is not waited for.
      const late = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 5_000);
      await closed;
      clearTimeout(late);
      await close();
    },
  };
}
