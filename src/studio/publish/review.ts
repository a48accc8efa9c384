import type { Comparison } from '../../check/diff.js';
import { fingerprintOf, isApproved } from '../../flow/fingerprint.js';
import type { Flow } from '../../flow/schema.js';

/** Today as an ISO day. */
export const today = () => new Date().toISOString().slice(0, 10);

/** The JSON of a flow's file, read as far as that goes: it may be broken. */
export function flowJson(text: string | undefined): Flow | undefined {
  try {
    const json: unknown = text === undefined ? undefined : JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Flow) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether what is asked or said differs between two flows; the version and the review do not count. */
export function saysOther(a: Flow, b: Flow): boolean {
  return fingerprintOf({ ...a, version: '' }) !== fingerprintOf({ ...b, version: '' });
}

/** How the approval stands: `changed` when the flow is marked as approved, but not as it is now. */
export function approvalOf(now: Flow): 'draft' | 'approved' | 'changed' {
  if (now.review?.status !== 'approved') return 'draft';
  return isApproved(now) ? 'approved' : 'changed';
}

/** The versions that can come next; undefined when the version is not like 1.4.2. */
export function nextVersions(version: string): { small: string; large: string } | undefined {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  if (patch === undefined) return undefined;
  return { small: `${major}.${minor}.${Number(patch) + 1}`, large: `${major}.${Number(minor) + 1}.0` };
}

/** How much has changed: `large` when somebody ends elsewhere, or what is asked is not the same. */
export function sizeOf(comparison: Comparison | undefined): 'small' | 'large' | undefined {
  if (!comparison) return undefined;
  const { differently, onlyOld, onlyNew } = comparison;
  const others = [onlyOld, onlyNew].some(
    ({ questions, choices, answers }) => questions.length + choices.length + answers.length > 0,
  );
  return differently > 0n || others ? 'large' : 'small';
}
