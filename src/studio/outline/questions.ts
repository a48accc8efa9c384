import type { Path } from '../../flow/parse.js';
import { fieldsOf, itemsOf, textOf } from './fields.js';

/** A question as forms offer it, also when something is wrong with it. */
export type Asked = {
  id: string;
  ask: string;
  type: string;
  choices: readonly { id: string; label: string }[];
  min: number;
  max: number;
  unit: string;
  section: string;
  path: Path;
};

let last: { flow: unknown; asked: readonly Asked[] } | undefined;

/** All questions of a flow, in the order in which they are asked. Many fields of a form want those of the same flow. */
export function askedIn(flow: unknown): readonly Asked[] {
  if (!last || last.flow !== flow) last = { flow, asked: read(flow) };
  return last.asked;
}

function read(flow: unknown): Asked[] {
  return itemsOf(fieldsOf(flow).sections).flatMap((one, s) => {
    const section = fieldsOf(one);
    return itemsOf(section.questions).map((value, q): Asked => {
      const { id, ask, type, choices, min, max, unit } = fieldsOf(value);
      return {
        id: textOf(id),
        ask: textOf(ask),
        type: textOf(type),
        choices: itemsOf(choices).map((choice) => ({
          id: textOf(fieldsOf(choice).id),
          label: textOf(fieldsOf(choice).label),
        })),
        min: Number(min ?? 0),
        max: Number(max ?? 0),
        unit: textOf(unit),
        section: textOf(section.title),
        path: ['sections', s, 'questions', q],
      };
    });
  });
}

/** How many questions are asked before a place of the flow is decided: all of them, for what is decided at the end. */
export function askedBefore(questions: readonly Asked[], [field, s, part, q]: Path): number {
  if (field !== 'sections' || typeof s !== 'number') return questions.length;
  const index = questions.findIndex(
    ({ path }) => path[1] === s && (part === 'questions' && typeof q === 'number' ? path[3] === q : true),
  );
  if (index >= 0) return index;
  // A section without questions: what stands before it.
  return questions.filter(({ path }) => (path[1] as number) < s).length;
}
