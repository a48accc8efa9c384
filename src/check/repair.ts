import type { FlowProblem, Path } from '../flow/parse.js';

/**
 * A copy of a broken flow in which small mistakes are patched over, so that the check can go on and find the others
 * too. Only for looking further: what was patched is still an error, and nothing is ever proved or shown of it.
 */
export function patchOver(json: unknown, problems: readonly FlowProblem[]): unknown {
  const copy: unknown = structuredClone(json);
  for (const { code, path } of problems) {
    const key = path.at(-1);
    const holder = at(copy, path.slice(0, -1));
    if (key === undefined || typeof holder !== 'object' || holder === null) continue;
    const fields = holder as Record<string | number, unknown>;
    if (code === 'unknown-key' || (typeof key === 'string' && key in droppable)) delete fields[key];
    else if (typeof key === 'string' && key in stopgaps) fields[key] = stopgaps[key];
  }
  return copy;
}

/** Fields that a flow can do without. */
const droppable = { optional: 0, exclusive: 0, stopIfFlagged: 0, note: 0, todo: 0, help: 0, why: 0, unit: 0, plan: 0 };
/** Something of the right kind for fields that a flow cannot do without. */
const stopgaps: Record<string, unknown> = {
  format: 1,
  version: '…',
  title: '…',
  ask: '…',
  label: '…',
  because: '…',
  alt: '…',
  url: 'https://example.org/',
  language: 'en',
  review: { status: 'draft', by: '', on: '', next: '' },
  on: '',
  next: '',
};

function at(json: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined,
    json,
  );
}
