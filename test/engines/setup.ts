import type { TestProject } from 'vitest/node';
import { serve } from '../browser/setup.js';
import { engineOf, lacking, whyNot } from './engines.js';

/** Serves the built widget and the demo. Fails when an engine that ENGINES names is not on this machine. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const problem = lacking(process.env.ENGINES ?? '');
  if (problem) throw new Error(problem);
  const missing = whyNot(engineOf(project.config.env));
  if (missing) console.log(missing);
  const server = await serve();
  project.provide('origin', server.origin);
  return server.close;
}
