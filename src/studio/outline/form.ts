import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Problem } from '../../check/problem.js';
import type { Path } from '../../flow/parse.js';
import type { Draft } from '../project.js';
import { keyOf } from './entries.js';
import { within } from './fields.js';
import type { Asked } from './questions.js';
import type { Outline } from './state.js';

/** What the fields of one form share. */
export type Form = {
  outline: Outline;
  flow: unknown;
  /** The entry in a sentence: the question “Can you pee?”. */
  about: string;
  entry: Path;
  problems: readonly Problem[];
  questions: readonly Asked[];
  /** Changes when any question or choice does, as far as conditions offer them. */
  edition: string;
  /** Makes one change of the entry, named after it; `typing` for each letter of a field. */
  change(make: (draft: Draft) => void, typing?: Path): boolean;
  /** Sets a field of flow.json; undefined takes it out. */
  set(path: Path, value: unknown, typing?: boolean): boolean;
};

const Shared = createContext<Form | undefined>(undefined);
/** Gives the form to its fields. */
export const FormProvider = Shared.Provider;

/** The form that a field is in. Throws outside of one. */
export function useForm(): Form {
  const form = useContext(Shared);
  if (!form) throw new Error('This field is in no form.');
  return form;
}

/** The id of the element for a place of flow.json. */
export const fieldId = (path: Path): string => `at-${keyOf(path)}`;

/** Focuses the field for a place, or the nearest one around it. Opens what it is folded away in. */
export function focusField(path: Path): void {
  for (let length = path.length; length > 0; length--) {
    const field = document.getElementById(fieldId(path.slice(0, length)));
    if (!field) continue;
    for (let around = field.parentElement; around; around = around.parentElement)
      if (around instanceof HTMLDetailsElement) around.open = true;
    const target = field.matches('input, select, textarea, button, [tabindex]')
      ? field
      : (field.querySelector<HTMLElement>('input, select, textarea, button') ?? field);
    target.scrollIntoView?.({ block: 'center' });
    target.focus({ preventScroll: true });
    return;
  }
}

/** Focuses a field once what was changed is drawn. */
export function focusLater(path: Path): void {
  setTimeout(() => focusField(path));
}

/** The problems of a place; with `only`, not those of what is in it. */
export function problemsAt({ problems }: Form, path: Path, only = false): readonly Problem[] {
  return problems.filter((one) => within(one.path, path) && (!only || one.path.length === path.length));
}
