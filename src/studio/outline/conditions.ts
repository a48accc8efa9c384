import type { Path } from '../../flow/parse.js';
import type { Condition } from '../../flow/schema.js';
import { fieldsOf, itemsOf, textOf } from './fields.js';

/** How the parts of a group belong together, with a "not" before it taken in. */
export type Together = 'all' | 'any' | 'none' | 'not all';
/** A condition as the sentence builder shows it. `at`: where its own fields stand, within a "not" before it. */
export type Shape =
  | { kind: 'choices'; question: string; is: readonly string[]; not: boolean; at: Path }
  | { kind: 'number'; question: string; key: 'atLeast' | 'atMost'; number: number; not: boolean; at: Path }
  | { kind: 'group'; together: Together; parts: readonly unknown[]; at: Path }
  | { kind: 'not'; at: Path; inner: unknown }
  | { kind: 'other' };

/** What a value means as a condition; `other` when the builder has no words for it, such as clinic settings. */
export function shapeOf(value: unknown, path: Path): Shape {
  const { question, is, atLeast, atMost, all, any, not } = fieldsOf(value);
  if (not !== undefined) {
    const at = [...path, 'not'];
    const inner = shapeOf(not, at);
    if ((inner.kind === 'choices' || inner.kind === 'number') && !inner.not) return { ...inner, not: true };
    if (inner.kind === 'group' && (inner.together === 'all' || inner.together === 'any'))
      return { ...inner, together: inner.together === 'all' ? 'not all' : 'none' };
    return inner.kind === 'other' ? inner : { kind: 'not', at, inner: not };
  }
  if (Array.isArray(all)) return { kind: 'group', together: 'all', parts: all, at: [...path, 'all'] };
  if (Array.isArray(any)) return { kind: 'group', together: 'any', parts: any, at: [...path, 'any'] };
  if (typeof question !== 'string') return { kind: 'other' };
  if (is !== undefined)
    return { kind: 'choices', question, is: Array.isArray(is) ? is.map(String) : [String(is)], not: false, at: path };
  if (typeof atLeast === 'number')
    return { kind: 'number', question, key: 'atLeast', number: atLeast, not: false, at: path };
  if (typeof atMost === 'number')
    return { kind: 'number', question, key: 'atMost', number: atMost, not: false, at: path };
  return { kind: 'other' };
}

/** The condition that a shape stands for, as it is written. */
export function written(shape: Exclude<Shape, { kind: 'other' }>): unknown {
  const negated = (not: boolean, value: unknown) => (not ? { not: value } : value);
  switch (shape.kind) {
    case 'choices':
      return negated(shape.not, { question: shape.question, is: shape.is.length === 1 ? shape.is[0] : shape.is });
    case 'number':
      return negated(shape.not, { question: shape.question, [shape.key]: shape.number });
    case 'group': {
      const { together, parts } = shape;
      const key = together === 'all' || together === 'not all' ? 'all' : 'any';
      return negated(together === 'none' || together === 'not all', { [key]: parts });
    }
    case 'not':
      return { not: shape.inner };
  }
}

/** All comparisons with answers in a value, however deep, also in one that is not a right condition. */
export function comparisonsIn(value: unknown): { question: string; is: readonly string[] }[] {
  const { question, is, all, any, not } = fieldsOf(value);
  if (not !== undefined) return comparisonsIn(not);
  const parts = Array.isArray(all) ? all : Array.isArray(any) ? any : undefined;
  if (parts) return parts.flatMap(comparisonsIn);
  if (typeof question !== 'string') return [];
  return [{ question, is: Array.isArray(is) ? is.map(String) : typeof is === 'string' ? [is] : [] }];
}

/** The value as a condition that can be evaluated; undefined when it is not one. */
export function conditionIn(value: unknown): Condition | undefined {
  const { question, is, atLeast, atMost, all, any, not } = fieldsOf(value);
  const parts = all ?? any;
  const right =
    not !== undefined
      ? conditionIn(not) !== undefined
      : parts !== undefined
        ? itemsOf(parts).length > 0 && itemsOf(parts).every((part) => conditionIn(part) !== undefined)
        : textOf(question) !== '' && (is !== undefined || typeof atLeast === 'number' || typeof atMost === 'number');
  return right ? (value as Condition) : undefined;
}
