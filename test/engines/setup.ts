import type { TestProject } from 'vitest/node';
import { serve } from '../browser/setup.js';
import { found, lacking, missing } from './engines.js';

/** Serves the built widget and the demo. Fails when an engine that ENGINES names is not on this machine. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const problem = lacking(process.env.ENGINES ?? '');
  if (problem) throw new Error(problem);
  console.log([`Engines on this machine: ${found.join(', ')}.`, ...missing].join('\n'));
  const server = await serve();
  project.provide('origin', server.origin);
  return server.close;
}
