import { chunk } from '../chat/later.js';
import type { Flow } from '../flow/schema.js';

/** Why the guide could not be shown: the `code` of `guide-error`. Without one, the second tier did not arrive. */
export type ErrorCode =
  | 'flow-not-loaded'
  | 'flow-not-json'
  | 'flow-invalid'
  | 'chat-broken'
  | 'chat-not-loaded'
  | 'late';

/** A failure to load, with a code for pages and one line, what and where, for people. */
export class LoadError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The flow if it may be shown; throws with all its problems if not. */
export async function checked(json: unknown, url: string): Promise<Flow> {
  const { parseFlow, inOneLine, asApproved } = await chunk(() => import('./parse.js'), 'parse');
  const { flow, problems } = parseFlow(json);
  if (problems) throw invalid(url, inOneLine(problems));
  return asApproved(flow);
}

/** The failure that a file is in which this is wrong. */
export const invalid = (url: string, what: string) => new LoadError('flow-invalid', `${url}: ${what}`);

/** The text that a request brings; a failure names its address. */
export async function textOf(request: Promise<string>, url: string): Promise<string> {
  try {
    return await request;
  } catch (error) {
    throw new LoadError('flow-not-loaded', `${url} could not be loaded: ${(error as Error).message}`);
  }
}

/** The text of a file. */
export async function textAt(url: string, options: RequestInit): Promise<string> {
  const request = async () => {
    const response = await fetch(url, options);
    if (response.ok) return response.text();
    throw Error(`status ${response.status}`);
  };
  return textOf(request(), url);
}

/** What a file holds; a failure names its address. */
export function parseJson(text: string, url: string): object {
  try {
    return JSON.parse(text) as object;
  } catch (error) {
    throw new LoadError('flow-not-json', `${url} is not JSON: ${(error as Error).message}`);
  }
}
