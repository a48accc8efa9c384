import type { Answer } from '../../flow/answer.js';
import { idFrom } from './ids.js';

/** What a question may start from, in an editor's words. */
export const templates = {
  signs: 'Tick list of warning signs, with “I’m not sure” and “None of these”',
  choice: 'One choice of several',
  'yes-no': 'Yes, no or not sure',
  number: 'A number with a unit, such as weeks',
  scale: 'A scale from 0 to 10',
} as const;
export type Template = keyof typeof templates;

const notSure = { id: 'not-sure', label: "I'm not sure" };
const none = { id: 'none', label: 'None of these', exclusive: true };

/** Whether the editor says what a new question offers. */
export const asksForChoices = (template: Template): boolean => template === 'signs' || template === 'choice';

/** A new question; `labels` are its choices, for a template that asks for them. */
export function newQuestion(
  template: Template,
  id: string,
  ask: string,
  labels: readonly string[] = [],
): Record<string, unknown> {
  const known = new Set(['not-sure', 'none']);
  const choices = labels.map((label) => {
    const made = idFrom(label, known, 'choice');
    known.add(made);
    return { id: made, label };
  });
  switch (template) {
    case 'signs':
      return { id, type: 'choices', ask, help: 'Tick all that fit.', choices: [...choices, notSure, none] };
    case 'choice':
      return { id, type: 'choice', ask, choices: [...choices, notSure] };
    case 'yes-no':
      return { id, type: 'choice', ask, choices: [{ id: 'yes', label: 'Yes' }, { id: 'no', label: 'No' }, notSure] };
    case 'number':
      return { id, type: 'number', ask, min: 0, max: 100, unit: 'weeks' };
    case 'scale':
      return { id, type: 'scale', ask, min: 0, max: 10, minLabel: 'None at all', maxLabel: 'The worst there can be' };
  }
}

/** What a person with nothing special answers to a new question: "No", "None of these", the first choice or the least. */
export function plainAnswer({ choices, min, type }: Readonly<Record<string, unknown>>): Answer {
  if (!Array.isArray(choices)) return min as number;
  const all = choices as { id: string; exclusive?: boolean }[];
  const plain = all.find(({ id, exclusive }) => exclusive || id === 'no') ?? all[0];
  const id = plain?.id ?? 'not-sure';
  return type === 'choices' ? [id] : id;
}
