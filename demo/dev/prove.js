/**
 * Proves one flow for the dev server, in a thread of its own: it takes a second or two, in which the server goes on.
 * JavaScript, since a thread of Node reads no TypeScript.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { runnerImport } from 'vite';

const load = async (file) => (await runnerImport(file, { configFile: false, logLevel: 'error' })).module;
const [{ readFolders }, { refusals }] = [await load('/src/cli/read.ts'), await load('/src/release/refusals.ts')];
parentPort.postMessage(readFolders(workerData).flatMap((folder) => refusals(folder)));
